//! The handover sheet: what a colleague needs who takes over today, first what protects each child now.

use super::lines;
use crate::bundles::{Part, Purpose, facts, limits, section, sheet, timeline};
use crate::emergency;
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::papers::{moment, plain};
use crate::session::Session;
use crate::settings::Settings;
use crate::views::who::contact_view;
use crate::wire::{CaseView, DueView, TaskView, WhoView, WhoseView};
use crate::words::sentence;
use std::collections::BTreeSet;
use stepwise_core::time::Happened;
use stepwise_documents::{Block, Document, Table};

/// How many of the last entries are told.
const LAST: usize = 5;

/// The sheet.
///
/// # Errors
/// The record cannot be read.
pub(super) fn document(
    session: &mut Session,
    loaded: &LoadedCase,
    settings: &Settings,
    purpose: &Purpose<'_>,
    by: &str,
) -> Answer<Document> {
    let view = session.vault()?.case_view(loaded);
    let mut head = facts(loaded, settings, purpose);
    head.push(("Handed over by".into(), by.to_owned()));
    head.retain(|(_, text)| !text.trim().is_empty());
    let mut blocks = vec![
        Block::Title(format!("Handover: case {}", loaded.number)),
        Block::KeyValues(head),
    ];
    blocks.push(Block::Note {
        label: "Before you begin.".into(),
        text: format!(
            "If there is danger now, ring 999 or the front door first. This sheet was true when it was made. \
             The whole record is in Stepwise, under case {}, with every paper and attached file.",
            loaded.number
        ),
    });
    blocks.push(heading("What protects each of them now"));
    blocks.extend(safety(&view));
    blocks.push(heading("The next act"));
    blocks.extend(next(&view));
    blocks.push(heading("What is open"));
    blocks.extend(open(&view));
    blocks.extend(limits(loaded));
    blocks.push(heading("Who to ring"));
    let chosen = BTreeSet::from([Part::People]).into();
    blocks.extend(section(session, loaded, settings, &chosen, &Part::People)?);
    let data = session.config.data_folder.clone();
    let sample = session.vault()?.sample;
    let emergency = emergency::read(&data, sample)
        .into_iter()
        .map(|c| (c.name, c.phone, c.note));
    let boards = loaded.policy.contacts.iter().map(|c| {
        let view = contact_view(&loaded.policy, settings, c);
        let who = match view.person.is_empty() {
            true => view.role,
            false => format!("{}, {}", view.person, view.role),
        };
        let reach = [view.phone, view.email];
        let reach = reach.into_iter().filter(|t| !t.is_empty());
        (who, reach.collect::<Vec<_>>().join("\n"), view.note)
    });
    blocks.extend(others(emergency.chain(boards).collect()));
    blocks.push(heading("What happened last"));
    blocks.extend(last(session, loaded, settings)?);
    let title = format!("Handover {}", loaded.number);
    Ok(sheet(loaded, title, blocks))
}

fn heading(text: &str) -> Block {
    Block::Heading {
        level: 2,
        text: text.to_owned(),
        id: None,
    }
}

fn day(iso: &str) -> String {
    iso.parse().map(plain).unwrap_or_else(|_| iso.to_owned())
}

fn safety(view: &CaseView) -> Vec<Block> {
    let mut blocks = Vec::new();
    for plan in &view.plans {
        blocks.push(Block::Heading {
            level: 3,
            text: plan.name.clone(),
            id: None,
        });
        if plan.measures.trim().is_empty() {
            blocks.push(Block::Note {
                label: "No plan is recorded.".into(),
                text: "See first to what keeps them safe while this goes on, and record it.".into(),
            });
        }
        let looked = plan.reviewed.as_ref().map_or_else(String::new, |on| {
            let time = on.time.as_deref().and_then(|t| t.parse().ok());
            let on = on.date.parse().map(|date| moment(Happened { date, time }));
            let stale = match plan.stale {
                true => ". Not looked at since this stage opened.",
                false => "",
            };
            format!("{}{stale}", on.unwrap_or_default())
        });
        let mut rows = vec![
            ("What protects them", plan.measures.clone()),
            ("Who does it", plan.by_whom.clone()),
            ("Looked at", looked),
            (
                "Next look",
                plan.next_review.as_deref().map(day).unwrap_or_default(),
            ),
            ("Own words, last recorded", plan.own_words.clone()),
            ("Family, last recorded", plan.family.clone()),
        ];
        rows.retain(|(_, text)| !text.trim().is_empty());
        if !rows.is_empty() {
            let rows = rows
                .into_iter()
                .map(|(label, text)| (label.to_owned(), text));
            blocks.push(Block::KeyValues(rows.collect()));
        }
    }
    if view.plans.is_empty() {
        blocks.push(Block::Paragraph("Nobody is named in the case yet.".into()));
    }
    blocks
}

/// "20 November 2026, in 2 working days", and whose date it is where it is our own.
fn due(due: &DueView) -> String {
    let time = due
        .time
        .as_deref()
        .map(|t| format!(" at {t}"))
        .unwrap_or_default();
    let mut words = format!("{}{time}", day(&due.date));
    for more in [due.distance.as_str(), &due.closed_day, &due.out_of_term] {
        if !more.trim().is_empty() {
            words = format!("{words}, {more}");
        }
    }
    if due.own {
        words.push_str(" (our own date)");
    }
    words
}

/// A date that the two sides agreed.
fn agreed(due: &DueView) -> String {
    format!("{}, {}", day(&due.date), due.distance)
}

fn next(view: &CaseView) -> Vec<Block> {
    let act = match view.act.trim() {
        "" => "Nothing is asked for by the policy now.".to_owned(),
        act => act.to_owned(),
    };
    let mut rows = vec![
        ("Stage".to_owned(), view.stage.clone()),
        ("Do this".to_owned(), act),
    ];
    let by = match (&view.due, view.no_limit) {
        (Some(date), _) => due(date),
        (None, true) => "The policy gives no date here.".to_owned(),
        (None, false) => String::new(),
    };
    rows.push(("By".into(), by));
    if let Some(own) = &view.own_date {
        rows.push((format!("Our own date: {}", view.own_date_what), due(own)));
    }
    rows.retain(|(_, text)| !text.trim().is_empty());
    vec![Block::KeyValues(rows)]
}

/// A name with how to reach them, in a line.
fn who(who: &WhoView) -> String {
    let name = match who.name.is_empty() {
        true => sentence(&who.capacity),
        false => who.name.clone(),
    };
    match who.phone.is_empty() {
        true => name,
        false => format!("{name}, {}", who.phone),
    }
}

fn open(view: &CaseView) -> Vec<Block> {
    let mut blocks = Vec::new();
    let of = |ours: bool, earlier: bool| {
        let open = view.tasks.iter().filter(|t| t.state == "open");
        let of = open.filter(|t| {
            t.earlier == earlier && matches!(t.whose, WhoseView::Ours | WhoseView::Both) == ours
        });
        once_each(of.map(task).collect())
    };
    let actions = view.actions.iter().filter(|a| a.state == "open").map(|a| {
        let by = a.due.as_ref().map(agreed).unwrap_or_default();
        vec![a.what.clone(), by, a.owner.clone()]
    });
    for (title, rows) in [
        ("For us, at this stage", of(true, false)),
        ("Agreed actions", actions.collect()),
        ("For us, left from earlier stages", of(true, true)),
        (
            "For the other side and others, at this stage",
            of(false, false),
        ),
    ] {
        if rows.is_empty() {
            continue;
        }
        blocks.push(Block::Heading {
            level: 3,
            text: title.to_owned(),
            id: None,
        });
        blocks.push(Block::Table(Table {
            caption: String::new(),
            header: ["What", "By when", "Who"].map(String::from).to_vec(),
            rows,
            widths: vec![5.0, 3.0, 3.0],
            // With one row there would be more headings than what they head.
            row_headers: false,
        }));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph("Nothing is open.".into()));
    }
    blocks
}

/// The same asked more than once, as after several stages, stands once, with how often.
fn once_each(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut each: Vec<(Vec<String>, usize)> = Vec::new();
    for row in rows {
        match each.iter_mut().find(|(r, _)| *r == row) {
            Some((_, n)) => *n += 1,
            None => each.push((row, 1)),
        }
    }
    let told = each.into_iter().map(|(mut row, n)| {
        if let (true, Some(what)) = (n > 1, row.first_mut()) {
            what.push_str(&format!(" ({n} times)"));
        }
        row
    });
    told.collect()
}

fn task(task: &TaskView) -> Vec<String> {
    let what = match task.of.is_empty() {
        true => task.say.clone(),
        false => format!("{}: {}", task.say, task.of),
    };
    let mut by = task.due.as_ref().map(due).unwrap_or_default();
    if by.is_empty() {
        by.clone_from(&task.urgency);
    }
    if task.late {
        by = format!("{by} Late.").trim().to_owned();
    }
    let mut people = vec![who(&task.who)];
    people.extend(task.to.iter().map(|to| format!("to {}", who(to))));
    vec![what, by, people.join("\n")]
}

/// Numbers beside those of the case's people.
fn others(rows: Vec<(String, String, String)>) -> Vec<Block> {
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .filter(|(_, reach, _)| !reach.trim().is_empty())
        .map(|(who, reach, note)| vec![who, reach, note])
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::Table(Table {
        caption: "Front door, emergency and the board".into(),
        header: ["Who", "Contact", "Note"].map(String::from).to_vec(),
        rows,
        widths: vec![3.5, 3.0, 4.0],
        row_headers: false,
    })]
}

fn last(session: &mut Session, loaded: &LoadedCase, settings: &Settings) -> Answer<Vec<Block>> {
    let mut entries = lines::all(session, loaded, settings)?;
    entries.retain(|e| !matches!(e.group.as_str(), "paper" | "detail"));
    let from = entries.len().saturating_sub(LAST);
    let last: Vec<_> = entries.iter().skip(from).map(timeline).collect();
    Ok(match last.is_empty() {
        true => vec![Block::Paragraph("Nothing has been recorded yet.".into())],
        false => vec![Block::Timeline(last)],
    })
}
