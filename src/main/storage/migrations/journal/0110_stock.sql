-- What is in the house, as somebody counted it, and what each channel was told of it.
--
-- A count is carried on by the steps that this station itself makes, in the transaction of the step: no sum over old parcels is ever needed,
-- and a dispatch and its effect on the stock are one commit. Goods in a box that was not dispatched are in the house.

CREATE TABLE stock_count (
  sku TEXT PRIMARY KEY CHECK (length(sku) BETWEEN 1 AND 100),
  counted INTEGER NOT NULL CHECK (counted BETWEEN 0 AND 10000000),
  counted_at_ms INTEGER NOT NULL,
  -- Units dispatched since. Below 0 where a box that had been dispatched before the count was stopped after it: its goods are here again.
  dispatched INTEGER NOT NULL DEFAULT 0,
  -- Units that came back and that a lead put on the shelf again.
  restocked INTEGER NOT NULL DEFAULT 0 CHECK (restocked >= 0),
  -- Units that a packer did not find, or that a lead wrote off.
  missing INTEGER NOT NULL DEFAULT 0 CHECK (missing >= 0),
  missing_at_ms INTEGER,
  missing_order TEXT,
  missing_by TEXT,
  -- File that the count came from.
  source TEXT NOT NULL,
  imported_at_ms INTEGER NOT NULL,
  imported_by TEXT NOT NULL,
  CHECK ((missing_at_ms IS NULL) = (missing_order IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_count_missing ON stock_count (missing_at_ms) WHERE missing > 0;

CREATE TABLE stock_level (
  store_id TEXT NOT NULL CHECK (length(store_id) BETWEEN 1 AND 100),
  sku TEXT NOT NULL CHECK (length(sku) BETWEEN 1 AND 100),
  -- The sum as it was last worked out: on_hand - pending - buffer = wanted, never below 0.
  on_hand INTEGER NOT NULL,
  pending INTEGER NOT NULL CHECK (pending >= 0),
  buffer INTEGER NOT NULL CHECK (buffer >= 0),
  wanted INTEGER NOT NULL CHECK (wanted = max(0, on_hand - pending - buffer)),
  worked_out_at_ms INTEGER NOT NULL,
  -- What the channel took last; NULL before the first time.
  published INTEGER CHECK (published >= 0),
  published_at_ms INTEGER,
  -- What the channel showed when it was read; NULL where it was never read or does not know the SKU.
  shown INTEGER,
  shown_at_ms INTEGER,
  -- Since when the channel has something else than is wanted.
  differs_since_ms INTEGER,
  problem_code TEXT CHECK (length(problem_code) BETWEEN 1 AND 60),
  problem TEXT,
  refused_at_ms INTEGER,
  -- Units that were refused: another number is told anew at once.
  refused INTEGER,
  is_due INTEGER NOT NULL CHECK (is_due IN (0, 1)),
  PRIMARY KEY (store_id, sku),
  CHECK ((published IS NULL) = (published_at_ms IS NULL)),
  CHECK ((problem_code IS NULL) = (refused_at_ms IS NULL) AND (problem_code IS NULL) = (refused IS NULL) AND (problem_code IS NULL) = (problem IS NULL))
) STRICT, WITHOUT ROWID;

-- What is sold out leaves first: only those can be sold twice.
CREATE INDEX stock_level_due ON stock_level (store_id, wanted, sku) WHERE is_due = 1;
CREATE INDEX stock_level_differs ON stock_level (differs_since_ms, store_id, sku) WHERE differs_since_ms IS NOT NULL;
CREATE INDEX stock_level_refused ON stock_level (refused_at_ms, store_id, sku) WHERE problem_code IS NOT NULL;
-- Read back in turn, the longest ago first.
CREATE INDEX stock_level_shown ON stock_level (store_id, coalesce(shown_at_ms, 0), sku) WHERE published IS NOT NULL;

CREATE INDEX stock_level_published ON stock_level (store_id, published_at_ms) WHERE published IS NOT NULL;

-- What left since a file was written.
CREATE INDEX parcel_dispatched_at ON parcel (dispatched_at_ms) WHERE dispatched_at_ms IS NOT NULL;

-- The box left the bench.
CREATE TRIGGER stock_leaves_with_its_parcel AFTER UPDATE OF state ON parcel
WHEN OLD.dispatched_at_ms IS NULL AND NEW.dispatched_at_ms IS NOT NULL
BEGIN
  UPDATE stock_count SET dispatched = dispatched + (SELECT sum(l.packed) FROM parcel_line AS l WHERE l.parcel_id = NEW.id AND l.sku = stock_count.sku)
  WHERE sku IN (SELECT sku FROM parcel_line WHERE parcel_id = NEW.id);
END;

-- A box that was dispatched is stopped only while it stands in the house. Put back or packed anew, its goods are here.
CREATE TRIGGER stock_stays_with_a_stopped_parcel AFTER UPDATE OF state ON parcel
WHEN NEW.state = 'stopped' AND OLD.state IN ('dispatched', 'posted', 'confirmed')
BEGIN
  UPDATE stock_count SET dispatched = dispatched - (SELECT sum(l.packed) FROM parcel_line AS l WHERE l.parcel_id = NEW.id AND l.sku = stock_count.sku)
  WHERE sku IN (SELECT sku FROM parcel_line WHERE parcel_id = NEW.id);
END;

-- What came back is on the shelf once a lead said so, and not before.
CREATE TRIGGER stock_comes_back_when_restocked AFTER UPDATE OF outcome ON task
WHEN NEW.kind = 'return' AND NEW.outcome = 'restocked' AND OLD.outcome IS NULL
BEGIN
  UPDATE stock_count SET restocked = restocked + (
    SELECT sum(e.quantity) FROM stock_event AS e WHERE e.parcel_id = NEW.parcel_id AND e.cause = 'returned' AND e.sku = stock_count.sku)
  WHERE sku IN (SELECT sku FROM stock_event WHERE parcel_id = NEW.parcel_id AND cause = 'returned');
END;

CREATE INDEX stock_event_by_parcel ON stock_event (parcel_id, cause, sku);

-- A unit that a packer did not find is not sold again until somebody counts.
CREATE TRIGGER stock_is_missing AFTER INSERT ON stock_event
WHEN NEW.cause = 'short' AND NEW.quantity < 0
BEGIN
  UPDATE stock_count SET missing = missing - NEW.quantity, missing_at_ms = NEW.at_ms, missing_order = NEW.channel_order_id, missing_by = NEW.by_name
  WHERE sku = NEW.sku;
END;

-- Goods of a stopped box that never came back onto the shelf.
CREATE TRIGGER stock_is_written_off AFTER UPDATE OF outcome ON task
WHEN NEW.kind = 'put-back' AND NEW.outcome = 'written-off' AND OLD.outcome IS NULL
BEGIN
  UPDATE stock_count SET
    missing = missing + (SELECT sum(b.quantity - b.confirmed) FROM put_back_line AS b WHERE b.parcel_id = NEW.parcel_id AND b.sku = stock_count.sku),
    missing_at_ms = NEW.closed_at_ms, missing_order = NEW.channel_order_id, missing_by = NEW.closed_by
  WHERE sku IN (SELECT sku FROM put_back_line WHERE parcel_id = NEW.parcel_id AND confirmed < quantity);
END;
