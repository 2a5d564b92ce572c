-- A new order is known by the sending that made it, so that one that is sent twice is one.

-- Made by the form, and unique among what one person orders for one client.
ALTER TABLE orders ADD COLUMN sending_id BLOB;
-- SHA-256 of what was sent: another wish under the same sending is not taken for the first.
ALTER TABLE orders ADD COLUMN sending_digest BLOB;
CREATE UNIQUE INDEX one_order_per_sending
    ON orders (partner_id, client_id, created_by, sending_id) WHERE sending_id IS NOT NULL;
