//! Why a case stands on the list, in words.

use super::data::HoldOnAll;
use chrono::NaiveDate;
use stepwise_core::event::SubjectKind;
use stepwise_core::ids::SubjectId;
use stepwise_core::retention::{
    KeepFacts, KeepFrom, KeepUntil, Keeping, Reckoned, Schedule, Unknown,
};

use crate::papers::plain;

/// "25th".
fn nth(n: u32) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

fn kind(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Child => "child",
        SubjectKind::Adult => "adult",
    }
}

/// "The child", or "Child 2" where there are several.
fn named(facts: &KeepFacts, id: &SubjectId) -> String {
    let place = facts.subjects.iter().position(|s| s.id == *id);
    let of = place.and_then(|place| facts.subjects.get(place));
    let word = of.map_or("child", |s| kind(s.kind));
    let capital = match word {
        "adult" => "Adult",
        _ => "Child",
    };
    match place {
        Some(place) if facts.subjects.len() > 1 => format!("{capital} {}", place + 1),
        _ => capital.to_owned(),
    }
}

/// What a rule came to: "Child born 3 May 2001; kept until the 25th birthday".
fn reckoned(schedule: &Schedule, facts: &KeepFacts, by: &Reckoned) -> Option<String> {
    let rule = schedule.rules.get(by.rule)?;
    let who = named(facts, &by.subject);
    let from = plain(by.from);
    let school = match rule.until {
        KeepUntil::Day => "",
        KeepUntil::SchoolYear => ", and to the end of that school year",
    };
    let years = rule.years;
    let s = if years == 1 { "" } else { "s" };
    Some(match rule.from {
        KeepFrom::Birth => {
            let birthday = nth(years);
            format!("{who} born {from}; kept until the {birthday} birthday{school}.")
        }
        KeepFrom::End => {
            format!("{who}: closed {from}; kept for {years} year{s} from then{school}.")
        }
    })
}

fn unknown(facts: &KeepFacts, what: &Unknown) -> String {
    match what {
        Unknown::Birth(id) => format!(
            "{}: the date of birth is missing. Open the case again to enter it, or decide until when it is kept.",
            named(facts, id)
        ),
        Unknown::Nobody => {
            "The case names no child and no adult. Decide until when it is kept.".to_owned()
        }
        Unknown::NoRule(id) => format!(
            "{}: the schedule has no rule for this. Add one, or decide until when it is kept.",
            named(facts, id)
        ),
    }
}

/// Why a case stands where it does.
pub(super) fn sentences(
    schedule: &Schedule,
    facts: &KeepFacts,
    found: &Keeping,
    today: NaiveDate,
) -> Vec<String> {
    let mut said = Vec::new();
    match found {
        Keeping::Open | Keeping::Held => {}
        Keeping::Until { day, by } | Keeping::Review { since: day, by } => {
            match by {
                Some(by) => said.extend(reckoned(schedule, facts, by)),
                None => said.push("Kept until a day that was decided here.".to_owned()),
            }
            let day_words = plain(*day);
            said.push(match day.cmp(&today) {
                std::cmp::Ordering::Less => format!("That was {day_words}."),
                std::cmp::Ordering::Equal => "That is today.".to_owned(),
                std::cmp::Ordering::Greater => format!("That is {day_words}."),
            });
            if let Some(by) = by
                && facts.subjects.len() > 1
                && schedule.rules.get(by.rule).is_some()
            {
                said.push("Of all who are named in it, this is the longest.".to_owned());
            }
        }
        Keeping::Ask(all) => said.extend(all.iter().map(|what| unknown(facts, what))),
    }
    if !matches!(found, Keeping::Open) {
        said.push(match facts.reviewed {
            Some(on) => format!("Last review: {}.", plain(on)),
            None => "Last review: never.".to_owned(),
        });
    }
    said
}

/// Why a hold on every case forbids something.
pub(super) fn held_by(hold: &HoldOnAll) -> String {
    let reference = match hold.reference.trim() {
        "" => String::new(),
        reference => format!(", reference {reference}"),
    };
    format!(
        "Every case is on hold since {}, asked for by {}{reference}.",
        plain(hold.since),
        hold.asked_by
    )
}

#[cfg(test)]
mod tests {
    use super::super::data::built_in;
    use super::*;
    use stepwise_core::retention::{KeepSubject, keeping};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn facts(born: &[Option<&str>]) -> KeepFacts {
        let subjects = (1..).zip(born).map(|(n, born)| KeepSubject {
            id: format!("s{n}").as_str().into(),
            kind: SubjectKind::Child,
            born: born.map(day),
        });
        KeepFacts {
            ended: Some(day("2015-01-01")),
            subjects: subjects.collect(),
            ..KeepFacts::default()
        }
    }

    fn said(facts: &KeepFacts, today: &str) -> String {
        let (schedule, today) = (built_in().unwrap(), day(today));
        let found = keeping(schedule, facts, today);
        sentences(schedule, facts, &found, today).join(" ")
    }

    #[test]
    fn each_reason_is_a_sentence() {
        let one = facts(&[Some("2001-05-03")]);
        assert_eq!(
            said(&one, "2026-05-04"),
            "Child born 3 May 2001; kept until the 25th birthday. That was 3 May 2026. Last review: never."
        );
        assert!(said(&one, "2026-05-03").contains("That is today."));
        let two = facts(&[Some("2001-05-03"), Some("2003-02-01")]);
        assert_eq!(
            said(&two, "2026-05-04"),
            "Child 2 born 1 February 2003; kept until the 25th birthday. That is 1 February 2028. \
             Of all who are named in it, this is the longest. Last review: never."
        );
        let missing = facts(&[Some("2001-05-03"), None]);
        assert!(said(&missing, "2026-05-04").starts_with("Child 2: the date of birth is missing."));
        let decided = KeepFacts {
            again: Some(day("2030-01-01")),
            reviewed: Some(day("2026-06-01")),
            ..one
        };
        assert_eq!(
            said(&decided, "2026-07-01"),
            "Kept until a day that was decided here. That is 1 January 2030. Last review: 1 June 2026."
        );
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map(nth).join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 112th"
        );
    }
}
