-- What is owed to the channels. Nothing in here is ever deleted.

CREATE TABLE write_back (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  order_id TEXT NOT NULL REFERENCES standing (order_id),
  parcel_id TEXT NOT NULL REFERENCES parcel (id),
  -- With the order id the natural key at the channel.
  package_reference TEXT NOT NULL CHECK (length(package_reference) BETWEEN 1 AND 50),
  notice TEXT NOT NULL CHECK (json_valid(notice)),
  state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'accepted', 'uncertain', 'confirmed', 'parked', 'superseded')),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  due_at_ms INTEGER NOT NULL,
  ship_by_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  accepted_at_ms INTEGER,
  confirmed_at_ms INTEGER,
  sending_since_ms INTEGER,
  proof_reads INTEGER NOT NULL CHECK (proof_reads >= 0),
  park_reason TEXT CHECK (park_reason IN ('rejected', 'shows-other-number', 'accepted-not-visible', 'order-cancelled', 'too-many-attempts', 'unreadable')),
  last_answer TEXT,
  CHECK (state <> 'parked' OR park_reason IS NOT NULL),
  CHECK (state <> 'sending' OR sending_since_ms IS NOT NULL),
  CHECK (state <> 'confirmed' OR confirmed_at_ms IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX write_back_natural_key ON write_back (order_id, package_reference) WHERE state <> 'superseded';
CREATE INDEX write_back_by_parcel ON write_back (parcel_id);
CREATE INDEX write_back_by_state ON write_back (state, store_id, created_at_ms);
CREATE INDEX write_back_due ON write_back (store_id, due_at_ms) WHERE state = 'due';
-- Order of sending: ship-by first (none = last), then age. 9007199254740991 is the largest instant JavaScript holds.
CREATE INDEX write_back_urgency ON write_back (store_id, coalesce(ship_by_ms, 9007199254740991), created_at_ms, due_at_ms) WHERE state = 'due';
CREATE INDEX write_back_unposted ON write_back (ship_by_ms) WHERE state IN ('due', 'sending', 'uncertain', 'parked');

-- Every state a row was saved in, with the channel's words of that moment.
CREATE TABLE write_back_attempt (
  sequence INTEGER PRIMARY KEY,
  write_back_id TEXT NOT NULL REFERENCES write_back (id),
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  answer TEXT
) STRICT;

CREATE INDEX write_back_attempt_by_row ON write_back_attempt (write_back_id);

CREATE TRIGGER write_back_follows_a_dispatch BEFORE INSERT ON write_back
BEGIN
  SELECT RAISE(ABORT, 'RULE:write-back-is-kept') WHERE EXISTS (SELECT 1 FROM write_back WHERE id = NEW.id);
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = NEW.order_id)
    WHEN 'GO' THEN NULL
    -- Our own parcel may be what made the channel say so.
    WHEN 'ALREADY_SHIPPED' THEN NULL
    WHEN 'CANCELLED' THEN RAISE(ABORT, 'GATE:CANCELLED')
    WHEN 'CANCEL_REQUESTED' THEN RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
    WHEN 'PAYMENT_PENDING' THEN RAISE(ABORT, 'GATE:PAYMENT_PENDING')
    WHEN 'ON_HOLD' THEN RAISE(ABORT, 'GATE:ON_HOLD')
    WHEN 'UNFULFILLABLE' THEN RAISE(ABORT, 'GATE:UNFULFILLABLE')
    ELSE RAISE(ABORT, 'RULE:parcel-needs-standing')
  END;
  SELECT RAISE(ABORT, 'RULE:write-back-needs-dispatch') WHERE NOT EXISTS (
    SELECT 1 FROM parcel
    WHERE id = NEW.parcel_id AND order_id = NEW.order_id AND store_id = NEW.store_id AND state IN ('dispatched', 'posted', 'confirmed')
  );
  SELECT RAISE(ABORT, 'RULE:write-back-starts-due') WHERE NEW.state NOT IN ('due', 'parked');
  SELECT RAISE(ABORT, 'RULE:write-back-is-owed-once') WHERE EXISTS (
    SELECT 1 FROM write_back WHERE order_id = NEW.order_id AND package_reference = NEW.package_reference AND state <> 'superseded'
  );
END;

CREATE TRIGGER write_back_keeps_its_message
BEFORE UPDATE OF id, store_id, order_id, parcel_id, package_reference, notice, created_at_ms ON write_back
WHEN NEW.id <> OLD.id OR NEW.store_id <> OLD.store_id OR NEW.order_id <> OLD.order_id OR NEW.parcel_id <> OLD.parcel_id
  OR NEW.package_reference <> OLD.package_reference OR NEW.notice <> OLD.notice OR NEW.created_at_ms <> OLD.created_at_ms
BEGIN SELECT RAISE(ABORT, 'RULE:write-back-keeps-its-message'); END;

CREATE TRIGGER write_back_end_is_final BEFORE UPDATE OF state ON write_back
WHEN NEW.state <> OLD.state AND (OLD.state = 'superseded' OR (OLD.state = 'confirmed' AND NEW.state <> 'superseded'))
BEGIN SELECT RAISE(ABORT, 'RULE:write-back-end-is-final'); END;

CREATE TRIGGER write_back_is_kept BEFORE DELETE ON write_back
BEGIN SELECT RAISE(ABORT, 'RULE:write-back-is-kept'); END;

CREATE TRIGGER write_back_attempt_is_kept BEFORE DELETE ON write_back_attempt
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER write_back_attempt_is_final BEFORE UPDATE ON write_back_attempt
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER write_back_attempt_is_not_replaced BEFORE INSERT ON write_back_attempt
WHEN EXISTS (SELECT 1 FROM write_back_attempt WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;
