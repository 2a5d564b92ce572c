-- Subscriptions: what clients owe for being on a plan, and what partners owe for them.

-- What becomes of a client when the trial of its plan is over (P15).
ALTER TABLE plans ADD COLUMN after_trial text NOT NULL DEFAULT 'charge';

-- The subscription of a client, one for each: it is charged up to the day before `renews_on`. A
-- client that was on a plan before this table has none until it is put on a plan again, or its
-- trial is over.
CREATE TABLE subscriptions (
    partner_id uuid NOT NULL,
    client_id uuid NOT NULL,
    -- Another one each time it begins anew: part of what its charges are for.
    run_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    stage text NOT NULL,
    -- The period that is charged, days since 1970; none while it is on trial. Its days begin on
    -- `anchor` of the month, or on the last one.
    anchor bigint,
    from_day bigint,
    renews_on bigint,
    -- How long that period is, who was charged for it, and what all of it costs: what is given back
    -- when the plan changes inside of it.
    charged text,
    payer text,
    currency text,
    price_minor bigint,
    -- The plan from the next period on.
    next_plan_id uuid,
    -- A price of the client's own, why, and the last day on which a period begins at it.
    own_currency text,
    own_minor bigint,
    own_reason text,
    own_until bigint,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, client_id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id) ON DELETE CASCADE,
    FOREIGN KEY (partner_id, plan_id) REFERENCES plans (partner_id, id),
    FOREIGN KEY (partner_id, next_plan_id) REFERENCES plans (partner_id, id)
);
CREATE INDEX subscriptions_due ON subscriptions (partner_id, renews_on) WHERE stage = 'active';
CREATE INDEX subscriptions_due_anywhere ON subscriptions (renews_on) WHERE stage = 'active';
CREATE INDEX subscriptions_trialing ON subscriptions (partner_id, client_id)
    WHERE stage = 'trialing';

-- What the operator asks a partner that pays for a client, for each month of its plan, since a day:
-- the youngest that has begun is in force. A currency without a row, or at 0, costs nothing (S15).
CREATE TABLE licence_prices (
    currency text NOT NULL,
    since bigint NOT NULL,
    minor bigint NOT NULL,
    PRIMARY KEY (currency, since)
);
