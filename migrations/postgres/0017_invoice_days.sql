-- What a night over many clients and a long list of invoices ask for.

-- Sums of invoices that have a number and are not void, less what was credited, by the day they are
-- due: a list's sums must not read every invoice. A trigger keeps these rows.
CREATE TABLE invoice_days (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    currency text NOT NULL,
    -- Days since 1970.
    due_on bigint NOT NULL,
    invoiced_minor bigint NOT NULL,
    open_minor bigint NOT NULL,
    PRIMARY KEY (partner_id, currency, due_on)
);

INSERT INTO invoice_days (partner_id, currency, due_on, invoiced_minor, open_minor)
SELECT partner_id, currency, coalesce(due_on, 0), sum(gross_minor - credited_minor),
    sum(CASE WHEN status = 'finalized'
        THEN gross_minor - credited_minor - paid_minor ELSE 0 END)
FROM invoices WHERE kind = 'invoice' AND status IN ('finalized', 'paid')
GROUP BY partner_id, currency, coalesce(due_on, 0);

CREATE FUNCTION sum_invoices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO invoice_days (partner_id, currency, due_on, invoiced_minor, open_minor)
    SELECT partner_id, currency, due_on, sum(invoiced), sum(open) FROM (
        SELECT OLD.partner_id AS partner_id, OLD.currency AS currency,
            coalesce(OLD.due_on, 0) AS due_on,
            OLD.credited_minor - OLD.gross_minor AS invoiced,
            CASE WHEN OLD.status = 'finalized'
                THEN OLD.paid_minor + OLD.credited_minor - OLD.gross_minor ELSE 0 END AS open
        WHERE OLD.kind = 'invoice' AND OLD.status IN ('finalized', 'paid')
        UNION ALL
        SELECT NEW.partner_id, NEW.currency, coalesce(NEW.due_on, 0),
            NEW.gross_minor - NEW.credited_minor,
            CASE WHEN NEW.status = 'finalized'
                THEN NEW.gross_minor - NEW.credited_minor - NEW.paid_minor ELSE 0 END
        WHERE NEW.kind = 'invoice' AND NEW.status IN ('finalized', 'paid')
    ) AS changed
    GROUP BY partner_id, currency, due_on
    ON CONFLICT (partner_id, currency, due_on) DO UPDATE
    SET invoiced_minor = invoice_days.invoiced_minor + excluded.invoiced_minor,
        open_minor = invoice_days.open_minor + excluded.open_minor;
    RETURN NULL;
END $$;
-- An invoice begins and is thrown away as a draft, which counts nothing.
CREATE TRIGGER invoices_summed
    AFTER UPDATE OF status, gross_minor, paid_minor, credited_minor, due_on ON invoices
    FOR EACH ROW EXECUTE FUNCTION sum_invoices();

-- One client's part of it, in the order in which it is taken: an index that only begins with the
-- partner would read all of the partner's.
DROP INDEX charges_by_invoice;
CREATE INDEX charges_on_invoice ON charges (partner_id, invoice_id, client_id, id);
CREATE INDEX charges_of_service ON charges (partner_id, service_id, invoice_id)
    WHERE service_id IS NOT NULL;
DROP INDEX charges_open;
CREATE INDEX charges_owed ON charges (partner_id, payer, client_id, currency, id)
    WHERE invoice_id IS NULL;
CREATE INDEX invoice_lines_by_client ON invoice_lines (partner_id, client_id);
DROP INDEX invoices_corrected;
CREATE INDEX invoices_correcting ON invoices (partner_id, corrects_id, id)
    WHERE corrects_id IS NOT NULL;
CREATE INDEX invoices_open_of_client ON invoices (partner_id, client_id, due_on, id)
    WHERE status = 'finalized';
CREATE INDEX credit_notes ON invoices (partner_id, id) WHERE kind = 'credit_note';

-- Without the right to create the extension a search scans the partner's own rows.
DO $$
BEGIN
    CREATE INDEX invoices_by_text ON invoices USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN undefined_object THEN
    RAISE NOTICE 'pg_trgm is not available: searches scan';
END $$;
