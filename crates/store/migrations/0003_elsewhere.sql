-- Cases that were taken on from another record. Their chain began there, and stays bound to it: none where it
-- began here. `theirs` is the number that people there call it by.
ALTER TABLE cases ADD COLUMN origin BLOB CHECK (length(origin) = 16);
ALTER TABLE cases ADD COLUMN theirs TEXT;

-- Versions of a case that went on elsewhere while it went on here: kept beside it, never merged. `line` is the
-- hash of such a version's last entry, `parted` its first entry that the case here does not have. Only the entries
-- from there on are kept again: those before are the case's own.
CREATE TABLE beside (
    case_id BLOB NOT NULL REFERENCES cases (id),
    line    BLOB NOT NULL CHECK (length(line) = 32),
    seq     INTEGER NOT NULL,
    parted  INTEGER NOT NULL CHECK (parted > 0 AND parted <= seq),
    journal INTEGER NOT NULL REFERENCES journal (seq),
    PRIMARY KEY (case_id, line)
) WITHOUT ROWID;

CREATE TABLE beside_rows (
    case_id      BLOB NOT NULL,
    line         BLOB NOT NULL,
    seq          INTEGER NOT NULL CHECK (seq > 0),
    version      INTEGER NOT NULL,
    recorded     TEXT NOT NULL,
    zone         TEXT NOT NULL,
    actor        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    kind_version INTEGER NOT NULL,
    commitment   BLOB NOT NULL CHECK (length(commitment) = 32),
    previous     BLOB NOT NULL CHECK (length(previous) = 32),
    hash         BLOB NOT NULL CHECK (length(hash) = 32),
    salt         BLOB NOT NULL CHECK (length(salt) >= 16),
    bytes        BLOB NOT NULL,
    PRIMARY KEY (case_id, line, seq),
    FOREIGN KEY (case_id, line) REFERENCES beside (case_id, line)
);

-- What came when, and from where, is in the journal first.
CREATE TRIGGER beside_is_in_the_journal BEFORE INSERT ON beside
WHEN NOT EXISTS (
    SELECT 1 FROM journal WHERE seq = NEW.journal AND kind = 'kept-beside' AND subject = NEW.case_id
)
BEGIN SELECT RAISE(ABORT, 'what is kept beside is in the journal first'); END;

-- It is read, and never written in. It goes with its case alone.
CREATE TRIGGER beside_keep_update BEFORE UPDATE ON beside
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER beside_keep_delete BEFORE DELETE ON beside
WHEN NOT EXISTS (SELECT 1 FROM erased WHERE case_id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER beside_rows_keep_update BEFORE UPDATE ON beside_rows
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER beside_rows_keep_delete BEFORE DELETE ON beside_rows
WHEN NOT EXISTS (SELECT 1 FROM erased WHERE case_id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER beside_none_when_erased BEFORE INSERT ON beside
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER beside_rows_none_when_erased BEFORE INSERT ON beside_rows
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
