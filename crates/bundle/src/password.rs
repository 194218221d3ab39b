//! The words that lock a bundle: easy to say on the telephone, hard to guess.

use crate::BundleError;

/// How many words. Each is one of 7,772: six give 77 bits.
const WORDS: usize = 6;

/// The operating system gave no random numbers.
pub type PasswordError = BundleError;

/// Six words of the EFF's long list, chosen evenly, with hyphens between. Its four words that have a hyphen of
/// their own are left out: whoever writes six words down counts six.
///
/// # Errors
/// [`BundleError::Random`].
pub fn password() -> Result<String, PasswordError> {
    let list = &diceware_wordlists::EFF_LONG_WORDLIST;
    let mut words = Vec::with_capacity(WORDS);
    while words.len() < WORDS {
        let mut bytes = [0u8; 2];
        getrandom::fill(&mut bytes).map_err(|_| BundleError::Random)?;
        // 13 bits reach 8,191: what lies beyond the list is thrown away, so that all words are equally likely.
        let pick = usize::from(u16::from_le_bytes(bytes) & 0x1fff);
        if let Some(word) = list.get(pick).filter(|word| !word.contains('-')) {
            words.push(*word);
        }
    }
    Ok(words.join("-"))
}

/// A password as typed: capitals, blanks and hyphens do not matter.
pub(crate) fn normal(typed: &str) -> String {
    typed
        .split(|c: char| {
            c.is_whitespace() || c == '-' || c == '\u{2010}' || c == '\u{2011}' || c == '\u{2013}'
        })
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_words_that_read_back_however_they_are_typed() {
        let words = password().unwrap();
        let typed = format!("  {} ", words.replace('-', "  ").to_uppercase());
        assert_eq!(normal(&typed), normal(&words));
        let with_hyphens = diceware_wordlists::EFF_LONG_WORDLIST
            .iter()
            .filter(|word| word.contains('-'));
        assert_eq!(with_hyphens.count(), 4);
        // About as many as must be drawn to meet one of the four surely, if they could be drawn.
        for _ in 0..4_000 {
            assert_eq!(password().unwrap().split('-').count(), WORDS);
        }
        assert_ne!(words, password().unwrap());
    }
}
