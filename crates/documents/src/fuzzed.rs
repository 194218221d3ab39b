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
    use stepwise_testkit::thrown::{kept, seeds, throw, written};

    #[test]
    fn kept_files_panic_nothing() {
        let fields = |seed: &Vec<u8>| filled_form(seed).is_ok_and(|form| !form.fields.is_empty());
        let seeds = kept("filled_form", filled);
        assert!(seeds.iter().any(fields), "a seed is a sound form");
    }

    #[test]
    fn changed_and_any_bytes_panic_nothing() {
        let put = written("[ \\[\\]<>/()0-9A-Za-z]{0,12}");
        throw(&[(filled, seeds("filled_form"))], 60, 40, put);
    }
}
