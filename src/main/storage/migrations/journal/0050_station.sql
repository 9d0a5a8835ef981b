-- What the station itself did: scans, prints, bench sessions, exchanges with channels, audit, settings.

CREATE TABLE scan (
  -- Order of arrival on this station.
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  bench_id TEXT NOT NULL CHECK (length(bench_id) BETWEEN 1 AND 64),
  device_id TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('wedge', 'tray', 'typed', 'hid', 'serial')),
  -- As it came, control characters included.
  text TEXT NOT NULL,
  scanned_at_ms INTEGER NOT NULL,
  -- The verdict; null until the scan is judged.
  outcome TEXT,
  parcel_id TEXT REFERENCES parcel (id),
  line_id TEXT,
  count_change INTEGER CHECK (count_change IN (-1, 0, 1)),
  detail TEXT,
  judged_at_ms INTEGER,
  is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
  CHECK ((outcome IS NULL) = (judged_at_ms IS NULL) AND (outcome IS NULL) = (count_change IS NULL) AND (outcome IS NULL) = (detail IS NULL))
) STRICT;

CREATE INDEX scan_by_bench ON scan (bench_id, sequence);
CREATE INDEX scan_counted ON scan (parcel_id, sequence) WHERE count_change = 1 AND is_undone = 0;
CREATE INDEX scan_unjudged ON scan (sequence) WHERE judged_at_ms IS NULL;

-- The same scan delivered twice is one scan: the second insert is skipped, also an INSERT OR REPLACE.
CREATE TRIGGER scan_is_stored_once BEFORE INSERT ON scan
WHEN EXISTS (SELECT 1 FROM scan WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM scan WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER scan_stays_as_it_came BEFORE UPDATE ON scan
WHEN NEW.sequence <> OLD.sequence OR NEW.id <> OLD.id OR NEW.bench_id <> OLD.bench_id OR NEW.device_id <> OLD.device_id
  OR NEW.method <> OLD.method OR NEW.text <> OLD.text OR NEW.scanned_at_ms <> OLD.scanned_at_ms
BEGIN SELECT RAISE(ABORT, 'RULE:scan-stays-as-it-came'); END;

CREATE TRIGGER scan_is_judged_once BEFORE UPDATE ON scan
WHEN OLD.judged_at_ms IS NOT NULL AND (NEW.outcome IS NOT OLD.outcome OR NEW.parcel_id IS NOT OLD.parcel_id
  OR NEW.line_id IS NOT OLD.line_id OR NEW.count_change IS NOT OLD.count_change OR NEW.detail IS NOT OLD.detail
  OR NEW.judged_at_ms IS NOT OLD.judged_at_ms OR NEW.is_undone < OLD.is_undone)
BEGIN SELECT RAISE(ABORT, 'RULE:scan-is-judged-once'); END;

CREATE TRIGGER scan_is_kept BEFORE DELETE ON scan
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TABLE print_job (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  parcel_id TEXT NOT NULL REFERENCES parcel (id),
  printer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'not-ready', 'unknown', 'scan-verified')),
  reason TEXT,
  reference TEXT,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  is_reprint INTEGER NOT NULL CHECK (is_reprint IN (0, 1)),
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX print_job_by_parcel ON print_job (parcel_id, created_at_ms);
CREATE INDEX print_job_by_state ON print_job (state, created_at_ms);

-- No paper for an order that must not leave, whoever asks for it.
CREATE TRIGGER print_job_passes_the_gate BEFORE INSERT ON print_job
BEGIN
  SELECT RAISE(ABORT, 'RULE:append-only') WHERE EXISTS (SELECT 1 FROM print_job WHERE id = NEW.id);
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = (SELECT order_id FROM parcel WHERE id = NEW.parcel_id))
    WHEN 'CANCELLED' THEN RAISE(ABORT, 'GATE:CANCELLED')
    WHEN 'CANCEL_REQUESTED' THEN RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
    WHEN 'PAYMENT_PENDING' THEN RAISE(ABORT, 'GATE:PAYMENT_PENDING')
    WHEN 'ON_HOLD' THEN RAISE(ABORT, 'GATE:ON_HOLD')
    WHEN 'UNFULFILLABLE' THEN RAISE(ABORT, 'GATE:UNFULFILLABLE')
  END;
  SELECT RAISE(ABORT, 'RULE:print-needs-label') WHERE NOT EXISTS (
    SELECT 1 FROM parcel WHERE id = NEW.parcel_id AND sscc IS NOT NULL AND label_is_void = 0 AND state <> 'stopped'
  );
END;

CREATE TRIGGER print_job_keeps_its_label BEFORE UPDATE ON print_job
WHEN NEW.id <> OLD.id OR NEW.parcel_id <> OLD.parcel_id OR NEW.sha256 <> OLD.sha256 OR NEW.is_reprint <> OLD.is_reprint
  OR NEW.created_at_ms <> OLD.created_at_ms
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER print_job_is_kept BEFORE DELETE ON print_job
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TABLE bench_session (
  bench_id TEXT PRIMARY KEY CHECK (length(bench_id) BETWEEN 1 AND 64),
  parcel_id TEXT REFERENCES parcel (id),
  stop TEXT CHECK (stop IS NULL OR json_valid(stop))
) STRICT;

CREATE TABLE channel_cursor (
  store_id TEXT PRIMARY KEY CHECK (length(store_id) BETWEEN 1 AND 100),
  complete_until_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE channel_exchange (
  sequence INTEGER PRIMARY KEY,
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  operation TEXT NOT NULL,
  reference TEXT,
  status INTEGER,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX channel_exchange_by_reference ON channel_exchange (store_id, reference) WHERE reference IS NOT NULL;

CREATE TRIGGER channel_exchange_is_kept BEFORE DELETE ON channel_exchange
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER channel_exchange_is_final BEFORE UPDATE ON channel_exchange
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER channel_exchange_is_not_replaced BEFORE INSERT ON channel_exchange
WHEN EXISTS (SELECT 1 FROM channel_exchange WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- AUTOINCREMENT: SQLite remembers the highest number given, so that a lost tail is noticed too.
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  bench_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL CHECK (length(act) >= 1),
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
  -- SHA-256 over the previous hash and the row, hexadecimal.
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER audit_continues_the_chain BEFORE INSERT ON audit
BEGIN
  SELECT RAISE(ABORT, 'RULE:append-only') WHERE EXISTS (SELECT 1 FROM audit WHERE sequence = NEW.sequence);
  SELECT RAISE(ABORT, 'RULE:audit-chain') WHERE NEW.previous_hash <> coalesce(
    (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000');
END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TABLE setting (
  name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
