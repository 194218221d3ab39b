-- Cases that were erased: their texts are gone, their chain stays. Nothing leaves this list, so that a
-- restore of an older backup erases them again.
CREATE TABLE erased (
    case_id BLOB PRIMARY KEY REFERENCES cases (id),
    journal INTEGER NOT NULL REFERENCES journal (seq)
) WITHOUT ROWID;

-- Who erased it, when and why is in the journal first.
CREATE TRIGGER erased_is_in_the_journal BEFORE INSERT ON erased
WHEN NOT EXISTS (
    SELECT 1 FROM journal WHERE seq = NEW.journal AND kind = 'case-erased' AND subject = NEW.case_id
)
BEGIN SELECT RAISE(ABORT, 'an erasing is in the journal first'); END;
CREATE TRIGGER erased_keep_update BEFORE UPDATE ON erased
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER erased_keep_delete BEFORE DELETE ON erased
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;

-- Texts can be taken away of such a case alone.
DROP TRIGGER payloads_keep_delete;
CREATE TRIGGER payloads_keep_delete BEFORE DELETE ON payloads
WHEN NOT EXISTS (SELECT 1 FROM erased WHERE case_id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;

-- And it takes nothing more.
CREATE TRIGGER case_rows_none_when_erased BEFORE INSERT ON case_rows
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER payloads_none_when_erased BEFORE INSERT ON payloads
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER documents_none_when_erased BEFORE INSERT ON documents
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER case_index_none_when_erased BEFORE INSERT ON case_index
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
CREATE TRIGGER search_source_none_when_erased BEFORE INSERT ON search_source
WHEN EXISTS (SELECT 1 FROM erased WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'the case was erased'); END;
