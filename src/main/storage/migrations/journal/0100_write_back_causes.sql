-- What keeps a message from the channel, by its own name: a row that must be corrected before it may leave, a row that another system
-- tells, and the code of the last refusal, by which all rows of one cause are found and sent again together.
--
-- The lists of a CHECK cannot be widened in place. The table is made anew under its own name: rows that refer to it are looked at again
-- when this step is committed, and find theirs.

PRAGMA defer_foreign_keys = ON;

CREATE TABLE write_back_before AS SELECT * FROM write_back;
DROP TABLE write_back;

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
  park_reason TEXT CHECK (park_reason IN
    ('needs-fix', 'rejected', 'shows-other-number', 'accepted-not-visible', 'not-told-elsewhere', 'order-cancelled', 'too-many-attempts', 'unreadable')),
  -- The first problem of the last refusal, in the connectors' common words.
  problem_code TEXT CHECK (length(problem_code) BETWEEN 1 AND 60),
  last_answer TEXT,
  -- The system that tells the channel in our place; NULL where this station does.
  told_by TEXT CHECK (length(told_by) BETWEEN 1 AND 60),
  CHECK (state <> 'parked' OR park_reason IS NOT NULL),
  CHECK (state <> 'sending' OR sending_since_ms IS NOT NULL),
  CHECK (state <> 'confirmed' OR confirmed_at_ms IS NOT NULL)
) STRICT;

INSERT INTO write_back (id, store_id, order_id, parcel_id, package_reference, notice, state, attempts, due_at_ms, ship_by_ms, created_at_ms,
  accepted_at_ms, confirmed_at_ms, sending_since_ms, proof_reads, park_reason, last_answer)
SELECT id, store_id, order_id, parcel_id, package_reference, notice, state, attempts, due_at_ms, ship_by_ms, created_at_ms,
  accepted_at_ms, confirmed_at_ms, sending_since_ms, proof_reads, park_reason, last_answer
FROM write_back_before;
DROP TABLE write_back_before;

-- The code stands before the first colon of the stored words, where it is one word.
UPDATE write_back SET problem_code = substr(last_answer, 1, instr(last_answer, ':') - 1)
WHERE park_reason = 'rejected' AND instr(last_answer, ':') BETWEEN 2 AND 60 AND instr(substr(last_answer, 1, instr(last_answer, ':') - 1), ' ') = 0;

CREATE UNIQUE INDEX write_back_natural_key ON write_back (order_id, package_reference) WHERE state <> 'superseded';
CREATE INDEX write_back_by_parcel ON write_back (parcel_id);
CREATE INDEX write_back_by_state ON write_back (state, store_id, created_at_ms);
CREATE INDEX write_back_due ON write_back (store_id, due_at_ms) WHERE state = 'due';
-- Order of sending: ship-by first (none = last), then age. 9007199254740991 is the largest instant JavaScript holds.
CREATE INDEX write_back_urgency ON write_back (store_id, coalesce(ship_by_ms, 9007199254740991), created_at_ms, due_at_ms) WHERE state = 'due';
CREATE INDEX write_back_unposted ON write_back (ship_by_ms) WHERE state IN ('due', 'sending', 'uncertain', 'parked');
CREATE INDEX write_back_by_order ON write_back (order_id, created_at_ms, id);
-- What waits for a person, by cause.
CREATE INDEX write_back_parked ON write_back (store_id, problem_code) WHERE state = 'parked';

CREATE TRIGGER write_back_follows_a_dispatch BEFORE INSERT ON write_back
BEGIN
  SELECT RAISE(ABORT, 'RULE:write-back-is-kept') WHERE EXISTS (SELECT 1 FROM write_back WHERE id = NEW.id);
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = NEW.order_id)
    WHEN 'GO' THEN NULL
    WHEN 'ALREADY_SHIPPED' THEN NULL
    WHEN 'LABEL_EXISTS' THEN NULL
    WHEN 'ADDRESS_INVALID' THEN NULL
    WHEN 'TAX_ID_MISSING' THEN NULL
    WHEN 'CANCELLED' THEN RAISE(ABORT, 'GATE:CANCELLED')
    WHEN 'CANCEL_REQUESTED' THEN RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
    WHEN 'PAYMENT_PENDING' THEN RAISE(ABORT, 'GATE:PAYMENT_PENDING')
    WHEN 'FRAUD' THEN RAISE(ABORT, 'GATE:FRAUD')
    WHEN 'ON_HOLD' THEN RAISE(ABORT, 'GATE:ON_HOLD')
    WHEN 'UNFULFILLABLE' THEN RAISE(ABORT, 'GATE:UNFULFILLABLE')
    ELSE RAISE(ABORT, 'RULE:parcel-needs-standing')
  END;
  SELECT RAISE(ABORT, 'RULE:write-back-needs-dispatch') WHERE NOT EXISTS (
    SELECT 1 FROM parcel
    WHERE id = NEW.parcel_id AND order_id = NEW.order_id AND store_id = NEW.store_id AND state IN ('dispatched', 'posted', 'confirmed')
  );
  -- What another system tells is never sent from here: it waits for its proof from the first moment.
  SELECT RAISE(ABORT, 'RULE:write-back-starts-due') WHERE NEW.state NOT IN ('due', 'parked') AND NOT (NEW.told_by IS NOT NULL AND NEW.state = 'accepted');
  SELECT RAISE(ABORT, 'RULE:told-elsewhere-is-not-sent') WHERE NEW.told_by IS NOT NULL AND NEW.state IN ('due', 'sending');
  SELECT RAISE(ABORT, 'RULE:write-back-is-owed-once') WHERE EXISTS (
    SELECT 1 FROM write_back WHERE order_id = NEW.order_id AND package_reference = NEW.package_reference AND state <> 'superseded'
  );
END;

CREATE TRIGGER write_back_keeps_its_message
BEFORE UPDATE OF id, store_id, order_id, parcel_id, package_reference, notice, told_by, created_at_ms ON write_back
WHEN NEW.id <> OLD.id OR NEW.store_id <> OLD.store_id OR NEW.order_id <> OLD.order_id OR NEW.parcel_id <> OLD.parcel_id
  OR NEW.package_reference <> OLD.package_reference OR NEW.notice <> OLD.notice OR NEW.told_by IS NOT OLD.told_by OR NEW.created_at_ms <> OLD.created_at_ms
BEGIN SELECT RAISE(ABORT, 'RULE:write-back-keeps-its-message'); END;

CREATE TRIGGER write_back_end_is_final BEFORE UPDATE OF state ON write_back
WHEN NEW.state <> OLD.state AND (OLD.state = 'superseded' OR (OLD.state = 'confirmed' AND NEW.state <> 'superseded'))
BEGIN SELECT RAISE(ABORT, 'RULE:write-back-end-is-final'); END;

CREATE TRIGGER write_back_is_kept BEFORE DELETE ON write_back
BEGIN SELECT RAISE(ABORT, 'RULE:write-back-is-kept'); END;

CREATE TRIGGER write_back_told_elsewhere_is_not_sent BEFORE UPDATE OF state ON write_back
WHEN NEW.told_by IS NOT NULL AND NEW.state IN ('due', 'sending')
BEGIN SELECT RAISE(ABORT, 'RULE:told-elsewhere-is-not-sent'); END;
