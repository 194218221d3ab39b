//! `Debug` of a case shows where it stands and how much it holds, and nothing that was written in it.

use super::{Case, Correction, Departure, From, Request, VisitOutcome};
use std::fmt;

impl<T> fmt::Debug for From<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "From(record {})", self.seq)
    }
}

impl fmt::Debug for VisitOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "VisitOutcome({:?}, {:?}, record {})",
            self.outcome, self.on, self.seq
        )
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request(record {})", self.asked.seq)
    }
}

impl fmt::Debug for Departure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Departure(record {})", self.leaving.seq)
    }
}

impl fmt::Debug for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Correction::AmendedBy(seq, _) => write!(f, "AmendedBy({seq}, ..)"),
            Correction::StruckBy(seq, _) => write!(f, "StruckBy({seq}, ..)"),
        }
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("phase", &self.phase)
            .field("visits", &self.visits)
            .field("entries", &self.entries.len())
            .field("corrections", &self.corrections)
            .field("last_seq", &self.last_seq)
            .finish_non_exhaustive()
    }
}
