//! What a partner has earned, without the whole way there.

use domain::{ClientId, CommissionEntryId, InvoiceId, PayoutId, policy::Actor};

use super::{PartnerInWorld, World};
use crate::{args, commission};

#[derive(Debug, sqlx::FromRow)]
struct Id {
    id: uuid::Uuid,
}

impl World {
    /// An entry of the ledger, on an invoice of this number, and a payout that waits with this note.
    /// Another one that waited is refused.
    pub async fn earned(
        &self,
        partner: PartnerInWorld,
        client: ClientId,
        number: &str,
        note: &str,
    ) -> (CommissionEntryId, PayoutId) {
        let cx = self.portal.context(Actor::Anonymous);
        let invoice = InvoiceId::from_uuid(cx.new_id());
        let payout = PayoutId::from_uuid(cx.new_id());
        let mut tx = cx.begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO invoices (partner_id, id, kind, status, payer, client_id, series, number,
                currency, net_minor, tax_minor, gross_minor, paid_minor, credited_minor, note,
                reminders, search_text, created_at, finalized_at, paid_at, version)
             VALUES ($1, $2, 'invoice', 'paid', 'client', $3, 'test', $4, 'EUR', 1000, 0, 1000,
                1000, 0, $4, 0, $4, $5, $5, $5, 1)",
            args![partner.id, invoice, client, number, cx.now()],
        )
        .await
        .expect("an invoice");
        tx.run(
            "INSERT INTO invoice_lines (partner_id, invoice_id, position, client_id, class_id,
                text, quantity, net_minor, tax_minor)
             SELECT $1, $2, 0, $3, id, $4, 1, 1000, 0 FROM service_classes
             WHERE key = 'shared_hosting'",
            args![partner.id, invoice, client, number],
        )
        .await
        .expect("a line");
        commission::accrue(&mut tx, &cx, partner.id, invoice)
            .await
            .expect("an entry");
        let entry: Option<Id> = tx
            .one(
                "SELECT id FROM commission_entries WHERE partner_id = $1 AND document_id = $2",
                args![partner.id, invoice],
            )
            .await
            .expect("an answer");
        let entry = CommissionEntryId::from_uuid(entry.expect("the entry").id);
        tx.run(
            "UPDATE payouts SET status = 'rejected'
             WHERE partner_id = $1 AND status IN ('requested', 'approved')",
            args![partner.id],
        )
        .await
        .expect("no other payout");
        tx.run(
            "INSERT INTO payouts
                (partner_id, id, currency, amount_minor, entries, status, requested_at, version)
             VALUES ($1, $2, 'EUR', 100, 1, 'requested', $3, 1)",
            args![partner.id, payout, cx.now()],
        )
        .await
        .expect("a payout");
        tx.run(
            "INSERT INTO payout_items (partner_id, payout_id, entry_id) VALUES ($1, $2, $3)",
            args![partner.id, payout, entry],
        )
        .await
        .expect("an item");
        tx.run(
            "INSERT INTO payout_steps (partner_id, payout_id, status, note, at)
             VALUES ($1, $2, 'requested', $3, $4)",
            args![partner.id, payout, note, cx.now()],
        )
        .await
        .expect("a step");
        tx.commit().await.expect("a commit");
        (entry, payout)
    }
}
