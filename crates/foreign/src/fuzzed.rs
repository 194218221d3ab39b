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
    use stepwise_testkit::thrown::{kept, seeds, throw, written};

    #[test]
    fn kept_files_panic_nothing() {
        let seeds = kept("file", file);
        let sound = seeds.iter().any(|seed| look(seed, "a.eml").is_ok());
        assert!(sound, "a seed is sound");
    }

    #[test]
    fn changed_and_any_bytes_panic_nothing() {
        let put = written("[ -~\n\u{202e}é=]{0,16}");
        throw(&[(file, seeds("file"))], 100, 30, put);
    }
}
