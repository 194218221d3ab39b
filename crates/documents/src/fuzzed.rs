//! What is thrown at the readers of a PDF that somebody sent: any bytes. The fuzzer in `fuzz/` and the ordinary tests share
//! these functions, as in `stepwise-core`.

use crate::error::DocumentError;
use crate::read::{attachments, filled_form};

/// The bytes as a form that came back: what is read is bounded, and reads the same again.
pub fn filled(bytes: &[u8]) {
    match filled_form(bytes) {
        Ok(form) => {
            assert!(form.fields.len() <= 1000 && form.attachments.len() <= 16);
            assert!(filled_form(bytes).is_ok_and(|again| again == form));
        }
        Err(DocumentError::Unreadable | DocumentError::TooMuch) => {}
        Err(other) => unreachable!("a reader writes nothing: {other}"),
    }
    for password in [None, Some("any password at all")] {
        let _ = attachments(bytes, password);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seeds() -> Vec<Vec<u8>> {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/filled_form");
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
            .collect()
    }

    #[test]
    fn kept_files_panic_nothing() {
        let seeds = seeds();
        assert!(!seeds.is_empty());
        for seed in &seeds {
            filled(seed);
        }
        let fields = |seed: &Vec<u8>| filled_form(seed).is_ok_and(|form| !form.fields.is_empty());
        assert!(seeds.iter().any(fields), "a seed is a sound form");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn changed_and_any_bytes_panic_nothing(
            which in any::<prop::sample::Index>(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, "[ \\[\\]<>/()0-9A-Za-z]{0,12}"), 1..6),
            noise in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            filled(&noise);
            let seeds = seeds();
            let mut bytes = seeds[which.index(seeds.len())].clone();
            for (at, cut, put) in changes {
                let from = at.index(bytes.len() + 1);
                let end = (from + cut).min(bytes.len());
                bytes.splice(from..end, put.into_bytes());
            }
            filled(&bytes);
        }
    }
}
