//! What happened, as it is recorded and shown.

use serde::{Deserialize, Serialize};

use crate::{ClientId, Timestamp};

macro_rules! events {
    ($($(#[$doc:meta])* $event:ident = $name:literal,)*) => {
        /// A kind of audit event. Its name is that of the use case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Event { $($(#[$doc])* $event,)* }

        impl Event {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$event,)*];

            /// The stable name, as stored.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$event => $name,)* }
            }

            /// The kind of a stored name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|event| event.name() == name)
            }
        }
    };
}

events! {
    /// A partner was created (P2).
    PartnerCreated = "partner_created",
    /// A partner was suspended.
    PartnerSuspended = "partner_suspended",
    /// A partner was resumed.
    PartnerResumed = "partner_resumed",
    /// Company information changed (P11).
    CompanyEdited = "company_edited",
    /// Somebody was invited to the team (G4).
    MemberInvited = "member_invited",
    /// An invitation was sent again.
    InvitationResent = "invitation_resent",
    /// An invitation was revoked.
    InvitationRevoked = "invitation_revoked",
    /// An invitation was accepted.
    MemberJoined = "member_joined",
    /// A member's role or scope changed.
    MemberEdited = "member_edited",
    /// A member left the team.
    MemberRemoved = "member_removed",
    /// A person of the operator's was let in, from the machine's own console.
    OperatorCreated = "operator_created",
    /// Somebody signed in.
    SignedIn = "signed_in",
    /// Somebody signed out.
    SignedOut = "signed_out",
    /// A sign-in failed.
    SignInFailed = "sign_in_failed",
    /// A password reset was asked for.
    ResetRequested = "reset_requested",
    /// A password was set by a reset link.
    PasswordReset = "password_reset",
    /// A password was changed (P19).
    PasswordChanged = "password_changed",
    /// A person changed their own profile (G14).
    ProfileEdited = "profile_edited",
    /// A session was ended from elsewhere.
    SessionEnded = "session_ended",
    /// A client was added (P6).
    ClientAdded = "client_added",
    /// A client's data changed (B5).
    ClientEdited = "client_edited",
    /// A client was put on a plan (P8).
    PlanAssigned = "plan_assigned",
    /// A client will be on another plan from its next period on (P8).
    PlanChangePlanned = "plan_change_planned",
    /// A client stays on its plan after all.
    PlanKept = "plan_kept",
    /// A client has a price of its own, or its plan's again (S12).
    ClientPriceSet = "client_price_set",
    /// What the operator asks for each client and month changed (S15).
    LicencePriceSet = "licence_price_set",
    /// A trial ended by itself (P15).
    TrialEnded = "trial_ended",
    /// A client was blocked (P9).
    ClientBlocked = "client_blocked",
    /// A client was unblocked.
    ClientUnblocked = "client_unblocked",
    /// A client was closed (B6).
    ClientClosed = "client_closed",
    /// A closed client was taken back.
    ClientReopened = "client_reopened",
    /// Clients were taken out as a file.
    ClientsExported = "clients_exported",
    /// A file of clients was brought in.
    ClientsImported = "clients_imported",
    /// An import was undone.
    ImportUndone = "import_undone",
    /// Somebody was invited to a client (G4).
    ClientUserInvited = "client_user_invited",
    /// An invitation to a client was sent again.
    ClientInvitationResent = "client_invitation_resent",
    /// An invitation to a client was revoked.
    ClientInvitationRevoked = "client_invitation_revoked",
    /// An invitation to a client was accepted.
    ClientUserJoined = "client_user_joined",
    /// A client user's rights changed (G7).
    ClientUserEdited = "client_user_edited",
    /// A client user was removed.
    ClientUserRemoved = "client_user_removed",
    /// A workspace was made (P13).
    WorkspaceAdded = "workspace_added",
    /// A workspace was renamed.
    WorkspaceRenamed = "workspace_renamed",
    /// A workspace was removed.
    WorkspaceRemoved = "workspace_removed",
    /// A contact was added (P16).
    ContactAdded = "contact_added",
    /// A contact changed.
    ContactEdited = "contact_edited",
    /// A contact was removed.
    ContactRemoved = "contact_removed",
    /// Several contacts were removed at once.
    ContactsRemoved = "contacts_removed",
    /// A file of contacts was brought in.
    ContactsImported = "contacts_imported",
    /// Contacts were taken out as a file.
    ContactsExported = "contacts_exported",
    /// Somebody of a client asked for a locked section (G13).
    SectionAsked = "section_asked",
    /// Somebody on a visit went on to the product that a section leads to (B3).
    SectionOpened = "section_opened",
    /// Somebody of the partner's asked to visit the client (B3).
    VisitAsked = "visit_asked",
    /// An owner of the client lets the visitor in.
    VisitAllowed = "visit_allowed",
    /// An owner of the client does not let the visitor in.
    VisitDeclined = "visit_declined",
    /// Somebody of the partner's entered the client's pages (B3).
    VisitStarted = "visit_started",
    /// A visit was over.
    VisitEnded = "visit_ended",
    /// The client wants something else of visits.
    VisitRuleChanged = "visit_rule_changed",
    /// A section was connected with a product of the operator's (G1).
    SectionConnected = "section_connected",
    /// A section was disconnected.
    SectionDisconnected = "section_disconnected",
    /// A section's hand-overs are signed with a new key.
    SectionKeyRenewed = "section_key_renewed",
    /// A plan was made.
    PlanAdded = "plan_added",
    /// A plan changed.
    PlanEdited = "plan_edited",
    /// A plan was archived.
    PlanArchived = "plan_archived",
    /// An archived plan is offered again.
    PlanRestored = "plan_restored",
    /// An item was added to the catalogue.
    ItemAdded = "item_added",
    /// An item of the catalogue changed, perhaps in its prices.
    ItemEdited = "item_edited",
    /// An item cannot be ordered any more.
    ItemArchived = "item_archived",
    /// An archived item can be ordered again.
    ItemRestored = "item_restored",
    /// A class of services was added.
    ServiceClassAdded = "service_class_added",
    /// A class of services has another name.
    ServiceClassRenamed = "service_class_renamed",
    /// The classes of services stand in another order.
    ServiceClassesReordered = "service_classes_reordered",
    /// A partner puts something else on top of the operator's prices.
    MarginsSet = "margins_set",
    /// A partner set a price of its own, or took it back.
    RetailSet = "retail_set",
    /// How the partner sells changed (P1).
    BillingEdited = "billing_edited",
    /// Who pays for a client, or how it is taxed, changed (S6).
    ClientBillingEdited = "client_billing_edited",
    /// Who the operator is on its invoices changed.
    OperatorBillingEdited = "operator_billing_edited",
    /// A rate of tax was set from a day on.
    TaxRateSet = "tax_rate_set",
    /// An order was put together (B4).
    OrderDrafted = "order_drafted",
    /// An order that is put together changed.
    OrderEdited = "order_edited",
    /// An order was placed.
    OrderPlaced = "order_placed",
    /// An order was taken back.
    OrderCanceled = "order_canceled",
    /// A service, add-on or domain began.
    ServiceActivated = "service_activated",
    /// A service was stopped for a time.
    ServiceSuspended = "service_suspended",
    /// A service that was stopped goes on.
    ServiceResumed = "service_resumed",
    /// A service ends when what is charged is over, or goes on after all.
    ServiceEndSet = "service_end_set",
    /// A service is over.
    ServiceCanceled = "service_canceled",
    /// A service changed.
    ServiceEdited = "service_edited",
    /// A client was charged for something that is not in the catalogue.
    ChargeAdded = "charge_added",
    /// What a client owed is not asked for.
    ChargeRemoved = "charge_removed",
    /// A list of invoices was taken out as a file.
    InvoicesExported = "invoices_exported",
    /// An invoice got its number.
    InvoiceFinalized = "invoice_finalized",
    /// What a client owes was put on a draft of an invoice.
    InvoiceDrafted = "invoice_drafted",
    /// A draft of an invoice was thrown away.
    InvoiceDiscarded = "invoice_discarded",
    /// An invoice was taken back before anything was paid.
    InvoiceVoided = "invoice_voided",
    /// A credit note was made.
    InvoiceCredited = "invoice_credited",
    /// An invoice is wholly paid.
    InvoicePaid = "invoice_paid",
    /// An invoice was sent by mail again.
    InvoiceMailed = "invoice_mailed",
    /// A client was reminded of an invoice (S15).
    ReminderSent = "reminder_sent",
    /// How the partner sends invoices and reminds of them changed.
    DunningEdited = "dunning_edited",
    /// Money came in for an invoice, or went back.
    PaymentRecorded = "payment_recorded",
    /// Rows of a bank statement were recorded as payments: so many (S6).
    BankStatementImported = "bank_statement_imported",
    /// More came in by card than was open on the invoice: so much.
    PaymentExceeded = "payment_exceeded",
    /// The keys of a payment provider were set: clients can pay by card.
    PaymentProviderSet = "payment_provider_set",
    /// The keys of a payment provider were taken away.
    PaymentProviderRemoved = "payment_provider_removed",
    /// The partner's level went up or down (B16).
    LevelMoved = "level_moved",
    /// Commission was asked to be paid.
    PayoutRequested = "payout_requested",
    /// A payout was promised.
    PayoutApproved = "payout_approved",
    /// A payout has left.
    PayoutPaid = "payout_paid",
    /// A payout was refused.
    PayoutRejected = "payout_rejected",
    /// The commission table was set from a day on (B17).
    CommissionTableSet = "commission_table_set",
    /// Days of holding or grace, or the least that is paid out, changed.
    CommissionSettingsEdited = "commission_settings_edited",
    /// An additional field was defined (B9).
    CustomFieldAdded = "custom_field_added",
    /// An additional field changed.
    CustomFieldEdited = "custom_field_edited",
    /// An additional field was removed.
    CustomFieldRemoved = "custom_field_removed",
    /// A mail server of the partner's own was saved.
    SenderSaved = "sender_saved",
    /// A message went through the partner's mail server: it is used from now on.
    SenderTested = "sender_tested",
    /// The partner's mail server took no message: it is not used any more.
    SenderFailed = "sender_failed",
    /// The partner's mail server was taken away.
    SenderRemoved = "sender_removed",
    /// The text of a kind of message changed.
    MailTemplateEdited = "mail_template_edited",
    /// The text of a kind of message is the usual one again.
    MailTemplateReset = "mail_template_reset",
    /// The draft of the brand changed (P11).
    BrandEdited = "brand_edited",
    /// A picture of the brand was uploaded (G10).
    BrandFileAdded = "brand_file_added",
    /// A picture of the brand was removed.
    BrandFileRemoved = "brand_file_removed",
    /// The brand was published: clients see it.
    BrandPublished = "brand_published",
    /// The last publication of the brand was undone.
    BrandUndone = "brand_undone",
    /// Everything that clients see was searched for other names.
    LeaksMeasured = "leaks_measured",
    /// A domain was claimed.
    DomainAdded = "domain_added",
    /// A domain was proved by its record.
    DomainVerified = "domain_verified",
    /// Somebody put a domain into use whose address seems to lead elsewhere.
    DomainActivated = "domain_activated",
    /// A domain is in use after a look, for the first time or again.
    DomainServed = "domain_served",
    /// The record of a domain was not found any more.
    DomainFailing = "domain_failing",
    /// A domain is no longer served: its record did not come back.
    DomainLapsed = "domain_lapsed",
    /// A domain was removed.
    DomainRemoved = "domain_removed",
}

/// One line of an activity list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// When.
    pub at: Timestamp,
    /// Who; nobody when the portal did it by itself.
    pub actor: Option<String>,
    /// What.
    pub event: Event,
    /// To which client, when to one.
    pub client: Option<(ClientId, String)>,
    /// Whether it was done on a visit to the client (B3).
    pub in_visit: bool,
    /// What it was about, when not a client: a plan's name, an e-mail address, a number.
    pub subject: Option<String>,
    /// Fields with the value before and after.
    pub changes: Vec<Change>,
}

/// A field with its value before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field's name in its form.
    pub field: String,
    /// Before.
    pub from: String,
    /// After.
    pub to: String,
}
