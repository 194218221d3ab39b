//! How a timeline's case begins, as events.

use super::raw::{RawAgency, RawSide, RawSubject, RawTimeline};
use super::timeline::happened;
use super::unclear::Unclear;
use crate::event::*;
use crate::ids::*;
use crate::policy::problem::{Place, nearest};
use crate::policy::table::{Word, shown};
use crate::policy::{Fact, Policy};

pub(super) fn side(raw: RawSide) -> Side {
    match raw {
        RawSide::Ours => Side::Ours,
        RawSide::Theirs => Side::Theirs,
    }
}

/// Every name of the opening that the policy does not have, with its place.
pub(super) fn unknown(policy: &Policy, raw: &RawTimeline) -> Vec<(Place, Unclear)> {
    let mut found = Vec::new();
    let mut look = |name: &Word, what: String, known: Vec<&str>| {
        if !known.contains(&name.text.as_str()) {
            let near = nearest(&name.text, known.iter().copied()).map(str::to_owned);
            let unclear = Unclear::Unknown {
                what,
                name: shown(&name.text),
                near,
            };
            found.push((name.at.clone(), unclear));
        }
    };
    let of_agencies = raw.agencies.iter().flat_map(|a: &RawAgency| a.facts.iter());
    for (fact, answer) in raw.facts.iter().chain(of_agencies) {
        let facts = policy.facts.iter().map(|f: &Fact| f.id.as_str());
        look(fact, "question".to_owned(), facts.collect());
        if let Some(known) = policy.fact(&FactId::new(&fact.text)) {
            let choices = known.choices.iter().map(|(c, _)| c.as_str());
            look(
                answer,
                format!("answer to `{}`", known.id),
                choices.collect(),
            );
        }
    }
    for (moment, _) in &raw.moments {
        let moments = policy.moments.iter().map(|m| m.id.as_str());
        look(moment, "moment".to_owned(), moments.collect());
    }
    for role in raw.people.iter().flat_map(|p| p.roles.iter()) {
        let roles = policy.roles.iter().map(|r| r.id.as_str());
        look(role, "role".to_owned(), roles.collect());
    }
    found
}

fn facts(raw: &[(Word, Word)]) -> Vec<(FactId, ChoiceId)> {
    let each = raw.iter();
    each.map(|(f, c)| (FactId::new(&f.text), ChoiceId::new(&c.text)))
        .collect()
}

/// The events that open the case: the opening itself, then whom it is about and who takes part.
pub(super) fn opening(policy: &Policy, raw: &RawTimeline) -> Result<Vec<What>, Unclear> {
    let moments = raw.moments.iter();
    let moments = moments.map(|(id, on)| Ok((MomentId::new(&id.text), happened(on)?)));
    let raised = raw.raised.as_ref().map(happened).transpose()?;
    let mut events = vec![What::Opened(Opening {
        policy: policy.digest.clone(),
        policy_id: policy.id.clone(),
        raised_by: side(raw.raised_by),
        raised: raised.ok_or_else(|| Unclear::Date(String::new()))?,
        facts: facts(&raw.facts),
        moments: moments.collect::<Result<_, Unclear>>()?,
        areas: Vec::new(),
    })];
    let one = vec![RawSubject::Child];
    for (i, kind) in raw.subjects.as_ref().unwrap_or(&one).iter().enumerate() {
        events.push(What::SubjectNamed(Subject {
            id: SubjectId::new(format!("subject-{}", i + 1)),
            kind: match kind {
                RawSubject::Child => SubjectKind::Child,
                RawSubject::Adult => SubjectKind::Adult,
            },
            name: format!("Subject {}", i + 1),
            born: None,
            status: String::new(),
        }));
    }
    let named = |side| raw.agencies.iter().any(|a| a.side == side);
    let unnamed = [
        ("ours", RawSide::Ours, "Our setting"),
        ("theirs", RawSide::Theirs, "The other agency"),
    ];
    for (id, which, name) in unnamed.into_iter().filter(|(_, s, _)| !named(*s)) {
        events.push(What::AgencyNamed(Agency {
            id: AgencyId::new(id),
            side: side(which),
            name: name.to_owned(),
            facts: Vec::new(),
        }));
    }
    for agency in &raw.agencies {
        events.push(What::AgencyNamed(Agency {
            id: AgencyId::new(&agency.id),
            side: side(agency.side),
            name: agency.id.clone(),
            facts: facts(&agency.facts),
        }));
    }
    for (i, person) in raw.people.iter().enumerate() {
        let agency = match (&person.agency, person.side) {
            (Some(agency), _) => agency.as_str(),
            (None, RawSide::Ours) => "ours",
            (None, RawSide::Theirs) => "theirs",
        };
        events.push(What::PersonNamed(Person {
            id: PersonId::new(format!("person-{}", i + 1)),
            agency: AgencyId::new(agency),
            name: format!("Person {}", i + 1),
            designation: String::new(),
            phone: String::new(),
            email: String::new(),
            roles: person.roles.iter().map(|r| RoleId::new(&r.text)).collect(),
        }));
    }
    Ok(events)
}
