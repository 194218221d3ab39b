//! What can be made of a case beside the policy's own papers: its chronology, whole, filtered or on one page; its
//! report; a handover for a colleague; and text for the setting's own system. It leaves as papers do
//! ([`crate::papers::leaf`]), with for whom it is, and why, asked beforehand and printed on it.

mod chronology;
mod copied;
mod handover;
mod lines;
mod offer;
mod panel;

pub(crate) use copied::{copied_over, sheet_text};
pub(crate) use offer::sheets;

use crate::bundles::{Part, Purpose, all_parts, report_alone};
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::papers::leaf::{self, Leaf, Of};
use crate::papers::{gate, subject};
use crate::session::Session;
use crate::settings::Settings;
use crate::wire::{
    DraftSheet, EmailDrafted, PrintView, SavedView, SheetKind, SheetPreview, SheetQuery,
};
use crate::words::plural;
use std::collections::BTreeSet;
use stepwise_documents::Document;

/// A sheet, with how many entries of the chronology are on it, and of how many.
struct Made {
    leaf: Leaf,
    entries: usize,
    of: usize,
}

/// Draws a sheet, to be looked at before it leaves.
///
/// # Errors
/// Locked; no such case; a date that is none; no part chosen.
pub(crate) fn preview_sheet(session: &mut Session, query: &SheetQuery) -> Answer<SheetPreview> {
    let made = make(session, query)?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(SheetPreview {
        pages: leaf::show(session, &made.leaf)?,
        entries: count(made.entries),
        of: count(made.of),
    })
}

/// Saves a sheet as a PDF at a place of the user's choice.
///
/// # Errors
/// As [`preview_sheet`]; nobody named, no reason; not written or not recorded.
pub(crate) fn save_sheet(session: &mut Session, query: &SheetQuery) -> Answer<SavedView> {
    let leaf = to_leave(session, query)?;
    leaf::save(session, leaf)
}

/// All pages of a sheet, to be printed by the window.
///
/// # Errors
/// As [`save_sheet`]; too many pages.
pub(crate) fn print_sheet(session: &mut Session, query: &SheetQuery) -> Answer<PrintView> {
    let leaf = to_leave(session, query)?;
    leaf::print(session, leaf)
}

/// Drafts the e-mail that carries a sheet.
///
/// # Errors
/// As [`save_sheet`]; an address that cannot be or was not confirmed.
pub(crate) fn draft_sheet(session: &mut Session, request: &DraftSheet) -> Answer<EmailDrafted> {
    let leaf = to_leave(session, &request.which)?;
    leaf::draft(session, leaf, &request.mail)
}

/// The gate: for whom, and why they need it.
fn to_leave(session: &mut Session, query: &SheetQuery) -> Answer<Leaf> {
    gate::given((&query.for_whom, "for_whom"), (&query.why, "why"))?;
    Ok(make(session, query)?.leaf)
}

fn make(session: &mut Session, query: &SheetQuery) -> Answer<Made> {
    let loaded = session.load_case(&query.case.case)?;
    let open = session.vault()?;
    let settings = open.settings.clone();
    let user = settings.user_name(open.user.as_str());
    let (to, why) = (line(&query.for_whom), line(&query.why));
    let purpose = Purpose { to: &to, why: &why };
    let (document, stem, what, entries, of) = match query.sheet {
        SheetKind::Report => {
            let parts = parts(&loaded, query)?;
            let document = report_alone(session, &loaded, &settings, parts.clone(), &purpose)?;
            let all = all_parts(&loaded);
            let whole = all
                .iter()
                .all(|p| matches!(p, Part::File(_)) || parts.contains(p));
            let what = match whole {
                true => "Case report".to_owned(),
                false => format!(
                    "Case report, {} of {}",
                    parts.len(),
                    plural(all.len() as i64, "part")
                ),
            };
            (document, "case-report", what, 0, 0)
        }
        SheetKind::Handover => {
            let document = handover::document(session, &loaded, &settings, &purpose, &user)?;
            (document, "handover", "Handover".to_owned(), 0, 0)
        }
        SheetKind::Chronology | SheetKind::Panel | SheetKind::Text => {
            let lines = lines::read(session, &loaded, &settings, &query.filter)?;
            let (document, entries, title): (Document, usize, &str) = match query.sheet {
                SheetKind::Panel => {
                    let (document, on_it) = panel::document(&loaded, &settings, &purpose, &lines)?;
                    (document, on_it, "Chronology on one page")
                }
                _ => {
                    let document = chronology::document(&loaded, &settings, &purpose, &lines);
                    (document, lines.entries.len(), "Chronology")
                }
            };
            let what = match entries == lines.all {
                true => title.to_owned(),
                false => format!("{title}, {entries} of {}", lines::entries(lines.all)),
            };
            let stem = match query.sheet {
                SheetKind::Panel => "chronology-page",
                _ => "chronology",
            };
            (document, stem, what, entries, lines.all)
        }
    };
    Ok(Made {
        leaf: leaf(loaded, settings, user, document, (stem, what), &purpose),
        entries,
        of,
    })
}

fn leaf(
    loaded: LoadedCase,
    settings: Settings,
    user: String,
    document: Document,
    (stem, what): (&'static str, String),
    purpose: &Purpose<'_>,
) -> Leaf {
    let subject = subject(None, &loaded.number);
    Leaf {
        document,
        of: Of::Sheet {
            stem,
            what,
            to: purpose.to.to_owned(),
            why: purpose.why.to_owned(),
        },
        labels: Vec::new(),
        subject,
        words: None,
        loaded,
        settings,
        user,
    }
}

/// The parts of a report; attached files go in a bundle alone.
fn parts(loaded: &LoadedCase, query: &SheetQuery) -> Answer<BTreeSet<Part>> {
    let parts: BTreeSet<Part> = all_parts(loaded)
        .into_iter()
        .filter(|part| !matches!(part, Part::File(_)) && query.parts.contains(&part.name()))
        .collect();
    if parts.is_empty() {
        return Err(AppError::typed(
            "parts",
            "Nothing is chosen to go in.",
            "Choose at least one part.",
        ));
    }
    Ok(parts)
}
