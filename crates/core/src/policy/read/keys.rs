//! Every key that a pack or a calendar may have. `docs/policy-language.md` names the same ones; a test
//! holds the two together.

/// The top of `policy.toml`.
pub(crate) const TOP: &[&str] = &[
    "format", "id", "title", "short", "board", "scope", "source", "zone", "calendar", "areas",
    "version", "fact", "moment", "role", "ladder", "stage", "clock", "duty", "move", "ending",
    "contact", "finding", "check", "note",
];

/// One line of `[calendar]`.
pub(crate) const CALENDAR: &[&str] = &["when"];

/// `[fact]`.
pub(crate) const FACT: &[&str] = &["ask", "help", "choices", "default", "heading", "quote"];

/// `[moment]`.
pub(crate) const MOMENT: &[&str] = &[
    "name", "help", "default", "at-start", "ahead", "stages", "heading", "quote",
];

/// `[role]`.
pub(crate) const ROLE: &[&str] = &["name", "in-school", "body", "heading", "quote"];

/// `[ladder]`.
pub(crate) const LADDER: &[&str] = &["stages", "when"];

/// `[stage]`.
pub(crate) const STAGE: &[&str] = &[
    "name",
    "title",
    "act",
    "say",
    "pairs",
    "optional",
    "decided-by",
    "heading",
    "quote",
    "readings",
];

/// `act` of a stage.
pub(crate) const ACT: &[&str] = &["raiser", "other"];

/// `[clock]`.
pub(crate) const CLOCK: &[&str] = &[
    "name", "written", "from", "start", "until", "limit", "first", "each", "pause", "resume",
    "owner", "force", "stages", "caps", "void", "when", "heading", "quote", "readings",
];

/// `[duty]`.
pub(crate) const DUTY: &[&str] = &[
    "on", "when", "act", "who", "to", "paper", "limit", "first", "force", "wants", "per", "lapses",
    "say", "help", "reaches", "heading", "quote", "readings",
];

/// `[move]`.
pub(crate) const MOVE: &[&str] = &["say", "from", "on", "to", "ask", "when", "heading", "quote"];

/// `to` of a move that leads out of the policy.
pub(crate) const ELSEWHERE: &[&str] = &["elsewhere"];

/// `[ending]`.
pub(crate) const ENDING: &[&str] = &[
    "name", "say", "stages", "resolves", "judge", "binds", "heading", "quote", "readings",
];

/// `[contact]`.
pub(crate) const CONTACT: &[&str] = &[
    "role", "person", "email", "phone", "address", "note", "checked", "when", "heading", "quote",
];

/// `[finding]`.
pub(crate) const FINDING: &[&str] = &["text", "other", "confirm", "warn"];

/// `[check]`.
pub(crate) const CHECK: &[&str] = &["ask", "help", "force", "when", "heading", "quote"];

/// `[note]`.
pub(crate) const NOTE: &[&str] = &["title", "text", "danger", "heading", "quote"];

/// `[version]`.
pub(crate) const VERSION: &[&str] = &["label", "from", "until", "chosen-by", "read", "superseded"];

/// `superseded` of the version.
pub(crate) const SUPERSEDED: &[&str] = &["by", "say"];

/// The top of `forms/<paper>.toml`.
pub(crate) const PAPER: &[&str] = &[
    "title",
    "kind",
    "intro",
    "body",
    "subject",
    "to",
    "neutral",
    "stages",
    "carries-forward",
    "heading",
    "quote",
    "readings",
    "field",
];

/// `[field]` of a form.
pub(crate) const FIELD: &[&str] = &[
    "label", "help", "kind", "choices", "party", "text", "source", "wanted",
];

/// The top of a calendar.
pub(crate) const CALENDAR_FILE: &[&str] = &[
    "format",
    "id",
    "name",
    "place",
    "zone",
    "covers",
    "weekend",
    "notes",
    "reading",
    "unconfirmed",
    "source",
    "holiday",
];

/// `covers` of a calendar.
pub(crate) const COVERS: &[&str] = &["from", "to"];

/// `[unconfirmed]` of a calendar.
pub(crate) const UNCONFIRMED: &[&str] = &["from", "to", "say"];

/// `[holiday]` of a calendar.
pub(crate) const HOLIDAY: &[&str] = &["name", "source", "note"];
