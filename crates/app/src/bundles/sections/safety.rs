//! What keeps the child or adult safe, and their voices; people and how to reach them; the checklist.

use super::heading;
use crate::bundles::parts::Chosen;
use crate::loaded::LoadedCase;
use crate::papers::{moment, plain};
use stepwise_documents::{Block, Table};

/// In the place of an entry that the sender left out.
const LEFT_OUT: &str = "Left out of this copy.";

pub(super) fn safety(loaded: &LoadedCase, chosen: &Chosen) -> Vec<Block> {
    let mut blocks = Vec::new();
    for subject in &loaded.case.subjects {
        let name = &subject.value.name;
        blocks.push(heading(name));
        let plans: Vec<_> = loaded
            .case
            .plans
            .iter()
            .filter(|p| p.value.subject == subject.value.id)
            .collect();
        let all = plans.len();
        let plans: Vec<_> = plans.into_iter().filter(|p| chosen.keeps(p.seq)).collect();
        if plans.len() < all {
            blocks.push(Block::Paragraph(LEFT_OUT.into()));
        } else if plans.is_empty() {
            blocks.push(Block::Paragraph("No plan is recorded.".into()));
        }
        for plan in plans {
            let p = &plan.value;
            let mut rows = vec![
                ("Looked at".to_owned(), moment(p.reviewed)),
                ("What protects them".to_owned(), p.measures.clone()),
                ("Who does it".to_owned(), p.by_whom.clone()),
            ];
            rows.extend(p.next_review.map(|d| ("Next look".to_owned(), plain(d))));
            blocks.push(Block::KeyValues(rows));
        }
        for voice in loaded
            .case
            .voices
            .iter()
            .filter(|v| v.value.0 == subject.value.id)
        {
            if !chosen.keeps(voice.seq) {
                blocks.push(Block::Paragraph(LEFT_OUT.into()));
                continue;
            }
            let (_, own, family, on) = &voice.value;
            let mut rows = vec![
                ("Recorded".to_owned(), moment(*on)),
                ("Own words and wishes".to_owned(), own.clone()),
                ("Family, consent".to_owned(), family.clone()),
            ];
            rows.retain(|(_, value)| !value.trim().is_empty());
            blocks.push(Block::KeyValues(rows));
        }
    }
    blocks
}

pub(super) fn people(loaded: &LoadedCase, chosen: &Chosen) -> Vec<Block> {
    let people = loaded.case.people.iter();
    let rows = people.filter(|p| chosen.keeps(p.seq)).map(|p| {
        let person = &p.value;
        let agency = loaded
            .case
            .agencies
            .iter()
            .find(|a| a.value.id == person.agency);
        let roles: Vec<&str> = person
            .roles
            .iter()
            .filter_map(|r| loaded.policy.role(r))
            .map(|r| r.name.as_str())
            .collect();
        vec![
            person.name.clone(),
            format!(
                "{}\n{}",
                person.designation,
                agency.map(|a| a.value.name.as_str()).unwrap_or_default()
            ),
            roles.join(", "),
            format!("{}\n{}", person.phone, person.email),
        ]
    });
    vec![Block::Table(Table {
        caption: String::new(),
        header: ["Name", "Job and agency", "Capacity", "Contact"]
            .map(String::from)
            .to_vec(),
        rows: rows.collect(),
        widths: vec![3.0, 3.0, 3.0, 3.5],
        row_headers: true,
    })]
}

pub(super) fn checklist(loaded: &LoadedCase, chosen: &Chosen) -> Vec<Block> {
    let rows = loaded.policy.checklist.iter().map(|check| {
        let answer = match loaded.case.checks.get(&check.id) {
            Some(answer) if !chosen.keeps(answer.seq) => LEFT_OUT,
            Some(answer) if !answer.value.trim().is_empty() => answer.value.trim(),
            _ => "Not answered",
        };
        (check.ask.clone(), answer.to_owned())
    });
    vec![Block::KeyValues(rows.collect())]
}
