//! Plain words out of bytes.

use crate::error::Unshown;
use crate::kind::Kind;
use serde::{Deserialize, Serialize};

/// The most characters that are shown of a text.
pub const LONGEST: usize = 200_000;

/// The words of a file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What stands above them: label and text, such as who wrote a message to whom.
    pub head: Vec<(String, String)>,
    /// The words, at most [`LONGEST`] characters, without anything that turns text around.
    pub body: String,
    /// There is more in the file.
    pub cut: bool,
    /// The names of files that a message carries.
    pub carries: Vec<String>,
}

/// The words of a file that is shown as words.
///
/// # Errors
/// [`Unshown`].
pub fn words(bytes: &[u8], kind: Kind) -> Result<Words, Unshown> {
    match kind {
        Kind::Text | Kind::Csv => {
            let text = decode(bytes).ok_or(Unshown::Damaged)?;
            let (body, cut) = shortened(&text);
            Ok(Words {
                head: Vec::new(),
                body,
                cut,
                carries: Vec::new(),
            })
        }
        Kind::Eml | Kind::Msg => Ok(crate::mail::letter(bytes, kind)?.words()),
        _ => Err(Unshown::OtherKind),
    }
}

/// A text as it may be shown: no controls but line ends and tabs, nothing that turns text around.
pub(crate) fn shortened(text: &str) -> (String, bool) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut kept = text.chars().filter(|c| !hidden(*c));
    let body: String = kept.by_ref().take(LONGEST).collect();
    (body, kept.next().is_some())
}

/// One line of at most `most` characters.
pub(crate) fn line(text: &str, most: usize) -> String {
    let (text, _) = shortened(text);
    let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
    one.chars().take(most).collect()
}

fn hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}' | '\u{e000}' | '\u{e001}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The text of bytes that are one; none where they are something else.
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8(rest.to_vec()).ok().filter(|t| plain(t));
    }
    let wide = |rest: &[u8], big: bool| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let units = pairs.iter().map(|pair| match big {
            true => u16::from_be_bytes(*pair),
            false => u16::from_le_bytes(*pair),
        });
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.ok().filter(|t| odd.is_empty() && plain(t))
    };
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return wide(rest, false);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return wide(rest, true);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => plain(text).then(|| text.to_owned()),
        Err(_) => western(bytes),
    }
}

fn plain(text: &str) -> bool {
    !text
        .chars()
        .any(|c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) || c == '\u{fffe}')
}

/// Windows-1252, which older Windows programs write. Text has few letters beyond ASCII in it; other bytes
/// that would pass are something else.
fn western(bytes: &[u8]) -> Option<String> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    if high > bytes.len() / 2 {
        return None;
    }
    let text: String = bytes
        .iter()
        .map(|b| match b {
            0x80..=0x9f => HIGH[usize::from(b - 0x80)],
            b => char::from(*b),
        })
        .collect();
    plain(&text).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_several_systems_are_read_and_other_bytes_are_not() {
        assert_eq!(decode(b"caf\xe9 \x93x\x94").as_deref(), Some("café “x”"));
        assert_eq!(decode("Ŵyn".as_bytes()).as_deref(), Some("Ŵyn"));
        assert_eq!(decode(b"\xFF\xFEa\0b\0").as_deref(), Some("ab"));
        assert_eq!(decode(b"\xFE\xFF\0a"), Some("a".into()));
        assert_eq!(decode(b"a\0b"), None);
        assert_eq!(decode(&[0x9a, 0xfe, 0xbb, 0x41]), None);
    }

    #[test]
    fn what_is_shown_is_short_and_turns_nothing_around() {
        let words = words("a\u{202e}b\r\nc".as_bytes(), Kind::Text).unwrap();
        assert_eq!((words.body.as_str(), words.cut), ("ab\nc", false));
        let long = crate::words("x".repeat(LONGEST + 1).as_bytes(), Kind::Csv).unwrap();
        assert!(long.cut && long.body.len() == LONGEST);
    }
}
