//! What is thrown at the reader of a bundle: any bytes, as the sealed file and as the archive inside it, which whoever
//! knows a password can fill as they like. The fuzzer in `fuzz/` and the ordinary tests share these functions, as in
//! `stepwise-core`.

use crate::open::{inside, open};
use crate::{BundleError, Limits};

/// Small, so that a test of what is too large is quick.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    files: 50,
    work_factor: 2,
};

/// The bytes as a sealed file: nothing is opened that nobody sealed with this password.
pub fn bundle(bytes: &[u8]) {
    let _ = open(bytes, "any password at all", LIMITS);
}

/// The bytes as the archive inside: whatever is taken was within the limits.
pub fn archive(bytes: &[u8]) {
    match inside(bytes, LIMITS) {
        Ok(opened) => {
            let size: usize = opened.documents.iter().map(|(_, bytes)| bytes.len()).sum();
            assert!(size as u64 <= LIMITS.bytes && opened.documents.len() <= LIMITS.files);
        }
        Err(BundleError::WrongPassword) => unreachable!("no password is asked for inside"),
        Err(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use stepwise_testkit::survive::{Told, tries};

    fn seed(name: &str) -> Vec<u8> {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
        std::fs::read(seeds.join(name).join("sound")).unwrap()
    }

    #[test]
    fn kept_files_panic_nothing() {
        bundle(&seed("bundle"));
        archive(&seed("archive"));
        assert!(
            inside(&seed("archive")[..], LIMITS).is_ok(),
            "the seed is sound"
        );
    }

    #[test]
    fn changed_and_any_bytes_panic_nothing() {
        let cases = tries(200, 5000);
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(cases));
        let sound = [seed("bundle"), seed("archive")];
        let change = (
            any::<prop::sample::Index>(),
            0usize..40,
            prop::collection::vec(any::<u8>(), 0..12),
        );
        let input = (0usize..2, prop::collection::vec(change, 1..5));
        runner
            .run(&input, |(kind, changes)| {
                let mut bytes = sound[kind].clone();
                for (at, cut, put) in changes {
                    let from = at.index(bytes.len() + 1);
                    let end = (from + cut).min(bytes.len());
                    bytes.splice(from..end, put);
                }
                bundle(&bytes);
                archive(&bytes);
                Ok(())
            })
            .unwrap();
        Told {
            row: "hostile input",
            what: "bundles, sealed and opened",
            tried: cases.into(),
            lost: 0,
        }
        .tell();
    }
}
