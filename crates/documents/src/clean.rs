//! Makes pasted text safe to print, and says what cannot be printed instead of dropping it.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Text ready for setting: composed (NFC), without control characters, direction overrides and invisible marks, with
/// a tab as spaces. A character that `printable` refuses becomes `[U+1F600]` and is added to `unprintable`.
///
/// Direction embeddings, overrides and isolates are taken out because they can make a printed sentence read otherwise
/// than the record that it comes from; the plain direction marks, which whole words need, stay.
pub(crate) fn clean(
    text: &str,
    printable: impl Fn(char) -> bool,
    unprintable: &mut BTreeSet<char>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_cr = false;
    for c in text.nfc() {
        let cr = c == '\r';
        match c {
            '\n' if after_cr => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}' => {
                out.push('\n')
            }
            '\t' => out.push_str("    "),
            // spaces of other widths, which a font may lack
            '\u{A0}' | '\u{202F}' | '\u{2007}' => out.push('\u{A0}'),
            '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => out.push(' '),
            // joiners shape Arabic and Indic words; direction marks order them
            '\u{200C}' | '\u{200D}' | '\u{200E}' | '\u{200F}' | '\u{61C}' => out.push(c),
            c if invisible(c) || c.is_control() => {}
            c if printable(c) => out.push(c),
            c => {
                unprintable.insert(c);
                out.push_str(&name(c));
            }
        }
        after_cr = cr;
    }
    out
}

/// The visible words for a character that no font has.
pub(crate) fn name(c: char) -> String {
    format!("[U+{:04X}]", c as u32)
}

/// Marks with no shape of their own that only mislead or do nothing on paper.
fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ascii(text: &str) -> (String, Vec<char>) {
        let mut set = BTreeSet::new();
        let out = clean(text, |c| c.is_ascii() || c == 'ŵ', &mut set);
        (out, set.into_iter().collect())
    }

    #[test]
    fn control_characters_and_overrides_go() {
        assert_eq!(ascii("a\u{0}b\u{202E}c\u{2066}d\u{7}\u{FEFF}").0, "abcd");
    }

    #[test]
    fn all_line_ends_become_one() {
        assert_eq!(ascii("a\r\nb\rc\u{2028}d\n\ne").0, "a\nb\nc\nd\n\ne");
    }

    #[test]
    fn letters_are_composed() {
        assert_eq!(ascii("w\u{302}").0, "ŵ");
    }

    #[test]
    fn what_no_font_has_is_named() {
        let (text, missing) = ascii("so \u{1F600}!");
        assert_eq!(text, "so [U+1F600]!");
        assert_eq!(missing, vec!['\u{1F600}']);
    }
}
