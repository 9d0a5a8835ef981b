-- Serial numbers: a range per company prefix and extension digit, blocks leased from it to a bench, numbers spent
-- from a block. A number is spent here before it is printed, and never again.

CREATE TABLE sscc_range (
  company_prefix TEXT NOT NULL CHECK (length(company_prefix) BETWEEN 4 AND 12 AND company_prefix NOT GLOB '*[^0-9]*'),
  extension_digit INTEGER NOT NULL CHECK (extension_digit BETWEEN 0 AND 9),
  -- First serial that no block holds.
  next_serial INTEGER NOT NULL CHECK (next_serial >= 0),
  PRIMARY KEY (company_prefix, extension_digit)
) STRICT, WITHOUT ROWID;

CREATE TABLE sscc_block (
  id INTEGER PRIMARY KEY,
  company_prefix TEXT NOT NULL,
  extension_digit INTEGER NOT NULL,
  bench_id TEXT NOT NULL CHECK (length(bench_id) BETWEEN 1 AND 64),
  first_serial INTEGER NOT NULL CHECK (first_serial >= 0),
  last_serial INTEGER NOT NULL CHECK (last_serial >= first_serial),
  next_serial INTEGER NOT NULL CHECK (next_serial BETWEEN first_serial AND last_serial + 1),
  state TEXT NOT NULL CHECK (state IN ('open', 'used-up', 'abandoned')),
  leased_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  CHECK ((state = 'open') = (closed_at_ms IS NULL)),
  FOREIGN KEY (company_prefix, extension_digit) REFERENCES sscc_range (company_prefix, extension_digit)
) STRICT;

CREATE INDEX sscc_block_open ON sscc_block (bench_id, company_prefix, extension_digit, first_serial) WHERE state = 'open';
CREATE INDEX sscc_block_by_serial ON sscc_block (company_prefix, extension_digit, first_serial);

CREATE TABLE sscc (
  sscc TEXT PRIMARY KEY CHECK (length(sscc) = 18 AND sscc NOT GLOB '*[^0-9]*'),
  company_prefix TEXT NOT NULL,
  extension_digit INTEGER NOT NULL,
  serial INTEGER NOT NULL CHECK (serial >= 0),
  block_id INTEGER NOT NULL REFERENCES sscc_block (id),
  bench_id TEXT NOT NULL CHECK (length(bench_id) BETWEEN 1 AND 64),
  parcel_id TEXT NOT NULL UNIQUE REFERENCES parcel (id),
  allocated_at_ms INTEGER NOT NULL,
  shipped_at_ms INTEGER,
  UNIQUE (company_prefix, extension_digit, serial)
) STRICT;

CREATE TRIGGER sscc_range_only_grows BEFORE UPDATE ON sscc_range
WHEN NEW.next_serial < OLD.next_serial OR NEW.company_prefix <> OLD.company_prefix OR NEW.extension_digit <> OLD.extension_digit
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-never-reused'); END;

CREATE TRIGGER sscc_range_is_not_replaced BEFORE INSERT ON sscc_range
WHEN EXISTS (
  SELECT 1 FROM sscc_range
  WHERE company_prefix = NEW.company_prefix AND extension_digit = NEW.extension_digit AND next_serial > NEW.next_serial
)
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-never-reused'); END;

CREATE TRIGGER sscc_range_is_kept BEFORE DELETE ON sscc_range
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-never-reused'); END;

CREATE TRIGGER sscc_block_is_new BEFORE INSERT ON sscc_block
BEGIN
  SELECT RAISE(ABORT, 'RULE:sscc-never-reused') WHERE EXISTS (SELECT 1 FROM sscc_block WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'RULE:sscc-never-reused') WHERE EXISTS (
    SELECT 1 FROM sscc_block
    WHERE company_prefix = NEW.company_prefix AND extension_digit = NEW.extension_digit
      AND first_serial <= NEW.last_serial AND last_serial >= NEW.first_serial
  );
END;

CREATE TRIGGER sscc_block_only_shrinks BEFORE UPDATE ON sscc_block
WHEN NEW.id <> OLD.id OR NEW.company_prefix <> OLD.company_prefix OR NEW.extension_digit <> OLD.extension_digit
  OR NEW.bench_id <> OLD.bench_id OR NEW.first_serial <> OLD.first_serial OR NEW.last_serial <> OLD.last_serial
  OR NEW.next_serial < OLD.next_serial OR (OLD.state <> 'open' AND NEW.state <> OLD.state)
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-never-reused'); END;

CREATE TRIGGER sscc_block_is_kept BEFORE DELETE ON sscc_block
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-never-reused'); END;

CREATE TRIGGER sscc_comes_from_its_block BEFORE INSERT ON sscc
BEGIN
  SELECT RAISE(ABORT, 'RULE:sscc-never-reused') WHERE EXISTS (SELECT 1 FROM sscc WHERE sscc = NEW.sscc);
  SELECT RAISE(ABORT, 'RULE:sscc-never-reused') WHERE EXISTS (
    SELECT 1 FROM sscc WHERE company_prefix = NEW.company_prefix AND extension_digit = NEW.extension_digit AND serial = NEW.serial
  );
  SELECT RAISE(ABORT, 'RULE:sscc-one-per-parcel') WHERE EXISTS (SELECT 1 FROM sscc WHERE parcel_id = NEW.parcel_id);
  SELECT RAISE(ABORT, 'RULE:sscc-outside-its-block') WHERE NOT EXISTS (
    SELECT 1 FROM sscc_block
    WHERE id = NEW.block_id AND bench_id = NEW.bench_id AND company_prefix = NEW.company_prefix AND extension_digit = NEW.extension_digit
      AND state <> 'abandoned' AND NEW.serial >= first_serial AND NEW.serial < next_serial
  );
END;

CREATE TRIGGER sscc_is_spent BEFORE UPDATE ON sscc
WHEN NEW.sscc <> OLD.sscc OR NEW.company_prefix <> OLD.company_prefix OR NEW.extension_digit <> OLD.extension_digit
  OR NEW.serial <> OLD.serial OR NEW.block_id <> OLD.block_id OR NEW.bench_id <> OLD.bench_id OR NEW.parcel_id <> OLD.parcel_id
  OR NEW.allocated_at_ms <> OLD.allocated_at_ms OR (OLD.shipped_at_ms IS NOT NULL AND NEW.shipped_at_ms IS NOT OLD.shipped_at_ms)
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-never-reused'); END;

CREATE TRIGGER sscc_is_kept BEFORE DELETE ON sscc
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-never-reused'); END;

-- A label may only carry the number that was spent for this very parcel.
CREATE TRIGGER parcel_sscc_was_spent_for_it BEFORE UPDATE OF sscc ON parcel
WHEN NEW.sscc IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sscc WHERE sscc = NEW.sscc AND parcel_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'RULE:sscc-not-spent'); END;
