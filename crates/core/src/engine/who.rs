//! From the pack's parties to people: raiser and other become ours and theirs.

use super::scene::Scene;
use crate::event::{Person, Side};
use crate::ids::RoleId;
use crate::policy::{Pair, PartyRef, PolicySide};
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

    /// The same for one side of a duty of both.
    pub fn who_of_both(&self, role: Option<&RoleId>, party: &PartyRef, side: Side) -> Who {
        self.on_side(party, of_side(side), role)
    }

    fn on_side(&self, party: &PartyRef, whose: Whose, role: Option<&RoleId>) -> Who {
        let Some(id) = role else {
            return Who {
                whose,
                ..outside(party, self.side_name(whose))
            };
        };
        let role = self.policy().role(id);
        let whose = if role.is_some_and(|r| r.body) {
            Whose::Outside
        } else {
            whose
        };
        Who {
            whose,
            party: party.clone(),
            capacity: role.map_or_else(|| id.to_string(), |r| r.name.clone()),
            person: self.holders(id, whose).next().map(|p| p.id.clone()),
            contact: None,
            note: role
                .filter(|_| matches!(whose, Whose::Ours | Whose::Both))
                .and_then(|r| r.in_school.clone()),
        }
    }

    /// The side's agency, where it is named.
    fn side_name(&self, whose: Whose) -> String {
        let side = match whose {
            Whose::Ours => Side::Ours,
            Whose::Theirs => Side::Theirs,
            Whose::Both => return "both sides".to_owned(),
            Whose::Outside => return "an outside body".to_owned(),
        };
        let agency = self
            .case
            .agencies
            .iter()
            .map(|a| &a.value)
            .find(|a| a.side == side);
        let unnamed = if side == Side::Ours {
            "our setting"
        } else {
            "the other agency"
        };
        agency.map_or_else(|| unnamed.to_owned(), |a| a.name.clone())
    }

    /// The people of a side who hold a role, in order of naming.
    pub fn holders(&self, role: &RoleId, whose: Whose) -> impl Iterator<Item = &Person> {
        let side = match whose {
            Whose::Ours => Some(Side::Ours),
            Whose::Theirs => Some(Side::Theirs),
            Whose::Both | Whose::Outside => None,
        };
        let people = self.case.people.iter().map(|p| &p.value);
        people.filter(move |person| {
            let agency = self.case.agency(&person.agency);
            let here = match side {
                Some(side) => agency.is_some_and(|a| a.side == side),
                None => whose == Whose::Outside,
            };
            here && person.roles.contains(role)
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

    fn capacities(&self, roles: &[RoleId], side: PolicySide) -> Vec<Who> {
        let whose = self.whose(side);
        let each = roles.iter().flat_map(|role| {
            let party = PartyRef::Side(side, Some(role.clone()));
            let unnamed = self.on_side(&party, whose, Some(role));
            let people = self.holders(role, unnamed.whose);
            let named: Vec<Who> = people
                .map(|p| Who {
                    person: Some(p.id.clone()),
                    ..unnamed.clone()
                })
                .collect();
            if named.is_empty() {
                vec![unnamed]
            } else {
                named
            }
        });
        each.collect()
    }
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
        note: None,
    }
}
