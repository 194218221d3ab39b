//! Files that somebody chose: read, looked at, and held in memory until they are attached.

use super::reader::{Found, Job, Reader};
use super::told::size_words;
use crate::clean::line;
use crate::config::{Ask, OpenKind};
use crate::failure::Answer;
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::wire::{CaseRef, FilesPicked, PickedView};
use crate::words::day_words;
use sha2::{Digest as _, Sha256};
use std::io::Read as _;
use std::path::Path;
use stepwise_foreign::{Kind, Said, plain_name, spelled_out};
use stepwise_store::MAX_DOCUMENT_BYTES;

/// So many are looked at at once.
const MOST_FILES: usize = 30;
/// So many bytes are held in memory at once.
const MOST_BYTES: usize = 6 * MAX_DOCUMENT_BYTES;

/// A file that was chosen and is not kept yet.
pub(crate) struct Picked {
    pub token: String,
    /// The case for which it was chosen.
    pub case: String,
    pub name: String,
    pub original: String,
    pub media_type: String,
    pub sha256: String,
    pub says: Vec<(String, String)>,
    pub bytes: Vec<u8>,
}

/// Why a file was not taken, with what to do.
pub(crate) struct Not(String, String);

impl Not {
    fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self(message.into(), remedy.into())
    }

    /// Both, as they are read one after the other.
    pub fn words(&self) -> String {
        format!("{} {}", self.0, self.1)
    }
}

/// Asks for files and looks at them. What was chosen before is let go; nothing is kept yet.
///
/// # Errors
/// Locked; no such case.
pub(crate) fn choose_files(session: &mut Session, case: &CaseRef) -> Answer<FilesPicked> {
    session.load_case(&case.case)?;
    let places = session.ask_several(Ask::OpenFiles(OpenKind::Attach))?;
    session.picked.clear();
    let loaded = session.load_case(&case.case)?;
    let reader = Reader::of(session);
    let mut files = Vec::with_capacity(places.len());
    let mut picked: Vec<Picked> = Vec::new();
    for (n, place) in places.iter().enumerate() {
        let original = place
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let held: usize = picked.iter().map(|p| p.bytes.len()).sum();
        let taken = match n < MOST_FILES && held <= MOST_BYTES {
            true => read(place),
            false => Err(Not::new(
                "These are too many at once.",
                "Attach the others first. Then choose this one again.",
            )),
        };
        let (view, one) = picked_of(&reader, &loaded, &picked, (taken, &original))?;
        files.push(view);
        picked.extend(one);
    }
    session.picked = picked;
    Ok(FilesPicked { files })
}

/// Looks at one file that is in memory, for a case: what the window is told of it, and the file where it is taken.
///
/// # Errors
/// The system gives no random numbers.
pub(crate) fn pick_one(
    reader: &Reader,
    loaded: &LoadedCase,
    bytes: Vec<u8>,
    original: &str,
) -> Answer<(PickedView, Option<Picked>)> {
    picked_of(reader, loaded, &[], (Ok(bytes), original))
}

fn picked_of(
    reader: &Reader,
    loaded: &LoadedCase,
    picked: &[Picked],
    (taken, original): (Result<Vec<u8>, Not>, &str),
) -> Answer<(PickedView, Option<Picked>)> {
    let looked = taken.and_then(|bytes| look(reader, bytes, original));
    Ok(match looked.and_then(|one| new_here(loaded, picked, one)) {
        Ok(mut one) => {
            let token = crate::use_cases::new_id("file")?;
            one.view.token.clone_from(&token);
            let picked = Picked {
                token,
                case: loaded.id.to_string(),
                ..one.picked
            };
            (one.view, Some(picked))
        }
        Err(Not(refused, remedy)) => {
            let view = PickedView {
                token: String::new(),
                name: spelled_out(original),
                original: String::new(),
                kind: String::new(),
                size: 0,
                refused,
                remedy,
                remarks: Vec::new(),
                says: Vec::new(),
                dated: None,
            };
            (view, None)
        }
    })
}

/// The bytes of a plain file, no more of them than are taken, whatever length it says it has.
pub(crate) fn read(place: &Path) -> Result<Vec<u8>, Not> {
    let unread = |error: &std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Not::new(
            "This file is not there any more.",
            "Look where it went, and choose it again.",
        ),
        std::io::ErrorKind::PermissionDenied => Not::new(
            "This file may not be opened by you.",
            "Ask whoever keeps it for a copy, and choose that.",
        ),
        _ => Not::new(
            "This file could not be read from the disk.",
            "Copy it to this computer, and choose the copy. Nothing of it was kept.",
        ),
    };
    let about = std::fs::metadata(place).map_err(|e| unread(&e))?;
    if !about.is_file() {
        return Err(Not::new(
            "This is not a file.",
            "Choose the files in it one by one.",
        ));
    }
    let file = std::fs::File::open(place).map_err(|e| unread(&e))?;
    let mut bytes = Vec::new();
    file.take(MAX_DOCUMENT_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| unread(&e))?;
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(Not::new(
            format!(
                "This file has {}. At most {} MB are kept in one file.",
                size_words(about.len().max(bytes.len() as u64)),
                MAX_DOCUMENT_BYTES >> 20
            ),
            "Make a smaller copy, or keep it where it is and say in a record where that is.",
        ));
    }
    Ok(bytes)
}

/// A file with what the window is told of it.
struct Looked {
    picked: Picked,
    view: PickedView,
}

fn look(reader: &Reader, bytes: Vec<u8>, original: &str) -> Result<Looked, Not> {
    let job = Job::Look {
        name: original.to_owned(),
    };
    let (found, _) = reader
        .read(&job, &bytes)
        .map_err(|error| Not::new(error.to_string(), error.remedy()))?;
    let (media_type, said, day, unshown) = match found {
        Found::Looked {
            media_type,
            said,
            day,
            unshown,
        } => (media_type, said, day, unshown),
        Found::Refused { message, remedy } => return Err(Not(message, remedy)),
        _ => {
            return Err(Not::new(
                "This file could not be looked at.",
                "Save it as a PDF file, and attach that.",
            ));
        }
    };
    let Some(kind) = Kind::of_media_type(&media_type) else {
        return Err(Not::new(
            "This file could not be looked at.",
            "Save it as a PDF file, and attach that.",
        ));
    };
    let plain = plain_name(&line(original), kind);
    // An ending in capitals is no other name.
    let changed = plain.name.to_lowercase() != original.to_lowercase();
    let spelled = if changed {
        spelled_out(original)
    } else {
        String::new()
    };
    let says = says(&said);
    let mut remarks = Vec::new();
    if let Some(other) = &plain.other_ending {
        remarks.push(format!(
            "Its name ends in .{other}, but by its content it is {}. It is kept as {}.",
            kind.words(),
            plain.name
        ));
    } else if changed {
        remarks.push(format!(
            "Its name had parts that a file name should not have. It is kept as {}.",
            plain.name
        ));
    }
    if said.place.is_some() {
        remarks.push(
            "This photograph carries the place where it was taken. Whoever is given the file can read that too."
                .to_owned(),
        );
    }
    if !unshown.is_empty() {
        remarks.push(format!(
            "{unshown} It is kept all the same, and can be saved out."
        ));
    }
    let dated = said.taken.map(|t| t.date()).or(day);
    let view = PickedView {
        token: String::new(),
        name: plain.name.clone(),
        original: spelled.clone(),
        kind: kind.words().to_owned(),
        size: bytes.len() as u64,
        refused: String::new(),
        remedy: String::new(),
        remarks,
        says: says.clone(),
        dated: dated.map(|d| d.to_string()),
    };
    let picked = Picked {
        token: String::new(),
        case: String::new(),
        name: plain.name,
        original: spelled,
        media_type,
        sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)),
        says,
        bytes,
    };
    Ok(Looked { picked, view })
}

/// What a photograph says of itself, in words.
fn says(said: &Said) -> Vec<(String, String)> {
    let mut says = Vec::new();
    if let Some(taken) = said.taken {
        let words = taken.format("%-d %B %Y at %H:%M, by the camera's own clock");
        says.push(("Taken".to_owned(), words.to_string()));
    }
    if let Some((north, east)) = said.place {
        let half = |value: f64, plus: &str, minus: &str| {
            format!(
                "{:.5}° {}",
                value.abs(),
                if value < 0.0 { minus } else { plus }
            )
        };
        let words = format!(
            "{}, {}",
            half(north, "north", "south"),
            half(east, "east", "west")
        );
        says.push(("Place".to_owned(), words));
    }
    if !said.camera.is_empty() {
        says.push(("Camera".to_owned(), line(&said.camera)));
    }
    says
}

/// Refuses what is with the case already, or among those just chosen, and says where.
fn new_here(loaded: &LoadedCase, picked: &[Picked], one: Looked) -> Result<Looked, Not> {
    let sha256 = &one.picked.sha256;
    if let Some(other) = picked.iter().find(|p| p.sha256 == *sha256) {
        return Err(Not::new(
            format!(
                "This is the very same file as {}, chosen just now.",
                other.name
            ),
            "It is taken once.",
        ));
    }
    let there = loaded
        .case
        .attachments
        .iter()
        .find(|a| a.value.sha256 == *sha256);
    if let Some(there) = there {
        let day = there
            .recorded
            .with_timezone(&loaded.policy.zone)
            .date_naive();
        let place = super::told::belongs_words(loaded, &there.value.belongs);
        let place = match place.as_str() {
            "" => String::new(),
            place => format!(" It belongs to: {place}."),
        };
        return Err(Not::new(
            format!(
                "This very file is with the case already, as {}, attached on {}.{place}",
                there.value.name,
                day_words(day)
            ),
            "Use that one. What is said of it can be corrected.",
        ));
    }
    Ok(one)
}
