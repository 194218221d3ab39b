//! Reading a record's head as somebody typed it from paper, and comparing it with the heads that a record
//! had: so that a slip of the finger is told from a form that was altered.

use std::fmt;

use crate::chain::ChainHash;

/// Digits of a whole head.
pub const DIGITS: usize = 64;
/// Digits of one group, as printed ([`ChainHash::grouped`]).
pub const GROUP: usize = 4;
/// The fewest digits, from the beginning or the end, by which a head can be found. With 16 of them, two
/// heads of one record agree by chance once in 10^19 pairs.
pub const FEWEST: usize = 16;
/// A head that differs in more digits than this is another head, not a slip.
const MOST_WRONG: usize = 4;
/// What is typed or pasted is no longer than this, in bytes: a page's text, not a book.
const LONGEST: usize = 100_000;

/// What was typed, in small hex digits: [`FEWEST`] or more.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedHead(Vec<u8>);

impl fmt::Debug for TypedHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

/// Why what was typed cannot be the head of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTyped {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Nothing,
    /// A character that a head does not have.
    #[error("digit {at} is {found:?}, and a head has only 0 to 9 and a to f")]
    Character {
        /// Its place among what was typed, from 1, without spaces.
        at: usize,
        /// The character.
        found: char,
    },
    /// Too few digits to tell anything.
    #[error("{digits} digits were typed; {FEWEST} are wanted at least")]
    Short {
        /// How many there are.
        digits: usize,
    },
    /// More digits than a head has.
    #[error("{digits} digits were typed; a head has {DIGITS}")]
    Long {
        /// How many there are.
        digits: usize,
    },
}

/// Whether a character only parts the groups.
fn parts(c: char) -> bool {
    // A line break inside a copied PDF may bring a hyphen; other papers use dots or colons.
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '-' | '\u{2010}'..='\u{2015}' | '\u{AD}' | '.' | ':' | ',' | '\u{FEFF}' | '\u{200B}'
        )
}

/// The 16 groups of a head in a longer text, such as the whole foot of a page.
fn within(text: &str) -> Option<Vec<u8>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let group = |word: &&str| word.len() == GROUP && word.bytes().all(|b| b.is_ascii_hexdigit());
    let found = words
        .windows(DIGITS / GROUP)
        .find(|some| some.iter().all(group))?;
    Some(found.concat().to_ascii_lowercase().into_bytes())
}

impl TypedHead {
    /// Reads what was typed or pasted: capital or small letters, with or without spaces, line breaks and
    /// hyphens; the foot of a page may be pasted whole.
    ///
    /// # Errors
    /// [`NotTyped`].
    pub fn parse(text: &str) -> Result<Self, NotTyped> {
        let end = text.floor_char_boundary(LONGEST);
        let text = text.get(..end).unwrap_or_default();
        if let Some(digits) = within(text) {
            return Ok(Self(digits));
        }
        let mut digits = Vec::with_capacity(DIGITS);
        for c in text.chars().filter(|c| !parts(*c)) {
            match u8::try_from(c) {
                Ok(byte) if byte.is_ascii_hexdigit() => digits.push(byte.to_ascii_lowercase()),
                _ => {
                    return Err(NotTyped::Character {
                        at: digits.len() + 1,
                        found: c,
                    });
                }
            }
        }
        match digits.len() {
            0 => Err(NotTyped::Nothing),
            // One digit too many is compared, to say which one.
            FEWEST..=65 => Ok(Self(digits)),
            short if short < FEWEST => Err(NotTyped::Short { digits: short }),
            long => Err(NotTyped::Long { digits: long }),
        }
    }

    /// What was typed, in groups as they are printed.
    pub fn grouped(&self) -> String {
        let groups: Vec<&str> = self
            .0
            .chunks(GROUP)
            .map(|group| std::str::from_utf8(group).unwrap_or_default())
            .collect();
        groups.join(" ")
    }

    /// How many digits were typed.
    pub fn digits(&self) -> usize {
        self.0.len()
    }

    /// How what was typed stands to a head that a record had.
    pub fn compare(&self, hash: &ChainHash) -> Likeness {
        let full = hash.to_string().into_bytes();
        let typed = &self.0;
        if *typed == full {
            return Likeness::Same;
        }
        let alike = |a: &[u8], b: &[u8]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let back = |a: &[u8], b: &[u8]| {
            a.iter()
                .rev()
                .zip(b.iter().rev())
                .take_while(|(a, b)| a == b)
                .count()
        };
        let (front, rear) = (alike(typed, &full), back(typed, &full));
        match typed.len() {
            DIGITS => {
                let wrong: Vec<Wrong> = (1..)
                    .zip(typed.iter().zip(&full))
                    .filter(|(_, (typed, full))| typed != full)
                    .map(|(at, (typed, full))| Wrong {
                        at,
                        typed: char::from(*typed),
                        recorded: char::from(*full),
                    })
                    .collect();
                if wrong.len() <= MOST_WRONG {
                    Likeness::Wrong(wrong)
                } else {
                    Likeness::Other
                }
            }
            63 if front + rear >= 63 => Likeness::Missing { at: front + 1 },
            65 if front + rear >= 64 => Likeness::Extra { at: front + 1 },
            short if short < DIGITS && (front == short || rear == short) => Likeness::Part {
                beginning: front == short,
            },
            _ => Likeness::Other,
        }
    }
}

/// One digit that is not the recorded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its place, from 1.
    pub at: usize,
    /// What was typed there.
    pub typed: char,
    /// What the record has there.
    pub recorded: char,
}

/// How a typed head stands to a recorded one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// All digits, the same.
    Same,
    /// A part of it, and that part is the same.
    Part {
        /// It is the beginning; else the end.
        beginning: bool,
    },
    /// All but a few digits, of the same number.
    Wrong(Vec<Wrong>),
    /// One digit was left out.
    Missing {
        /// The place where it is missing, from 1.
        at: usize,
    },
    /// One digit too many.
    Extra {
        /// Its place, from 1.
        at: usize,
    },
    /// Another head.
    Other,
}

impl Likeness {
    /// How far from the same: 0 is the same; none is another head.
    pub fn distance(&self) -> Option<usize> {
        match self {
            Self::Same | Self::Part { .. } => Some(0),
            Self::Wrong(wrong) => Some(wrong.len()),
            Self::Missing { .. } | Self::Extra { .. } => Some(1),
            Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hash() -> ChainHash {
        ChainHash(std::array::from_fn(|n| u8::try_from(n * 7 % 256).unwrap()))
    }

    fn read(text: &str) -> Likeness {
        TypedHead::parse(text).unwrap().compare(&hash())
    }

    #[test]
    fn a_head_is_found_as_people_and_pdf_readers_write_it() {
        let grouped = hash().grouped();
        let foot = format!("Case 2026-001. Record checked at entry 12.\n{grouped}\nPage 2 of 3");
        for text in [
            grouped.clone(),
            grouped.to_uppercase(),
            grouped.replace(' ', "\n"),
            grouped.replace(' ', "-"),
            grouped.replace(' ', ""),
            format!("  {grouped}\r\n\t"),
            foot,
        ] {
            assert_eq!(read(&text), Likeness::Same, "{text}");
        }
    }

    #[test]
    fn a_part_is_enough_from_either_end_and_from_nowhere_else() {
        let full = hash().to_string();
        assert_eq!(read(&full[..16]), Likeness::Part { beginning: true });
        assert_eq!(read(&full[48..]), Likeness::Part { beginning: false });
        assert_eq!(read(&full[10..40]), Likeness::Other);
        assert_eq!(
            TypedHead::parse(&full[..15]),
            Err(NotTyped::Short { digits: 15 })
        );
    }

    #[test]
    fn a_slip_is_told_with_its_place() {
        let full = hash().to_string();
        let mut one = full.clone();
        one.replace_range(16..17, if &full[16..17] == "f" { "0" } else { "f" });
        match read(&one) {
            Likeness::Wrong(wrong) => assert_eq!((wrong.len(), wrong[0].at), (1, 17)),
            other => panic!("{other:?}"),
        }
        let missing = [&full[..20], &full[21..]].concat();
        assert!(matches!(read(&missing), Likeness::Missing { at } if at <= 21));
        let extra = [&full[..20], "c", &full[20..]].concat();
        assert!(matches!(read(&extra), Likeness::Extra { .. }));
        assert_eq!(
            TypedHead::parse("12g4 5678 1234 5678"),
            Err(NotTyped::Character { at: 3, found: 'g' })
        );
        assert_eq!(
            TypedHead::parse(&[&full[..], "ab"].concat()),
            Err(NotTyped::Long { digits: 66 })
        );
        assert_eq!(TypedHead::parse(" \n"), Err(NotTyped::Nothing));
    }

    proptest! {
        #[test]
        fn nothing_typed_panics_and_no_other_head_is_taken_for_this(text: String, bytes: [u8; 32]) {
            let _ = TypedHead::parse(&text);
            let other = ChainHash(bytes);
            prop_assume!(other != hash());
            prop_assert_ne!(read(&other.to_string()), Likeness::Same);
        }

        #[test]
        fn a_changed_digit_is_never_the_same(at in 0..DIGITS, to in 0..16u32) {
            let mut digits: Vec<char> = hash().to_string().chars().collect();
            let digit = char::from_digit(to, 16).unwrap();
            prop_assume!(digits[at] != digit);
            digits[at] = digit;
            let text: String = digits.into_iter().collect();
            prop_assert_eq!(read(&text).distance(), Some(1));
            prop_assert_ne!(read(&text), Likeness::Same);
        }
    }
}
