//! Whether a file may be put with the case.

use super::{Check, unknown_in_case};
use crate::engine::refusal::{Refusal, RefusalCode as Code};
use crate::event::{Attachment, Belongs};

impl Check<'_> {
    /// Its place in the case is there, and the same file is not there already.
    pub(super) fn attached(&self, new: &Attachment, found: &mut Vec<Refusal>) {
        let case = self.case;
        match &new.belongs {
            Belongs::Case => {}
            Belongs::Entry(id) if case.entries.iter().any(|e| e.value.id == *id) => {}
            Belongs::Entry(_) => found.push(unknown_in_case("belongs.id", "record")),
            Belongs::Action(id) if case.actions.iter().any(|(a, _)| a.value.id == *id) => {}
            Belongs::Action(_) => found.push(unknown_in_case("belongs.id", "agreed action")),
            Belongs::Visit(n) => found.extend(self.visit(Some(*n))),
        }
        let twice = case
            .attachments
            .iter()
            .any(|old| old.value.id == new.id || old.value.sha256 == new.sha256);
        if self.fresh && twice {
            found.push(Refusal::new(
                Code::AlreadyThere,
                "sha256",
                "This very file is with the case already.",
                "Use the one that is there. What is said of it can be corrected.",
            ));
        }
    }
}
