//! A password that the recipient chose for themself.

use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::settings::Settings;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use stepwise_core::event::What;
use zeroize::Zeroizing;

/// The fewest letters, digits and marks, without blanks and hyphens: as typed, those do not count.
const FEWEST: usize = 12;
/// The most: what PDF programs take.
const MOST: usize = 100;
/// The fewest different ones.
const DIFFERENT: usize = 6;
/// So short a part of a name stands in many words by chance.
const PART_OF_NAME: usize = 4;

/// Refuses a password that would be guessed, or that could not be typed everywhere.
///
/// # Errors
/// What is wrong with it, in words, at the field `own_password`.
pub(super) fn check(loaded: &LoadedCase, settings: &Settings, typed: &str) -> Answer<()> {
    let wrong = |message: &str, hint: &str| Err(AppError::typed("own_password", message, hint));
    let another = "Ask them for another one: a few words that have nothing to do with the case.";
    if !typed.chars().all(|c| c.is_ascii_graphic() || c == ' ') || typed.trim() != typed {
        return wrong(
            "This password has letters or marks that are not on every keyboard, or begins or ends with a space.",
            "Ask them for one with the letters a to z, digits, and marks such as ! and ?.",
        );
    }
    let bare = Zeroizing::new(bare(typed));
    let letters: BTreeSet<char> = bare.chars().collect();
    if bare.chars().count() < FEWEST || letters.len() < DIFFERENT {
        return wrong(
            "This password is too easy to guess. It needs at least 12 letters or digits, and not the same few over and over.",
            "Ask them for a longer one. Four words are easy to say and hard to guess.",
        );
    }
    if bare.chars().count() > MOST {
        return wrong(
            "This password is too long for some PDF programs.",
            "Ask them for one of at most 100 letters.",
        );
    }
    if bare.chars().all(|c| c.is_ascii_digit()) {
        return wrong(
            "This password is a number. Numbers are quickly tried out, and many are telephone numbers or dates.",
            another,
        );
    }
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let told = told(loaded, settings);
    if told.births.iter().any(|day| holds_day(&digits, *day)) {
        return wrong(
            "This password holds a date of birth. It is the first thing that somebody tries.",
            another,
        );
    }
    if told.words.iter().any(|word| bare.contains(word.as_str())) {
        return wrong(
            "This password holds a name or a number of the case. Whoever finds the files could guess it.",
            another,
        );
    }
    Ok(())
}

/// In small letters, without blanks and hyphens.
fn bare(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.flat_map(char::to_lowercase).collect()
}

/// What somebody would try first.
struct Told {
    /// Names of the case and the setting, word by word, and the case's number.
    words: BTreeSet<String>,
    births: Vec<NaiveDate>,
}

fn told(loaded: &LoadedCase, settings: &Settings) -> Told {
    let mut texts = vec![settings.setting.as_str()];
    let mut births = Vec::new();
    for what in loaded.said() {
        match what {
            What::SubjectNamed(subject) => {
                texts.push(&subject.name);
                births.extend(subject.born);
            }
            What::PersonNamed(person) => texts.push(&person.name),
            What::AgencyNamed(agency) => texts.push(&agency.name),
            _ => {}
        }
    }
    let words = texts.iter().flat_map(|text| text.split_whitespace());
    let words = words
        .map(bare)
        .filter(|w| w.chars().count() >= PART_OF_NAME);
    Told {
        words: words.chain([bare(&loaded.number)]).collect(),
        births,
    }
}

/// Whether some digits hold a day, in any order in which days are written.
fn holds_day(digits: &str, day: NaiveDate) -> bool {
    let ways = ["%d%m%Y", "%Y%m%d", "%m%d%Y", "%d%m%y", "%y%m%d", "%-d%-m%Y"];
    ways.iter()
        .any(|way| digits.contains(&day.format(way).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_however_its_digits_are_ordered() {
        let day = NaiveDate::from_ymd_opt(2014, 5, 3).unwrap();
        for digits in [
            "03052014",
            "920140503",
            "05032014",
            "030514",
            "140503",
            "352014",
        ] {
            assert!(holds_day(digits, day), "{digits}");
        }
        assert!(!holds_day("04052014", day));
        assert_eq!(bare("My Dog - Likes"), "mydoglikes");
    }
}
