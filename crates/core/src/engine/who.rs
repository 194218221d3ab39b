//! From the pack's parties to people: raiser and other become ours and theirs.

use super::scene::Scene;
use crate::event::{Person, Side};
use crate::ids::{AgencyId, RoleId};
use crate::policy::{Holder, Pair, PartyRef, PolicySide};
use crate::standing::{Who, Whose};

impl Scene<'_> {
    /// Whose side a side of the policy is.
    pub fn whose(&self, side: PolicySide) -> Whose {
        match (side, self.raised_by()) {
            (PolicySide::Both, _) => Whose::Both,
            (PolicySide::Raiser, Side::Ours) | (PolicySide::Other, Side::Theirs) => Whose::Ours,
            (PolicySide::Raiser, Side::Theirs) | (PolicySide::Other, Side::Ours) => Whose::Theirs,
        }
    }

    /// Somebody, seen from whoever acts.
    pub fn who(&self, party: &PartyRef, doer: Whose) -> Who {
        match party {
            PartyRef::Side(side, role) => self.on_side(party, self.whose(*side), role.as_ref()),
            PartyRef::Own(role) => self.on_side(party, doer, Some(role)),
            PartyRef::Counterpart(role) => self.on_side(party, opposite(doer), role.as_ref()),
            PartyRef::Body(role) => self.on_side(party, Whose::Outside, Some(role)),
            PartyRef::Contact(id) => {
                let contact = self.policy().contact(id);
                Who {
                    contact: Some(id.clone()),
                    ..outside(
                        party,
                        contact.map_or_else(|| id.to_string(), |c| c.role.clone()),
                    )
                }
            }
            PartyRef::Family => outside(party, "the family".to_owned()),
            PartyRef::Adult => outside(party, "the adult".to_owned()),
        }
    }

    /// The same where a side of several agencies is told or written to: each of them, in order of naming. Whoever
    /// does it for one agency has that one's own people.
    pub fn each_of(&self, party: &PartyRef, doer: Whose, agency: Option<&AgencyId>) -> Vec<Who> {
        let (whose, role) = match party {
            PartyRef::Side(side, role) => (self.whose(*side), role.as_ref()),
            PartyRef::Counterpart(role) => (opposite(doer), role.as_ref()),
            PartyRef::Own(role) if agency.is_some() => {
                return vec![self.in_agency(party, doer, Some(role), agency)];
            }
            _ => return vec![self.who(party, doer)],
        };
        let all: Vec<AgencyId> = self.agencies_of(whose).collect();
        if whose == Whose::Both || all.len() < 2 {
            return vec![self.who(party, doer)];
        }
        let mut found: Vec<Who> = Vec::new();
        for id in &all {
            let who = self.in_agency(party, whose, role, Some(id));
            // A body is one, however many agencies look to it.
            if !found.contains(&who) {
                found.push(who);
            }
        }
        found
    }

    /// The same for one side of a duty of both.
    pub fn who_of_both(&self, role: Option<&RoleId>, party: &PartyRef, side: Side) -> Who {
        self.on_side(party, of_side(side), role)
    }

    fn on_side(&self, party: &PartyRef, whose: Whose, role: Option<&RoleId>) -> Who {
        self.in_agency(party, whose, role, None)
    }

    /// Somebody of one agency, or of a side as a whole. A role is whoever the agency has for it.
    pub fn in_agency(
        &self,
        party: &PartyRef,
        whose: Whose,
        role: Option<&RoleId>,
        agency: Option<&AgencyId>,
    ) -> Who {
        let named = agency.and_then(|id| self.case.agency(id));
        let Some(id) = role else {
            let capacity = named.map_or_else(|| self.side_name(whose), |a| a.name.clone());
            return Who {
                whose,
                agency: agency.cloned(),
                ..outside(party, capacity)
            };
        };
        let held = self.held(id, whose, agency);
        let known = held.whose != Whose::Outside;
        Who {
            whose: held.whose,
            party: party.clone(),
            capacity: held.capacity,
            person: held
                .roles
                .iter()
                .find_map(|role| self.holders_in(role, held.whose, agency).next())
                .map(|p| p.id.clone()),
            contact: None,
            agency: agency.filter(|_| known).cloned(),
            note: held.note,
        }
    }

    /// Who holds a role: the first of its lines that holds, or as it is named.
    fn held(&self, id: &RoleId, whose: Whose, agency: Option<&AgencyId>) -> Held {
        let Some(role) = self.policy().role(id) else {
            return Held {
                whose,
                capacity: id.to_string(),
                roles: vec![id.clone()],
                note: None,
            };
        };
        let ours = matches!(whose, Whose::Ours | Whose::Both);
        let mut held = Held {
            whose: if role.body { Whose::Outside } else { whose },
            capacity: role.name.clone(),
            roles: vec![id.clone()],
            note: role.in_school.clone().filter(|_| ours),
        };
        // A side that has one agency only is that agency.
        let own = agency.cloned().or_else(|| self.only_agency(whose));
        let line = role.lines.iter().find(|line| {
            line.side.is_none_or(|side| self.whose(side) == whose)
                && self.holds_for(&line.when, own.as_ref())
        });
        let name = |id: &RoleId| {
            let role = self.policy().role(id);
            role.map_or_else(|| id.to_string(), |r| r.name.clone())
        };
        match line.map(|line| &line.is) {
            None => {}
            Some(Holder::Title(title)) => {
                held.capacity = title.clone();
                held.note = None;
            }
            Some(Holder::Body(body)) => {
                held = Held {
                    whose: Whose::Outside,
                    capacity: name(body),
                    roles: vec![body.clone()],
                    note: Some(format!("In place of the {}.", role.name)),
                };
            }
            Some(Holder::SameAs(other)) => {
                held.note = Some(format!("The same person as the {}.", name(other)));
                held.roles.push(other.clone());
            }
        }
        held
    }

    fn only_agency(&self, whose: Whose) -> Option<AgencyId> {
        let mut all = self.agencies_of(whose);
        all.next().filter(|_| all.next().is_none())
    }

    /// The agencies of a side, in order of naming.
    pub fn agencies_of(&self, whose: Whose) -> impl Iterator<Item = AgencyId> + '_ {
        let agencies = self.case.agencies.iter().map(|a| &a.value);
        agencies
            .filter(move |a| whose == Whose::Both || of_side(a.side) == whose)
            .map(|a| a.id.clone())
    }

    /// The side's agencies, where they are named.
    fn side_name(&self, whose: Whose) -> String {
        let side = match whose {
            Whose::Ours => Side::Ours,
            Whose::Theirs => Side::Theirs,
            Whose::Both => return "both sides".to_owned(),
            Whose::Outside => return "an outside body".to_owned(),
        };
        let agencies = self.case.agencies.iter().map(|a| &a.value);
        let mine = agencies.filter(|a| a.side == side);
        let names: Vec<&str> = mine.map(|a| a.name.as_str()).collect();
        match names.split_last() {
            None if side == Side::Ours => "our setting".to_owned(),
            None => "the other agency".to_owned(),
            Some((one, [])) => (*one).to_owned(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }

    /// The people who hold a role in an agency, or on a side, in order of naming.
    fn holders_in<'s>(
        &'s self,
        role: &'s RoleId,
        whose: Whose,
        agency: Option<&'s AgencyId>,
    ) -> impl Iterator<Item = &'s Person> {
        let people = self.case.people.iter().map(|p| &p.value);
        people.filter(move |person| {
            let side = self.case.agency(&person.agency).map(|a| of_side(a.side));
            let here = match whose {
                Whose::Ours | Whose::Theirs => side == Some(whose),
                Whose::Both => false,
                Whose::Outside => true,
            };
            let mine = whose == Whose::Outside || agency.is_none_or(|a| person.agency == *a);
            here && mine && person.roles.contains(role)
        })
    }

    /// The pair of capacities that speak, ours first: one entry for each person who holds one of the
    /// roles, or for the role where nobody does.
    pub fn pair(&self, pair: &Pair) -> (Vec<Who>, Vec<Who>) {
        let raiser = self.capacities(&pair.raiser, PolicySide::Raiser);
        let other = self.capacities(&pair.other, PolicySide::Other);
        match self.raised_by() {
            Side::Ours => (raiser, other),
            Side::Theirs => (other, raiser),
        }
    }

    /// One entry for each person who holds one of the roles; in an agency where nobody does, one for
    /// the role. A side of several agencies has entries for each.
    fn capacities(&self, roles: &[RoleId], side: PolicySide) -> Vec<Who> {
        let whose = self.whose(side);
        let all: Vec<AgencyId> = self.agencies_of(whose).collect();
        let agencies: Vec<Option<&AgencyId>> = match all.as_slice() {
            [] | [_] => vec![None],
            several => several.iter().map(Some).collect(),
        };
        let mut found: Vec<Who> = Vec::new();
        for agency in agencies {
            for role in roles {
                let party = PartyRef::Side(side, Some(role.clone()));
                let unnamed = self.in_agency(&party, whose, Some(role), agency);
                let held = self.held(role, whose, agency);
                let people: Vec<&Person> = held
                    .roles
                    .iter()
                    .map(|role| {
                        self.holders_in(role, held.whose, agency)
                            .collect::<Vec<_>>()
                    })
                    .find(|people| !people.is_empty())
                    .unwrap_or_default();
                let named = people.iter().map(|p| Who {
                    person: Some(p.id.clone()),
                    ..unnamed.clone()
                });
                let before = found.len();
                found.extend(named);
                // A body is one, however many agencies look to it.
                if found.len() == before && !found.contains(&unnamed) {
                    found.push(unnamed);
                }
            }
        }
        found
    }
}

/// Who holds a role.
struct Held {
    whose: Whose,
    capacity: String,
    /// The roles under which a person may be named, the role's own first.
    roles: Vec<RoleId>,
    note: Option<String>,
}

/// The side across.
pub(super) fn opposite(whose: Whose) -> Whose {
    match whose {
        Whose::Ours => Whose::Theirs,
        Whose::Theirs => Whose::Ours,
        other => other,
    }
}

pub(super) fn of_side(side: Side) -> Whose {
    match side {
        Side::Ours => Whose::Ours,
        Side::Theirs => Whose::Theirs,
    }
}

fn outside(party: &PartyRef, capacity: String) -> Who {
    Who {
        whose: Whose::Outside,
        party: party.clone(),
        capacity,
        person: None,
        contact: None,
        agency: None,
        note: None,
    }
}
