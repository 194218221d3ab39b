//! "Check a printed form": a head read off a paper is looked for among all that every case ever had, and the
//! case it is of is worked through again before anything is said.

use crate::activity::Act;
use crate::config::Now;
use crate::failure::{Answer, AppError};
use crate::open::OpenVault;
use crate::session::Session;
use crate::views::about::about_heading;
use crate::views::details::tell;
use crate::wire::{CheckForm, FormChecked, FormOutcome, LaterView};
use crate::words::day_words;
use chrono::DateTime;
use stepwise_core::event::What;
use stepwise_core::typed_head::{DIGITS, FEWEST, GROUP, Likeness, NotTyped, TypedHead, Wrong};
use stepwise_store::{CaseId, ChainRow, Head, JournalQuery, StoreError};

/// At most so many later entries are listed; the newest.
const MOST_LATER: usize = 200;

/// Looks a printed head up.
///
/// # Errors
/// Locked; what was typed cannot be a head; the vault cannot be read.
pub(crate) fn check_form(session: &mut Session, request: CheckForm) -> Answer<FormChecked> {
    let now = session.now();
    let open = session.vault()?;
    let typed = TypedHead::parse(&request.head).map_err(|fault| refused(&fault))?;
    let answer = match nearest(open, &typed)? {
        Some(found) if found.likeness.distance() == Some(0) => known(open, &now, &found)?,
        Some(found) => slip(open, &found)?,
        None => unknown(open, &typed)?,
    };
    let case = match answer.outcome {
        FormOutcome::Holds | FormOutcome::Altered => answer.case.parse().ok(),
        FormOutcome::Slip | FormOutcome::Unknown => None,
    };
    // The answer is worth more than its own record: a full disk takes it from nobody.
    open.note_look(&now, &Act::FormChecked { case });
    Ok(FormChecked {
        typed: typed.grouped(),
        ..answer
    })
}

/// "the 17th digit, in group 5".
fn place(at: usize) -> String {
    format!("digit {at}, in group {}", at.div_ceil(GROUP))
}

fn refused(fault: &NotTyped) -> AppError {
    let (message, hint) = match fault {
        NotTyped::Nothing => (
            "Type the digits from the foot of the form.".to_owned(),
            "They stand in 16 groups of four.".to_owned(),
        ),
        NotTyped::Character { at, found } => (
            format!("\u{201c}{found}\u{201d} cannot be one of these digits."),
            format!("Look at {}: only 0 to 9 and a to f are used. A round letter is a zero, a straight one is a 1.", place(*at)),
        ),
        NotTyped::Short { digits } => (
            format!("Only {} typed.", plural_were(*digits)),
            format!("Type all {DIGITS}. The first {FEWEST}, or the last {FEWEST}, are enough to find the form."),
        ),
        NotTyped::Long { digits } => (
            format!("{digits} digits were typed, and a form has {DIGITS}."),
            "Look whether a group was typed twice, or whether other numbers of the page came with it.".to_owned(),
        ),
    };
    AppError::typed("head", &message, &hint)
}

fn plural_were(n: usize) -> String {
    match n {
        1 => "1 digit was".to_owned(),
        n => format!("{n} digits were"),
    }
}

/// A head of a case, and how what was typed stands to it.
struct Found {
    case: CaseId,
    head: Head,
    likeness: Likeness,
    /// Only the journal still knows it: no row of the case bears it.
    gone: bool,
}

/// The head that what was typed is, or is nearest to.
fn nearest(open: &OpenVault, typed: &TypedHead) -> Answer<Option<Found>> {
    let mut best: Option<Found> = None;
    let mut look = |case, head: Head, gone| {
        let likeness = typed.compare(&head.hash);
        let Some(distance) = likeness.distance() else {
            return;
        };
        let nearer = best
            .as_ref()
            .and_then(|found| found.likeness.distance())
            .is_none_or(|so_far| distance < so_far);
        if nearer {
            best = Some(Found {
                case,
                head,
                likeness,
                gone,
            });
        }
    };
    open.vault.each_head(|case, head| look(case, head, false))?;
    // A row that was taken away or altered: what the journal noted of it is still there.
    open.vault
        .each_noted_head(|_, case, head| look(case, head, true))?;
    Ok(best)
}

/// "Fri 20 Nov 2026 at 14:05".
fn moment(recorded: &str) -> String {
    DateTime::parse_from_rfc3339(recorded).map_or_else(
        |_| "an unknown time".to_owned(),
        |at| format!("{} at {}", day_words(at.date_naive()), at.format("%H:%M")),
    )
}

fn number_of(open: &OpenVault, case: CaseId) -> Answer<String> {
    match open.vault.case(case) {
        Ok(entry) => Ok(entry.number),
        Err(StoreError::NoSuchCase) => Ok("that is gone".to_owned()),
        Err(error) => Err(error.into()),
    }
}

/// A case stood like that.
fn known(open: &mut OpenVault, now: &Now, found: &Found) -> Answer<FormChecked> {
    let number = number_of(open, found.case)?;
    let whole = match open.vault.verify(found.case) {
        Ok(_) if !found.gone => true,
        Ok(_) | Err(StoreError::Altered(_) | StoreError::NoSuchCase) => false,
        Err(error) => return Err(error.into()),
    };
    let rows = open.vault.rows(found.case, found.head.seq)?;
    let (stood, after) = match rows.split_first() {
        Some((first, after)) if first.hash == found.head.hash => (Some(first), after),
        _ => (None, rows.as_slice()),
    };
    let seq = found.head.seq;
    let mut text = Vec::new();
    if let Likeness::Part { beginning } = found.likeness {
        let end = if beginning { "first" } else { "last" };
        text.push(format!(
            "You typed the {end} digits only. They are enough to find the form; type the rest to be quite sure."
        ));
    }
    if !whole {
        text.push("The digits are those of this case. But the record of the case was altered or damaged since: it does not hold today.".into());
        text.push("Do not rely on the record. Keep the paper: it shows how the case stood. Compare it with a backup of that time.".into());
        return Ok(FormChecked {
            outcome: FormOutcome::Altered,
            title: format!(
                "Case {number} stood like that after entry {seq}, and its record does not hold today"
            ),
            text,
            case: found.case.to_string(),
            number,
            seq,
            ..nothing()
        });
    }
    let when = stood.map(|row| moment(&row.recorded)).unwrap_or_default();
    text.push("Every entry of the case was worked through again just now, from the first to the last: none was altered, taken out or put in between.".into());
    text.push(match after.len() {
        0 => "Nothing has been added since.".to_owned(),
        n => format!(
            "Since then {} added.",
            match n {
                1 => "1 entry was".to_owned(),
                n => format!("{n} entries were"),
            }
        ),
    });
    text.push("This proves the record. It does not show that nobody altered the paper itself: compare its words with the record.".into());
    let (about, later) = later(open, now, found.case, after);
    Ok(FormChecked {
        outcome: FormOutcome::Holds,
        title: format!("This is case {number} as it stood after entry {seq}, on {when}"),
        text,
        case: found.case.to_string(),
        number,
        about,
        seq,
        later,
        ..nothing()
    })
}

/// Whom the case is about, and what was added, the newest first. A case that cannot be read any more still has
/// its rows.
fn later(
    open: &mut OpenVault,
    now: &Now,
    case: CaseId,
    after: &[ChainRow],
) -> (String, Vec<LaterView>) {
    let loaded = open.load_id(now, case).ok();
    let view = |row: &ChainRow| {
        let what = loaded.as_ref().and_then(|loaded| {
            let event = loaded.events.iter().find(|event| event.seq == row.seq)?;
            Some(match &event.what {
                What::Amended { seq, .. } => (*seq, format!("Amended entry {seq}")),
                What::Struck { seq, .. } => (*seq, format!("Struck out entry {seq}")),
                what => (row.seq, tell(loaded, what).title),
            })
        });
        let (shown_at, title) = what.unwrap_or((row.seq, "An entry".to_owned()));
        LaterView {
            seq: row.seq,
            shown_at,
            written: row.recorded.clone(),
            by: match &loaded {
                Some(loaded) => loaded.writer(&open.settings, row.seq, &row.actor.as_str().into()),
                None => open.settings.user_name(&row.actor),
            },
            title,
        }
    };
    let views = after.iter().rev().take(MOST_LATER).map(view).collect();
    (
        loaded
            .as_ref()
            .map(|l| about_heading(&l.case))
            .unwrap_or_default(),
        views,
    )
}

/// Nearly a head of a case.
fn slip(open: &OpenVault, found: &Found) -> Answer<FormChecked> {
    let number = number_of(open, found.case)?;
    let seq = found.head.seq;
    let wrong = match &found.likeness {
        Likeness::Wrong(wrong) => wrong.iter().map(differing).collect(),
        Likeness::Missing { at } => vec![format!("A digit is missing: {}.", place(*at))],
        Likeness::Extra { at } => vec![format!("There is one digit too many: {}.", place(*at))],
        Likeness::Same | Likeness::Part { .. } | Likeness::Other => Vec::new(),
    };
    Ok(FormChecked {
        outcome: FormOutcome::Slip,
        title: "No case ever stood quite like that. Look at the paper again".into(),
        text: vec![
            format!("What you typed is nearly how case {number} stood after entry {seq}. Correct what differs, if it was a slip, and check again."),
            "If the paper really has what you typed, it was not printed from this record as it stands there, or somebody altered it.".into(),
        ],
        can_mean: wrong,
        seq,
        ..nothing()
    })
}

fn differing(wrong: &Wrong) -> String {
    let mut at = place(wrong.at);
    if let Some(first) = at.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!(
        "{at}: you typed {}, the record has {}.",
        wrong.typed, wrong.recorded
    )
}

/// No case ever stood like that.
fn unknown(open: &OpenVault, typed: &TypedHead) -> Answer<FormChecked> {
    let mut can_mean = Vec::new();
    match typed.digits() {
        DIGITS => {}
        65 => can_mean.push("One digit too many was typed, and others differ.".to_owned()),
        n => can_mean.push(format!("Only {n} of the {DIGITS} digits were typed, and they are neither the first nor the last ones of a form.")),
    }
    can_mean.push(
        "Several digits were read wrongly. Type them again, or copy them from the PDF file.".into(),
    );
    can_mean.push(
        "The form was printed from another record: of another school, or from the sample.".into(),
    );
    let restored = open.vault.journal_page(&JournalQuery {
        kinds: vec!["restored".to_owned()],
        limit: 1,
        ..JournalQuery::default()
    })?;
    if let Some(entry) = restored.first() {
        can_mean.push(format!(
            "It was printed after the backup was made that was restored on {}. The record of before the restore is kept on this computer.",
            moment(&entry.recorded)
        ));
    }
    can_mean.push(
        "Entries of this record were lost, or the record was altered outside Stepwise.".into(),
    );
    can_mean.push("The digits on the paper were altered or made up.".into());
    Ok(FormChecked {
        outcome: FormOutcome::Unknown,
        title: "No case of this record ever stood like that".into(),
        text: vec![
            "All heads that any case ever had were compared. This alone does not show that the paper is false, and it cannot tell which of these it is:".into(),
        ],
        can_mean,
        ..nothing()
    })
}

/// An answer without anything in it.
fn nothing() -> FormChecked {
    FormChecked {
        outcome: FormOutcome::Unknown,
        title: String::new(),
        text: Vec::new(),
        can_mean: Vec::new(),
        case: String::new(),
        number: String::new(),
        about: String::new(),
        seq: 0,
        later: Vec::new(),
        typed: String::new(),
    }
}
