//! A copy of a case for one child or adult who asks for it, or their parent: what goes, with other people
//! blacked out, seen page by page before it goes, and kept word for word.

mod copy;
mod give;
mod items;
mod law;
mod request;
mod tell;

pub(crate) use give::{give_copy, preview_copy};
pub(crate) use request::{access_request, ask_access, extend_access, requests, review_access};
pub(crate) use tell::{asked, extended, given, reviewed};
