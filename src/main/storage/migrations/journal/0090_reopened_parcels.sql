-- A box that was opened again after its channel was told stands here, whatever the channel counts as shipped by that message:
-- it is packed once more, and the new number takes the place of the old one there.

DROP VIEW order_gate;
DROP VIEW parcel_contents;

CREATE VIEW reopened_order (order_id) AS
SELECT w.order_id
FROM write_back AS w JOIN parcel AS p ON p.id = w.parcel_id
WHERE w.state <> 'superseded' AND p.state = 'stopped';

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
        WHERE json_extract(line.value, '$.cancellation.kind') = 'requested' AND (
          json_extract(line.value, '$.quantityToPack') > 0
          OR (coalesce(json_extract(line.value, '$.quantityShipped'), 0) > 0 AND EXISTS (SELECT 1 FROM reopened_order AS r WHERE r.order_id = s.order_id))
        )
      )
    ) AND NOT EXISTS (
      SELECT 1 FROM release AS r
      WHERE r.order_id = s.order_id AND r.code = 'CANCEL_REQUESTED' AND r.for_updated_at_ms = s.updated_at_ms
    ) THEN 'CANCEL_REQUESTED'
    WHEN s.payment = 'pending' THEN 'PAYMENT_PENDING'
    WHEN s.channel_hold IS NOT NULL AND s.hold_kind = 'fraud' THEN 'FRAUD'
    WHEN s.channel_hold IS NOT NULL THEN 'ON_HOLD'
    WHEN s.state = 'unfulfillable' THEN 'UNFULFILLABLE'
    WHEN s.state = 'shipped' AND NOT EXISTS (SELECT 1 FROM reopened_order AS r WHERE r.order_id = s.order_id) THEN 'ALREADY_SHIPPED'
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

-- What the box must hold against what the channel wants now. A line the channel no longer lists counts as nothing wanted.
CREATE VIEW parcel_contents (parcel_id, lines, units, incomplete, unwanted) AS
SELECT
  line.parcel_id,
  count(*),
  sum(line.expected),
  sum(line.packed <> line.expected),
  sum(line.packed > coalesce((
    SELECT json_extract(wanted.value, '$.quantityToPack') + CASE
      WHEN EXISTS (SELECT 1 FROM reopened_order AS r WHERE r.order_id = (SELECT order_id FROM parcel WHERE id = line.parcel_id))
      THEN coalesce(json_extract(wanted.value, '$.quantityShipped'), 0) ELSE 0 END
    FROM json_each((SELECT s.lines FROM standing AS s JOIN parcel AS p ON p.order_id = s.order_id WHERE p.id = line.parcel_id)) AS wanted
    WHERE json_extract(wanted.value, '$.lineId') = line.line_id
  ), 0))
FROM parcel_line AS line
GROUP BY line.parcel_id;

-- All messages of one order, superseded ones included: the natural key's index leaves those out and cannot be used for it.
CREATE INDEX write_back_by_order ON write_back (order_id, created_at_ms, id);
