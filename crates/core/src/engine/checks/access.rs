//! Whether what is recorded about a request for a copy fits.

use super::{Check, taken, unknown_in_case};
use crate::engine::refusal::Refusal;
use crate::event::AccessRequest;
use crate::ids::RequestId;

impl Check<'_> {
    /// A new request is about somebody of the case.
    pub(super) fn access_asked(&self, asked: &AccessRequest, found: &mut Vec<Refusal>) {
        if self.case.subject(&asked.subject).is_none() {
            found.push(unknown_in_case("subject", "child or adult"));
        }
        if self.fresh && self.case.request(&asked.id).is_some() {
            found.push(taken());
        }
    }

    /// What came of a request: it is there.
    pub(super) fn of_request(&self, request: &RequestId) -> Option<Refusal> {
        let there = self.case.request(request).is_some();
        (!there).then(|| unknown_in_case("request", "request for a copy"))
    }
}
