//! Seeing what a bundle would hold, and making one.

use super::asked::Asked;
use super::files::{fetched, in_size};
use super::left::{PDF, left};
use super::own_password;
use super::parts::{self, Part};
use super::quality::remarks;
use super::report::report;
use super::without::{Out, people};
use crate::activity::Act;
use crate::blackout::{Going, looked_at, pdf, show};
use crate::config::{Ask, KdfChoice};
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::files::bytes;
use crate::loaded::LoadedCase;
use crate::papers::leave::{free, release, stage, stage_by};
use crate::papers::render::PRODUCER;
use crate::room::room_for;
use crate::session::Session;
use crate::under_way::Working;
use crate::views::about::about_heading;
use crate::wire::{
    BundleContentsView, BundleMade, BundlePreview, BundleQuery, BundleWords, CaseRef, LongWork,
    MakeBundle,
};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use stepwise_bundle::{Contents, Fetched, Item, WORK_FACTOR, seal};
use stepwise_core::event::Attachment;

/// What a bundle of this case would hold.
///
/// # Errors
/// Locked; no such case.
pub(crate) fn bundle(session: &mut Session, case: &CaseRef) -> Answer<BundleContentsView> {
    let loaded = session.load_case(&case.case)?;
    Ok(BundleContentsView {
        case: loaded.id.to_string(),
        seen: loaded.head.seq,
        number: loaded.number.clone(),
        about: about_heading(&loaded.case),
        parts: parts::all(&loaded)
            .iter()
            .map(|part| parts::view(&loaded, part))
            .collect(),
        people: people(&loaded),
        quality: remarks(&loaded),
        sent: left(&loaded),
    })
}

/// Every entry that would go, with what would be taken out of it.
///
/// # Errors
/// Locked; no such case, person or entry.
pub(crate) fn bundle_words(session: &mut Session, query: &BundleQuery) -> Answer<BundleWords> {
    let loaded = session.load_case(&query.case.case)?;
    let settings = session.vault()?.settings.clone();
    let parts = parts::by_name(&loaded, &query.parts);
    let out = Out::new(&loaded, &query.without)?;
    let (chosen, _) = out.of(parts);
    Ok(out.words(&loaded, &settings, &chosen))
}

/// Draws the bundle's pages as they would go. Where anything is taken out, each has to be looked at.
///
/// # Errors
/// Locked; nothing chosen; nobody named; the pages could not be made; stopped.
pub(crate) fn preview_bundle(session: &mut Session, request: &MakeBundle) -> Answer<BundlePreview> {
    let loaded = session.load_case(&request.case.case)?;
    let asked = Asked::of(&loaded, request)?;
    let working = session.under_way.begin(LongWork::Bundle);
    let going = going(session, &loaded, &asked, &working)?;
    let stored = session.vault()?.vault.events(loaded.id)?;
    let given = asked.given(&loaded, &stored);
    let pages = show(session, &loaded, going)?;
    Ok(BundlePreview {
        pages,
        withheld: u32::try_from(stored.len() - given.len()).unwrap_or(u32::MAX),
        files_behind: asked.files_behind,
    })
}

/// The report as it would go.
fn going(
    session: &mut Session,
    loaded: &LoadedCase,
    asked: &Asked<'_>,
    working: &Working,
) -> Answer<Going> {
    let blackout = asked.out.blackout();
    let pictures = asked.request.pictures.then(|| working.stop());
    let purpose = asked.purpose();
    let made = report(
        session,
        loaded,
        &asked.chosen,
        &purpose,
        (&blackout, pictures),
    )?;
    going_on(working)?;
    Ok(Going {
        document: made.document,
        what: "bundle",
        author: blackout.text(&session.vault()?.settings.setting).0,
        blacked_out: made.blacked_out,
        choice: asked.choice()?,
    })
}

/// The pages that were looked at, with their bytes; where nothing is taken out, those that are made now.
pub(super) fn pages(
    session: &mut Session,
    loaded: &LoadedCase,
    asked: &Asked<'_>,
    working: &Working,
) -> Answer<(Going, Vec<u8>)> {
    if asked.out.nothing() {
        let going = going(session, loaded, asked, working)?;
        let open = pdf(loaded, &going, None)?;
        return Ok((going, open.bytes));
    }
    let (seen, going) = looked_at(session, loaded, &asked.request.token, &asked.choice()?)?;
    Ok((going.clone(), seen.pdf.clone()))
}

/// Makes the encrypted PDF and the sealed file, in a folder of the user's choice.
///
/// # Errors
/// Locked; nothing chosen; nobody named; a weak password; pages that were not looked at; no room; stopped; not written
/// or not recorded. Then nothing left.
pub(crate) fn make_bundle(session: &mut Session, request: &MakeBundle) -> Answer<BundleMade> {
    let loaded = session.load_case(&request.case.case)?;
    let asked = Asked::of(&loaded, request)?;
    let own = !request.own_password.is_empty();
    if own {
        own_password::check(&loaded, &session.vault()?.settings, &request.own_password)?;
    }
    if !asked.out.nothing() {
        looked_at(session, &loaded, &request.token, &asked.choice()?)?;
    }
    let fetched = fetched(&loaded, &asked.chosen.parts, &asked.out.blackout())?;
    let Some(folder) = session.ask(Ask::Folder)? else {
        return Ok(BundleMade {
            seq: 0,
            pdf: None,
            sealed: None,
            synced: String::new(),
            password: String::new(),
            how_to_open: String::new(),
        });
    };
    let working = session.under_way.begin(LongWork::Bundle);
    let (going, open_pdf) = pages(session, &loaded, &asked, &working)?;
    going_on(&working)?;
    let password = match own {
        true => request.own_password.clone(),
        false => stepwise_bundle::password().map_err(super::failed)?,
    };
    let locked = pdf(&loaded, &going, Some(&password))?.bytes;
    going_on(&working)?;
    let (fetched, files): (Vec<Fetched>, Vec<Attachment>) = fetched.into_iter().unzip();
    let contents = contents(session, &loaded, Some(&asked), open_pdf, fetched)?;
    in_size(contents.size())?;
    room_for(&folder, contents.size() + locked.len() as u64)?;
    let pdf_path = free(folder.join(format!("case-{}.pdf", loaded.number)));
    let sealed_path = free(folder.join(format!("case-{}.age", loaded.number)));
    let pdf_file = stage(pdf_path.clone(), &locked)?;
    let (sealed_file, sealed_digest) = stage_by(sealed_path.clone(), |file| {
        sealed(session, (&contents, &files), &password, &working, file)
    })?;
    going_on(&working)?;
    drop(working);
    let staged = vec![pdf_file, sealed_file];
    let sent = [(digest(&locked), PDF), (sealed_digest, "sealed file")]
        .map(|(digest, file)| asked.sending(digest, file, going.blacked_out));
    let act = Act::Bundled(loaded.id);
    let token = request.token.clone();
    let seq = release(session, loaded, sent.into(), staged, act)?;
    session.previews.remove(&token);
    session.config.shell.show_in_folder(&pdf_path);
    Ok(BundleMade {
        seq,
        pdf: Some(pdf_path.display().to_string()),
        sealed: Some(sealed_path.display().to_string()),
        synced: crate::synced::synced_here(&folder),
        how_to_open: how_to_open(own),
        password: if own { String::new() } else { password },
    })
}

fn how_to_open(own: bool) -> String {
    let pdf = match own {
        true => {
            "Open the PDF with any PDF reader and type the password just as you chose it: capitals and spaces count."
        }
        false => {
            "Open the PDF with any PDF reader and type the password: six words in small letters, joined by hyphens."
        }
    };
    let sealed = "The second file is for another copy of Stepwise, or for checking that nothing was changed.";
    format!("{pdf} {sealed}")
}

/// # Errors
/// It was stopped: nothing of it stays.
pub(super) fn going_on(working: &Working) -> Answer<()> {
    match working.stop().asked() {
        true => Err(AppError::of(ErrorCode::Stopped)),
        false => Ok(()),
    }
}

/// Writes the sealed file, with one attached file in memory at a time, and gives the SHA-256 of what was
/// written, in hex.
pub(super) fn sealed(
    session: &mut Session,
    (contents, files): (&Contents, &[Attachment]),
    password: &str,
    working: &Working,
    file: &mut File,
) -> Answer<String> {
    let work_factor = match session.config.kdf {
        KdfChoice::Full => WORK_FACTOR,
        KdfChoice::Fast => 4,
    };
    let vault = &session.vault()?.vault;
    let whole = files.iter().map(|file| file.size).sum();
    let (mut done, mut next) = (0, files.iter());
    // What the bundle's own error cannot carry.
    let mut failed = None;
    let mut fetch = |_: &Fetched| {
        let read = going_on(working).and_then(|()| {
            let file = next.next().ok_or(AppError::NotFound("file"))?;
            done += file.size;
            bytes(vault, file)
        });
        working.stop().reached(done, whole);
        read.map_err(|error| {
            failed = Some(error);
            std::io::Error::from(std::io::ErrorKind::Other)
        })
    };
    let to = BufWriter::new(Hashing {
        to: file,
        hash: Sha256::new(),
    });
    let written = seal(contents, password, work_factor, to, &mut fetch);
    if let Some(error) = failed {
        return Err(error);
    }
    let to = written.map_err(super::failed)?;
    let to = to
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    Ok(data_encoding::HEXLOWER.encode(&to.hash.finalize()))
}

/// Takes the hash of what it passes on.
struct Hashing<'a> {
    to: &'a mut File,
    hash: Sha256,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.to.write(bytes)?;
        self.hash.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}

/// What stands in the sealed file: as it was asked for; where nothing was, the whole case.
pub(super) fn contents(
    session: &mut Session,
    loaded: &LoadedCase,
    asked: Option<&Asked<'_>>,
    pdf: Vec<u8>,
    fetched: Vec<Fetched>,
) -> Answer<Contents> {
    let open = session.vault()?;
    let signed = open.vault.sign_head(loaded.id)?;
    if signed.head != loaded.head {
        return Err(AppError::Conflict);
    }
    let stored = open.vault.events(loaded.id)?;
    let given = asked.map(|asked| asked.given(loaded, &stored));
    let policy = asked.is_none_or(|asked| asked.chosen.parts.contains(&Part::Policy));
    let digest = loaded.policy.digest.0.clone();
    let bytes: Option<[u8; 32]> = data_encoding::HEXLOWER
        .decode(digest.as_bytes())
        .ok()
        .and_then(|b| b.try_into().ok());
    let pack = match bytes.filter(|_| policy) {
        Some(bytes) => open.vault.pack(bytes)?,
        None => None,
    };
    let mut rows = Vec::with_capacity(stored.len());
    let mut payloads = Vec::new();
    for event in stored {
        let goes = given.as_ref();
        if goes.is_none_or(|given| given.contains(&event.row.seq)) {
            payloads.push((event.row.seq, event.salt, event.payload));
        }
        rows.push(event.row);
    }
    Ok(Contents {
        made_by: PRODUCER.into(),
        made_at: loaded.now.stamp.to_rfc3339(),
        number: loaded.number.clone(),
        vault: *signed.vault.as_bytes(),
        case: *signed.case.as_bytes(),
        rows,
        payloads,
        head: signed.head,
        public_key: signed.public_key,
        signature: signed.signature,
        policy: pack.map(|pack| (digest, pack)),
        items: vec![Item {
            name: "report.pdf".into(),
            title: "Case report".into(),
            bytes: pdf,
        }],
        fetched,
    })
}

fn digest(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}
