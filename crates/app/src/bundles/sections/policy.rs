//! The policy's rules, as the case pins them.

use super::heading;
use crate::loaded::LoadedCase;
use crate::words::{day_words, limit_words};
use stepwise_documents::Block;

pub(super) fn policy(loaded: &LoadedCase) -> Vec<Block> {
    let policy = &loaded.policy;
    let mut blocks = vec![
        Block::Paragraph(policy.scope.clone()),
        Block::Small(format!(
            "Source: {}. Rules checked by their digest: {}",
            policy.source, policy.digest
        )),
    ];
    for choice in &loaded.case.versions {
        let (moved, said) = &choice.value;
        let did = match moved {
            true => "The case was moved to this version",
            false => "This version was looked at, and the case stayed on the one that it held",
        };
        let day = choice.recorded.with_timezone(&policy.zone).date_naive();
        blocks.push(Block::Paragraph(format!(
            "{did} on {}: {} Before: {} Why: {}",
            day_words(day),
            said.label,
            said.was,
            said.reason
        )));
    }
    for stage in &policy.stages {
        blocks.push(heading(&format!("{}: {}", stage.name, stage.title)));
        blocks.push(Block::Paragraph(stage.say.clone()));
        let limits = policy
            .clocks
            .iter()
            .filter(|c| c.stages.contains(&stage.id))
            .map(|c| {
                format!(
                    "{}: {} (\u{201c}{}\u{201d})",
                    c.name,
                    limit_words(policy, &c.limit),
                    c.written
                )
            });
        let items: Vec<String> = limits.collect();
        if !items.is_empty() {
            blocks.push(Block::List {
                items,
                numbered: false,
            });
        }
    }
    if !policy.findings.is_empty() {
        blocks.push(heading("Readings of unclear places"));
        blocks.push(Block::List {
            items: policy.findings.iter().map(|f| f.text.clone()).collect(),
            numbered: false,
        });
    }
    blocks
}
