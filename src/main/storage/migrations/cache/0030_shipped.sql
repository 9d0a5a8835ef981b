-- What a channel shows as shipped, for the comparison at the end of a shift.
CREATE INDEX orders_shipped ON orders (store_id, updated_at_ms) WHERE state = 'shipped';
