-- A box that was opened again twice, the second time before the channel heard of its new number: that message is superseded and never
-- left, and what the channel counts as shipped still came by the one before it. The box stands here all the same.

DROP VIEW reopened_order;

CREATE VIEW reopened_order (order_id) AS
SELECT w.order_id
FROM write_back AS w JOIN parcel AS p ON p.id = w.parcel_id
WHERE p.state = 'stopped' AND (
  w.state <> 'superseded'
  OR (
    json_extract(w.notice, '$.replaces.trackingNumber') IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM write_back AS live WHERE live.order_id = w.order_id AND live.package_reference = w.package_reference AND live.state <> 'superseded'
    )
  )
);
