-- What a person was told once, because it stood longer, or was more, than a limit of theirs.

CREATE TABLE alert (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  -- No list of kinds: one more is no reason to make this table anew. Readers know their words.
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 400),
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  order_id TEXT CHECK (length(order_id) BETWEEN 1 AND 300),
  channel_order_id TEXT CHECK (length(channel_order_id) BETWEEN 1 AND 200),
  state TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 40),
  since_ms INTEGER NOT NULL,
  ship_by_ms INTEGER,
  blocker TEXT NOT NULL CHECK (length(blocker) BETWEEN 1 AND 100),
  owner TEXT NOT NULL CHECK (owner IN ('packer', 'lead', 'customer-service', 'admin', 'catalogue', 'office')),
  stuck_rows INTEGER NOT NULL CHECK (stuck_rows >= 1),
  -- As it was when the alert began.
  limit_value INTEGER NOT NULL CHECK (limit_value >= 1),
  fired_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER CHECK (ended_at_ms >= fired_at_ms)
) STRICT, WITHOUT ROWID;

-- One cause is told once, until it is over.
CREATE UNIQUE INDEX alert_open_once ON alert (kind, subject) WHERE ended_at_ms IS NULL;
CREATE INDEX alert_of_kind ON alert (kind, fired_at_ms);
CREATE INDEX alert_by_end ON alert (ended_at_ms) WHERE ended_at_ms IS NOT NULL;

-- Also refused as INSERT OR REPLACE, which would take an open alert away.
CREATE TRIGGER alert_starts_open BEFORE INSERT ON alert
BEGIN
  SELECT RAISE(ABORT, 'RULE:alert-is-kept') WHERE EXISTS (SELECT 1 FROM alert WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'RULE:alert-is-open') WHERE EXISTS (SELECT 1 FROM alert WHERE kind = NEW.kind AND subject = NEW.subject AND ended_at_ms IS NULL);
  SELECT RAISE(ABORT, 'RULE:alert-starts-open') WHERE NEW.ended_at_ms IS NOT NULL;
END;

CREATE TRIGGER alert_only_ends BEFORE UPDATE ON alert
WHEN OLD.ended_at_ms IS NOT NULL OR NEW.ended_at_ms IS NULL OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.subject <> OLD.subject OR NEW.store_id <> OLD.store_id
  OR NEW.order_id IS NOT OLD.order_id OR NEW.channel_order_id IS NOT OLD.channel_order_id OR NEW.state <> OLD.state OR NEW.since_ms <> OLD.since_ms
  OR NEW.ship_by_ms IS NOT OLD.ship_by_ms OR NEW.blocker <> OLD.blocker OR NEW.owner <> OLD.owner OR NEW.stuck_rows <> OLD.stuck_rows
  OR NEW.limit_value <> OLD.limit_value OR NEW.fired_at_ms <> OLD.fired_at_ms
BEGIN SELECT RAISE(ABORT, 'RULE:alert-only-ends'); END;

CREATE TRIGGER alert_is_kept BEFORE DELETE ON alert
BEGIN SELECT RAISE(ABORT, 'RULE:alert-is-kept'); END;
