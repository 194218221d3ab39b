//! What is thrown at the reader of a bundle: any bytes, as the sealed file and as the archive inside it, which whoever
//! knows a password can fill as they like. The fuzzer in `fuzz/` and the ordinary tests share these functions, as in
//! `stepwise-core`.

use crate::inside::inside;
use crate::open::open;
use crate::{BundleError, Limits};

/// Small, so that a test of what is too large is quick.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    record: 1 << 19,
    document: 1 << 19,
    files: 50,
    entries: 100,
    work_factor: 2,
};

/// The bytes as a sealed file: nothing is opened that nobody sealed with this password.
pub fn bundle(bytes: &[u8]) {
    let _ = open(bytes, "any password at all", LIMITS, &mut |_, _| Ok(()));
}

/// The bytes as the archive inside: whatever is handed on was within the limits, and as the list says.
pub fn archive(bytes: &[u8]) {
    let (mut size, mut files) = (0, 0);
    let read = inside(bytes, LIMITS, &mut |entry, bytes| {
        assert_eq!(entry.size, bytes.len() as u64);
        assert!(entry.size <= LIMITS.document);
        (size, files) = (size + entry.size, files + 1);
        Ok(())
    });
    assert!(size <= LIMITS.bytes && files <= LIMITS.files);
    match read {
        Ok(opened) => assert_eq!(
            opened.rows.len(),
            opened.payloads.len() + opened.manifest.withheld.len()
        ),
        Err(BundleError::WrongPassword) => unreachable!("no password is asked for inside"),
        Err(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwise_testkit::survive::{Told, tries};
    use stepwise_testkit::thrown::{Reads, bytes, kept, seeds, throw};

    #[test]
    fn kept_files_panic_nothing() {
        kept("bundle", bundle);
        let sound = |seed: &Vec<u8>| inside(&seed[..], LIMITS, &mut |_, _| Ok(())).is_ok();
        let archives = kept("archive", archive);
        assert!(archives.iter().any(sound), "a seed is sound");
    }

    #[test]
    fn changed_and_any_bytes_panic_nothing() {
        let cases = tries(200, 5000);
        let kinds: [(&str, Reads); 2] = [("bundle", bundle), ("archive", archive)];
        let readers = kinds.map(|(name, reads)| (reads, seeds(name)));
        throw(&readers, cases, 40, bytes(12));
        Told {
            row: "hostile input",
            what: "bundles, sealed and opened",
            tried: cases.into(),
            lost: 0,
        }
        .tell();
    }
}
