//! Why something may not be recorded.

use serde::Serialize;

/// One refusal: nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What kind.
    pub code: RefusalCode,
    /// The field of the payload, as a path: `name`, `on`, `statements.0.text`.
    pub field: Option<String>,
    /// One plain sentence. Holds no name and no answer of the case.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Which of the wanted records, from 0; none where an earlier record no longer fits.
    pub wanted: Option<usize>,
    /// The earlier record that would no longer fit, where it is about one.
    pub seq: Option<u64>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $kebab:literal),* $(,)?) => {
        /// The closed list of refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum RefusalCode { $($(#[$doc])* $name),* }

        impl RefusalCode {
            /// All codes, for tables that must be complete.
            pub const ALL: &'static [RefusalCode] = &[$(RefusalCode::$name),*];

            /// The code as written in timelines and on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(RefusalCode::$name => $kebab),* }
            }
        }
    };
}

codes! {
    /// It is said to have happened later than now.
    InFuture => "in-future",
    /// A date that no record can have, such as the year 26.
    ImpossibleDate => "impossible-date",
    /// Before the dispute was raised.
    BeforeRaised => "before-raised",
    /// Before something that must have come first.
    WrongOrder => "wrong-order",
    /// A needed text is empty.
    Empty => "empty",
    /// A name or line over 300 characters.
    TooLong => "too-long",
    /// A control character or a mark that turns text around.
    BadCharacter => "bad-character",
    /// The case was not opened yet.
    NotOpened => "not-opened",
    /// The case was opened already.
    AlreadyOpened => "already-opened",
    /// The case belongs to another policy or version.
    OtherPolicy => "other-policy",
    /// The policy has no such stage, duty, moment, answer, paper, role, clock, ending or check.
    UnknownToPolicy => "unknown-to-policy",
    /// The case has no such child, adult, agency, person, record, action or visit.
    UnknownInCase => "unknown-in-case",
    /// The name within the case is taken.
    AlreadyThere => "already-there",
    /// The case is closed.
    CaseClosed => "case-closed",
    /// The case is not closed.
    NotClosed => "not-closed",
    /// The stage cannot be opened from here, or not for this reason.
    StageNotAllowed => "stage-not-allowed",
    /// The stay at the stage is not the open one.
    StageNotOpen => "stage-not-open",
    /// It was settled already.
    AlreadySettled => "already-settled",
    /// The duty has not arisen.
    DutyNotArisen => "duty-not-arisen",
    /// The policy sets the limit itself.
    LimitNotAsked => "limit-not-asked",
    /// The ending is not on offer here.
    EndingNotOffered => "ending-not-offered",
    /// The policy does not cover this dispute: it says where to go instead.
    Excluded => "excluded",
    /// The record to be corrected does not exist.
    NoSuchRecord => "no-such-record",
    /// The record was struck already.
    AlreadyStruck => "already-struck",
    /// The correction is of another type, or of another thing, than the record.
    OtherThing => "other-thing",
    /// The opening of a case, and its move to another version, cannot be struck.
    CannotStrike => "cannot-strike",
    /// Stages are taken back from the last one.
    LastStageFirst => "last-stage-first",
}

impl Refusal {
    /// A refusal with its sentence and what to do.
    pub(super) fn new(
        code: RefusalCode,
        field: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let field = (!field.is_empty()).then(|| field.to_owned());
        Self {
            code,
            field,
            message: message.into(),
            remedy: remedy.into(),
            wanted: None,
            seq: None,
        }
    }
}
