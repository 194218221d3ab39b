//! What is said of each kind of rule when two versions are compared: a label and words for it.

use super::{Rule, ended};
use crate::ids::*;
use crate::policy::model::*;
use crate::policy::words::{
    force_words, limit_words, moments_words, party_words, sentence, stage_name, when_words,
};
use serde::Serialize;

/// Labels with words, in order. No words: nothing is said.
#[derive(Default)]
pub(super) struct Facets(pub Vec<(&'static str, String)>);

impl Facets {
    fn put(mut self, label: &'static str, words: impl Into<String>) -> Self {
        self.0.push((label, words.into()));
        self
    }

    /// A text of the author's, marked as one.
    fn text(self, label: &'static str, text: &str) -> Self {
        let words = if text.is_empty() {
            String::new()
        } else {
            format!("“{text}”")
        };
        self.put(label, words)
    }

    fn opt(self, label: &'static str, text: Option<&String>) -> Self {
        self.text(label, text.map_or("", String::as_str))
    }

    pub fn get(&self, label: &str) -> &str {
        let found = self.0.iter().find(|(l, _)| *l == label);
        found.map_or("", |(_, words)| words.as_str())
    }

    /// All that is said.
    pub fn said(&self) -> Vec<String> {
        let each = self.0.iter().filter(|(_, words)| !words.is_empty());
        each.map(|(label, words)| format!("{}: {}", sentence(label), ended(words)))
            .collect()
    }
}

fn rule<T: Serialize>(id: impl ToString, name: &str, facets: Facets, whole: &T) -> Rule {
    Rule {
        id: id.to_string(),
        name: name.to_owned(),
        facets,
        // Every rule is plain data; one that could not be written would compare as nothing.
        whole: serde_json::to_value(whole).unwrap_or_default(),
    }
}

fn names<T>(all: &[T], name: impl Fn(&T) -> String) -> String {
    all.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn stage_names(policy: &Policy, ids: &[StageId]) -> String {
    names(ids, |id| stage_name(policy, id))
}

fn role_names(policy: &Policy, ids: &[RoleId]) -> String {
    let each = ids.iter().map(|id| {
        policy
            .role(id)
            .map_or_else(|| id.to_string(), |r| r.name.clone())
    });
    each.collect::<Vec<_>>().join(" or ")
}

fn plain_day(day: chrono::NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

pub(super) fn about(policy: &Policy) -> Vec<Rule> {
    let version = &policy.version;
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, plain_day);
    let one = |id: &'static str, name: &str, words: &str| {
        rule(id, name, Facets::default().text("It says", words), &words)
    };
    let calendars = names(&policy.calendars, |(id, when)| match when.0.is_empty() {
        true => id.to_string(),
        false => format!("{id} where {}", when_words(policy, when)),
    });
    vec![
        one("title", "Title", &policy.title),
        one("board", "Board", &policy.board),
        one("scope", "What it is for", &policy.scope),
        one("source", "Read from", &policy.source),
        one(
            "areas",
            "What the difference may be about",
            &policy.areas.join("; "),
        ),
        one("calendar", "Calendar", &calendars),
        one("zone", "Time zone", policy.zone.name()),
        rule(
            "version",
            "Version",
            Facets::default()
                .text("It is called", &version.label)
                .put("In force from", day(version.from))
                .put("In force until", day(version.until))
                .put("Source read on", plain_day(version.read)),
            version,
        ),
    ]
}

pub(super) fn ladders(policy: &Policy) -> Vec<Rule> {
    let each = policy.ladders.iter().map(|ladder| {
        let facets = Facets::default()
            .put("Stages in order", stage_names(policy, &ladder.stages))
            .put("Only where", when_words(policy, &ladder.when))
            .put(
                "A dispute enters at",
                names(&ladder.entry, |(stage, when)| {
                    let stage = stage_name(policy, stage);
                    match when_words(policy, when).as_str() {
                        "" => stage,
                        when => format!("{stage} where {when}"),
                    }
                }),
            );
        rule(&ladder.id, ladder.id.as_str(), facets, ladder)
    });
    each.collect()
}

pub(super) fn stages(policy: &Policy) -> Vec<Rule> {
    let each = policy.stages.iter().map(|stage| {
        let pairs = names(&stage.pairs, |pair| {
            let one = role_names(policy, &pair.raiser);
            match pair.other.is_empty() {
                true => one,
                false => format!("{one} and {}", role_names(policy, &pair.other)),
            }
        });
        let decided = stage.decided_by.as_ref().map(std::slice::from_ref);
        let facets = Facets::default()
            .text("It is called", &stage.name)
            .text("What it is", &stage.title)
            .text("What happens", &stage.say)
            .put("Who speaks to whom", pairs)
            .put("It may be passed by", yes(stage.optional))
            .put(
                "Decided by",
                role_names(policy, decided.unwrap_or_default()),
            );
        rule(
            &stage.id,
            &format!("{}, {}", stage.name, stage.title),
            facets,
            stage,
        )
    });
    each.collect()
}

pub(super) fn clocks(policy: &Policy) -> Vec<Rule> {
    let each = policy.clocks.iter().map(|clock| {
        let caps = names(&clock.caps, |id| {
            policy
                .clock(id)
                .map_or_else(|| id.to_string(), |c| c.name.clone())
        });
        let facets = Facets::default()
            .put("The time", limit_words(policy, &clock.limit))
            .text("The policy's words", &clock.written)
            .put("It begins when", moments_words(policy, &clock.from))
            .put("It stops when", moments_words(policy, &clock.until))
            .put("It stands still when", moments_words(policy, &clock.pause))
            .put("It goes on when", moments_words(policy, &clock.resume))
            .put(
                "One time is answered when",
                moments_words(policy, &clock.each),
            )
            .put("Whose time it is", party_words(policy, &clock.owner))
            .put("How strong", force_words(clock.force))
            .put("At", stage_names(policy, &clock.stages))
            .put("It shortens", caps)
            .put(
                "It no longer counts when",
                moments_words(policy, &clock.void),
            )
            .put("Only where", when_words(policy, &clock.when));
        rule(&clock.id, &clock.name, facets, clock)
    });
    each.collect()
}

pub(super) fn duties(policy: &Policy) -> Vec<Rule> {
    let each = policy.duties.iter().map(|duty| {
        let limit = duty.limit.as_ref().map(|l| limit_words(policy, l));
        let paper = duty.paper.as_ref().map(|id| {
            policy
                .paper(id)
                .map_or_else(|| id.to_string(), |p| p.title.clone())
        });
        let facets = Facets::default()
            .text("What is to be done", &duty.say)
            .put("Who does it", party_words(policy, &duty.who))
            .put("To whom", to_words(policy, &duty.to))
            .put("A copy to", to_words(policy, &duty.copies))
            .put("When", moments_words(policy, &duty.on))
            .put("It holds until", moments_words(policy, &duty.until))
            .put("Within", limit.unwrap_or_default())
            .put("How strong", force_words(duty.force))
            .opt("With", paper.as_ref())
            .opt("In its part", duty.part.as_ref())
            .put("Only where", when_words(policy, &duty.when));
        rule(&duty.id, &duty.say, facets, duty)
    });
    each.collect()
}

pub(super) fn moves(policy: &Policy) -> Vec<Rule> {
    let each = policy.moves.iter().map(|way| {
        let facets = Facets::default()
            .text("It is called", &way.say)
            .put("From", stage_names(policy, &way.from))
            .put("When", moments_words(policy, &way.on))
            .put("It leads to", target_words(policy, &way.to))
            .put("It asks for a reason", yes(way.asks_reason))
            .put("Only where", when_words(policy, &way.when));
        rule(&way.id, &way.say, facets, way)
    });
    each.collect()
}

/// To whom something goes, in words.
fn to_words(policy: &Policy, to: &[To]) -> String {
    names(to, |to| {
        let party = party_words(policy, &to.party);
        match when_words(policy, &to.when).as_str() {
            "" => party,
            when => format!("{party} where {when}"),
        }
    })
}

/// Where a way leads, in words.
fn target_words(policy: &Policy, to: &Target) -> String {
    match to {
        Target::Next => "the next stage".into(),
        Target::AnyHigher => "any later stage".into(),
        Target::Stage(id) => stage_name(policy, id),
        Target::Elsewhere(text) => format!("“{text}”"),
        Target::Beside(text, _) => format!("“{text}”, the stage unchanged"),
        Target::OneOf(all) => {
            let each: Vec<String> = all.iter().map(|to| target_words(policy, to)).collect();
            each.join(", or ")
        }
    }
}

pub(super) fn endings(policy: &Policy) -> Vec<Rule> {
    let each = policy.endings.iter().map(|ending| {
        let judge = match ending.judge {
            Judge::Raiser => "the side that raised it",
            Judge::Both => "both sides",
            Judge::All => "every agency in the dispute",
            Judge::Any => "any agency in the dispute",
            Judge::Chair => "a chair",
            Judge::Panel => "a panel",
            Judge::NotSaid => "not said",
        };
        let binds = match ending.binds {
            Binding::Yes => "yes",
            Binding::No => "no",
            Binding::NotSaid => "not said",
        };
        let facets = Facets::default()
            .text("What it means", &ending.say)
            .put("At", stage_names(policy, &ending.stages))
            .put("Once", moments_words(policy, &ending.on))
            .put("Only where", when_words(policy, &ending.when))
            .put("Dissent is recorded with it", yes(ending.dissent))
            .put("The dispute is resolved", yes(ending.resolves))
            .put("Who says so", judge)
            .put("It binds", binds);
        rule(&ending.id, &ending.name, facets, ending)
    });
    each.collect()
}

pub(super) fn papers(policy: &Policy) -> Vec<Rule> {
    let each = policy.papers.iter().map(|paper| {
        let facets = Facets::default()
            .text("It is called", &paper.title)
            .put("It goes to", to_words(policy, &paper.to))
            .put("A copy to", to_words(policy, &paper.copies))
            .put("Only where", when_words(policy, &paper.when))
            .put("Its parts", names(&paper.parts, |p| p.title.clone()))
            .put("At", stage_names(policy, &paper.stages))
            .put(
                "What it asks",
                names(&paper.fields, |f| format!("“{}”", f.label)),
            )
            .text("Its text", &paper.body.join(" "));
        rule(&paper.id, &paper.title, facets, paper)
    });
    each.collect()
}

pub(super) fn contacts(policy: &Policy) -> Vec<Rule> {
    let each = policy.contacts.iter().map(|contact| {
        let facets = Facets::default()
            .text("Office", &contact.role)
            .opt("Name", contact.person.as_ref())
            .opt("E-mail", contact.email.as_ref())
            .opt("Telephone", contact.phone.as_ref())
            .opt("Address", contact.address.as_ref())
            .opt("Note", contact.note.as_ref())
            .put("Last checked", contact.checked.to_string())
            .put("Only where", when_words(policy, &contact.when));
        rule(&contact.id, &contact.role, facets, contact)
    });
    each.collect()
}

pub(super) fn roles(policy: &Policy) -> Vec<Rule> {
    let each = policy.roles.iter().map(|role| {
        let facets = Facets::default()
            .text("It is called", &role.name)
            .opt("In a school", role.in_school.as_ref())
            .put(
                "In some agencies",
                names(&role.lines, |line| {
                    let who = match &line.is {
                        Holder::Title(title) => title.clone(),
                        Holder::Body(id) | Holder::SameAs(id) => {
                            role_names(policy, std::slice::from_ref(id))
                        }
                    };
                    match when_words(policy, &line.when).as_str() {
                        "" => who,
                        when => format!("{who} where {when}"),
                    }
                }),
            );
        rule(&role.id, &sentence(&role.name), facets, role)
    });
    each.collect()
}

pub(super) fn questions(policy: &Policy) -> Vec<Rule> {
    let facts = policy.facts.iter().map(|fact| {
        let facets = Facets::default().text("It asks", &fact.ask).put(
            "Answers",
            names(&fact.choices, |(_, text)| format!("“{text}”")),
        );
        rule(format!("fact.{}", fact.id), &fact.ask, facets, fact)
    });
    let moments = policy.moments.iter().map(|moment| {
        let default = moment.default.as_ref().map(std::slice::from_ref);
        let facets = Facets::default().text("What happened", &moment.name).put(
            "Taken to be",
            moments_words(policy, default.unwrap_or_default()),
        );
        let facets = facets.put(
            "Answers",
            names(&moment.choices, |(_, text)| format!("“{text}”")),
        );
        rule(
            format!("moment.{}", moment.id),
            &moment.name,
            facets,
            moment,
        )
    });
    let exclusions = policy.exclusions.iter().map(|rule_out| {
        let facets = Facets::default()
            .text("It is not covered", &rule_out.say)
            .text("Where to go instead", &rule_out.elsewhere)
            .put("Only where", when_words(policy, &rule_out.when));
        rule(
            format!("exclusion.{}", rule_out.id),
            &rule_out.say,
            facets,
            rule_out,
        )
    });
    facts.chain(moments).chain(exclusions).collect()
}

pub(super) fn findings(policy: &Policy) -> Vec<Rule> {
    let each = policy.findings.iter().map(|finding| {
        let facets = Facets::default()
            .text("It says", &finding.text)
            .opt("The other reading", finding.other.as_ref())
            .opt("Who can confirm", finding.confirm.as_ref());
        rule(&finding.id, &finding.text, facets, finding)
    });
    each.collect()
}

pub(super) fn checklist(policy: &Policy) -> Vec<Rule> {
    let each = policy.checklist.iter().map(|check| {
        let facets = Facets::default()
            .text("It asks", &check.ask)
            .put("How strong", force_words(check.force));
        rule(&check.id, &check.ask, facets, check)
    });
    each.collect()
}

pub(super) fn notes(policy: &Policy) -> Vec<Rule> {
    let each = policy.notes.iter().map(|note| {
        let facets = Facets::default().text("It says", &note.text);
        rule(&note.title, &note.title, facets, note)
    });
    each.collect()
}
