//! Names that mean the same on every system, and nothing but a name.

use crate::kind::Kind;

/// The longest stem of a name, in characters. With the ending it stays well below what any file system takes.
const LONGEST: usize = 100;

/// A name as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// The name, with an ending that fits the content.
    pub name: String,
    /// The ending that it came with, in small letters, where that is another kind's.
    pub other_ending: Option<String>,
}

/// Whether a character shows nothing, or changes how others are shown: controls, marks that turn text
/// around, joiners, byte-order marks, tags. None has a place in a file's name.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Names that Windows keeps for devices, whatever ending follows.
fn reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end();
    let upper = first.to_ascii_uppercase();
    if matches!(
        upper.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let number = upper
        .strip_prefix("COM")
        .or_else(|| upper.strip_prefix("LPT"));
    number.is_some_and(|n| {
        matches!(
            n,
            "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
        )
    })
}

/// The name without folders, without what cannot be seen, without what a system forbids, not too long, and
/// with an ending that fits what the file is.
pub fn plain_name(original: &str, kind: Kind) -> Plain {
    let last = original.rsplit(['/', '\\']).next().unwrap_or_default();
    // A stream of another file, on Windows: what follows the colon is no name.
    let seen: String = last
        .chars()
        .filter(|c| !unseen(*c))
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let trimmed = seen.trim_matches([' ', '.']);
    let (stem, ending) = match trimmed.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => (stem, ending.to_lowercase()),
        _ => (trimmed, String::new()),
    };
    let fits = kind.fits(&ending);
    let usual = kind.extensions()[0];
    // "letter.pdf.exe" that is a PDF is called "letter.pdf".
    let stem = match stem.rsplit_once('.') {
        Some((before, inner)) if !fits && kind.fits(&inner.to_lowercase()) => before,
        _ => stem,
    };
    let stem: String = stem
        .trim_matches([' ', '.'])
        .chars()
        .take(LONGEST)
        .collect();
    let stem = match stem.trim_matches([' ', '.']) {
        "" => "file".to_owned(),
        stem if reserved(stem) => format!("_{stem}"),
        stem => stem.to_owned(),
    };
    Plain {
        name: format!("{stem}.{}", if fits { ending.as_str() } else { usual }),
        other_ending: (!fits && !ending.is_empty()).then_some(ending),
    }
}

fn is_ending(ending: &str) -> bool {
    (1..=10).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A name with what cannot be seen spelled out, so that it can be shown and kept as it was.
pub fn spelled_out(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().take(200) {
        if unseen(c) {
            out.push_str(&format!("‹U+{:04X}›", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    // A line of the record holds 300 characters.
    out.chars().take(280).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(original: &str, kind: Kind) -> (String, Option<String>) {
        let plain = plain_name(original, kind);
        (plain.name, plain.other_ending)
    }

    #[test]
    fn names_keep_what_can_be_seen_and_lose_what_could_harm() {
        let jpeg = |n: &str| name(n, Kind::Jpeg);
        assert_eq!(jpeg("Arm, left.JPG"), ("Arm, left.jpg".into(), None));
        assert_eq!(jpeg("../../etc/cron.d/x.jpg").0, "x.jpg");
        assert_eq!(jpeg("C:\\Users\\x\\y.jpeg").0, "y.jpeg");
        assert_eq!(
            jpeg("photo\u{202e}gpj.exe"),
            ("photogpj.jpg".into(), Some("exe".into()))
        );
        assert_eq!(jpeg("CON.jpg").0, "_CON.jpg");
        assert_eq!(jpeg("lpt1 .tar.jpg").0, "_lpt1 .tar.jpg");
        assert_eq!(jpeg("a:b*c?.jpg").0, "a_b_c_.jpg");
        assert_eq!(jpeg("...").0, "file.jpg");
        assert_eq!(jpeg("noending").0, "noending.jpg");
        assert_eq!(name("letter.pdf.exe", Kind::Pdf).0, "letter.pdf");
        assert_eq!(name("Ŵyn ỳ Ẃ.txt", Kind::Text).0, "Ŵyn ỳ Ẃ.txt");
        assert_eq!(jpeg(&format!("{}.jpg", "x".repeat(500))).0.len(), 104);
        assert_eq!(spelled_out("a\u{202e}b\u{7}"), "a‹U+202E›b‹U+0007›");
    }

    proptest! {
        #[test]
        fn whatever_it_was_called_it_is_a_name_and_cleaning_again_changes_nothing(original in any::<String>()) {
            let once = plain_name(&original, Kind::Png).name;
            prop_assert!(once.ends_with(".png") && once.chars().count() <= 110);
            prop_assert!(!once.chars().any(|c| unseen(c) || "/\\<>:\"|?*".contains(c)));
            prop_assert_eq!(plain_name(&once, Kind::Png).name, once);
        }
    }
}
