//! A word that must not be found, and where it was found all the same.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, HEXLOWER, HEXUPPER};
use flate2::read::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;

/// The most that is inflated of one stream.
const INFLATED: u64 = 16 * 1024 * 1024;

/// A word as it could stand in a file.
pub struct Canary {
    word: String,
    forms: Vec<(&'static str, Vec<u8>)>,
}

/// Where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The file or folder.
    pub path: PathBuf,
    /// In which form.
    pub form: &'static str,
}

impl Canary {
    /// A word, at least 12 letters of ASCII so that its form in base64 is its own.
    pub fn new(word: &str) -> Self {
        assert!(
            word.is_ascii() && word.len() >= 12,
            "too short to be looked for"
        );
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut canary = Self::bytes(word.as_bytes());
        word.clone_into(&mut canary.word);
        let low = word.to_lowercase();
        canary.forms.push(("small letters", low.into_bytes()));
        canary.forms.push(("UTF-16LE", wide.clone()));
        canary.add_base64("base64 of UTF-16LE", &wide);
        canary
    }

    /// Bytes that are no word: a key.
    pub fn bytes(bytes: &[u8]) -> Self {
        let mut canary = Self {
            word: "\0".to_owned(),
            forms: vec![
                ("as it is", bytes.to_vec()),
                ("hexadecimal", HEXLOWER.encode(bytes).into_bytes()),
                ("hexadecimal", HEXUPPER.encode(bytes).into_bytes()),
            ],
        };
        canary.add_base64("base64", bytes);
        canary
    }

    /// Base64 depends on what stands before, so all three positions are looked for, without the ends
    /// that neighbours change.
    fn add_base64(&mut self, form: &'static str, bytes: &[u8]) {
        for before in 0..3 {
            let encoded = BASE64.encode(&[&vec![b'-'; before], bytes].concat());
            let middle = encoded.as_bytes()[4..encoded.len() - 4].to_vec();
            self.forms.push((form, middle));
        }
    }

    /// Each form, to plant it and see that it is found.
    pub fn forms(&self) -> impl Iterator<Item = &[u8]> {
        self.forms.iter().map(|(_, bytes)| bytes.as_slice())
    }

    /// In which form it stands in some bytes, packed streams left aside.
    pub fn plainly_in(&self, bytes: &[u8]) -> Option<&'static str> {
        self.forms
            .iter()
            .find(|(_, form)| memmem::find(bytes, form).is_some())
            .map(|(name, _)| *name)
    }

    /// In which form it stands in some bytes or in a stream packed in them (PDF, gzip, zip).
    pub fn found_in(&self, bytes: &[u8]) -> Option<&'static str> {
        self.plainly_in(bytes)
            .or_else(|| self.packed_in(bytes).then_some("packed"))
    }

    fn packed_in(&self, bytes: &[u8]) -> bool {
        let after = |at: usize, n: usize| bytes.get(at + n..).unwrap_or_default();
        memchr::memchr3_iter(0x78, 0x1f, b'P', bytes).any(|at| {
            let rest = &bytes[at..];
            let inflated = match rest {
                [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => taken(ZlibDecoder::new(rest)),
                // The header's optional fields are not used by what writes them here.
                [0x1f, 0x8b, 8, ..] => taken(DeflateDecoder::new(after(at, 10))),
                [b'P', b'K', 3, 4, ..] => {
                    let word = |n| usize::from(rest.get(n).copied().unwrap_or(0));
                    let names = word(26) + word(27) * 256 + word(28) + word(29) * 256;
                    taken(DeflateDecoder::new(after(at, 30 + names)))
                }
                _ => return false,
            };
            self.plainly_in(&inflated).is_some()
        })
    }

    /// Every file under a folder that holds it, or is named by it. What cannot be read, or goes while it
    /// is looked at, is no leak; sockets and pipes are left alone.
    pub fn scan(&self, folder: &Path) -> Vec<Leak> {
        let mut found = Vec::new();
        self.walk(folder, &mut found);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }

    fn walk(&self, folder: &Path, found: &mut Vec<Leak>) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            if entry.file_name().to_string_lossy().contains(&self.word) {
                let form = "a name";
                found.push(Leak {
                    path: path.clone(),
                    form,
                });
            }
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if kind.is_dir() {
                self.walk(&path, found);
            } else if kind.is_file()
                && let Ok(bytes) = fs::read(&path)
                && let Some(form) = self.found_in(&bytes)
            {
                found.push(Leak { path, form });
            }
        }
    }
}

/// Where each of some words stands in some bytes, in any of its forms: which word, and where. One pass over the bytes,
/// whatever is looked for: the memory of a program is large.
pub fn places(words: &[&Canary], bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut starts: Vec<Vec<(usize, &[u8])>> = vec![Vec::new(); 1 << 16];
    for (word, canary) in words.iter().enumerate() {
        for form in canary.forms() {
            starts[pair(form, 0)].push((word, form));
        }
    }
    let mut found = Vec::new();
    for at in 0..bytes.len().saturating_sub(1) {
        for (word, form) in &starts[pair(bytes, at)] {
            if bytes[at..].starts_with(form) {
                found.push((*word, at));
            }
        }
    }
    found
}

fn pair(bytes: &[u8], at: usize) -> usize {
    usize::from(bytes[at]) << 8 | usize::from(bytes[at + 1])
}

/// What can be inflated before the first fault.
fn taken(reader: impl Read) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = reader.take(INFLATED).read_to_end(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    #[test]
    fn each_word_is_counted_in_all_its_forms() {
        let (one, other) = (Canary::new("Zebrafinch-Quillwort"), Canary::bytes(&[7; 32]));
        let mut bytes = vec![b'Z'; 100];
        for form in one.forms().chain(other.forms().take(1)) {
            bytes.extend_from_slice(form);
            bytes.push(b'.');
        }
        let found = places(&[&one, &other], &bytes);
        let count = |word| found.iter().filter(|(found, _)| *found == word).count();
        assert!(count(0) >= one.forms().count(), "{found:?}");
        assert_eq!(count(1), 1);
        assert_eq!(places(&[&one], b""), []);
    }

    #[test]
    fn a_planted_word_is_found_in_each_form_and_packing() {
        let canary = Canary::new("Zebrafinch-Quillwort");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("planted");
        let noise = b"nothing of the kind xP\x1f".repeat(30);
        fs::write(&path, &noise).unwrap();
        assert_eq!(canary.scan(folder.path()), []);
        for form in canary.forms() {
            let plain = [&noise[..], b"..,", form, b"\"}", &noise].concat();
            let mut zlib = ZlibEncoder::new(noise.clone(), Compression::best());
            zlib.write_all(&plain).unwrap();
            let mut gzip = GzEncoder::new(noise.clone(), Compression::fast());
            gzip.write_all(&plain).unwrap();
            let mut zip = b"PK\x03\x04".to_vec();
            zip.extend([0; 22]);
            zip.extend([1, 0, 0, 0, b'a']);
            let mut deflate = DeflateEncoder::new(zip, Compression::fast());
            deflate.write_all(&plain).unwrap();
            for bytes in [
                plain.clone(),
                zlib.finish().unwrap(),
                gzip.finish().unwrap(),
                deflate.finish().unwrap(),
            ] {
                fs::write(&path, &bytes).unwrap();
                assert_eq!(canary.scan(folder.path()).len(), 1);
            }
        }
        fs::remove_file(&path).unwrap();
        fs::create_dir(folder.path().join("of Zebrafinch-Quillwort")).unwrap();
        assert_eq!(canary.scan(folder.path())[0].form, "a name");
    }
}
