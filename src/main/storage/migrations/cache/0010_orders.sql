-- The orders as the channels told them. Personal data is in here and nowhere else. All of it can be fetched again.

CREATE TABLE orders (
  row INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL UNIQUE CHECK (length(order_id) BETWEEN 1 AND 300),
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  channel_order_id TEXT NOT NULL CHECK (length(channel_order_id) BETWEEN 1 AND 200),
  state TEXT NOT NULL CHECK (state IN ('open', 'partly-shipped', 'shipped', 'cancelled', 'unfulfillable')),
  ship_by_ms INTEGER,
  updated_at_ms INTEGER NOT NULL,
  checked_at_ms INTEGER NOT NULL,
  checked_source TEXT NOT NULL,
  -- The order as JSON without its updatedAtMs: one column read is a third of the cost of eight.
  content TEXT NOT NULL
) STRICT;

CREATE INDEX orders_open_by_ship_by ON orders (ship_by_ms) WHERE state IN ('open', 'partly-shipped') AND ship_by_ms IS NOT NULL;

-- Codes on the order's paper, upper case.
CREATE TABLE order_code (
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
  -- No foreign key: it would need an index of its own, and an import would pay for it with every row.
  order_row INTEGER NOT NULL,
  PRIMARY KEY (code, order_row)
) STRICT, WITHOUT ROWID;

-- Codes on the goods: GTINs padded to 14 digits, all others as they are.
CREATE TABLE product_code (
  code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 200),
  sku TEXT NOT NULL,
  title TEXT NOT NULL
) STRICT, WITHOUT ROWID;
