-- Who works at the station, how their PINs were tried, and who stands at which bench.

CREATE TABLE person (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 40),
  roles TEXT NOT NULL CHECK (json_valid(roles) AND json_type(roles) = 'array' AND json_array_length(roles) >= 1),
  language TEXT CHECK (language IN ('en', 'de')),
  badge_id TEXT NOT NULL CHECK (length(badge_id) BETWEEN 1 AND 40),
  -- What scrypt made of the PIN, with its parameters; the PIN itself is nowhere.
  pin TEXT CHECK (pin IS NULL OR json_valid(pin)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX person_badge ON person (badge_id) WHERE is_active = 1;

CREATE VIEW active_admin (id) AS
SELECT id FROM person WHERE is_active = 1 AND EXISTS (SELECT 1 FROM json_each(person.roles) WHERE value = 'admin');

-- Without an admin nobody could ever change the list again.
CREATE TRIGGER person_first_is_admin BEFORE INSERT ON person
WHEN NOT EXISTS (SELECT 1 FROM active_admin)
  AND NOT (NEW.is_active = 1 AND EXISTS (SELECT 1 FROM json_each(NEW.roles) WHERE value = 'admin'))
BEGIN SELECT RAISE(ABORT, 'RULE:first-person-is-admin'); END;

CREATE TRIGGER person_is_not_replaced BEFORE INSERT ON person
BEGIN
  SELECT RAISE(ABORT, 'RULE:person-is-kept') WHERE EXISTS (SELECT 1 FROM person WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'RULE:badge-is-taken') WHERE NEW.is_active = 1 AND EXISTS (SELECT 1 FROM person WHERE badge_id = NEW.badge_id AND is_active = 1);
END;

CREATE TRIGGER person_takes_no_badge BEFORE UPDATE OF badge_id, is_active ON person
WHEN NEW.is_active = 1 AND EXISTS (SELECT 1 FROM person WHERE badge_id = NEW.badge_id AND is_active = 1 AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'RULE:badge-is-taken'); END;

-- Whoever works here, an admin is among them. The last one may go only with everybody else: then the house is open again.
CREATE TRIGGER person_last_admin_stays BEFORE UPDATE OF roles, is_active ON person
WHEN NOT (NEW.is_active = 1 AND EXISTS (SELECT 1 FROM json_each(NEW.roles) WHERE value = 'admin'))
  AND NOT EXISTS (SELECT 1 FROM active_admin WHERE id <> OLD.id)
  AND (NEW.is_active = 1 OR EXISTS (SELECT 1 FROM person WHERE is_active = 1 AND id <> OLD.id))
BEGIN SELECT RAISE(ABORT, 'RULE:last-admin-stays'); END;

CREATE TRIGGER person_keeps_its_id BEFORE UPDATE OF id, created_at_ms ON person
WHEN NEW.id <> OLD.id OR NEW.created_at_ms <> OLD.created_at_ms
BEGIN SELECT RAISE(ABORT, 'RULE:person-is-kept'); END;

CREATE TRIGGER person_is_kept BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'RULE:person-is-kept'); END;

CREATE TABLE pin_try (
  person_id TEXT PRIMARY KEY REFERENCES person (id),
  failures INTEGER NOT NULL CHECK (failures >= 0),
  last_failure_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in (
  bench_id TEXT PRIMARY KEY CHECK (length(bench_id) BETWEEN 1 AND 64),
  person_id TEXT REFERENCES person (id),
  since_ms INTEGER NOT NULL,
  is_locked INTEGER NOT NULL CHECK (is_locked IN (0, 1))
) STRICT;
