-- Parcels, their contents and why they were stopped. The state machine and the gate are enforced here a second
-- time, beneath every use case.

CREATE TABLE parcel (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  order_id TEXT NOT NULL REFERENCES standing (order_id),
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  channel_order_id TEXT NOT NULL CHECK (length(channel_order_id) BETWEEN 1 AND 200),
  bench_id TEXT NOT NULL CHECK (length(bench_id) BETWEEN 1 AND 64),
  packer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'verified', 'labelled', 'dispatched', 'posted', 'confirmed', 'stopped')),
  parcel_index INTEGER NOT NULL CHECK (parcel_index BETWEEN 1 AND parcel_count),
  parcel_count INTEGER NOT NULL CHECK (parcel_count BETWEEN 1 AND 999),
  sscc TEXT CHECK (length(sscc) = 18 AND sscc NOT GLOB '*[^0-9]*'),
  tracking_mode TEXT CHECK (tracking_mode IN ('sscc', 'range', 'api')),
  tracking_number TEXT CHECK (length(tracking_number) BETWEEN 1 AND 100),
  carrier TEXT,
  carrier_service TEXT,
  labelled_at_ms INTEGER,
  label_is_void INTEGER NOT NULL DEFAULT 0 CHECK (label_is_void IN (0, 1)),
  opened_at_ms INTEGER NOT NULL,
  verified_at_ms INTEGER,
  dispatched_at_ms INTEGER,
  posted_at_ms INTEGER,
  confirmed_at_ms INTEGER,
  stopped_at_ms INTEGER,
  -- A label is whole or absent; without one there is no way past "verified".
  CHECK ((sscc IS NULL) = (tracking_mode IS NULL) AND (sscc IS NULL) = (tracking_number IS NULL) AND (sscc IS NULL) = (carrier IS NULL)
    AND (sscc IS NULL) = (carrier_service IS NULL) AND (sscc IS NULL) = (labelled_at_ms IS NULL)),
  CHECK (sscc IS NOT NULL OR state IN ('open', 'verified', 'stopped')),
  CHECK (tracking_mode IS NULL OR tracking_mode <> 'sscc' OR tracking_number = sscc),
  CHECK (dispatched_at_ms IS NOT NULL OR state NOT IN ('dispatched', 'posted', 'confirmed')),
  CHECK (stopped_at_ms IS NOT NULL OR state <> 'stopped')
) STRICT;

CREATE UNIQUE INDEX parcel_sscc ON parcel (sscc) WHERE sscc IS NOT NULL;
CREATE UNIQUE INDEX parcel_one_per_index ON parcel (order_id, parcel_index) WHERE state <> 'stopped';
CREATE INDEX parcel_by_order ON parcel (order_id);
CREATE INDEX parcel_by_state ON parcel (state, opened_at_ms);
CREATE INDEX parcel_dispatched ON parcel (bench_id, dispatched_at_ms) WHERE dispatched_at_ms IS NOT NULL;

CREATE TABLE parcel_line (
  parcel_id TEXT NOT NULL REFERENCES parcel (id),
  line_id TEXT NOT NULL CHECK (length(line_id) BETWEEN 1 AND 200),
  position INTEGER NOT NULL CHECK (position >= 0),
  sku TEXT NOT NULL,
  title TEXT NOT NULL,
  barcodes TEXT NOT NULL CHECK (json_valid(barcodes) AND json_type(barcodes) = 'array'),
  expected INTEGER NOT NULL CHECK (expected >= 0),
  packed INTEGER NOT NULL CHECK (packed >= 0),
  PRIMARY KEY (parcel_id, line_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE parcel_stop (
  sequence INTEGER PRIMARY KEY,
  parcel_id TEXT NOT NULL REFERENCES parcel (id),
  blocks TEXT NOT NULL CHECK (json_valid(blocks) AND json_type(blocks) = 'array'),
  at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX parcel_stop_by_parcel ON parcel_stop (parcel_id);

-- What the box must hold against what the channel wants now. A line the channel no longer lists counts as nothing wanted.
CREATE VIEW parcel_contents (parcel_id, lines, units, incomplete, unwanted) AS
SELECT
  line.parcel_id,
  count(*),
  sum(line.expected),
  sum(line.packed <> line.expected),
  sum(line.packed > coalesce((
    SELECT json_extract(wanted.value, '$.quantityToPack')
    FROM json_each((SELECT s.lines FROM standing AS s JOIN parcel AS p ON p.order_id = s.order_id WHERE p.id = line.parcel_id)) AS wanted
    WHERE json_extract(wanted.value, '$.lineId') = line.line_id
  ), 0))
FROM parcel_line AS line
GROUP BY line.parcel_id;

-- Opening ---------------------------------------------------------------------------------------------------------

CREATE TRIGGER parcel_opens_through_the_gate BEFORE INSERT ON parcel
BEGIN
  SELECT RAISE(ABORT, 'RULE:parcel-is-kept') WHERE EXISTS (SELECT 1 FROM parcel WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'RULE:parcel-needs-standing') WHERE NOT EXISTS (SELECT 1 FROM standing WHERE order_id = NEW.order_id);
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = NEW.order_id)
    WHEN 'CANCELLED' THEN RAISE(ABORT, 'GATE:CANCELLED')
    WHEN 'CANCEL_REQUESTED' THEN RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
    WHEN 'PAYMENT_PENDING' THEN RAISE(ABORT, 'GATE:PAYMENT_PENDING')
    WHEN 'ON_HOLD' THEN RAISE(ABORT, 'GATE:ON_HOLD')
    WHEN 'UNFULFILLABLE' THEN RAISE(ABORT, 'GATE:UNFULFILLABLE')
    WHEN 'ALREADY_SHIPPED' THEN RAISE(ABORT, 'GATE:ALREADY_SHIPPED')
  END;
  SELECT RAISE(ABORT, 'GATE:ALREADY_DISPATCHED') WHERE EXISTS (
    SELECT 1 FROM parcel WHERE order_id = NEW.order_id AND parcel_index = NEW.parcel_index AND state IN ('dispatched', 'posted', 'confirmed')
  );
  SELECT RAISE(ABORT, 'RULE:parcel-index-taken') WHERE EXISTS (
    SELECT 1 FROM parcel WHERE order_id = NEW.order_id AND parcel_index = NEW.parcel_index AND state <> 'stopped'
  );
  SELECT RAISE(ABORT, 'RULE:parcel-starts-open') WHERE NEW.state <> 'open' OR NEW.sscc IS NOT NULL OR NEW.label_is_void <> 0
    OR NEW.verified_at_ms IS NOT NULL OR NEW.dispatched_at_ms IS NOT NULL OR NEW.stopped_at_ms IS NOT NULL;
  SELECT RAISE(ABORT, 'RULE:parcel-keeps-its-order') WHERE NOT EXISTS (
    SELECT 1 FROM standing WHERE order_id = NEW.order_id AND store_id = NEW.store_id AND channel_order_id = NEW.channel_order_id
  );
END;

-- The machine -----------------------------------------------------------------------------------------------------

CREATE TRIGGER parcel_step_is_in_the_machine BEFORE UPDATE OF state ON parcel
WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'open' AND NEW.state IN ('verified', 'stopped'))
  -- Back to open: the packer undid an item, or the channel took a unit out, before the label.
  OR (OLD.state = 'verified' AND NEW.state IN ('open', 'labelled', 'stopped'))
  OR (OLD.state = 'labelled' AND NEW.state IN ('dispatched', 'stopped'))
  -- Straight to confirmed: the channel showed the number before its answer reached us.
  OR (OLD.state = 'dispatched' AND NEW.state IN ('posted', 'confirmed'))
  OR (OLD.state = 'posted' AND NEW.state = 'confirmed')
)
BEGIN SELECT RAISE(ABORT, 'RULE:parcel-step'); END;

CREATE TRIGGER parcel_passes_the_gate BEFORE UPDATE OF state ON parcel
WHEN NEW.state <> OLD.state AND NEW.state IN ('labelled', 'dispatched')
BEGIN
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = OLD.order_id)
    WHEN 'GO' THEN NULL
    WHEN 'CANCELLED' THEN RAISE(ABORT, 'GATE:CANCELLED')
    WHEN 'CANCEL_REQUESTED' THEN RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
    WHEN 'PAYMENT_PENDING' THEN RAISE(ABORT, 'GATE:PAYMENT_PENDING')
    WHEN 'ON_HOLD' THEN RAISE(ABORT, 'GATE:ON_HOLD')
    WHEN 'UNFULFILLABLE' THEN RAISE(ABORT, 'GATE:UNFULFILLABLE')
    WHEN 'ALREADY_SHIPPED' THEN RAISE(ABORT, 'GATE:ALREADY_SHIPPED')
    ELSE RAISE(ABORT, 'RULE:parcel-needs-standing')
  END;
  SELECT RAISE(ABORT, 'GATE:ALREADY_DISPATCHED') WHERE EXISTS (
    SELECT 1 FROM parcel
    WHERE order_id = OLD.order_id AND parcel_index = OLD.parcel_index AND id <> OLD.id AND state IN ('dispatched', 'posted', 'confirmed')
  );
  SELECT RAISE(ABORT, 'GATE:CONTENTS_CHANGED') WHERE (SELECT unwanted FROM parcel_contents WHERE parcel_id = OLD.id) > 0;
  SELECT RAISE(ABORT, 'RULE:label-is-void') WHERE NEW.label_is_void = 1;
END;

CREATE TRIGGER parcel_contents_are_verified BEFORE UPDATE OF state ON parcel
WHEN NEW.state <> OLD.state AND NEW.state IN ('verified', 'labelled', 'dispatched')
BEGIN
  SELECT RAISE(ABORT, 'RULE:contents-not-verified') WHERE (SELECT incomplete FROM parcel_contents WHERE parcel_id = OLD.id) > 0;
  SELECT RAISE(ABORT, 'GATE:NOTHING_TO_PACK') WHERE coalesce((SELECT units FROM parcel_contents WHERE parcel_id = OLD.id), 0) = 0;
END;

CREATE TRIGGER parcel_keeps_its_order
BEFORE UPDATE OF id, order_id, store_id, channel_order_id, bench_id, parcel_index, parcel_count, opened_at_ms ON parcel
WHEN NEW.id <> OLD.id OR NEW.order_id <> OLD.order_id OR NEW.store_id <> OLD.store_id OR NEW.channel_order_id <> OLD.channel_order_id
  OR NEW.bench_id <> OLD.bench_id OR NEW.parcel_index <> OLD.parcel_index OR NEW.parcel_count <> OLD.parcel_count
  OR NEW.opened_at_ms <> OLD.opened_at_ms
BEGIN SELECT RAISE(ABORT, 'RULE:parcel-keeps-its-order'); END;

CREATE TRIGGER parcel_label_is_fixed
BEFORE UPDATE OF sscc, tracking_mode, tracking_number, carrier, carrier_service, labelled_at_ms, label_is_void ON parcel
WHEN (OLD.sscc IS NOT NULL AND NEW.sscc IS NOT OLD.sscc)
  OR (OLD.label_is_void = 1 AND NEW.label_is_void = 0)
  OR (OLD.state IN ('dispatched', 'posted', 'confirmed') AND (NEW.tracking_mode IS NOT OLD.tracking_mode
    OR NEW.tracking_number IS NOT OLD.tracking_number OR NEW.carrier IS NOT OLD.carrier OR NEW.carrier_service IS NOT OLD.carrier_service
    OR NEW.labelled_at_ms IS NOT OLD.labelled_at_ms))
BEGIN SELECT RAISE(ABORT, 'RULE:label-is-fixed'); END;

CREATE TRIGGER parcel_is_kept BEFORE DELETE ON parcel
BEGIN SELECT RAISE(ABORT, 'RULE:parcel-is-kept'); END;

-- Contents --------------------------------------------------------------------------------------------------------

CREATE TRIGGER parcel_line_joins_an_open_parcel BEFORE INSERT ON parcel_line
BEGIN
  SELECT RAISE(ABORT, 'RULE:contents-are-fixed') WHERE (SELECT state FROM parcel WHERE id = NEW.parcel_id) IS NOT 'open';
  SELECT RAISE(ABORT, 'RULE:contents-are-fixed') WHERE EXISTS (SELECT 1 FROM parcel_line WHERE parcel_id = NEW.parcel_id AND line_id = NEW.line_id);
END;

-- A stopped parcel is emptied item by item (put-back), so its counts may still fall.
CREATE TRIGGER parcel_line_is_fixed_after_the_label BEFORE UPDATE ON parcel_line
WHEN NEW.parcel_id <> OLD.parcel_id OR NEW.line_id <> OLD.line_id
  OR (SELECT state FROM parcel WHERE id = OLD.parcel_id) NOT IN ('open', 'verified', 'stopped')
BEGIN SELECT RAISE(ABORT, 'RULE:contents-are-fixed'); END;

CREATE TRIGGER parcel_line_is_kept BEFORE DELETE ON parcel_line
BEGIN SELECT RAISE(ABORT, 'RULE:contents-are-fixed'); END;

CREATE TRIGGER parcel_stop_is_kept BEFORE DELETE ON parcel_stop
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER parcel_stop_is_final BEFORE UPDATE ON parcel_stop
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER parcel_stop_is_not_replaced BEFORE INSERT ON parcel_stop
WHEN EXISTS (SELECT 1 FROM parcel_stop WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;
