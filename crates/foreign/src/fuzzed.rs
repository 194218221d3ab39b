//! What is thrown at the readers of files from elsewhere: any bytes, under names of several sorts. The fuzzer in `fuzz/` and
//! the ordinary tests share this function, as in `stepwise-core`.

use crate::kind::{Kind, Shown};
use crate::{LONGEST, letter, look, picture, plain_name, spelled_out, words};

/// How large a picture is asked for.
const MOST: u32 = 200;

/// The bytes as a file that somebody sent: what is shown of it is within its bounds, and so is its name.
pub fn file(bytes: &[u8]) {
    for name in ["a letter.eml", "a.msg", "photograph.jpg", "notes.txt", "x"] {
        let Ok(found) = look(bytes, name) else {
            continue;
        };
        shown(bytes, found.kind);
    }
    // The bytes as a name: whatever it is, it can be kept and shown.
    let name = String::from_utf8_lossy(bytes);
    let plain = plain_name(&name, Kind::Pdf);
    assert!(!plain.name.is_empty() && !plain.name.contains(['/', '\\', '\0', '\u{202e}']));
    let _ = spelled_out(&name);
}

fn shown(bytes: &[u8], kind: Kind) {
    match kind.shown() {
        Shown::Picture => {
            if let Ok(picture) = picture(bytes, kind, MOST) {
                assert!(picture.width <= MOST && picture.height <= MOST);
            }
        }
        Shown::Words => {
            let _ = letter(bytes, kind);
            if let Ok(words) = words(bytes, kind) {
                assert!(words.body.chars().count() <= LONGEST);
            }
        }
        Shown::Pages | Shown::No => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seeds() -> Vec<Vec<u8>> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/file");
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
            .collect()
    }

    #[test]
    fn kept_files_panic_nothing() {
        let seeds = seeds();
        assert!(
            seeds.iter().any(|seed| look(seed, "a.eml").is_ok()),
            "a seed is sound"
        );
        for seed in &seeds {
            file(seed);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn changed_and_any_bytes_panic_nothing(
            which in any::<prop::sample::Index>(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, "[ -~\\n\u{202e}é=]{0,16}"), 1..6),
            noise in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            file(&noise);
            let seeds = seeds();
            let mut bytes = seeds[which.index(seeds.len())].clone();
            for (at, cut, put) in changes {
                let from = at.index(bytes.len() + 1);
                let end = (from + cut).min(bytes.len());
                bytes.splice(from..end, put.into_bytes());
            }
            file(&bytes);
        }
    }
}
