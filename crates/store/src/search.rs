//! Finding a word in the record.

use std::borrow::Cow;
use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use unicode_normalization::UnicodeNormalization as _;

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
pub(crate) fn question(typed: &str) -> Option<String> {
    let words: Vec<&str> = words(typed).take(MAX_WORDS).collect();
    if words.is_empty() {
        return None;
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(format!("{}*", quoted.join(" ")))
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// A word without capital letters and accents, as SQLite compares it.
fn plain(word: &str) -> String {
    let letters = word.nfd().filter(|c| !is_mark(*c));
    letters.flat_map(char::to_lowercase).collect()
}

/// The words that are looked for, as SQLite compares them; the last may be the beginning of one.
pub(crate) fn wanted(typed: &str) -> Vec<String> {
    words(typed).take(MAX_WORDS).map(plain).collect()
}

/// A text with the [`wanted`] words marked, in time that grows with its length alone.
pub(crate) fn mark(text: &str, wanted: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for word in words(text) {
        let begin = word.as_ptr().addr() - text.as_ptr().addr();
        if is_wanted(word, wanted) {
            out.push_str(&text[at..begin]);
            out.push(HIT_START);
            out.push_str(word);
            out.push(HIT_END);
            at = begin + word.len();
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Whether a word is one of those wanted, or begins with the last of them. Nearly all words are plain already but
/// for capital letters.
fn is_wanted(word: &str, wanted: &[String]) -> bool {
    let plain = match word.is_ascii() {
        true => Cow::Borrowed(word),
        false => Cow::Owned(plain(word)),
    };
    let begins = |with: &String| {
        plain
            .as_bytes()
            .get(..with.len())
            .is_some_and(|beginning| beginning.eq_ignore_ascii_case(with.as_bytes()))
    };
    wanted.last().is_some_and(begins) || wanted.iter().any(|one| plain.eq_ignore_ascii_case(one))
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

/// How much of a text is shown around a find, in bytes.
const SHOWN: usize = 160;
/// How much of that stands before the first find.
const BEFORE: usize = 40;

/// The part of a marked text where the most different words of the question stand close together.
pub(crate) fn around(marked: &str) -> String {
    let mut finds = Vec::new();
    let mut at = 0;
    while let Some(begin) = marked[at..].find(HIT_START).map(|n| at + n) {
        let end = marked[begin..]
            .find(HIT_END)
            .map_or(marked.len(), |n| begin + n + HIT_END.len_utf8());
        finds.push((begin, end, marked[begin..end].to_lowercase()));
        at = end;
    }
    let mut best = (0, 0, 0);
    let mut held: HashMap<&str, usize> = HashMap::new();
    let mut first = 0;
    for (last, (_, end, word)) in finds.iter().enumerate() {
        *held.entry(word).or_default() += 1;
        while end - finds[first].0 > SHOWN - BEFORE && first < last {
            if let Some(count) = held.get_mut(finds[first].2.as_str()) {
                *count -= 1;
                if *count == 0 {
                    held.remove(finds[first].2.as_str());
                }
            }
            first += 1;
        }
        if held.len() > best.0 {
            best = (held.len(), finds[first].0, *end);
        }
    }
    let (_, begin, end) = best;
    let from = word_start(marked, begin.saturating_sub(BEFORE), begin);
    let to = marked.ceil_char_boundary((from + SHOWN).max(end));
    // The last word is shown whole, and never half a mark.
    let to = match finds
        .iter()
        .find(|(begin, end, _)| *begin < to && to < *end)
    {
        Some((_, end, _)) => *end,
        None => marked[to..]
            .find(char::is_whitespace)
            .filter(|n| *n <= BEFORE)
            .map_or(to, |n| to + n),
    };
    // A word that SHOWN cuts may run into the next find.
    let to = match finds
        .iter()
        .find(|(begin, end, _)| *begin < to && to < *end)
    {
        Some((_, end, _)) => *end,
        None => to,
    };
    let ellipsis = |cut: bool| if cut { "…" } else { "" };
    format!(
        "{}{}{}",
        ellipsis(from > 0),
        marked[from..to].trim(),
        ellipsis(to < marked.len())
    )
}

/// The first word that begins at or after `from`; `to` itself where none does before it.
fn word_start(text: &str, from: usize, to: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let from = text.ceil_char_boundary(from);
    // Never inside an earlier mark, which ends before `to`.
    let from = text[from..to].find(HIT_END).map_or(from, |n| {
        let opened = text[from..to].find(HIT_START);
        if opened.is_none_or(|o| o > n) {
            from + n + HIT_END.len_utf8()
        } else {
            from
        }
    });
    text[from..to]
        .find(char::is_whitespace)
        .map_or(to, |n| from + n)
}

impl Vault {
    /// Events that hold all the words, the newest first; the last word may be a beginning. Capital
    /// letters and accents do not count. Text without a word finds nothing.
    ///
    /// Never ranked: ranking a common word in a large vault takes seconds. Nor marked by SQLite: its snippet() and
    /// highlight() take time by the square of the finds, minutes for a common word in one long letter.
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
        let mut statement = self.conn.prepare_cached(
            "SELECT s.case_id, c.number, s.seq, search.text
             FROM search
             CROSS JOIN search_source s ON s.id = search.rowid
             CROSS JOIN cases c ON c.id = s.case_id
             WHERE search MATCH ?1 AND (?2 IS NULL OR s.case_id = ?2)
             ORDER BY search.rowid DESC LIMIT ?3",
        )?;
        let wanted = wanted(typed);
        let hits =
            statement.query_map(params![question, case.map(|case| case.0), limit], |row| {
                Ok(Hit {
                    case: CaseId(row.get(0)?),
                    number: row.get(1)?,
                    seq: to_u64(row.get(2)?),
                    snippet: around(&mark(row.get_ref(3)?.as_str()?, &wanted)),
                })
            })?;
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

    /// Marks every `find` in a text, as SQLite would.
    fn marked(text: &str, words: &[&str]) -> String {
        words.iter().fold(text.to_owned(), |text, word| {
            text.replace(word, &format!("{HIT_START}{word}{HIT_END}"))
        })
    }

    #[test]
    fn the_words_around_a_find_are_those_where_most_of_it_is() {
        let filler = "an ordinary sentence of no weight, and ".repeat(40);
        let text = format!("nobody {filler}then Maja said nobody came home. {filler}");
        let shown = around(&marked(&text, &["nobody", "Maja"]));
        assert!(
            shown.contains("\u{e000}Maja\u{e001} said \u{e000}nobody\u{e001} came home."),
            "{shown}"
        );
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert!(shown.len() < SHOWN + 2 * BEFORE, "{shown}");
        assert_eq!(
            around(&marked("nobody", &["nobody"])),
            "\u{e000}nobody\u{e001}"
        );
        assert_eq!(around(""), "");
        assert_eq!(
            mark("Zoë, near: ZOE-nearly", &wanted("zoe near")),
            "\u{e000}Zoë\u{e001}, \u{e000}near\u{e001}: \u{e000}ZOE\u{e001}-\u{e000}nearly\u{e001}"
        );
    }

    proptest::proptest! {
        #[test]
        fn words_around_a_find_are_never_cut_inside_a_mark(text in "[aż Ŵ字\\n]{0,600}") {
            let shown = around(&marked(&text, &["a", "Ŵ"]));
            let mut open = false;
            for c in shown.chars() {
                match c {
                    HIT_START => proptest::prop_assert!(!std::mem::replace(&mut open, true)),
                    HIT_END => proptest::prop_assert!(std::mem::replace(&mut open, false)),
                    _ => {}
                }
            }
            proptest::prop_assert!(!open);
            proptest::prop_assert_eq!(shown.contains(HIT_START), text.contains('a') || text.contains('Ŵ'));
        }
    }

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
