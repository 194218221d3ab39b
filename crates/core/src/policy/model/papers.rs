//! Contacts, and forms, letters and notices.

use super::*;
use crate::ids::*;
use chrono::NaiveDate;
use serde::Serialize;

/// A board's published contact.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// Its name.
    pub id: ContactId,
    /// The office: "Business Manager".
    pub role: Text,
    /// The person, where the source names one.
    pub person: Option<Text>,
    /// The e-mail address, where the source gives one.
    pub email: Option<Text>,
    /// The telephone number, as the source gives it.
    pub phone: Option<Text>,
    /// A postal address.
    pub address: Option<Text>,
    /// What is missing or doubtful: "The e-mail address is missing in the source. Ask the board."
    pub note: Option<Text>,
    /// When the source was last checked.
    pub checked: NaiveDate,
    /// When it is the one.
    pub when: When,
    /// An emergency door: shown with danger now.
    pub danger: bool,
    /// Where it stands.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}

/// A part of a form that one side fills in.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Its name in the paper.
    pub id: String,
    /// As printed over it.
    pub title: Text,
    /// Who fills it in.
    pub who: PartyRef,
    /// Where it stands, if the source names it.
    pub cite: Option<Cite>,
}

/// Where a field of a paper gets its first answer from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Names of the children, adult or family.
    Subjects,
    /// The decision in dispute, why it is not safe, and the views recorded for each agency.
    Dispute,
    /// What was agreed, the outcomes of stages, and the next stage.
    Outcomes,
    /// The actions agreed, with owner and date.
    Actions,
    /// The stages with their dates and outcomes.
    Stages,
    /// The stage at which it was resolved.
    ResolvedStage,
    /// Days from raised to resolved, working and calendar, both labelled.
    DaysTaken,
    /// The case number.
    CaseNumber,
    /// The date raised.
    RaisedOn,
    /// The agencies in the dispute.
    Agencies,
    /// The area of disagreement, from the pack's list.
    Areas,
    /// Nobody: the user writes it.
    User,
}

/// What a report without names gathers from an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gathers {
    /// How effective the policy was.
    Effective,
    /// What was learned from the dispute.
    Learned,
}

/// How a field is drawn and answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum FieldKind {
    /// One line.
    Line,
    /// Paragraphs.
    Long,
    /// Tick one of these.
    Tick {
        /// The stages or words to tick, each with the stage that it stands for where it does.
        choices: Vec<(Text, Option<StageId>)>,
    },
    /// A block of name, designation, agency, date.
    Signature {
        /// Whose.
        party: PartyRef,
    },
    /// Words that are printed and not answered.
    Printed {
        /// The words.
        text: Text,
    },
    /// A heading between fields.
    Heading,
}

/// One field of a paper, in the source's order.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name in the pack.
    pub id: String,
    /// As the source labels it.
    pub label: Text,
    /// What helps to answer it, on screen only.
    pub help: Option<Text>,
    /// How it is drawn.
    pub kind: FieldKind,
    /// The part of the paper that it belongs to, where the paper has parts.
    pub part: Option<String>,
    /// Where its first answer comes from.
    pub source: Source,
    /// Named among what is missing when empty. Gaps never block.
    pub wanted: bool,
    /// What a report without names gathers from its answer; none where it gathers nothing.
    pub report: Option<Gathers>,
}

/// What kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// A form of fields.
    Form,
    /// A letter or message built from paragraphs.
    Letter,
}

/// A form, letter or notice.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    /// Its name.
    pub id: PaperId,
    /// Its title as printed.
    pub title: Text,
    /// Form or letter.
    pub kind: PaperKind,
    /// The return line and the purpose, in our words, printed under the title.
    pub intro: Vec<Text>,
    /// Its fields, in order. For a letter: its paragraphs, with `{placeholders}` of the closed list in the guide.
    pub fields: Vec<Field>,
    /// The paragraphs of a letter.
    pub body: Vec<Text>,
    /// The subject line of the e-mail that carries it. Names nobody.
    pub subject: Option<Text>,
    /// To whom it may go, by default.
    pub to: Vec<To>,
    /// Who gets a copy.
    pub copies: Vec<To>,
    /// Its parts, in order, where different sides fill it in.
    pub parts: Vec<Part>,
    /// When it is used.
    pub when: When,
    /// True where the board's own form is not public and this is a neutral layout.
    pub neutral: bool,
    /// The stages at which it is used. Empty: all.
    pub stages: Vec<StageId>,
    /// At a later stage the earlier stage's answers are carried forward, and both are kept.
    pub carries_forward: bool,
    /// It is sent where an answer, or a word that something arrived, did not come.
    pub chases: bool,
    /// Where it stands.
    pub cite: Cite,
    /// Readings that bear on it.
    pub readings: Vec<FindingId>,
}
