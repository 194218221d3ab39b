//! The recovery sheet: one key on paper, to be locked away from the computer.

use crate::activity::Act;
use crate::config::{Ask, FileKind};
use crate::failure::{Answer, AppError};
use crate::papers::leave::write_file;
use crate::papers::plain;
use crate::papers::render::{PRODUCER, failed};
use crate::session::Session;
use crate::wire::{SaveRecoverySheet, SavedView};
use stepwise_documents::{Block, Document, PdfOptions, write_pdf};

/// Saves a sheet with one of the two keys, while they are being written down.
///
/// # Errors
/// No keys are at hand any more; the folder is the vault's own; not written.
pub(crate) fn save_recovery_sheet(
    session: &mut Session,
    request: &SaveRecoverySheet,
) -> Answer<SavedView> {
    let now = session.now();
    let name = format!("recovery-sheet-{}.pdf", request.which.saturating_add(1));
    let held = session.held().ok_or(AppError::Locked)?;
    let setting = held.settings.setting.clone();
    let pending = session
        .pending
        .as_ref()
        .ok_or(AppError::NotFound("recovery key"))?;
    let key = pending
        .keys
        .get(request.which)
        .ok_or(AppError::NotFound("recovery key"))?;
    let record = session.record().map(|name| name.as_str().to_owned());
    let made = Made {
        record: record.as_deref(),
        setting: &setting,
        by: held.settings.user_name(held.user.as_str()),
        on: format!(
            "{}, {}",
            plain(now.stamp.date_naive()),
            now.stamp.format("%H:%M")
        ),
        fingerprint: held.vault.fingerprint(),
    };
    let document = sheet(&made, request.which.saturating_add(1), &key.reveal());
    let Some(path) = session.ask(Ask::SaveFile(name, FileKind::Pdf))? else {
        return Ok(SavedView::at(None));
    };
    if path.starts_with(&session.config.data_folder) {
        return Err(AppError::typed(
            "path",
            "A recovery key may not lie beside the record that it opens.",
            "Save it on a memory stick, or print it and lock it away.",
        ));
    }
    let options = PdfOptions {
        created: now.stamp,
        producer: PRODUCER.into(),
        author: setting,
        encrypt: None,
        fields: false,
    };
    write_file(
        &path,
        &write_pdf(&document, &options).map_err(failed)?.bytes,
    )?;
    if let Some(open) = session.held_mut() {
        // The sheet is saved, and its owner is better told so than of this.
        let _ = open.note(&now, &Act::RecoverySheet);
    }
    Ok(SavedView::at(Some(&path)))
}

/// Of which record a sheet is, and who made it when.
struct Made<'a> {
    /// The name by which a record beside the first one is opened; none for the first.
    record: Option<&'a str>,
    setting: &'a str,
    by: String,
    on: String,
    fingerprint: String,
}

fn sheet(made: &Made<'_>, which: usize, key: &str) -> Document {
    let groups: Vec<&str> = key.split('-').collect();
    let rows = (1..)
        .zip(&groups)
        .map(|(n, group)| (format!("Group {n}"), (*group).to_owned()))
        .collect();
    let mut about = vec![
        ("Setting".into(), made.setting.into()),
        ("Made on".into(), made.on.clone()),
        ("Made by".into(), made.by.clone()),
        ("Fingerprint of the record".into(), made.fingerprint.clone()),
    ];
    let mut keep = "In a sealed envelope, signed and dated across the flap, in a safe or with the chair of governors. Keep the two sheets in two places. \
                    Never keep one beside the computer that holds the record, nor on it. Whoever has it can read everything in the record. \
                    Once the envelope was opened, make two new keys and seal the new sheets."
        .to_owned();
    let mut start = "Start Stepwise. On the locked screen choose ".to_owned();
    if let Some(name) = made.record {
        about.insert(1, ("Separate record".into(), name.into()));
        keep.push_str(
            " Keep it apart from the sheets of the setting's other record, where the person whom this record concerns cannot reach it.",
        );
        start.push_str(&format!(
            "\u{201c}Open another record\u{201d}, type {name}, and choose "
        ));
    }
    start.push_str("\u{201c}I have forgotten the passphrase\u{201d}.");
    Document {
        title: "Recovery sheet".into(),
        language: "en-GB".into(),
        classification: "Secret: lock this away, apart from the computer".into(),
        footer_lines: vec![],
        blocks: vec![
            Block::Title(format!("Recovery sheet {which} of 2")),
            Block::KeyValues(about),
            Block::Paragraph(
                "This key opens the setting's Stepwise record, and its backups from this day on, when a passphrase is lost or when the designated safeguarding lead has left. \
                 It belongs to the setting, not to a person. Sheets made on an earlier day open only backups of that time: destroy them when those are gone."
                    .into(),
            ),
            Block::KeyValues(rows),
            Block::Note {
                label: "Keep it".into(),
                text: keep,
            },
            Block::List {
                items: vec![
                    start,
                    "Type the eight groups. A slip is shown at once, group by group.".into(),
                    "Say whose passphrase is set anew, or that somebody new takes over as lead.".into(),
                    "Choose a new passphrase. The one before stops working. Then make two new recovery keys, as you are asked to.".into(),
                    "In Settings, under About, compare the fingerprint with the one above: it says that this is the record that the sheet was made for.".into(),
                ],
                numbered: true,
            },
        ],
        attachment: None,
        outline: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that a sheet says, in order.
    fn text(record: Option<&str>) -> String {
        let made = Made {
            record,
            setting: "Hazel Bank School",
            by: "Jo March".into(),
            on: "24 November 2026, 15:00".into(),
            fingerprint: "12345".into(),
        };
        let lines = sheet(&made, 1, "000011-000022")
            .blocks
            .into_iter()
            .map(|block| match block {
                Block::KeyValues(rows) => {
                    let each = rows.iter().map(|(key, value)| format!("{key}: {value}"));
                    each.collect::<Vec<_>>().join("\n")
                }
                Block::Note { text, .. } => text,
                Block::List { items, .. } => items.join("\n"),
                _ => String::new(),
            });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_separate_record_s_sheet_says_by_which_name_it_is_opened_and_where_it_is_kept() {
        let (own, first) = (text(Some("green-heron")), text(None));
        for said in [
            "Separate record: green-heron",
            "type green-heron, and choose",
            "apart from the sheets of the setting's other record",
        ] {
            assert!(own.contains(said), "{own}");
        }
        for unsaid in ["green-heron", "another record", "other record"] {
            assert!(!first.contains(unsaid), "{first}");
        }
        assert!(first.contains("000011") && first.contains("In a sealed envelope"));
    }
}
