//! The recovery key: 128 random bits as eight groups of six digits.
//!
//! Each group is a 16-bit number times 11, so that a slip in one digit, or two neighbours
//! exchanged, is noticed while that group is being typed: modulo 11 the places count 1 and -1 in
//! turn, so neither slip can leave the remainder as it was.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use crate::error::StoreError;
use crate::secret::random;

/// Groups in a key.
pub const GROUPS: usize = 8;
/// Digits in a group.
pub const GROUP_DIGITS: usize = 6;

/// What can be said of one group while it is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupCheck {
    /// Fewer than six digits so far.
    Unfinished,
    /// Six digits that can be a group.
    Good,
    /// Something else than digits, or more than six.
    NotDigits,
    /// Six digits, and at least one of them is wrong.
    Wrong,
}

/// Checks one group as typed so far; spaces around it do not count.
pub fn check_group(typed: &str) -> GroupCheck {
    let typed = typed.trim();
    if typed.len() > GROUP_DIGITS || !typed.bytes().all(|b| b.is_ascii_digit()) {
        return GroupCheck::NotDigits;
    }
    if typed.len() < GROUP_DIGITS {
        return GroupCheck::Unfinished;
    }
    if group_value(typed).is_some() {
        GroupCheck::Good
    } else {
        GroupCheck::Wrong
    }
}

fn group_value(digits: &str) -> Option<u16> {
    if digits.len() != GROUP_DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    if number.is_multiple_of(11) {
        u16::try_from(number / 11).ok()
    } else {
        None
    }
}

/// Why typed text is not a recovery key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryKeyError {
    /// Not 48 digits.
    #[error("a recovery key has 48 digits, and {digits} were given")]
    Length {
        /// How many there were.
        digits: usize,
    },
    /// Something that is neither digit, space nor hyphen.
    #[error("a recovery key has digits only")]
    NotDigits,
    /// A digit in this group is wrong.
    #[error("group {group} of the recovery key has a wrong digit")]
    Group {
        /// Counted from 1.
        group: usize,
    },
}

/// A recovery key. Wiped when dropped, and hidden from `Debug`.
pub struct RecoveryKey(Zeroizing<[u8; 16]>);

impl RecoveryKey {
    /// A new random key.
    pub(crate) fn make() -> Result<Self, StoreError> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    /// Reads a key as a person types it: with spaces, hyphens or neither between the groups.
    ///
    /// # Errors
    /// [`RecoveryKeyError`], naming the first wrong group.
    pub fn parse(typed: &str) -> Result<Self, RecoveryKeyError> {
        let mut digits = Zeroizing::new(String::with_capacity(GROUPS * GROUP_DIGITS));
        let mut count = 0;
        for c in typed.chars() {
            match c {
                '0'..='9' => {
                    count += 1;
                    if count <= GROUPS * GROUP_DIGITS {
                        digits.push(c);
                    }
                }
                c if c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2013}') => {}
                _ => return Err(RecoveryKeyError::NotDigits),
            }
        }
        if count != GROUPS * GROUP_DIGITS {
            return Err(RecoveryKeyError::Length { digits: count });
        }
        let mut bytes = Zeroizing::new([0u8; 16]);
        for (index, pair) in bytes.chunks_exact_mut(2).enumerate() {
            let start = index * GROUP_DIGITS;
            let value = digits
                .get(start..start + GROUP_DIGITS)
                .and_then(group_value)
                .ok_or(RecoveryKeyError::Group { group: index + 1 })?;
            pair.copy_from_slice(&value.to_be_bytes());
        }
        Ok(Self(bytes))
    }

    /// The key for a person to write down or print: eight groups with hyphens between.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut out = Zeroizing::new(String::with_capacity(GROUPS * (GROUP_DIGITS + 1)));
        for (index, pair) in self.0.chunks_exact(2).enumerate() {
            if index > 0 {
                out.push('-');
            }
            let value = pair
                .iter()
                .fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte))
                * 11;
            let mut group = format!("{value:06}");
            out.push_str(&group);
            group.zeroize();
        }
        out
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0[..]
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_reads_back_however_it_is_spaced(bytes: [u8; 16], gap in "[ \\-]{0,2}") {
            let key = RecoveryKey(Zeroizing::new(bytes));
            let shown = key.reveal();
            prop_assert_eq!(shown.len(), 55);
            let typed = shown.replace('-', &gap);
            let read = RecoveryKey::parse(&typed).unwrap();
            prop_assert_eq!(read.as_bytes(), &bytes[..]);
        }

        #[test]
        fn one_wrong_digit_or_two_exchanged_neighbours_are_noticed(
            value: u16, place in 0..6usize, digit in 0..10u8,
        ) {
            let good = format!("{:06}", u32::from(value) * 11);
            prop_assert_eq!(check_group(&good), GroupCheck::Good);
            let mut slip = good.clone().into_bytes();
            slip[place] = b'0' + digit;
            let slip = String::from_utf8(slip).unwrap();
            prop_assert!(slip == good || check_group(&slip) == GroupCheck::Wrong);
            let mut swap = good.clone().into_bytes();
            swap.swap(place, (place + 1) % 6);
            let swap = String::from_utf8(swap).unwrap();
            prop_assert!(place == 5 || swap == good || check_group(&swap) == GroupCheck::Wrong);
        }

        #[test]
        fn hostile_text_never_panics(typed in any::<String>()) {
            let _ = RecoveryKey::parse(&typed);
            let _ = check_group(&typed);
        }
    }

    #[test]
    fn a_group_is_judged_as_far_as_it_was_typed() {
        assert_eq!(check_group(""), GroupCheck::Unfinished);
        assert_eq!(check_group("00001"), GroupCheck::Unfinished);
        assert_eq!(check_group("000011"), GroupCheck::Good);
        assert_eq!(check_group("000012"), GroupCheck::Wrong);
        // Divisible by 11, and larger than any group can be.
        assert_eq!(check_group("720896"), GroupCheck::Wrong);
        assert_eq!(check_group("0000111"), GroupCheck::NotDigits);
        assert_eq!(check_group("00o011"), GroupCheck::NotDigits);
    }

    #[test]
    fn the_wrong_group_is_named() {
        let mut typed = "000011".repeat(8);
        typed.replace_range(12..18, "000012");
        assert_eq!(
            RecoveryKey::parse(&typed).err(),
            Some(RecoveryKeyError::Group { group: 3 })
        );
        assert_eq!(
            RecoveryKey::parse("000011").err(),
            Some(RecoveryKeyError::Length { digits: 6 })
        );
        assert_eq!(
            RecoveryKey::parse("key").err(),
            Some(RecoveryKeyError::NotDigits)
        );
    }
}
