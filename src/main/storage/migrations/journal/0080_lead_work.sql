-- What a person has to see to, what the gate kept from leaving, and what was signed at the end of a shift.

CREATE TABLE task (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  kind TEXT NOT NULL CHECK (kind IN ('intercept', 'put-back', 'void-label', 'short', 'return', 'cancel-at-channel', 'not-crossed', 'conflict')),
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  -- No foreign key: an order that could not be read has no standing.
  order_id TEXT,
  channel_order_id TEXT NOT NULL CHECK (length(channel_order_id) BETWEEN 1 AND 200),
  parcel_id TEXT REFERENCES parcel (id),
  facts TEXT NOT NULL CHECK (json_valid(facts) AND json_type(facts) = 'object'),
  value_minor INTEGER,
  value_currency TEXT CHECK ((value_currency IS NULL) = (value_minor IS NULL)),
  ship_by_ms INTEGER,
  opened_at_ms INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  outcome TEXT,
  closed_by TEXT,
  closed_note TEXT,
  closed_at_ms INTEGER,
  CHECK ((outcome IS NULL) = (closed_at_ms IS NULL) AND (outcome IS NULL) = (closed_by IS NULL) AND (outcome IS NULL) = (closed_note IS NULL)),
  CHECK (outcome IS NULL OR CASE kind
    WHEN 'intercept' THEN outcome IN ('stopped-at-carrier', 'too-late', 'came-back')
    WHEN 'put-back' THEN outcome IN ('done', 'written-off')
    WHEN 'void-label' THEN outcome IN ('approved', 'refused', 'not-booked')
    WHEN 'short' THEN outcome IN ('wait', 'partial', 'cancel')
    WHEN 'return' THEN outcome IN ('restocked', 'sent-again', 'written-off')
    WHEN 'cancel-at-channel' THEN outcome IN ('cancelled', 'kept')
    WHEN 'not-crossed' THEN outcome IN ('crossed', 'seen')
    WHEN 'conflict' THEN outcome IN ('channel-is-right', 'station-is-right')
  END)
) STRICT, WITHOUT ROWID;

-- One open task of a kind about one thing: its parcel, else its order, else what stands for its number.
CREATE UNIQUE INDEX task_open_once ON task (kind, coalesce(parcel_id, order_id, store_id || '/' || channel_order_id)) WHERE outcome IS NULL;
CREATE INDEX task_open ON task (coalesce(ship_by_ms, 9007199254740991), opened_at_ms, kind) WHERE outcome IS NULL;
CREATE INDEX task_by_order ON task (order_id) WHERE order_id IS NOT NULL;

CREATE TRIGGER task_starts_open BEFORE INSERT ON task
BEGIN
  SELECT RAISE(ABORT, 'RULE:task-is-kept') WHERE EXISTS (SELECT 1 FROM task WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'RULE:task-is-open') WHERE EXISTS (
    SELECT 1 FROM task
    WHERE kind = NEW.kind AND outcome IS NULL
      AND coalesce(parcel_id, order_id, store_id || '/' || channel_order_id) = coalesce(NEW.parcel_id, NEW.order_id, NEW.store_id || '/' || NEW.channel_order_id)
  );
  SELECT RAISE(ABORT, 'RULE:task-starts-open') WHERE NEW.outcome IS NOT NULL;
END;

CREATE TRIGGER task_end_is_final BEFORE UPDATE ON task
WHEN OLD.outcome IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'RULE:task-end-is-final'); END;

-- More may become known of it (its facts), and it ends; what it is about and what was at stake stays.
CREATE TRIGGER task_keeps_its_subject BEFORE UPDATE ON task
WHEN NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.store_id <> OLD.store_id OR NEW.order_id IS NOT OLD.order_id OR NEW.channel_order_id <> OLD.channel_order_id
  OR NEW.parcel_id IS NOT OLD.parcel_id OR NEW.opened_at_ms <> OLD.opened_at_ms OR NEW.opened_by <> OLD.opened_by
  OR NEW.value_minor IS NOT OLD.value_minor OR NEW.value_currency IS NOT OLD.value_currency OR NEW.ship_by_ms IS NOT OLD.ship_by_ms
BEGIN SELECT RAISE(ABORT, 'RULE:task-is-kept'); END;

CREATE TRIGGER task_is_kept BEFORE DELETE ON task
BEGIN SELECT RAISE(ABORT, 'RULE:task-is-kept'); END;

CREATE TABLE put_back_line (
  parcel_id TEXT NOT NULL REFERENCES parcel (id),
  line_id TEXT NOT NULL CHECK (length(line_id) BETWEEN 1 AND 200),
  position INTEGER NOT NULL CHECK (position >= 0),
  sku TEXT NOT NULL,
  title TEXT NOT NULL,
  barcodes TEXT NOT NULL CHECK (json_valid(barcodes) AND json_type(barcodes) = 'array'),
  quantity INTEGER NOT NULL CHECK (quantity >= 1),
  confirmed INTEGER NOT NULL CHECK (confirmed BETWEEN 0 AND quantity),
  PRIMARY KEY (parcel_id, line_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER put_back_line_begins_once BEFORE INSERT ON put_back_line
WHEN EXISTS (SELECT 1 FROM put_back_line WHERE parcel_id = NEW.parcel_id AND line_id = NEW.line_id)
BEGIN SELECT RAISE(ABORT, 'RULE:put-back-only-rises'); END;

CREATE TRIGGER put_back_line_only_rises BEFORE UPDATE ON put_back_line
WHEN NEW.parcel_id <> OLD.parcel_id OR NEW.line_id <> OLD.line_id OR NEW.position <> OLD.position OR NEW.sku <> OLD.sku OR NEW.title <> OLD.title
  OR NEW.barcodes <> OLD.barcodes OR NEW.quantity <> OLD.quantity OR NEW.confirmed < OLD.confirmed
BEGIN SELECT RAISE(ABORT, 'RULE:put-back-only-rises'); END;

CREATE TRIGGER put_back_line_is_kept BEFORE DELETE ON put_back_line
BEGIN SELECT RAISE(ABORT, 'RULE:put-back-only-rises'); END;

-- What the gate kept from leaving, the first time for each order and code.
CREATE TABLE interception (
  order_id TEXT NOT NULL CHECK (length(order_id) BETWEEN 1 AND 300),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  store_id TEXT NOT NULL,
  channel_order_id TEXT NOT NULL,
  point TEXT NOT NULL CHECK (point IN ('open', 'last-item', 'label', 'dispatch', 'loading')),
  bench_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  value_minor INTEGER,
  value_currency TEXT CHECK ((value_currency IS NULL) = (value_minor IS NULL)),
  return_cost_minor INTEGER NOT NULL CHECK (return_cost_minor >= 0),
  had_label INTEGER NOT NULL CHECK (had_label IN (0, 1)),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (order_id, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX interception_by_time ON interception (at_ms);

-- The same refusal again is no second interception; skipped, also an INSERT OR REPLACE.
CREATE TRIGGER interception_counts_once BEFORE INSERT ON interception
WHEN EXISTS (SELECT 1 FROM interception WHERE order_id = NEW.order_id AND code = NEW.code)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER interception_is_final BEFORE UPDATE ON interception
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER interception_is_kept BEFORE DELETE ON interception
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- What a rule in shadow would have stopped.
CREATE TABLE shadow_stop (
  order_id TEXT NOT NULL CHECK (length(order_id) BETWEEN 1 AND 300),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  point TEXT NOT NULL CHECK (point IN ('open', 'last-item', 'label', 'dispatch', 'loading')),
  store_id TEXT NOT NULL,
  channel_order_id TEXT NOT NULL,
  bench_id TEXT NOT NULL,
  block TEXT NOT NULL CHECK (json_valid(block) AND json_type(block) = 'object'),
  first_at_ms INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  times INTEGER NOT NULL CHECK (times >= 1),
  PRIMARY KEY (order_id, code, point)
) STRICT, WITHOUT ROWID;

CREATE INDEX shadow_stop_by_time ON shadow_stop (last_at_ms);

CREATE TRIGGER shadow_stop_is_not_replaced BEFORE INSERT ON shadow_stop
WHEN EXISTS (SELECT 1 FROM shadow_stop WHERE order_id = NEW.order_id AND code = NEW.code AND point = NEW.point)
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- The same again is counted, one by one, with its newest evidence.
CREATE TRIGGER shadow_stop_only_counts BEFORE UPDATE ON shadow_stop
WHEN NEW.order_id <> OLD.order_id OR NEW.code <> OLD.code OR NEW.point <> OLD.point OR NEW.store_id <> OLD.store_id
  OR NEW.channel_order_id <> OLD.channel_order_id OR NEW.first_at_ms <> OLD.first_at_ms OR NEW.times <> OLD.times + 1
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER shadow_stop_is_kept BEFORE DELETE ON shadow_stop
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- Owed to whoever keeps the stock.
CREATE TABLE stock_event (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  store_id TEXT NOT NULL,
  sku TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  cause TEXT NOT NULL CHECK (cause IN ('put-back', 'short', 'returned')),
  channel_order_id TEXT NOT NULL,
  parcel_id TEXT,
  by_name TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_event_by_time ON stock_event (at_ms);

CREATE TRIGGER stock_event_is_not_replaced BEFORE INSERT ON stock_event
WHEN EXISTS (SELECT 1 FROM stock_event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER stock_event_is_final BEFORE UPDATE ON stock_event
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER stock_event_is_kept BEFORE DELETE ON stock_event
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- The end of a shift, signed.
CREATE TABLE shift (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL CHECK (to_ms >= from_ms),
  is_clean INTEGER NOT NULL CHECK (is_clean IN (0, 1)),
  summary TEXT NOT NULL CHECK (json_valid(summary)),
  note TEXT NOT NULL,
  by_name TEXT NOT NULL CHECK (length(trim(by_name)) >= 1),
  bench_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX shift_by_time ON shift (to_ms);

CREATE TRIGGER shift_is_not_replaced BEFORE INSERT ON shift
WHEN EXISTS (SELECT 1 FROM shift WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER shift_is_final BEFORE UPDATE ON shift
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER shift_is_kept BEFORE DELETE ON shift
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- Why a figure here and a figure at a channel differ. `shift_id` is null while the shift runs; then a text may still be replaced.
CREATE TABLE shift_explanation (
  sequence INTEGER PRIMARY KEY,
  row_id TEXT NOT NULL CHECK (length(row_id) BETWEEN 1 AND 400),
  text TEXT NOT NULL CHECK (length(trim(text)) >= 1),
  by_name TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  shift_id TEXT REFERENCES shift (id)
) STRICT;

CREATE UNIQUE INDEX shift_explanation_running ON shift_explanation (row_id) WHERE shift_id IS NULL;

-- Nothing is added to a shift that was closed, and a text is replaced by an UPDATE only.
CREATE TRIGGER shift_explanation_is_not_replaced BEFORE INSERT ON shift_explanation
WHEN NEW.shift_id IS NOT NULL OR EXISTS (SELECT 1 FROM shift_explanation WHERE sequence = NEW.sequence OR (row_id = NEW.row_id AND shift_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER shift_explanation_of_a_closed_shift_is_final BEFORE UPDATE ON shift_explanation
WHEN OLD.shift_id IS NOT NULL OR NEW.sequence <> OLD.sequence OR NEW.row_id <> OLD.row_id
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER shift_explanation_is_kept BEFORE DELETE ON shift_explanation
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TABLE checklist_signature (
  kind TEXT NOT NULL CHECK (kind IN ('daily', 'weekly')),
  period TEXT NOT NULL CHECK (length(period) BETWEEN 8 AND 10),
  by_name TEXT NOT NULL CHECK (length(trim(by_name)) >= 1),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE checklist_tick (
  kind TEXT NOT NULL CHECK (kind IN ('daily', 'weekly')),
  period TEXT NOT NULL CHECK (length(period) BETWEEN 8 AND 10),
  item_id TEXT NOT NULL CHECK (length(item_id) BETWEEN 1 AND 100),
  by_name TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, period, item_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER checklist_signature_is_given_once BEFORE INSERT ON checklist_signature
WHEN EXISTS (SELECT 1 FROM checklist_signature WHERE kind = NEW.kind AND period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'RULE:checklist-is-signed'); END;

CREATE TRIGGER checklist_signature_is_final BEFORE UPDATE ON checklist_signature
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER checklist_signature_is_kept BEFORE DELETE ON checklist_signature
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER checklist_tick_before_the_signature BEFORE INSERT ON checklist_tick
WHEN EXISTS (SELECT 1 FROM checklist_signature WHERE kind = NEW.kind AND period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'RULE:checklist-is-signed'); END;

-- Who ticked first stands there; a second tick is skipped, also an INSERT OR REPLACE.
CREATE TRIGGER checklist_tick_is_given_once BEFORE INSERT ON checklist_tick
WHEN EXISTS (SELECT 1 FROM checklist_tick WHERE kind = NEW.kind AND period = NEW.period AND item_id = NEW.item_id)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER checklist_untick_before_the_signature BEFORE DELETE ON checklist_tick
WHEN EXISTS (SELECT 1 FROM checklist_signature WHERE kind = OLD.kind AND period = OLD.period)
BEGIN SELECT RAISE(ABORT, 'RULE:checklist-is-signed'); END;

CREATE TRIGGER checklist_tick_is_not_changed BEFORE UPDATE ON checklist_tick
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- The log of one order is read by what it is about.
CREATE INDEX audit_by_subject ON audit (subject, sequence);
