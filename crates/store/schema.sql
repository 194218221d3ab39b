-- What the files in migrations/ give together; a test compares. Not run.
CREATE INDEX documents_by_case ON documents (case_id);
CREATE INDEX journal_by_subject ON journal (subject, kind, seq) WHERE subject IS NOT NULL;
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
CREATE TABLE case_heads (
    case_id BLOB PRIMARY KEY REFERENCES cases (id),
    seq     INTEGER NOT NULL,
    hash    BLOB NOT NULL CHECK (length(hash) = 32)
) WITHOUT ROWID;
CREATE TABLE case_index (
    case_id    BLOB PRIMARY KEY REFERENCES cases (id),
    seq        INTEGER NOT NULL,
    stamp      TEXT NOT NULL,
    summary    TEXT NOT NULL,
    changes_at INTEGER
) WITHOUT ROWID;
CREATE TABLE case_rows (
    case_id      BLOB NOT NULL REFERENCES cases (id),
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
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;
CREATE TABLE cases (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    number  TEXT NOT NULL UNIQUE,
    year    INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    genesis BLOB NOT NULL CHECK (length(genesis) = 32),
    opened  TEXT NOT NULL, origin BLOB CHECK (length(origin) = 16), theirs TEXT,
    UNIQUE (year, ordinal)
) WITHOUT ROWID;
CREATE TABLE document_chunks (
    document_id BLOB NOT NULL REFERENCES documents (id),
    part        INTEGER NOT NULL,
    bytes       BLOB NOT NULL,
    PRIMARY KEY (document_id, part)
);
CREATE TABLE documents (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id    BLOB REFERENCES cases (id),
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
    added      TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE drafts (
    person  TEXT NOT NULL,
    field   TEXT NOT NULL,
    text    TEXT NOT NULL,
    updated TEXT NOT NULL,
    PRIMARY KEY (person, field)
) WITHOUT ROWID;
CREATE TABLE erased (
    case_id BLOB PRIMARY KEY REFERENCES cases (id),
    journal INTEGER NOT NULL REFERENCES journal (seq)
) WITHOUT ROWID;
CREATE TABLE journal (
    seq          INTEGER PRIMARY KEY CHECK (seq > 0),
    version      INTEGER NOT NULL,
    recorded     TEXT NOT NULL,
    zone         TEXT NOT NULL,
    actor        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    kind_version INTEGER NOT NULL,
    commitment   BLOB NOT NULL CHECK (length(commitment) = 32),
    previous     BLOB NOT NULL CHECK (length(previous) = 32),
    hash         BLOB NOT NULL CHECK (length(hash) = 32),
    subject      BLOB
);
CREATE TABLE journal_payloads (
    seq   INTEGER PRIMARY KEY REFERENCES journal (seq),
    salt  BLOB NOT NULL CHECK (length(salt) >= 16),
    bytes BLOB NOT NULL
);
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE packs (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    bytes  BLOB NOT NULL
);
CREATE TABLE payloads (
    case_id BLOB NOT NULL,
    seq     INTEGER NOT NULL,
    salt    BLOB NOT NULL CHECK (length(salt) >= 16),
    bytes   BLOB NOT NULL,
    PRIMARY KEY (case_id, seq),
    FOREIGN KEY (case_id, seq) REFERENCES case_rows (case_id, seq)
);
CREATE VIRTUAL TABLE search USING fts5 (
    text,
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3'
);
CREATE TABLE search_source (
    id      INTEGER PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    seq     INTEGER NOT NULL,
    UNIQUE (case_id, seq)
);
CREATE TABLE settings (
    key  TEXT PRIMARY KEY,
    json TEXT NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER beside_is_in_the_journal BEFORE INSERT ON beside
WHEN NOT EXISTS (
    SELECT 1 FROM journal WHERE seq = NEW.journal AND kind = 'kept-beside' AND subject = NEW.case_id
)
BEGIN SELECT RAISE(ABORT, 'what is kept beside is in the journal first'); END;
CREATE TRIGGER beside_keep_delete BEFORE DELETE ON beside
WHEN NOT EXISTS (SELECT 1 FROM erased WHERE case_id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER beside_keep_update BEFORE UPDATE ON beside
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER beside_none_when_erased BEFORE INSERT ON beside
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER beside_rows_keep_delete BEFORE DELETE ON beside_rows
WHEN NOT EXISTS (SELECT 1 FROM erased WHERE case_id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER beside_rows_keep_update BEFORE UPDATE ON beside_rows
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER beside_rows_none_when_erased BEFORE INSERT ON beside_rows
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER case_index_none_when_erased BEFORE INSERT ON case_index
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER case_rows_in_order BEFORE INSERT ON case_rows
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM case_rows WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER case_rows_keep_delete BEFORE DELETE ON case_rows
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER case_rows_keep_update BEFORE UPDATE ON case_rows
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER case_rows_none_when_erased BEFORE INSERT ON case_rows
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER cases_keep_delete BEFORE DELETE ON cases
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER cases_keep_update BEFORE UPDATE ON cases
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER documents_none_when_erased BEFORE INSERT ON documents
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER erased_is_in_the_journal BEFORE INSERT ON erased
WHEN NOT EXISTS (
    SELECT 1 FROM journal WHERE seq = NEW.journal AND kind = 'case-erased' AND subject = NEW.case_id
)
BEGIN SELECT RAISE(ABORT, 'an erasing is in the journal first'); END;
CREATE TRIGGER erased_keep_delete BEFORE DELETE ON erased
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER erased_keep_update BEFORE UPDATE ON erased
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER journal_in_order BEFORE INSERT ON journal
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER journal_keep_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER journal_keep_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER journal_payloads_keep_delete BEFORE DELETE ON journal_payloads
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER journal_payloads_keep_update BEFORE UPDATE ON journal_payloads
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER payloads_keep_delete BEFORE DELETE ON payloads
WHEN NOT EXISTS (SELECT 1 FROM erased WHERE case_id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER payloads_keep_update BEFORE UPDATE ON payloads
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER payloads_none_when_erased BEFORE INSERT ON payloads
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
