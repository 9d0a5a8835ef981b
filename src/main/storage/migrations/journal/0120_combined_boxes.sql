-- Several orders of one buyer in one physical box. Each order keeps a parcel of its own, with its own gate, contents and message; the
-- parcels of a box share its number and take every step after the last item together. `box_id` is the id of the parcel that was there first.

ALTER TABLE parcel ADD COLUMN box_id TEXT REFERENCES parcel (id);
-- When the order came into the box; the one that was there first has its moment of opening.
ALTER TABLE parcel ADD COLUMN boxed_at_ms INTEGER CHECK ((boxed_at_ms IS NULL) = (box_id IS NULL));

CREATE INDEX parcel_by_box ON parcel (box_id) WHERE box_id IS NOT NULL;

-- One number, one box: it was spent for one parcel, and only those of the same box may carry it (`parcel_sscc_was_spent_for_it`).
DROP INDEX parcel_sscc;
CREATE UNIQUE INDEX parcel_sscc ON parcel (sscc, order_id) WHERE sscc IS NOT NULL;

DROP INDEX parcel_waiting_for_carrier;
-- The columns that are always null here, and the box, are what lets SQLite answer from the index alone.
CREATE INDEX parcel_waiting_for_carrier ON parcel (dispatched_at_ms, carrier, id, stopped_at_ms, loaded_at_ms, box_id)
  WHERE dispatched_at_ms IS NOT NULL AND stopped_at_ms IS NULL AND loaded_at_ms IS NULL;

DROP TRIGGER parcel_sscc_was_spent_for_it;
-- A label may only carry the number that was spent for this very parcel, or for another one of its box as long as that is not closed.
CREATE TRIGGER parcel_sscc_was_spent_for_it BEFORE UPDATE OF sscc ON parcel
WHEN NEW.sscc IS NOT NULL AND NEW.sscc IS NOT OLD.sscc AND NOT EXISTS (
  SELECT 1 FROM sscc AS spent JOIN parcel AS holder ON holder.id = spent.parcel_id
  WHERE spent.sscc = NEW.sscc AND (holder.id = OLD.id OR (holder.box_id = OLD.box_id AND holder.state = 'verified' AND OLD.state = 'verified'))
)
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-not-spent'); END;

-- Who else is in the box: all that are in it, and those of a labelled box that were stopped. What was stopped before the label has left it.
CREATE VIEW box_mate (parcel_id, mate_id, order_id, state, sscc, label_is_void, ship_to_hash) AS
SELECT p.id, m.id, m.order_id, m.state, m.sscc, m.label_is_void, m.ship_to_hash
FROM parcel AS p JOIN parcel AS m ON m.box_id = p.box_id AND m.id <> p.id
WHERE m.state <> 'stopped' OR m.sscc IS NOT NULL;

-- Before the door: why this parcel could not be labelled or dispatched, by its order and its contents.
CREATE VIEW packing_refusal (parcel_id, code) AS
SELECT
  p.id,
  CASE
    WHEN g.code IS NULL THEN 'RULE:parcel-needs-standing'
    WHEN g.code <> 'GO' THEN 'GATE:' || g.code
    WHEN EXISTS (
      SELECT 1 FROM parcel AS gone
      WHERE gone.order_id = p.order_id AND gone.parcel_index = p.parcel_index AND gone.id <> p.id AND gone.state IN ('dispatched', 'posted', 'confirmed')
    ) THEN 'GATE:ALREADY_DISPATCHED'
    WHEN (SELECT unwanted FROM parcel_contents WHERE parcel_id = p.id) > 0 THEN 'GATE:CONTENTS_CHANGED'
    WHEN (SELECT incomplete FROM parcel_contents WHERE parcel_id = p.id) > 0 THEN 'RULE:contents-not-verified'
    WHEN coalesce((SELECT units FROM parcel_contents WHERE parcel_id = p.id), 0) = 0 THEN 'GATE:NOTHING_TO_PACK'
    WHEN p.label_is_void = 1 THEN 'RULE:label-is-void'
  END
FROM parcel AS p LEFT JOIN order_gate AS g ON g.order_id = p.order_id;

-- At the door: the reasons of `manifest_parcel_passes_the_gate`.
CREATE VIEW loading_refusal (parcel_id, code) AS
SELECT
  p.id,
  CASE
    WHEN g.code IS NULL THEN 'RULE:parcel-needs-standing'
    WHEN g.code NOT IN ('GO', 'ALREADY_SHIPPED', 'LABEL_EXISTS', 'ADDRESS_INVALID', 'TAX_ID_MISSING') THEN 'GATE:' || g.code
    WHEN EXISTS (
      SELECT 1 FROM json_each(s.lines) AS line
      WHERE json_extract(line.value, '$.cancellation.kind') = 'requested'
        AND json_extract(line.value, '$.quantityToPack') + coalesce(json_extract(line.value, '$.quantityShipped'), 0) > 0
    ) AND NOT EXISTS (
      SELECT 1 FROM release AS r WHERE r.order_id = s.order_id AND r.code = 'CANCEL_REQUESTED' AND r.for_updated_at_ms = s.updated_at_ms
    ) THEN 'GATE:CANCEL_REQUESTED'
    WHEN EXISTS (
      SELECT 1 FROM json_each(s.lines) AS line
      JOIN parcel_line AS packed ON packed.parcel_id = p.id AND packed.line_id = json_extract(line.value, '$.lineId')
      WHERE json_extract(line.value, '$.cancellation.kind') = 'cancelled'
        AND packed.packed > json_extract(line.value, '$.quantityToPack') + coalesce(json_extract(line.value, '$.quantityShipped'), 0)
    ) THEN 'GATE:CONTENTS_CHANGED'
    WHEN p.ship_to_hash <> s.ship_to_hash THEN 'GATE:ADDRESS_CHANGED'
    WHEN p.label_is_void = 1 THEN 'RULE:label-is-void'
  END
FROM parcel AS p JOIN standing AS s ON s.order_id = p.order_id LEFT JOIN order_gate AS g ON g.order_id = p.order_id;

-- Into the box and out of it --------------------------------------------------------------------------------------

CREATE TRIGGER parcel_starts_without_a_box BEFORE INSERT ON parcel
WHEN NEW.box_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'RULE:parcel-starts-open'); END;

-- Empty, before anything is labelled: what was counted into a box comes out by a scan, never by a statement. The box keeps the name of its first.
CREATE TRIGGER parcel_box_is_joined BEFORE UPDATE OF box_id, boxed_at_ms ON parcel
WHEN NEW.box_id IS NOT OLD.box_id OR NEW.boxed_at_ms IS NOT OLD.boxed_at_ms
BEGIN
  SELECT RAISE(ABORT, 'RULE:box-is-fixed') WHERE OLD.state <> 'open' OR OLD.sscc IS NOT NULL
    OR (OLD.box_id IS NOT NULL AND NEW.box_id IS NOT NULL) OR OLD.box_id = OLD.id;
  SELECT RAISE(ABORT, 'RULE:box-is-left-empty') WHERE NEW.box_id IS NOT OLD.id
    AND EXISTS (SELECT 1 FROM parcel_line WHERE parcel_id = OLD.id AND packed > 0);
  SELECT RAISE(ABORT, 'RULE:box-is-fixed') WHERE NEW.box_id <> OLD.id AND (
    NOT EXISTS (SELECT 1 FROM parcel WHERE box_id = NEW.box_id AND id = NEW.box_id)
    OR NOT EXISTS (SELECT 1 FROM parcel WHERE box_id = NEW.box_id AND state = 'open')
    OR EXISTS (SELECT 1 FROM parcel WHERE box_id = NEW.box_id AND (sscc IS NOT NULL OR state NOT IN ('open', 'stopped')))
    OR EXISTS (SELECT 1 FROM parcel WHERE box_id = NEW.box_id AND state <> 'stopped' AND order_id = OLD.order_id)
  );
  SELECT RAISE(ABORT, 'GATE:' || code) FROM order_gate WHERE NEW.box_id <> OLD.id AND order_id = OLD.order_id AND code <> 'GO';
  SELECT RAISE(ABORT, 'GATE:COMBINE_NOT_ALLOWED')
  FROM parcel AS m JOIN standing AS theirs ON theirs.order_id = m.order_id JOIN standing AS ours ON ours.order_id = OLD.order_id
  WHERE NEW.box_id <> OLD.id AND m.box_id = NEW.box_id AND m.state <> 'stopped' AND (ours.ship_to_hash IS NULL OR theirs.ship_to_hash IS NOT ours.ship_to_hash);
END;

-- The gate of the whole box ---------------------------------------------------------------------------------------

-- No order of a box takes a step that another one of it must not take.
CREATE TRIGGER box_passes_the_gate BEFORE UPDATE OF state ON parcel
WHEN NEW.state <> OLD.state AND NEW.state IN ('labelled', 'dispatched') AND OLD.box_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, refusal.code) FROM box_mate AS m JOIN packing_refusal AS refusal ON refusal.parcel_id = m.mate_id
  WHERE m.parcel_id = OLD.id AND refusal.code IS NOT NULL;
  SELECT RAISE(ABORT, 'RULE:box-is-whole') FROM box_mate
  WHERE parcel_id = OLD.id AND (sscc IS NOT NEW.sscc OR state NOT IN (OLD.state, NEW.state));
  -- One label, one door.
  SELECT RAISE(ABORT, 'GATE:ADDRESS_CHANGED') FROM box_mate AS m JOIN standing AS s ON s.order_id = m.order_id
  WHERE m.parcel_id = OLD.id AND (s.ship_to_hash IS NOT NEW.ship_to_hash OR m.ship_to_hash IS NOT NEW.ship_to_hash);
  -- The goods of an order that left the box may still lie in it.
  SELECT RAISE(ABORT, 'RULE:put-back-first') WHERE NEW.state = 'labelled' AND EXISTS (
    SELECT 1 FROM parcel AS gone JOIN put_back_line AS line ON line.parcel_id = gone.id JOIN task ON task.parcel_id = gone.id
    WHERE gone.box_id = OLD.box_id AND gone.state = 'stopped' AND gone.sscc IS NULL
      AND line.confirmed < line.quantity AND task.kind = 'put-back' AND task.outcome IS NULL
  );
END;

CREATE TRIGGER box_prints_through_the_gate BEFORE INSERT ON print_job
WHEN (SELECT box_id FROM parcel WHERE id = NEW.parcel_id) IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'GATE:' || g.code) FROM box_mate AS m JOIN order_gate AS g ON g.order_id = m.order_id
  WHERE m.parcel_id = NEW.parcel_id AND g.code NOT IN ('GO', 'ALREADY_SHIPPED');
  SELECT RAISE(ABORT, 'RULE:box-is-whole') FROM box_mate WHERE parcel_id = NEW.parcel_id AND (label_is_void = 1 OR state = 'stopped' OR sscc IS NULL);
END;

CREATE TRIGGER box_is_told_whole BEFORE INSERT ON write_back
WHEN (SELECT box_id FROM parcel WHERE id = NEW.parcel_id) IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'RULE:box-is-whole') FROM box_mate WHERE parcel_id = NEW.parcel_id AND state NOT IN ('dispatched', 'posted', 'confirmed');
END;

CREATE TRIGGER box_is_loaded_through_the_gate BEFORE INSERT ON manifest_parcel
WHEN (SELECT box_id FROM parcel WHERE id = NEW.parcel_id) IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, refusal.code) FROM box_mate AS m JOIN loading_refusal AS refusal ON refusal.parcel_id = m.mate_id
  WHERE m.parcel_id = NEW.parcel_id AND refusal.code IS NOT NULL;
  SELECT RAISE(ABORT, 'RULE:box-is-whole') FROM box_mate AS m
  WHERE m.parcel_id = NEW.parcel_id AND (
    m.state NOT IN ('dispatched', 'posted', 'confirmed') OR m.sscc IS NOT (SELECT sscc FROM parcel WHERE id = NEW.parcel_id)
    OR EXISTS (SELECT 1 FROM manifest_parcel AS loaded WHERE loaded.parcel_id = m.mate_id AND loaded.manifest_id <> NEW.manifest_id)
  );
END;

-- Nobody signs for half a box.
CREATE TRIGGER box_is_on_the_paper_whole BEFORE UPDATE OF closed_at_ms ON manifest
WHEN NEW.closed_at_ms IS NOT NULL AND OLD.closed_at_ms IS NULL
BEGIN
  SELECT RAISE(ABORT, 'RULE:box-is-whole')
  FROM manifest_parcel AS loaded JOIN box_mate AS m ON m.parcel_id = loaded.parcel_id
  WHERE loaded.manifest_id = OLD.id AND NOT EXISTS (SELECT 1 FROM manifest_parcel AS also WHERE also.parcel_id = m.mate_id AND also.manifest_id = OLD.id);
END;
