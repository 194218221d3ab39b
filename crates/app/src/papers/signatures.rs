//! Who signs: name, designation, agency and date of a manager on either side.

use super::fill::{Answer, Filling, Trace};
use stepwise_core::event::{Person, Side};
use stepwise_core::ids::RoleId;
use stepwise_core::policy::{PartyRef, PolicySide};

/// A signature block's four answers. The date is left for the day of signing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Name.
    pub name: String,
    /// Job title.
    pub designation: String,
    /// Agency.
    pub agency: String,
    /// As typed.
    pub date: String,
}

/// The parts of a signature in a form's fields, in the order of its lines.
pub(crate) const SIGNATURE: [&str; 4] = ["name", "designation", "agency", "date"];

/// The four answers out of a field's answer: one a line, in that order.
pub fn signature_of(answer: &str) -> Signature {
    let mut lines = answer.split('\n').map(|line| line.trim().to_owned());
    let mut next = || lines.next().unwrap_or_default();
    Signature {
        name: next(),
        designation: next(),
        agency: next(),
        date: next(),
    }
}

/// The person of the case who holds the capacity, on the side that the pack names.
pub(super) fn signature(filling: &Filling<'_>, party: &PartyRef) -> Answer {
    let (side, role) = match party {
        PartyRef::Side(side, role) => (the_side(filling.raiser(), *side), role.as_ref()),
        PartyRef::Own(role) => (Side::Ours, Some(role)),
        PartyRef::Counterpart(role) => (Side::Theirs, role.as_ref()),
        _ => return Answer::default(),
    };
    let person = holder(filling, side, role);
    let agency = filling.agency_name(side);
    let (name, designation) = person.map_or((String::new(), String::new()), |(p, _)| {
        (p.name.clone(), p.designation.clone())
    });
    let traces = person
        .map(|(_, seq)| Trace {
            seq,
            title: "Who acts at this stage".into(),
        })
        .into_iter()
        .collect();
    Answer {
        text: format!("{name}\n{designation}\n{agency}\n"),
        traces,
    }
}

fn the_side(raiser: Side, side: PolicySide) -> Side {
    match (raiser, side) {
        (raiser, PolicySide::Raiser) => raiser,
        (Side::Ours, PolicySide::Other) => Side::Theirs,
        (Side::Theirs, PolicySide::Other) => Side::Ours,
        (_, PolicySide::Both) => Side::Ours,
    }
}

/// Whoever holds the named capacity; without one, whoever acts at the paper's stage.
fn holder<'a>(
    filling: &'a Filling<'_>,
    side: Side,
    role: Option<&RoleId>,
) -> Option<(&'a Person, u64)> {
    let agency = filling.agency(side)?;
    let people = || {
        filling
            .case
            .people
            .iter()
            .filter(|p| p.value.agency == agency.value.id)
    };
    let with = |role: &RoleId| {
        people()
            .find(|p| p.value.roles.contains(role))
            .map(|p| (&p.value, p.seq))
    };
    if let Some(role) = role {
        return with(role);
    }
    let stage = filling
        .the_visit()
        .and_then(|v| filling.policy.stage(&v.stage))?;
    let raised = side == filling.raiser();
    stage
        .pairs
        .iter()
        .rev()
        .flat_map(|pair| if raised { &pair.raiser } else { &pair.other })
        .find_map(with)
}
