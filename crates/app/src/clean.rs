//! Pasted text, made harmless before anything looks at it: Unicode form C, no control characters,
//! no marks that turn text around. Nothing that can be seen is lost.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Fields that are taken exactly as typed.
const AS_TYPED: [&str; 5] = ["passphrase", "new_passphrase", "current", "new", "pin"];

/// Whether a character changes how others are shown and cannot itself be seen.
fn hidden(c: char) -> bool {
    let turns_text = matches!(c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Search marks its hits with these two, and never with anything that was typed.
    let reserved = matches!(c, '\u{e000}' | '\u{e001}');
    let control = c.is_control() && c != '\n' && c != '\t';
    turns_text || reserved || control || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Whether a character shows nothing by itself: blanks, joiners, soft hyphens, fillers, tags. Between
/// letters they can matter (Persian and Bengali need joiners); alone they are nothing.
fn blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// One text, cleaned. Line ends become `\n`; blanks at the very end are dropped. A text of which
/// nothing can be seen is empty.
pub fn clean(text: &str) -> String {
    let lines = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = lines.chars().filter(|c| !hidden(*c)).collect();
    if kept.chars().all(blank) {
        return String::new();
    }
    kept.nfc().collect::<String>().trim_end().to_owned()
}

/// One line: as [`clean`], and line ends and tabs become blanks.
pub fn line(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ").trim().to_owned()
}

/// Every text of a value from elsewhere, names of fields too.
pub(crate) fn clean_all(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean(text),
        Value::Array(items) => items.iter_mut().for_each(clean_all),
        Value::Object(fields) => {
            let each = std::mem::take(fields).into_iter();
            *fields = each
                .map(|(name, mut field)| {
                    clean_all(&mut field);
                    (clean(&name), field)
                })
                .collect();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Every text of a request, except secrets.
pub(crate) fn clean_request(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean(text),
        Value::Array(items) => items.iter_mut().for_each(clean_request),
        Value::Object(fields) => {
            let texts = fields
                .iter_mut()
                .filter(|(key, _)| !AS_TYPED.contains(&key.as_str()));
            texts.for_each(|(_, field)| clean_request(field));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_that_cannot_be_seen_go_and_words_stay() {
        assert_eq!(
            clean("Ma\u{202e}ja\u{0} Kow\u{2066}alska\u{7}"),
            "Maja Kowalska"
        );
        assert_eq!(
            clean("one\r\ntwo\rthree\u{2028}four\n\n"),
            "one\ntwo\nthree\nfour"
        );
        assert_eq!(clean("S\u{0069}\u{0302}an"), "S\u{ee}an");
        assert_eq!(
            clean("\u{0645}\u{06cc}\u{200c}\u{062e}"),
            "\u{0645}\u{06cc}\u{200c}\u{062e}"
        );
        assert_eq!(line(" a\tb\nc "), "a b c");
        for nothing in [
            "\u{200b}\u{ad}",
            " \u{3164}\n",
            "\u{2800}\u{200d}",
            "\u{e0041}",
        ] {
            assert_eq!(clean(nothing), "");
        }
    }

    #[test]
    fn a_passphrase_is_taken_as_typed() {
        let mut request = serde_json::json!({ "passphrase": "a\u{202e}b ", "name": "a\u{202e}b " });
        clean_request(&mut request);
        assert_eq!(
            request,
            serde_json::json!({ "passphrase": "a\u{202e}b ", "name": "ab" })
        );
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
