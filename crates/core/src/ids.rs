//! Names of things: in a policy pack (chosen by its author) and in a case (chosen by the app).

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Wraps the name as it stands; packs are checked for form when they are read.
            pub fn new(name: impl Into<String>) -> Self { Self(name.into()) }
            /// The name as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl From<String> for $name {
            fn from(name: String) -> Self { Self(name) }
        }
        impl From<&str> for $name {
            fn from(name: &str) -> Self { Self(name.to_owned()) }
        }
    )*};
}

names! {
    /// A policy, stable over its versions, such as a folder name under `policies/`.
    PolicyId,
    /// The SHA-256 of a pack's bytes in hex: one exact version of a policy.
    PolicyDigest,
    /// A calendar of working days for one place.
    CalendarId,
    /// A question with a finite set of answers that a rule may depend on.
    FactId,
    /// One answer to a [`FactId`].
    ChoiceId,
    /// A happening that the pack names and the user dates.
    MomentId,
    /// A route through stages.
    LadderId,
    /// One stage.
    StageId,
    /// One time limit.
    ClockId,
    /// One thing somebody must, should or may do.
    DutyId,
    /// One way from a stage to another.
    MoveId,
    /// One way in which a dispute ends.
    EndingId,
    /// What a policy does not cover.
    ExclusionId,
    /// A form, letter or notice.
    PaperId,
    /// A rung: the capacity in which somebody acts, such as a line manager.
    RoleId,
    /// A published contact of the board.
    ContactId,
    /// A stated reading of an unclear source.
    FindingId,
    /// One question of the checklist before escalating.
    CheckId,
    /// A child or adult whom the case is about.
    SubjectId,
    /// An agency in the case.
    AgencyId,
    /// A person in the case, on either side.
    PersonId,
    /// One record in the chronology.
    EntryId,
    /// One agreed action.
    ActionId,
    /// One file that is kept with the case: the name of its bytes in the vault.
    AttachmentId,
    /// A hold on a case.
    HoldId,
    /// One request for a copy of what is recorded.
    RequestId,
    /// A child's leaving for another school.
    LeavingId,
    /// A user of this vault.
    UserId,
}
