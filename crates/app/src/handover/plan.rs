//! What taking a case on would do, in words, before anything is done. Nothing is changed here.

use super::came::{Came, Read, Waiting, WhyNot};
use super::names::handed;
use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::handover::Elsewhere;
use crate::loaded::LoadedCase;
use crate::open::OpenVault;
use crate::papers::plain;
use crate::views::chronicle::chronology_to_read;
use crate::wire::{ChronicleView, TakeOnHow, TakeOnPlan};
use stepwise_store::Meeting;

/// What came, how it stands to what is here, and what would be taken.
pub(super) struct Plan {
    pub meeting: Meeting,
    pub read: Result<Read, WhyNot>,
    /// The first entry that would be taken.
    pub from: u64,
    /// Files that would be taken, each with its place in the bundle.
    pub files: Vec<(usize, Waiting)>,
}

impl Plan {
    /// Works it out.
    ///
    /// # Errors
    /// The record cannot be read; the bundle does not hold.
    pub fn of(open: &mut OpenVault, came: &Came<'_>) -> Answer<Self> {
        let meeting = open.vault.meet(&came.arriving()?)?;
        let from = match meeting {
            Meeting::New => Some(1),
            Meeting::Continues { from }
            | Meeting::Parted {
                from, kept: false, ..
            } => Some(from),
            _ => None,
        };
        let mut plan = Self {
            meeting,
            read: came.read(open)?,
            from: from.unwrap_or(u64::MAX),
            files: Vec::new(),
        };
        if let (Ok(read), Some(from)) = (&plan.read, from) {
            match came.attached(&read.events, from) {
                Ok(files) => plan.files = files,
                Err(why) => plan.read = Err(why),
            }
        }
        Ok(plan)
    }

    /// Something can be taken.
    pub fn can(&self) -> bool {
        self.read.is_ok() && self.from != u64::MAX
    }
}

/// "1 entry", "7 entries".
pub(super) fn entries(count: u64) -> String {
    match count {
        1 => "1 entry".to_owned(),
        n => format!("{n} entries"),
    }
}

/// The day on which an entry of what came was written, in its own zone.
fn written(came: &Came<'_>, seq: u64) -> String {
    let row = came.rows.iter().find(|row| row.seq == seq);
    let at = row.and_then(|row| chrono::DateTime::parse_from_rfc3339(&row.recorded).ok());
    at.map_or_else(|| "an unknown day".to_owned(), |at| plain(at.date_naive()))
}

/// What is said, and how it stands.
struct Said {
    how: TakeOnHow,
    title: String,
    text: String,
    undone: &'static str,
}

const STAYS: &str = "This cannot be taken back: entries are never deleted one by one. A whole case is erased when its time to be \
                     kept has passed.";
const READ_ONLY: &str =
    "This cannot be taken back: it stays beside the case, to be read, until the case is erased.";

fn said(came: &Came<'_>, meeting: Meeting, number: &str) -> Said {
    let say = |how, title: String, text: String, undone| Said {
        how,
        title,
        text,
        undone,
    };
    let all = u64::try_from(came.rows.len()).unwrap_or(u64::MAX);
    match meeting {
        Meeting::New => say(
            TakeOnHow::New,
            "This case is not in your record yet".to_owned(),
            format!(
                "You can take it on: all {} with the files that belong to them. It gets the next number of your record, and \
                 keeps {} as its number there.",
                entries(all), came.manifest.number
            ),
            STAYS,
        ),
        Meeting::Continues { from } => say(
            TakeOnHow::Continues,
            format!(
                "This continues your case {number}: {} new, from {}",
                match all + 1 - from {
                    1 => "1 entry is".to_owned(),
                    n => format!("{n} entries are"),
                },
                written(came, from)
            ),
            "They are added to your case as they were written there, and it goes on from there as one record.".to_owned(),
            STAYS,
        ),
        Meeting::Same => say(
            TakeOnHow::Same,
            format!("You have all of this: it is the same as your case {number}"),
            "There is nothing to take on.".to_owned(),
            "",
        ),
        Meeting::Older { more } => say(
            TakeOnHow::Older,
            format!("What they sent is older: your case {number} has {} more", entries(more)),
            "There is nothing to take on. Ask them whether they recorded something after this was made.".to_owned(),
            "",
        ),
        Meeting::Parted { from, ours, theirs, kept } => {
            let title = match from {
                1 => format!("Both records of case {number} differ from their first entry on"),
                from => format!(
                    "Both went on after {}: yours has {} that theirs has not, theirs has {}",
                    written(came, from - 1), entries(ours), entries(theirs)
                ),
            };
            match kept {
                true => say(
                    TakeOnHow::Kept,
                    title,
                    format!("Theirs is kept beside your case {number} already. Nothing was merged."),
                    "",
                ),
                false => say(
                    TakeOnHow::BothWentOn,
                    title,
                    format!(
                        "Nothing is merged. Your case {number} stays as it is, and theirs can be kept beside it, to be read. \
                         Speak with each other, and agree which of the two goes on; what matters of the other is then recorded \
                         in that one."
                    ),
                    READ_ONLY,
                ),
            }
        }
        Meeting::Erased => say(
            TakeOnHow::Erased,
            "This case was erased from your record".to_owned(),
            "It cannot be taken on again. Your list of cases says when it was erased, by whom and why.".to_owned(),
            "",
        ),
        Meeting::Another => say(
            TakeOnHow::Another,
            "This does not belong to the case that bears its name here".to_owned(),
            "A case with the same mark began in another record. That does not happen by chance: do not use this file, and \
             ask whoever sent it, by telephone, how it was made."
                .to_owned(),
            "",
        ),
    }
}

/// The lines of some entries, newest first.
fn lines(loaded: &LoadedCase, open: &OpenVault, from: u64) -> Vec<ChronicleView> {
    let mut lines = chronology_to_read(loaded, &open.settings).entries;
    lines.retain(|line| line.seq >= from);
    lines
}

/// The plan for the window.
///
/// # Errors
/// The record cannot be read.
pub(super) fn view(
    open: &mut OpenVault,
    now: &Now,
    came: &Came<'_>,
    backup: bool,
) -> Answer<TakeOnPlan> {
    let plan = &Plan::of(open, came)?;
    let case = came.case()?;
    let here = match open.vault.case(case) {
        Ok(entry) => Some(entry),
        Err(stepwise_store::StoreError::NoSuchCase) => None,
        Err(error) => return Err(error.into()),
    };
    let number = here
        .as_ref()
        .map(|entry| entry.number.clone())
        .unwrap_or_default();
    let said = said(came, plan.meeting, &number);
    let (mut theirs, mut ours, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    if let (Ok(read), true) = (&plan.read, plan.can()) {
        let elsewhere = Elsewhere::of(&open.vault.taken_on(case)?).and_from(plan.from);
        let loaded = came.loaded(open, now, (read, number.clone(), elsewhere))?;
        theirs = lines(&loaded, open, plan.from);
        if matches!(plan.meeting, Meeting::Parted { .. })
            && let Some(entry) = &here
        {
            ours = lines(&open.load_entry(now, entry)?, open, plan.from);
        } else if read.events.last().and_then(handed).is_none() {
            warnings.push(
                "It was not made to be taken on: whoever sent it may go on recording. Ask them to stop, or what you send back \
                 will stand beside their case and not continue it."
                    .to_owned(),
            );
        }
    }
    let why_not = match &plan.read {
        Err(why) if plan.from != u64::MAX || matches!(plan.meeting, Meeting::New) => {
            format!("{} {}", why.sentence, why.ask)
        }
        _ => String::new(),
    };
    let bytes = plan.files.iter().map(|(_, file)| file.about.size).sum();
    Ok(TakeOnPlan {
        how: said.how,
        title: said.title,
        text: said.text,
        undone: said.undone.to_owned(),
        can: plan.can(),
        why_not,
        case: here
            .as_ref()
            .map(|entry| entry.id.to_string())
            .unwrap_or_default(),
        number,
        theirs: came.manifest.number.clone(),
        digest: came.digest.to_owned(),
        seen: here.map_or(0, |entry| entry.head.seq),
        entries: theirs,
        ours,
        files: u32::try_from(plan.files.len()).unwrap_or(u32::MAX),
        bytes,
        backup,
        warnings,
    })
}

/// The plan that somebody saw is still the one that holds.
///
/// # Errors
/// Another bundle is open; the case has gone on.
pub(super) fn as_seen(open: &OpenVault, came: &Came<'_>, seen: (&str, u64)) -> Answer<()> {
    let head = match open.vault.head(came.case()?) {
        Ok(head) => head.seq,
        Err(stepwise_store::StoreError::NoSuchCase) => 0,
        Err(error) => return Err(error.into()),
    };
    match (came.digest, head) == seen {
        true => Ok(()),
        false => Err(AppError::Conflict),
    }
}
