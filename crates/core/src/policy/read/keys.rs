//! Every key that a pack or a calendar may have. `docs/policy-language.md` names the same ones; a test
//! holds the two together.

/// The top of `policy.toml`.
pub(crate) const TOP: &[&str] = &[
    "format",
    "id",
    "title",
    "short",
    "board",
    "scope",
    "source",
    "zone",
    "calendar",
    "areas",
    "version",
    "fact",
    "moment",
    "role",
    "ladder",
    "stage",
    "clock",
    "duty",
    "move",
    "ending",
    "contact",
    "finding",
    "check",
    "note",
    "exclusion",
];

/// One line of `[calendar]`.
pub(crate) const CALENDAR: &[&str] = &["when"];

/// `[fact]`.
pub(crate) const FACT: &[&str] = &[
    "ask", "help", "choices", "default", "of", "needed", "heading", "quote", "readings",
];

/// `[moment]`.
pub(crate) const MOMENT: &[&str] = &[
    "name", "ask", "choices", "help", "default", "at-start", "ahead", "of", "stages", "when",
    "heading", "quote", "readings",
];

/// `[role]`.
pub(crate) const ROLE: &[&str] = &[
    "name",
    "in-school",
    "body",
    "lines",
    "heading",
    "quote",
    "readings",
];

/// One of the `lines` of a role.
pub(crate) const ROLE_LINE: &[&str] = &["side", "when", "title", "body", "same-as"];

/// `[ladder]`.
pub(crate) const LADDER: &[&str] = &["stages", "when", "entry"];

/// One line of `entry` of a ladder.
pub(crate) const ENTRY: &[&str] = &["at", "when"];

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
    "on", "when", "act", "who", "to", "copies", "paper", "part", "limit", "first", "force",
    "wants", "per", "until", "lapses", "say", "help", "reaches", "report", "heading", "quote",
    "readings",
];

/// Somebody in `to` or `copies`, in some situations.
pub(crate) const TO: &[&str] = &["party", "when"];

/// `[move]`.
pub(crate) const MOVE: &[&str] = &[
    "say", "from", "on", "to", "ask", "when", "heading", "quote", "readings",
];

/// `to` of a move that leads out of the policy.
pub(crate) const ELSEWHERE: &[&str] = &["elsewhere"];

/// `to` of a move that leads beside it.
pub(crate) const BESIDE: &[&str] = &["beside", "reaches"];

/// `[ending]`.
pub(crate) const ENDING: &[&str] = &[
    "name", "say", "stages", "on", "when", "resolves", "judge", "binds", "dissent", "heading",
    "quote", "readings",
];

/// `[exclusion]`.
pub(crate) const EXCLUSION: &[&str] = &["when", "say", "elsewhere", "heading", "quote", "readings"];

/// `[contact]`.
pub(crate) const CONTACT: &[&str] = &[
    "role", "person", "email", "phone", "address", "note", "checked", "when", "danger", "heading",
    "quote", "readings",
];

/// `[finding]`.
pub(crate) const FINDING: &[&str] = &["text", "other", "confirm", "warn"];

/// `[check]`.
pub(crate) const CHECK: &[&str] = &[
    "ask", "help", "force", "when", "heading", "quote", "readings",
];

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
    "copies",
    "neutral",
    "stages",
    "when",
    "carries-forward",
    "chases",
    "heading",
    "quote",
    "readings",
    "part",
    "field",
];

/// `[part]` of a form.
pub(crate) const PART: &[&str] = &["title", "who", "heading", "quote"];

/// `[field]` of a form.
pub(crate) const FIELD: &[&str] = &[
    "label", "help", "kind", "choices", "party", "text", "part", "source", "wanted", "report",
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
