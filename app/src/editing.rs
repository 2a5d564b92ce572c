//! Forms that lose nothing (B10): what changed, kept over a reload, asked before leaving, and
//! brought together with what somebody else saved in the meantime.
//!
//! A form holds one signal per field and reads them into its draft. [`Editing`] compares that
//! draft with what was loaded:
//!
//! ```ignore
//! let editing = Editing::new(&key, details.draft, details.version, form.reader(), form.writer());
//! // saved:      editing.saved(details.draft, details.version)
//! // conflict:   editing.rebase(fresh.draft, fresh.version)
//! view! { <EditingBar editing words busy on_save/> }
//! ```
//!
//! Where saving is all there is to it, [`Saving`] does the above and [`SavedForm`] shows it.

mod bar;
mod focus;
mod form;
mod guard;
mod leave;
mod merge;
mod problems;
mod save;
mod store;
mod traversal;

use domain::Version;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

pub use bar::*;
pub use focus::show_first_problem;
pub use form::*;
pub use leave::*;
pub use merge::{Merged, dirty, field, merge, with_field};
pub use problems::{problem_of, tell};
pub use save::Saving;

/// The values of a form.
pub trait Draft: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its fields by their serialised names, in the order of the form.
    const FIELDS: &'static [&'static str];
    /// Of these, the maps whose every entry is a field of its own, named by the entry's key.
    const MAPS: &'static [&'static str] = &[];
}

impl Draft for domain::plans::PlanDraft {
    const FIELDS: &'static [&'static str] = &[
        "name",
        "description",
        "price",
        "currency",
        "interval",
        "workspaces",
        "seats",
        "contacts",
        "trial_days",
        "after_trial",
        "sections",
        "features",
    ];
}

impl Draft for domain::dunning::DunningDraft {
    const FIELDS: &'static [&'static str] = &["mails_invoices", "steps"];
}

impl Draft for domain::catalogue::ItemDraft {
    const FIELDS: &'static [&'static str] =
        &["kind", "class", "name", "description", "tld", "prices"];
    const MAPS: &'static [&'static str] = &["prices"];
}

impl Draft for domain::catalogue::MarginsDraft {
    const FIELDS: &'static [&'static str] = &["on_all", "on_classes"];
    const MAPS: &'static [&'static str] = &["on_classes"];
}

impl Draft for domain::orders::OrderDraft {
    const FIELDS: &'static [&'static str] = &["client", "currency", "begins", "lines", "note"];
}

impl Draft for domain::clients::ClientDraft {
    const FIELDS: &'static [&'static str] = &[
        "company",
        "contact",
        "email",
        "website",
        "phone",
        "country",
        "street",
        "city",
        "state",
        "postal_code",
        "notes",
        "manager",
        "plan",
        "custom",
    ];
    const MAPS: &'static [&'static str] = &["custom"];
}

impl Draft for domain::partners::CompanyDraft {
    const FIELDS: &'static [&'static str] = &[
        "name",
        "support_email",
        "phone",
        "website",
        "country",
        "street",
        "city",
        "state",
        "postal_code",
        "tax_id",
    ];
}

impl Draft for domain::mails::SenderDraft {
    const FIELDS: &'static [&'static str] = &[
        "host",
        "port",
        "security",
        "username",
        "replaces_password",
        "from_address",
        "from_name",
    ];
}

impl Draft for domain::mails::TemplateDraft {
    const FIELDS: &'static [&'static str] = &["subject", "body"];
}

impl Draft for domain::brands::BrandDraft {
    const FIELDS: &'static [&'static str] = &[
        "product_name",
        "light",
        "dark",
        "radius",
        "font",
        "logo_position",
        "login_title",
        "login_text",
        "support_email",
        "footer",
        "sender_name",
    ];
}

impl Draft for domain::billing::BillingDraft {
    const FIELDS: &'static [&'static str] = &[
        "prices",
        "currency",
        "lang",
        "days_to_pay",
        "invoice_prefix",
        "credit_prefix",
        "bank_holder",
        "bank_iban",
        "bank_bic",
        "bank_name",
        "note",
        "publishes_invoices",
        "client_may_order",
    ];
}

impl Draft for domain::billing::ClientBillingDraft {
    const FIELDS: &'static [&'static str] = &["payer", "tax_id", "exempt_reason", "lang"];
}

impl Draft for domain::billing::OperatorBillingDraft {
    const FIELDS: &'static [&'static str] = &["company", "billing"];
}

impl Draft for domain::auth::ProfileDraft {
    const FIELDS: &'static [&'static str] = &["name", "lang"];
}

/// A form that is being edited. Cheap to copy.
pub struct Editing<T: Draft> {
    base: RwSignal<T>,
    version: RwSignal<Version>,
    current: Memo<T>,
    write: Callback<(T,)>,
    clashes: RwSignal<Vec<String>>,
    theirs: RwSignal<Option<T>>,
    kept: RwSignal<bool>,
    key: StoredValue<String>,
}

#[expect(
    clippy::expl_impl_clone_on_copy,
    reason = "deriving would ask it of the draft"
)]
impl<T: Draft> Clone for Editing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Draft> Copy for Editing<T> {}

impl<T: Draft> std::fmt::Debug for Editing<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Editing").finish_non_exhaustive()
    }
}

impl<T: Draft> Editing<T> {
    /// Begins to edit what was loaded. `key` names the form in this tab's storage (its address
    /// will do); `read` gathers the signals of the fields, `write` fills them.
    ///
    /// What was typed before a reload or a lost session comes back once the page is alive.
    pub fn new(
        key: &str,
        base: T,
        version: Version,
        read: impl Fn() -> T + Send + Sync + 'static,
        write: impl Fn(T) + Send + Sync + 'static,
    ) -> Self {
        let editing = Self {
            base: RwSignal::new(base),
            version: RwSignal::new(version),
            current: Memo::new(move |_| read()),
            write: Callback::new(move |(draft,)| write(draft)),
            clashes: RwSignal::default(),
            theirs: RwSignal::new(None),
            kept: RwSignal::new(false),
            key: StoredValue::new(format!("draft:{key}")),
        };
        editing.keep();
        guard::watch(
            editing.is_dirty(),
            Callback::new(move |()| editing.discard()),
        );
        editing
    }

    /// The form as it stands.
    pub fn draft(self) -> T {
        self.current.get()
    }

    /// The form as it stands, without following it.
    pub fn draft_untracked(self) -> T {
        self.current.get_untracked()
    }

    /// What was loaded or saved last.
    pub fn base(self) -> T {
        self.base.get()
    }

    /// The version to be named when saving.
    pub fn version(self) -> Version {
        self.version.get_untracked()
    }

    /// The names of the fields that differ from what was loaded.
    pub fn dirty(self) -> Vec<String> {
        dirty(&*self.base.read(), &*self.current.read())
    }

    /// Whether anything differs from what was loaded.
    pub fn is_dirty(self) -> Signal<bool> {
        Memo::new(move |_| *self.base.read() != *self.current.read()).into()
    }

    /// Fields that somebody else changed differently in the meantime: saving overwrites them.
    pub fn clashes(self) -> Vec<String> {
        self.clashes.get()
    }

    /// What somebody else saved in the meantime, while there are clashes.
    pub fn theirs(self) -> Option<T> {
        self.theirs.get()
    }

    /// Whether what was typed before a reload has come back.
    pub fn was_kept(self) -> bool {
        self.kept.get()
    }

    /// Back to what was loaded.
    pub fn discard(self) {
        self.settle();
        self.write.run((self.base.get_untracked(),));
    }

    /// What is in the form was saved, and is now this.
    pub fn saved(self, base: T, version: Version) {
        self.settle();
        self.base.set(base.clone());
        self.version.set(version);
        self.write.run((base,));
    }

    /// Forgets the form: it has done its work and is about to be left.
    pub fn finish(self) {
        self.settle();
        self.base.set(self.current.get_untracked());
    }

    /// Somebody else saved first: fields left alone take their values, fields changed here keep
    /// what was typed, and those changed by both are named in [`Editing::clashes`].
    pub fn rebase(self, theirs: T, version: Version) {
        let merged = merge(
            &*self.base.read_untracked(),
            &*self.current.read_untracked(),
            &theirs,
        );
        self.clashes.set(merged.clashes);
        self.theirs.set(Some(theirs.clone()));
        self.base.set(theirs);
        self.version.set(version);
        self.write.run((merged.draft,));
    }

    /// Takes somebody else's value for a field that clashes.
    pub fn take_theirs(self, name: &str) {
        if let Some(theirs) = self.theirs.get_untracked() {
            let mine = self.current.get_untracked();
            self.write.run((with_field(&mine, name, &theirs),));
        }
        self.clashes
            .update(|clashes| clashes.retain(|clash| clash != name));
    }

    fn settle(self) {
        self.clashes.set(Vec::new());
        self.theirs.set(None);
        self.kept.set(false);
    }

    /// Brings back what this tab kept, then keeps every change.
    fn keep(self) {
        Effect::new(move |began: Option<()>| {
            let key = self.key.get_value();
            if began.is_none() {
                self.bring_back(&key);
            }
            let base = self.base.read();
            let draft = self.current.read();
            if *base == *draft {
                store::remove(&key);
            } else {
                store::write(&key, &(&*base, &*draft));
            }
        });
    }

    fn bring_back(self, key: &str) {
        let Some((base, draft)) = store::read::<(T, T)>(key) else {
            return;
        };
        let now = self.base.get_untracked();
        let merged = merge(&base, &draft, &now);
        if merged.draft == now {
            return;
        }
        if base != now {
            self.clashes.set(merged.clashes);
            self.theirs.set(Some(now));
        }
        self.kept.set(true);
        self.write.run((merged.draft,));
    }
}
