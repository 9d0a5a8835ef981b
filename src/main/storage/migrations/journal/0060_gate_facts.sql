-- The complete gate: what a person flagged, what the station itself found wrong with an order, the address a label was
-- drawn for, and which carrier took which parcel.

DROP TRIGGER parcel_opens_through_the_gate;
DROP TRIGGER parcel_passes_the_gate;
DROP TRIGGER parcel_step_is_in_the_machine;
DROP TRIGGER parcel_label_is_fixed;
DROP TRIGGER write_back_follows_a_dispatch;
DROP TRIGGER print_job_passes_the_gate;
DROP TRIGGER scan_stays_as_it_came;
DROP VIEW order_gate;

-- Facts -----------------------------------------------------------------------------------------------------------

ALTER TABLE standing ADD COLUMN hold_kind TEXT NOT NULL DEFAULT 'other' CHECK (hold_kind IN ('fraud', 'other'));
ALTER TABLE standing ADD COLUMN findings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(findings) AND json_type(findings) = 'array');
-- SHA-256, hexadecimal: the address itself is personal and has no place in the journal.
ALTER TABLE standing ADD COLUMN ship_to_hash TEXT CHECK (length(ship_to_hash) = 64 AND ship_to_hash NOT GLOB '*[^0-9a-f]*');
-- In the smallest unit of the currency.
ALTER TABLE standing ADD COLUMN value_minor INTEGER;
ALTER TABLE standing ADD COLUMN value_currency TEXT CHECK ((value_currency IS NULL) = (value_minor IS NULL));

-- The standing's at the moment the label was drawn.
ALTER TABLE parcel ADD COLUMN ship_to_hash TEXT CHECK (ship_to_hash IS NULL OR (length(ship_to_hash) = 64 AND ship_to_hash NOT GLOB '*[^0-9a-f]*' AND sscc IS NOT NULL));
ALTER TABLE parcel ADD COLUMN weight_grams INTEGER CHECK (weight_grams > 0);
ALTER TABLE parcel ADD COLUMN weighed_at_ms INTEGER CHECK ((weighed_at_ms IS NULL) = (weight_grams IS NULL));
-- Repeats manifest_parcel for one index: "what still stands in the house" must not read all that ever left.
ALTER TABLE parcel ADD COLUMN loaded_at_ms INTEGER;

CREATE INDEX parcel_by_tracking_number ON parcel (tracking_number) WHERE tracking_number IS NOT NULL;
CREATE INDEX parcel_dispatched_by_store ON parcel (store_id, dispatched_at_ms) WHERE dispatched_at_ms IS NOT NULL;
-- The last two columns, always null here, are what lets SQLite answer from the index alone.
CREATE INDEX parcel_waiting_for_carrier ON parcel (dispatched_at_ms, carrier, id, stopped_at_ms, loaded_at_ms)
  WHERE dispatched_at_ms IS NOT NULL AND stopped_at_ms IS NULL AND loaded_at_ms IS NULL;

-- Null: packing.
ALTER TABLE bench_session ADD COLUMN mode TEXT CHECK (mode IS NULL OR json_valid(mode));

ALTER TABLE scan ADD COLUMN person_id TEXT CHECK (length(person_id) BETWEEN 1 AND 64);

CREATE TRIGGER scan_stays_as_it_came BEFORE UPDATE ON scan
WHEN NEW.sequence <> OLD.sequence OR NEW.id <> OLD.id OR NEW.bench_id <> OLD.bench_id OR NEW.device_id <> OLD.device_id
  OR NEW.method <> OLD.method OR NEW.text <> OLD.text OR NEW.scanned_at_ms <> OLD.scanned_at_ms OR NEW.person_id IS NOT OLD.person_id
BEGIN SELECT RAISE(ABORT, 'RULE:scan-stays-as-it-came'); END;

-- Releases --------------------------------------------------------------------------------------------------------

-- Built anew, because the list of codes that a lead may release is a CHECK.
CREATE TABLE release_before AS SELECT * FROM release;
DROP TABLE release;

CREATE TABLE release (
  sequence INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES standing (order_id),
  code TEXT NOT NULL CHECK (code IN ('CANCEL_REQUESTED', 'STALE_DATA', 'ADDRESS_INVALID', 'WEIGHT_OUT_OF_RANGE')),
  released_by TEXT NOT NULL CHECK (length(trim(released_by)) >= 1),
  reason TEXT NOT NULL CHECK (length(trim(reason)) >= 1),
  released_at_ms INTEGER NOT NULL,
  -- The standing's updated_at_ms that the lead saw: a newer change at the channel ends the release.
  for_updated_at_ms INTEGER NOT NULL
) STRICT;

INSERT INTO release (sequence, order_id, code, released_by, reason, released_at_ms, for_updated_at_ms)
SELECT sequence, order_id, code, released_by, reason, released_at_ms, for_updated_at_ms FROM release_before;
DROP TABLE release_before;

CREATE INDEX release_by_order ON release (order_id, code, for_updated_at_ms);

CREATE TRIGGER release_is_kept BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER release_is_final BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER release_is_not_replaced BEFORE INSERT ON release
WHEN EXISTS (SELECT 1 FROM release WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- Flags -----------------------------------------------------------------------------------------------------------

-- "The buyer wants to cancel", said by a person. Also of an order that no bench has opened yet: so without a foreign key.
CREATE TABLE order_flag (
  sequence INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL CHECK (length(order_id) BETWEEN 1 AND 300),
  flagged_by TEXT NOT NULL CHECK (length(trim(flagged_by)) >= 1),
  reason TEXT NOT NULL CHECK (length(trim(reason)) >= 1),
  flagged_at_ms INTEGER NOT NULL,
  -- Null while it stands; the row stays as history.
  lifted_at_ms INTEGER,
  lifted_by TEXT CHECK (length(trim(lifted_by)) >= 1),
  CHECK ((lifted_at_ms IS NULL) = (lifted_by IS NULL))
) STRICT;

CREATE UNIQUE INDEX order_flag_standing ON order_flag (order_id) WHERE lifted_at_ms IS NULL;

CREATE TRIGGER order_flag_is_kept BEFORE DELETE ON order_flag
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER order_flag_is_only_lifted BEFORE UPDATE ON order_flag
WHEN OLD.lifted_at_ms IS NOT NULL OR NEW.sequence <> OLD.sequence OR NEW.order_id <> OLD.order_id OR NEW.flagged_by <> OLD.flagged_by
  OR NEW.reason <> OLD.reason OR NEW.flagged_at_ms <> OLD.flagged_at_ms
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER order_flag_is_not_replaced BEFORE INSERT ON order_flag
BEGIN
  SELECT RAISE(ABORT, 'RULE:append-only') WHERE EXISTS (SELECT 1 FROM order_flag WHERE sequence = NEW.sequence);
  SELECT RAISE(ABORT, 'RULE:order-flag-stands') WHERE EXISTS (SELECT 1 FROM order_flag WHERE order_id = NEW.order_id AND lifted_at_ms IS NULL);
END;

-- The gate --------------------------------------------------------------------------------------------------------

-- One word per order: 'GO' or a block code. Freshness is not in here: it depends on the clock and on the store's policy.
-- A flag stands until it is lifted, whatever was released. Of the store's own rules a lead may release a doubtful address.
CREATE VIEW order_gate (order_id, code) AS
SELECT
  s.order_id,
  CASE
    WHEN s.state = 'cancelled' OR s.cancellation_kind = 'cancelled' THEN 'CANCELLED'
    WHEN EXISTS (SELECT 1 FROM order_flag AS f WHERE f.order_id = s.order_id AND f.lifted_at_ms IS NULL) THEN 'CANCEL_REQUESTED'
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
    WHEN s.channel_hold IS NOT NULL AND s.hold_kind = 'fraud' THEN 'FRAUD'
    WHEN s.channel_hold IS NOT NULL THEN 'ON_HOLD'
    WHEN s.state = 'unfulfillable' THEN 'UNFULFILLABLE'
    WHEN s.state = 'shipped' THEN 'ALREADY_SHIPPED'
    WHEN s.findings = '[]' THEN 'GO'
    ELSE coalesce((
      SELECT json_extract(finding.value, '$.code') FROM json_each(s.findings) AS finding
      -- What does not say that it only runs in shadow is enforced.
      WHERE coalesce(json_extract(finding.value, '$.isEnforced'), 1) <> 0
        AND NOT (
          json_extract(finding.value, '$.code') = 'ADDRESS_INVALID' AND json_extract(finding.value, '$.strength') = 'ask-lead'
          AND EXISTS (
            SELECT 1 FROM release AS r
            WHERE r.order_id = s.order_id AND r.code = 'ADDRESS_INVALID' AND r.for_updated_at_ms = s.updated_at_ms
          )
        )
      ORDER BY CASE json_extract(finding.value, '$.code') WHEN 'LABEL_EXISTS' THEN 1 WHEN 'ADDRESS_INVALID' THEN 2 ELSE 3 END
      LIMIT 1
    ), 'GO')
  END
FROM standing AS s;

CREATE TRIGGER parcel_opens_through_the_gate BEFORE INSERT ON parcel
BEGIN
  SELECT RAISE(ABORT, 'RULE:parcel-is-kept') WHERE EXISTS (SELECT 1 FROM parcel WHERE id = NEW.id);
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = NEW.order_id)
    WHEN 'GO' THEN NULL
    WHEN 'CANCELLED' THEN RAISE(ABORT, 'GATE:CANCELLED')
    WHEN 'CANCEL_REQUESTED' THEN RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
    WHEN 'PAYMENT_PENDING' THEN RAISE(ABORT, 'GATE:PAYMENT_PENDING')
    WHEN 'FRAUD' THEN RAISE(ABORT, 'GATE:FRAUD')
    WHEN 'ON_HOLD' THEN RAISE(ABORT, 'GATE:ON_HOLD')
    WHEN 'UNFULFILLABLE' THEN RAISE(ABORT, 'GATE:UNFULFILLABLE')
    WHEN 'ALREADY_SHIPPED' THEN RAISE(ABORT, 'GATE:ALREADY_SHIPPED')
    WHEN 'LABEL_EXISTS' THEN RAISE(ABORT, 'GATE:LABEL_EXISTS')
    WHEN 'ADDRESS_INVALID' THEN RAISE(ABORT, 'GATE:ADDRESS_INVALID')
    WHEN 'TAX_ID_MISSING' THEN RAISE(ABORT, 'GATE:TAX_ID_MISSING')
    ELSE RAISE(ABORT, 'RULE:parcel-needs-standing')
  END;
  SELECT RAISE(ABORT, 'GATE:ALREADY_DISPATCHED') WHERE EXISTS (
    SELECT 1 FROM parcel WHERE order_id = NEW.order_id AND parcel_index = NEW.parcel_index AND state IN ('dispatched', 'posted', 'confirmed')
  );
  SELECT RAISE(ABORT, 'RULE:parcel-index-taken') WHERE EXISTS (
    SELECT 1 FROM parcel WHERE order_id = NEW.order_id AND parcel_index = NEW.parcel_index AND state <> 'stopped'
  );
  SELECT RAISE(ABORT, 'RULE:parcel-starts-open') WHERE NEW.state <> 'open' OR NEW.sscc IS NOT NULL OR NEW.label_is_void <> 0
    OR NEW.verified_at_ms IS NOT NULL OR NEW.dispatched_at_ms IS NOT NULL OR NEW.stopped_at_ms IS NOT NULL OR NEW.loaded_at_ms IS NOT NULL;
  SELECT RAISE(ABORT, 'RULE:parcel-keeps-its-order') WHERE NOT EXISTS (
    SELECT 1 FROM standing WHERE order_id = NEW.order_id AND store_id = NEW.store_id AND channel_order_id = NEW.channel_order_id
  );
END;

CREATE TRIGGER parcel_passes_the_gate BEFORE UPDATE OF state ON parcel
WHEN NEW.state <> OLD.state AND NEW.state IN ('labelled', 'dispatched')
BEGIN
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = OLD.order_id)
    WHEN 'GO' THEN NULL
    WHEN 'CANCELLED' THEN RAISE(ABORT, 'GATE:CANCELLED')
    WHEN 'CANCEL_REQUESTED' THEN RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
    WHEN 'PAYMENT_PENDING' THEN RAISE(ABORT, 'GATE:PAYMENT_PENDING')
    WHEN 'FRAUD' THEN RAISE(ABORT, 'GATE:FRAUD')
    WHEN 'ON_HOLD' THEN RAISE(ABORT, 'GATE:ON_HOLD')
    WHEN 'UNFULFILLABLE' THEN RAISE(ABORT, 'GATE:UNFULFILLABLE')
    WHEN 'ALREADY_SHIPPED' THEN RAISE(ABORT, 'GATE:ALREADY_SHIPPED')
    WHEN 'LABEL_EXISTS' THEN RAISE(ABORT, 'GATE:LABEL_EXISTS')
    WHEN 'ADDRESS_INVALID' THEN RAISE(ABORT, 'GATE:ADDRESS_INVALID')
    WHEN 'TAX_ID_MISSING' THEN RAISE(ABORT, 'GATE:TAX_ID_MISSING')
    ELSE RAISE(ABORT, 'RULE:parcel-needs-standing')
  END;
  SELECT RAISE(ABORT, 'GATE:ALREADY_DISPATCHED') WHERE EXISTS (
    SELECT 1 FROM parcel
    WHERE order_id = OLD.order_id AND parcel_index = OLD.parcel_index AND id <> OLD.id AND state IN ('dispatched', 'posted', 'confirmed')
  );
  SELECT RAISE(ABORT, 'GATE:CONTENTS_CHANGED') WHERE (SELECT unwanted FROM parcel_contents WHERE parcel_id = OLD.id) > 0;
  SELECT RAISE(ABORT, 'GATE:ADDRESS_CHANGED') WHERE NEW.state = 'dispatched'
    AND NEW.ship_to_hash <> (SELECT ship_to_hash FROM standing WHERE order_id = OLD.order_id);
  SELECT RAISE(ABORT, 'RULE:label-is-void') WHERE NEW.label_is_void = 1;
END;

-- Shipped and the store's own rules are no reason here: the message belongs to a parcel that passed them in the same commit,
-- and it may be this message that makes the channel say so.
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
  SELECT RAISE(ABORT, 'RULE:write-back-starts-due') WHERE NEW.state NOT IN ('due', 'parked');
  SELECT RAISE(ABORT, 'RULE:write-back-is-owed-once') WHERE EXISTS (
    SELECT 1 FROM write_back WHERE order_id = NEW.order_id AND package_reference = NEW.package_reference AND state <> 'superseded'
  );
END;

-- No paper for an order that must not leave, whoever asks for it. A parcel that left may be what the channel shows as shipped.
CREATE TRIGGER print_job_passes_the_gate BEFORE INSERT ON print_job
BEGIN
  SELECT RAISE(ABORT, 'RULE:append-only') WHERE EXISTS (SELECT 1 FROM print_job WHERE id = NEW.id);
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = (SELECT order_id FROM parcel WHERE id = NEW.parcel_id))
    WHEN 'GO' THEN NULL
    WHEN 'ALREADY_SHIPPED' THEN NULL
    WHEN 'CANCELLED' THEN RAISE(ABORT, 'GATE:CANCELLED')
    WHEN 'CANCEL_REQUESTED' THEN RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
    WHEN 'PAYMENT_PENDING' THEN RAISE(ABORT, 'GATE:PAYMENT_PENDING')
    WHEN 'FRAUD' THEN RAISE(ABORT, 'GATE:FRAUD')
    WHEN 'ON_HOLD' THEN RAISE(ABORT, 'GATE:ON_HOLD')
    WHEN 'UNFULFILLABLE' THEN RAISE(ABORT, 'GATE:UNFULFILLABLE')
    WHEN 'LABEL_EXISTS' THEN RAISE(ABORT, 'GATE:LABEL_EXISTS')
    WHEN 'ADDRESS_INVALID' THEN RAISE(ABORT, 'GATE:ADDRESS_INVALID')
    WHEN 'TAX_ID_MISSING' THEN RAISE(ABORT, 'GATE:TAX_ID_MISSING')
    ELSE RAISE(ABORT, 'RULE:parcel-needs-standing')
  END;
  SELECT RAISE(ABORT, 'RULE:print-needs-label') WHERE NOT EXISTS (
    SELECT 1 FROM parcel WHERE id = NEW.parcel_id AND sscc IS NOT NULL AND label_is_void = 0 AND state <> 'stopped'
  );
END;

-- Loading ---------------------------------------------------------------------------------------------------------

-- What one carrier takes along on one visit.
CREATE TABLE manifest (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  -- Printed.
  number INTEGER NOT NULL UNIQUE CHECK (number >= 1),
  carrier TEXT NOT NULL CHECK (length(carrier) BETWEEN 1 AND 100),
  bench_id TEXT NOT NULL CHECK (length(bench_id) BETWEEN 1 AND 64),
  opened_at_ms INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  closed_at_ms INTEGER,
  closed_by TEXT,
  CHECK ((closed_at_ms IS NULL) = (closed_by IS NULL))
) STRICT;

CREATE UNIQUE INDEX manifest_open ON manifest (bench_id, carrier) WHERE closed_at_ms IS NULL;

CREATE TABLE manifest_parcel (
  parcel_id TEXT PRIMARY KEY REFERENCES parcel (id),
  manifest_id TEXT NOT NULL REFERENCES manifest (id),
  loaded_at_ms INTEGER NOT NULL,
  loaded_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX manifest_parcel_in_order ON manifest_parcel (manifest_id, loaded_at_ms);

CREATE TRIGGER manifest_starts_open BEFORE INSERT ON manifest
BEGIN
  SELECT RAISE(ABORT, 'RULE:manifest-is-kept') WHERE EXISTS (SELECT 1 FROM manifest WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'RULE:manifest-number') WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM manifest);
  SELECT RAISE(ABORT, 'RULE:manifest-starts-open') WHERE NEW.closed_at_ms IS NOT NULL;
  SELECT RAISE(ABORT, 'RULE:manifest-open-once') WHERE EXISTS (
    SELECT 1 FROM manifest WHERE bench_id = NEW.bench_id AND carrier = NEW.carrier AND closed_at_ms IS NULL
  );
END;

CREATE TRIGGER manifest_is_closed_once BEFORE UPDATE ON manifest
BEGIN
  SELECT RAISE(ABORT, 'RULE:manifest-is-final') WHERE OLD.closed_at_ms IS NOT NULL OR NEW.id <> OLD.id OR NEW.number <> OLD.number
    OR NEW.carrier <> OLD.carrier OR NEW.bench_id <> OLD.bench_id OR NEW.opened_at_ms <> OLD.opened_at_ms OR NEW.opened_by <> OLD.opened_by;
  SELECT RAISE(ABORT, 'RULE:manifest-empty') WHERE NEW.closed_at_ms IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM manifest_parcel WHERE manifest_id = OLD.id);
END;

CREATE TRIGGER manifest_is_kept BEFORE DELETE ON manifest
BEGIN SELECT RAISE(ABORT, 'RULE:manifest-is-kept'); END;

-- The last point of the gate. Here our own message may have made the channel say "shipped", and the units it counts as shipped
-- are still in our house: so they are at stake when they are asked back.
CREATE TRIGGER manifest_parcel_passes_the_gate BEFORE INSERT ON manifest_parcel
BEGIN
  SELECT RAISE(ABORT, 'RULE:loaded-once') WHERE EXISTS (SELECT 1 FROM manifest_parcel WHERE parcel_id = NEW.parcel_id);
  SELECT RAISE(ABORT, 'RULE:manifest-is-final') WHERE NOT EXISTS (SELECT 1 FROM manifest WHERE id = NEW.manifest_id AND closed_at_ms IS NULL);
  SELECT RAISE(ABORT, 'RULE:loading-needs-dispatch') WHERE NOT EXISTS (
    SELECT 1 FROM parcel WHERE id = NEW.parcel_id AND state IN ('dispatched', 'posted', 'confirmed')
  );
  SELECT CASE (SELECT code FROM order_gate WHERE order_id = (SELECT order_id FROM parcel WHERE id = NEW.parcel_id))
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
  SELECT RAISE(ABORT, 'GATE:CANCEL_REQUESTED')
  FROM parcel AS p JOIN standing AS s ON s.order_id = p.order_id
  WHERE p.id = NEW.parcel_id
    AND EXISTS (
      SELECT 1 FROM json_each(s.lines) AS line
      WHERE json_extract(line.value, '$.cancellation.kind') = 'requested'
        AND json_extract(line.value, '$.quantityToPack') + coalesce(json_extract(line.value, '$.quantityShipped'), 0) > 0
    )
    AND NOT EXISTS (
      SELECT 1 FROM release AS r WHERE r.order_id = s.order_id AND r.code = 'CANCEL_REQUESTED' AND r.for_updated_at_ms = s.updated_at_ms
    );
  SELECT RAISE(ABORT, 'GATE:CONTENTS_CHANGED')
  FROM parcel AS p JOIN standing AS s ON s.order_id = p.order_id
  WHERE p.id = NEW.parcel_id
    AND EXISTS (
      SELECT 1 FROM json_each(s.lines) AS line
      JOIN parcel_line AS packed ON packed.parcel_id = p.id AND packed.line_id = json_extract(line.value, '$.lineId')
      WHERE json_extract(line.value, '$.cancellation.kind') = 'cancelled'
        AND packed.packed > json_extract(line.value, '$.quantityToPack') + coalesce(json_extract(line.value, '$.quantityShipped'), 0)
    );
  SELECT RAISE(ABORT, 'GATE:ADDRESS_CHANGED')
  FROM parcel AS p JOIN standing AS s ON s.order_id = p.order_id
  WHERE p.id = NEW.parcel_id AND p.ship_to_hash <> s.ship_to_hash;
  SELECT RAISE(ABORT, 'RULE:label-is-void') WHERE (SELECT label_is_void FROM parcel WHERE id = NEW.parcel_id) = 1;
  SELECT RAISE(ABORT, 'RULE:manifest-takes-one-carrier')
  WHERE (SELECT carrier FROM parcel WHERE id = NEW.parcel_id) <> (SELECT carrier FROM manifest WHERE id = NEW.manifest_id);
END;

CREATE TRIGGER manifest_parcel_is_loaded AFTER INSERT ON manifest_parcel
BEGIN UPDATE parcel SET loaded_at_ms = NEW.loaded_at_ms WHERE id = NEW.parcel_id; END;

CREATE TRIGGER manifest_parcel_is_final BEFORE UPDATE ON manifest_parcel
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

CREATE TRIGGER manifest_parcel_is_kept BEFORE DELETE ON manifest_parcel
BEGIN SELECT RAISE(ABORT, 'RULE:append-only'); END;

-- The machine -----------------------------------------------------------------------------------------------------

CREATE TRIGGER parcel_step_is_in_the_machine BEFORE UPDATE OF state ON parcel
WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'open' AND NEW.state IN ('verified', 'stopped'))
  -- Back to open: the packer undid an item, or the channel took a unit out, before the label.
  OR (OLD.state = 'verified' AND NEW.state IN ('open', 'labelled', 'stopped'))
  OR (OLD.state = 'labelled' AND NEW.state IN ('dispatched', 'stopped'))
  -- Straight to confirmed: the channel showed the number before its answer reached us.
  OR (OLD.state = 'dispatched' AND NEW.state IN ('posted', 'confirmed', 'stopped'))
  OR (OLD.state = 'posted' AND NEW.state IN ('confirmed', 'stopped'))
  OR (OLD.state = 'confirmed' AND NEW.state = 'stopped')
)
BEGIN SELECT RAISE(ABORT, 'RULE:parcel-step'); END;

-- The carrier has it: nobody can open this box any more.
CREATE TRIGGER parcel_stays_loaded BEFORE UPDATE OF state ON parcel
WHEN NEW.state = 'stopped' AND OLD.state <> 'stopped' AND EXISTS (SELECT 1 FROM manifest_parcel WHERE parcel_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'RULE:loaded-parcel-stays'); END;

CREATE TRIGGER parcel_is_loaded_by_its_manifest BEFORE UPDATE OF loaded_at_ms ON parcel
WHEN NEW.loaded_at_ms IS NOT OLD.loaded_at_ms
  AND NEW.loaded_at_ms IS NOT (SELECT loaded_at_ms FROM manifest_parcel WHERE parcel_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'RULE:loaded-parcel-stays'); END;

CREATE TRIGGER parcel_keeps_its_packer BEFORE UPDATE OF packer ON parcel
WHEN NEW.packer <> OLD.packer AND OLD.state NOT IN ('open', 'verified', 'labelled')
BEGIN SELECT RAISE(ABORT, 'RULE:packer-is-fixed'); END;

CREATE TRIGGER parcel_label_is_fixed
BEFORE UPDATE OF sscc, tracking_mode, tracking_number, carrier, carrier_service, labelled_at_ms, label_is_void, ship_to_hash ON parcel
WHEN (OLD.sscc IS NOT NULL AND NEW.sscc IS NOT OLD.sscc)
  OR (OLD.label_is_void = 1 AND NEW.label_is_void = 0)
  OR (OLD.ship_to_hash IS NOT NULL AND NEW.ship_to_hash IS NOT OLD.ship_to_hash)
  OR (OLD.dispatched_at_ms IS NOT NULL AND (NEW.tracking_mode IS NOT OLD.tracking_mode
    OR NEW.tracking_number IS NOT OLD.tracking_number OR NEW.carrier IS NOT OLD.carrier OR NEW.carrier_service IS NOT OLD.carrier_service
    OR NEW.labelled_at_ms IS NOT OLD.labelled_at_ms OR NEW.ship_to_hash IS NOT OLD.ship_to_hash))
BEGIN SELECT RAISE(ABORT, 'RULE:label-is-fixed'); END;
