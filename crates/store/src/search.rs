//! Finding a word in the record.

use rusqlite::{Connection, OptionalExtension, params};

use crate::database::{to_i64, to_u64};
use crate::error::StoreError;
use crate::ids::CaseId;
use crate::vault::Vault;

/// Stands before a found word in [`Hit::snippet`]; a private-use character, never in typed text.
pub const HIT_START: char = '\u{e000}';
/// Stands after a found word.
pub const HIT_END: char = '\u{e001}';

/// Words beyond this many are left out of a question: nobody types them.
const MAX_WORDS: usize = 16;

/// An event in which all the words were found.
#[derive(Clone, PartialEq, Eq)]
pub struct Hit {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The event.
    pub seq: u64,
    /// The words around the find, between [`HIT_START`] and [`HIT_END`].
    pub snippet: String,
}

impl std::fmt::Debug for Hit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hit")
            .field("case", &self.case)
            .field("seq", &self.seq)
            .finish_non_exhaustive()
    }
}

/// Turns typed text into a question that SQLite cannot misread: each word quoted, the last one as
/// the beginning of a word. None when there is no word in it.
fn question(typed: &str) -> Option<String> {
    let words: Vec<&str> = typed
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MAX_WORDS)
        .collect();
    if words.is_empty() {
        return None;
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(format!("{}*", quoted.join(" ")))
}

/// Combining accents and vowel signs belong to their word.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Keeps, changes or removes the words by which an event is found.
pub(crate) fn put(
    conn: &Connection,
    case: CaseId,
    seq: u64,
    text: Option<&str>,
) -> rusqlite::Result<()> {
    let known: Option<i64> = conn
        .prepare_cached("SELECT id FROM search_source WHERE case_id = ?1 AND seq = ?2")?
        .query_row(params![case.0, to_i64(seq)], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        conn.execute("DELETE FROM search WHERE rowid = ?1", [id])?;
    }
    match (text, known) {
        (None, None) => {}
        (None, Some(id)) => {
            conn.execute("DELETE FROM search_source WHERE id = ?1", [id])?;
        }
        (Some(text), known) => {
            let id = match known {
                Some(id) => id,
                None => {
                    conn.prepare_cached(
                        "INSERT INTO search_source (case_id, seq) VALUES (?1, ?2)",
                    )?
                    .execute(params![case.0, to_i64(seq)])?;
                    conn.last_insert_rowid()
                }
            };
            conn.prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?
                .execute(params![id, text])?;
        }
    }
    Ok(())
}

impl Vault {
    /// Events that hold all the words, the newest first; the last word may be a beginning. Capital
    /// letters and accents do not count. Text without a word finds nothing.
    ///
    /// Never ranked: ranking a common word in a large vault takes seconds.
    ///
    /// # Errors
    /// [`StoreError`]; no typed text is an error.
    pub fn search(
        &self,
        typed: &str,
        case: Option<CaseId>,
        limit: u32,
    ) -> Result<Vec<Hit>, StoreError> {
        let Some(question) = question(typed) else {
            return Ok(Vec::new());
        };
        // CROSS JOIN keeps the order of the loops: newest first, and done after `limit` of them.
        let mut statement = self.conn.prepare_cached(
            "SELECT s.case_id, c.number, s.seq, snippet(search, 0, ?4, ?5, '…', 16)
             FROM search
             CROSS JOIN search_source s ON s.id = search.rowid
             CROSS JOIN cases c ON c.id = s.case_id
             WHERE search MATCH ?1 AND (?2 IS NULL OR s.case_id = ?2)
             ORDER BY search.rowid DESC LIMIT ?3",
        )?;
        let case = case.map(|case| case.0);
        let hits = statement.query_map(
            params![
                question,
                case,
                limit,
                HIT_START.to_string(),
                HIT_END.to_string()
            ],
            |row| {
                Ok(Hit {
                    case: CaseId(row.get(0)?),
                    number: row.get(1)?,
                    seq: to_u64(row.get(2)?),
                    snippet: row.get(3)?,
                })
            },
        )?;
        Ok(hits.collect::<Result<_, _>>()?)
    }

    /// Keeps other words for an event (after an amendment), or none (after it was struck).
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`]; [`StoreError`].
    pub fn put_search_text(
        &mut self,
        case: CaseId,
        seq: u64,
        text: Option<&str>,
    ) -> Result<(), StoreError> {
        self.head(case)?;
        let tx = self.conn.transaction()?;
        put(&tx, case, seq, text)?;
        Ok(tx.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_quoted_words() {
        assert_eq!(question("  "), None);
        assert_eq!(question("\"*-^(\0"), None);
        assert_eq!(question("near miss").as_deref(), Some("\"near\" \"miss\"*"));
        assert_eq!(
            question("O'Brien OR NOT").as_deref(),
            Some("\"O\" \"Brien\" \"OR\" \"NOT\"*")
        );
    }
}
