-- What each channel last said of an order that a bench has opened, and what a lead let pass.
-- Nothing personal is in here. The gate of the database reads only these two tables.

CREATE TABLE standing (
  order_id TEXT PRIMARY KEY CHECK (length(order_id) BETWEEN 1 AND 300),
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  channel_order_id TEXT NOT NULL CHECK (length(channel_order_id) BETWEEN 1 AND 200),
  state TEXT NOT NULL CHECK (state IN ('open', 'partly-shipped', 'shipped', 'cancelled', 'unfulfillable')),
  payment TEXT NOT NULL CHECK (payment IN ('paid', 'pending')),
  channel_hold TEXT,
  cancellation TEXT NOT NULL CHECK (json_valid(cancellation)),
  -- Derived, so that no statement can make the two disagree.
  cancellation_kind TEXT NOT NULL GENERATED ALWAYS AS (json_extract(cancellation, '$.kind')) STORED
    CHECK (cancellation_kind IN ('none', 'requested', 'cancelled', 'rejected')),
  lines TEXT NOT NULL CHECK (json_valid(lines) AND json_type(lines) = 'array'),
  ship_by_ms INTEGER,
  updated_at_ms INTEGER NOT NULL,
  checked_at_ms INTEGER NOT NULL,
  checked_source TEXT NOT NULL CHECK (length(checked_source) >= 1)
) STRICT;

CREATE INDEX standing_by_store ON standing (store_id);

CREATE TABLE release (
  sequence INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES standing (order_id),
  code TEXT NOT NULL CHECK (code IN ('CANCEL_REQUESTED', 'STALE_DATA')),
  released_by TEXT NOT NULL CHECK (length(trim(released_by)) >= 1),
  reason TEXT NOT NULL CHECK (length(trim(reason)) >= 1),
  released_at_ms INTEGER NOT NULL,
  -- The standing's updated_at_ms that the lead saw: a newer change at the channel ends the release.
  for_updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX release_by_order ON release (order_id, code, for_updated_at_ms);

-- The gate: one word per order, in the order of weight of the domain's rule. 'GO' or a block code.
-- Freshness is not in here: it depends on the clock and on the store's policy.
CREATE VIEW order_gate (order_id, code) AS
SELECT
  s.order_id,
  CASE
    WHEN s.state = 'cancelled' OR s.cancellation_kind = 'cancelled' THEN 'CANCELLED'
    WHEN (
      s.cancellation_kind = 'requested'
      OR EXISTS (
        SELECT 1 FROM json_each(s.lines) AS line
        WHERE json_extract(line.value, '$.cancellation.kind') = 'requested' AND json_extract(line.value, '$.quantityToPack') > 0
      )
    ) AND NOT EXISTS (
      SELECT 1 FROM release AS r
      WHERE r.order_id = s.order_id AND r.code = 'CANCEL_REQUESTED' AND r.for_updated_at_ms = s.updated_at_ms
    ) THEN 'CANCEL_REQUESTED'
    WHEN s.payment = 'pending' THEN 'PAYMENT_PENDING'
    WHEN s.channel_hold IS NOT NULL THEN 'ON_HOLD'
    WHEN s.state = 'unfulfillable' THEN 'UNFULFILLABLE'
    WHEN s.state = 'shipped' THEN 'ALREADY_SHIPPED'
    ELSE 'GO'
  END
FROM standing AS s;

-- A cancellation is final. Two triggers: REPLACE inserts without updating.
CREATE TRIGGER standing_stays_cancelled BEFORE UPDATE ON standing
WHEN (OLD.state = 'cancelled' OR OLD.cancellation_kind = 'cancelled')
  AND NOT (NEW.state = 'cancelled' OR json_extract(NEW.cancellation, '$.kind') IS 'cancelled')
BEGIN SELECT RAISE(ABORT, 'GATE:CANCELLED'); END;

CREATE TRIGGER standing_is_not_replaced_after_cancel BEFORE INSERT ON standing
WHEN NOT (NEW.state = 'cancelled' OR json_extract(NEW.cancellation, '$.kind') IS 'cancelled')
  AND EXISTS (
    SELECT 1 FROM standing
    WHERE order_id = NEW.order_id AND (state = 'cancelled' OR cancellation_kind = 'cancelled')
  )
BEGIN SELECT RAISE(ABORT, 'GATE:CANCELLED'); END;

CREATE TRIGGER standing_keeps_its_order BEFORE UPDATE OF order_id, store_id, channel_order_id ON standing
WHEN NEW.order_id <> OLD.order_id OR NEW.store_id <> OLD.store_id OR NEW.channel_order_id <> OLD.channel_order_id
BEGIN SELECT RAISE(ABORT, 'RULE:standing-keeps-its-order'); END;

CREATE TRIGGER standing_is_kept BEFORE DELETE ON standing
BEGIN SELECT RAISE(ABORT, 'RULE:standing-is-kept'); END;

CREATE TRIGGER release_is_kept BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER release_is_final BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER release_is_not_replaced BEFORE INSERT ON release
WHEN EXISTS (SELECT 1 FROM release WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- A refusal that a lead sees, also where no parcel came to be. One row per order and first code.
CREATE TABLE blocked_order (
  order_id TEXT NOT NULL CHECK (length(order_id) BETWEEN 1 AND 300),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  channel_order_id TEXT NOT NULL CHECK (length(channel_order_id) BETWEEN 1 AND 200),
  parcel_id TEXT,
  blocks TEXT NOT NULL CHECK (json_valid(blocks) AND json_type(blocks) = 'array'),
  first_at_ms INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  times INTEGER NOT NULL CHECK (times >= 1),
  -- Null while it stands; the row stays as history.
  cleared_at_ms INTEGER,
  PRIMARY KEY (order_id, code)
) STRICT;

CREATE INDEX blocked_order_standing ON blocked_order (last_at_ms) WHERE cleared_at_ms IS NULL;
