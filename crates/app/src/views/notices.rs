//! What was noticed, in words: what it means, and what to do. Nothing here is anybody's fault until it is known.

use crate::wire::NoticeView;
use stepwise_store::{CopyPlace, Notice, OpenNotice, OtherCopy};

/// A notice's title, its meaning, and what to do.
pub(crate) struct Said {
    pub title: String,
    pub text: String,
    pub todo: Vec<&'static str>,
}

const KEEP: &str = "Change nothing in Stepwise\u{2019}s folder by hand. Nothing was deleted.";
const TELL: &str = "Tell your head teacher, and note down when you saw this and what you found.";
const LOOK: &str =
    "In Settings, Backups, try the newest backup: it says what it holds that this record does not.";

/// Says what a notice means.
pub(crate) fn said(notice: Notice) -> Said {
    let (title, text, todo) = match notice {
        Notice::RolledBack { anchored, found } => (
            "This record is older than the one last used here",
            format!(
                "Its journal ends at entry {found}. On this computer entry {anchored} had been written before. An older copy of the file \
                 was put back, or the last entries were lost."
            ),
            vec![
                "Ask whoever looks after this computer whether a file was put back, by a person or by a program.",
                LOOK,
                "If it holds more, restore it: the record as it is now is kept.",
                "If nothing holds more, record again what is missing, and say that you do.",
                TELL,
            ],
        ),
        Notice::HistoryDiffers { .. } => (
            "This record is not the one last used here",
            "Its journal has another entry at a place that was noted on this computer. Two copies of the record were worked in, or it \
             was altered outside Stepwise."
                .to_owned(),
            vec![
                "Do not rely on this record before you know more.",
                LOOK,
                "Check printed forms of the cases that matter: \u{201c}Check a printed form\u{201d} says whether this record ever stood like that.",
                TELL,
                KEEP,
            ],
        ),
        Notice::AnchorMissing | Notice::AnchorUnreadable => (
            "Nobody can tell whether this record is complete",
            "The note of where it last stood is missing or cannot be read. That is so after the folder was moved to another computer by \
             hand; otherwise a file was deleted or damaged."
                .to_owned(),
            vec![
                "If you moved the folder yourself, there is nothing to do.",
                "Otherwise look at the newest records of your open cases: is what you wrote last there?",
                LOOK,
            ],
        ),
        Notice::SlotsRestored => (
            "The file with the keys was damaged, and its copy was used",
            "Nothing is lost. A passphrase that was changed just before the damage may be the old one again.".to_owned(),
            vec![
                "Make a backup now.",
                "Ask everybody who unlocks this record to try their passphrase.",
            ],
        ),
        Notice::SlotDamaged { .. } => (
            "One of the keys to this record is damaged",
            "Another person\u{2019}s passphrase, or a recovery key, may open it no more. Yours does.".to_owned(),
            vec![
                "In Settings, make new recovery keys, and put the new sheets in place of the old ones.",
                "Ask everybody else who unlocks this record to try their passphrase.",
                "Make a backup when that is done.",
            ],
        ),
        Notice::SlotsOlder => (
            "The file with the keys is an older one",
            "An older copy of it was put back. A passphrase that was changed, a recovery key that was replaced, or a person who was \
             removed may open this record again."
                .to_owned(),
            vec![
                "In Settings, change your passphrase, and make new recovery keys: that writes the file anew.",
                "Look at who can open this record, and remove who should not.",
                TELL,
            ],
        ),
        Notice::ErasedAgain { cases } => (
            "Cases that were erased on this computer were erased again",
            match cases {
                1 => "One of them was in the older record that was put back.".to_owned(),
                n => format!("{n} of them were in the older record that was put back."),
            },
            vec!["Look at the list of cases: it says which were erased, and when."],
        ),
        Notice::OtherCopy { place, .. } => return other_copy(place),
        // The store may come to notice more than this program knows words for.
        _ => (
            "Something was noticed about this record",
            "This version of Stepwise has no words for it.".to_owned(),
            vec!["Install the newest version of Stepwise.", KEEP],
        ),
    };
    Said {
        title: title.to_owned(),
        text,
        todo,
    }
}

fn other_copy(place: CopyPlace) -> Said {
    let (title, text) = match place {
        CopyPlace::Database => (
            "There is a second copy of this record in its folder",
            "It has entries that this one does not have. Programs such as OneDrive leave such a copy when two computers wrote at the same time.",
        ),
        CopyPlace::Keys => (
            "There is a second file with keys in the record\u{2019}s folder",
            "Somebody\u{2019}s passphrase or the recovery keys were changed on another computer, in a copy of this record.",
        ),
        CopyPlace::Folder => (
            "There is a second copy of this record beside it",
            "It has entries that this one does not have. Somebody worked in a copy of the folder, here or on another computer.",
        ),
        CopyPlace::Backup => (
            "Another copy of this record is backed up to the same place",
            "A backup there has entries that this record does not have. Somebody works in a copy of it on another computer.",
        ),
    };
    Said {
        title: title.to_owned(),
        text: text.to_owned(),
        todo: vec![
            "Decide on one computer for this record, and go on working there alone. Two copies cannot be put together.",
            "Find out who else worked in it, and when. Record here what they wrote there, and say where it comes from.",
            "Keep the record out of folders that are copied to other computers. Backups may go there.",
            KEEP,
        ],
    }
}

/// A notice for the window, with the places where other copies lie now.
pub(crate) fn notice_view(open: &OpenNotice, copies: &[OtherCopy]) -> NoticeView {
    let Said { title, text, todo } = said(open.notice);
    let places = match open.notice {
        Notice::OtherCopy { place, .. } => copies
            .iter()
            .filter(|copy| copy.place == place)
            .map(|copy| copy.path.display().to_string())
            .collect(),
        _ => Vec::new(),
    };
    NoticeView {
        seq: open.seq,
        at: open.recorded.clone(),
        title,
        text,
        todo: todo.into_iter().map(str::to_owned).collect(),
        places,
    }
}
