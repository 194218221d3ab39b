//! What is recorded of requests, in words of the chronology.

use super::items::subject;
use crate::loaded::LoadedCase;
use crate::views::details::Told;
use crate::words::{day_words, plural};
use stepwise_core::event::{AccessCopy, AccessRequest, AccessReview, Asker};
use stepwise_core::ids::RequestId;

fn asker(as_whom: Asker) -> &'static str {
    match as_whom {
        Asker::Themself => "For themself",
        Asker::Parent => "As a parent, or with parental responsibility",
        Asker::Other => "On their behalf",
    }
}

fn about(loaded: &LoadedCase, request: &RequestId) -> String {
    let request = loaded.case.request(request);
    let subject = request.and_then(|r| subject(loaded, &r.asked.value.subject));
    subject.map(|s| s.name.clone()).unwrap_or_default()
}

/// Somebody asked for a copy.
pub(crate) fn asked(loaded: &LoadedCase, request: &AccessRequest) -> Told {
    let name = subject(loaded, &request.subject).map_or("", |s| s.name.as_str());
    Told::new("detail", "A copy was asked for")
        .on(stepwise_core::time::Happened::on(request.received))
        .detail("Whose record", name)
        .detail("Asked by", &request.by)
        .detail("In what capacity", asker(request.as_whom))
        .detail("How it was made sure who asks", &request.identity)
        .detail("What they ask for", &request.wants)
        .detail("Received", &day_words(request.received))
}

/// What goes into the copy was decided.
pub(crate) fn reviewed(loaded: &LoadedCase, review: &AccessReview) -> Told {
    let withheld: Vec<String> = review
        .considered
        .iter()
        .filter(|c| c.withheld)
        .map(|c| format!("Entry {}: {}", c.seq, c.reason))
        .collect();
    let n = |n: usize, one: &str| plural(i64::try_from(n).unwrap_or(i64::MAX), one);
    let thought = match review.considered.len() {
        1 => "1 entry".to_owned(),
        n => format!("{n} entries"),
    };
    Told::new("detail", "What goes into a copy was decided")
        .detail("Whose record", &about(loaded, &review.request))
        .detail("What goes", &review.parts.join(", "))
        .detail("Thought over", &thought)
        .detail("Withheld", &withheld.join("\n"))
        .detail("Further names blacked out", &review.names.join(", "))
        .detail("Found, and no name here", &review.spared.join(", "))
        .detail(
            "Further words blacked out",
            &n(review.passages.len(), "passage"),
        )
        .detail("Exemptions", &review.exemptions)
}

/// More time was taken.
pub(crate) fn extended(loaded: &LoadedCase, request: &RequestId, reason: &str) -> Told {
    Told::new("detail", "More time is taken for a copy")
        .detail("Whose record", &about(loaded, request))
        .detail("Why", reason)
}

/// The copy was given.
pub(crate) fn given(loaded: &LoadedCase, copy: &AccessCopy) -> Told {
    let withheld: Vec<String> = copy
        .withheld
        .iter()
        .map(|(seq, reason)| format!("Entry {seq}: {reason}"))
        .collect();
    Told::new("paper", "Left Stepwise: a copy for a request")
        .detail("Whose record", &about(loaded, &copy.request))
        .detail("To whom and how", &copy.how)
        .detail("Pages", &copy.pages.to_string())
        .detail("Passages blacked out", &copy.blacked_out.to_string())
        .detail("Withheld", &withheld.join("\n"))
        .detail("SHA-256 of what left", &copy.sha256)
}
