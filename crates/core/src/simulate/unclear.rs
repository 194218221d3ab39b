//! What a timeline says that cannot be meant.

/// One entry of a timeline that cannot be played, as a sentence with what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// A date with an offset, or none at all.
    #[error("`{0}` is no local date: write 2026-12-23 or 2026-12-23T14:00.")]
    Date(String),
    /// A fact without its answer.
    #[error("`fact` needs `is`, the answer.")]
    FactWithoutAnswer,
    /// A limit without a date.
    #[error("`limit` needs `by`, a date.")]
    LimitWithoutDate,
    /// `by` is something else than a date.
    #[error("`by` must be a date here.")]
    ByIsNoDate,
    /// `by` is something else than a side.
    #[error("`by` must be \"ours\" or \"theirs\" here.")]
    ByIsNoSide,
    /// `strike` names a record that is not there.
    #[error("There is no such record to strike.")]
    NothingToStrike,
    /// `take` names a way on that is not offered.
    #[error("`take` names a way on that is not offered here.")]
    NotOffered,
    /// `take` names a way on that does not lead to one place.
    #[error(
        "`take` needs a way on that leads to one stage, or beside the route. Write `open` for the others."
    )]
    SeveralStages,
    /// A fact of an agency that the case does not have.
    #[error("`for` names an agency that the case does not have.")]
    NoSuchAgency,
    /// A version that is not at hand.
    #[error(
        "There is no version `{label}` of this policy beside it. {}",
        if known.is_empty() {
            "Put its folder beside this one, called as the policy is with a hyphen and more.".to_owned()
        } else {
            format!("There are: {}.", known.join(", "))
        }
    )]
    NoSuchVersion {
        /// As written.
        label: String,
        /// Those that are.
        known: Vec<String>,
    },
    /// The opening names something that the policy does not have.
    #[error(
        "The policy has no {what} `{name}`.{}",
        near.as_ref().map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default()
    )]
    Unknown {
        /// "question", "answer to `subject`", "moment" or "role".
        what: String,
        /// As written.
        name: String,
        /// The nearest one that there is.
        near: Option<String>,
    },
}
