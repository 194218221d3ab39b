//! Seeing what a bundle would hold, and making one.

use super::parts::{self, Part, shows};
use super::quality::remarks;
use super::report::{Purpose, report};
use crate::activity::Act;
use crate::config::{Ask, KdfChoice};
use crate::error::ErrorCode;
use crate::failure::{Answer, AppError};
use crate::files::bytes;
use crate::loaded::LoadedCase;
use crate::papers::leave::{free, release, stage, stage_by};
use crate::papers::render::{PRODUCER, failed as document_failed};
use crate::session::Session;
use crate::under_way::Working;
use crate::views::about::about_heading;
use crate::wire::{BundleContentsView, BundleMade, CaseRef, LongWork, MakeBundle};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use stepwise_bundle::{Contents, Fetched, Item, WORK_FACTOR, seal};
use stepwise_core::event::{Attachment, Sending};
use stepwise_documents::{Encryption, PdfOptions, write_pdf};

/// What a bundle of this case would hold.
///
/// # Errors
/// Locked; no such case.
pub(crate) fn bundle(session: &mut Session, case: &CaseRef) -> Answer<BundleContentsView> {
    let loaded = session.load_case(&case.case)?;
    let sent = loaded.case.sent.iter().map(|s| {
        let to = if s.value.to.is_empty() {
            "nobody named".to_owned()
        } else {
            s.value.to.join(", ")
        };
        let what = match s.value.what.as_str() {
            "" => s.value.means.clone(),
            what => format!("{what}: {}", s.value.means),
        };
        (s.recorded.to_rfc3339(), to, what)
    });
    Ok(BundleContentsView {
        case: loaded.id.to_string(),
        number: loaded.number.clone(),
        about: about_heading(&loaded.case),
        parts: parts::all(&loaded)
            .iter()
            .map(|part| parts::view(&loaded, part))
            .collect(),
        quality: remarks(&loaded),
        sent: sent.collect(),
    })
}

/// Makes the encrypted PDF and the sealed file, in a folder of the user's choice.
///
/// # Errors
/// Locked; nothing chosen; nobody named; not written or not recorded.
pub(crate) fn make_bundle(session: &mut Session, request: &MakeBundle) -> Answer<BundleMade> {
    let loaded = session.load_case(&request.case.case)?;
    let chosen = chosen(&loaded, request)?;
    let Some(folder) = session.ask(Ask::Folder)? else {
        return Ok(BundleMade {
            pdf: None,
            sealed: None,
            synced: String::new(),
            password: String::new(),
            how_to_open: String::new(),
        });
    };
    let settings = session.vault()?.settings.clone();
    let purpose = Purpose {
        to: &request.to,
        why: &request.purpose,
    };
    let document = report(session, &loaded, &settings, &chosen, &purpose)?;
    let password = stepwise_bundle::password().map_err(super::failed)?;
    let options = |encrypt| PdfOptions {
        created: loaded.now.stamp,
        producer: PRODUCER.into(),
        author: settings.setting.clone(),
        encrypt,
        fields: false,
    };
    let working = session.under_way.begin(LongWork::Bundle);
    let open_pdf = write_pdf(&document, &options(None)).map_err(document_failed)?;
    going_on(&working)?;
    let locked = options(Some(Encryption {
        user_password: password.clone(),
    }));
    let pdf = write_pdf(&document, &locked).map_err(document_failed)?;
    going_on(&working)?;
    let (fetched, files): (Vec<Fetched>, Vec<Attachment>) =
        super::files::fetched(&loaded, &chosen)?.into_iter().unzip();
    let contents = contents(session, &loaded, &chosen, open_pdf.bytes, fetched)?;
    let pdf_path = free(folder.join(format!("case-{}.pdf", loaded.number)));
    let sealed_path = free(folder.join(format!("case-{}.age", loaded.number)));
    let pdf_file = stage(pdf_path.clone(), &pdf.bytes)?;
    let (sealed_file, sealed_digest) = stage_by(sealed_path.clone(), |file| {
        sealed(session, (&contents, &files), &password, &working, file)
    })?;
    going_on(&working)?;
    drop(working);
    let staged = vec![pdf_file, sealed_file];
    let sent = [
        (digest(&pdf.bytes), "bundle: encrypted PDF"),
        (sealed_digest, "bundle: sealed file"),
    ]
    .map(|(digest, means)| sending(request, digest, means));
    let act = Act::Bundled(loaded.id);
    release(session, loaded, sent.into(), staged, act)?;
    session.config.shell.show_in_folder(&pdf_path);
    Ok(BundleMade {
        pdf: Some(pdf_path.display().to_string()),
        sealed: Some(sealed_path.display().to_string()),
        synced: crate::synced::synced_here(&folder),
        password,
        how_to_open: "Open the PDF with any PDF reader and type the password: six words in small letters, joined by hyphens. \
                      The second file is for another copy of Stepwise, or for checking that nothing was changed."
            .into(),
    })
}

/// # Errors
/// It was stopped: nothing of it stays.
fn going_on(working: &Working) -> Answer<()> {
    match working.stop().asked() {
        true => Err(AppError::of(ErrorCode::Stopped)),
        false => Ok(()),
    }
}

/// Writes the sealed file, with one attached file in memory at a time, and gives the SHA-256 of what was
/// written, in hex.
fn sealed(
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

fn chosen(loaded: &LoadedCase, request: &MakeBundle) -> Answer<BTreeSet<Part>> {
    let chosen: BTreeSet<Part> = parts::all(loaded)
        .into_iter()
        .filter(|part| request.parts.contains(&part.name()))
        .collect();
    if chosen.is_empty() {
        return Err(AppError::typed(
            "parts",
            "Nothing is chosen to go in.",
            "Choose at least one part.",
        ));
    }
    if request.to.trim().is_empty() {
        return Err(AppError::typed(
            "to",
            "Say who this is for.",
            "Name the person, not only their office.",
        ));
    }
    if !matches!(request.password_by.as_str(), "phone" | "in-person") {
        return Err(AppError::typed(
            "password_by",
            "Say how the password will reach them.",
            "Choose by telephone or in person. Never send it with the files.",
        ));
    }
    Ok(chosen)
}

fn contents(
    session: &mut Session,
    loaded: &LoadedCase,
    chosen: &BTreeSet<Part>,
    pdf: Vec<u8>,
    fetched: Vec<Fetched>,
) -> Answer<Contents> {
    let open = session.vault()?;
    let signed = open.vault.sign_head(loaded.id)?;
    if signed.head != loaded.head {
        return Err(AppError::Conflict);
    }
    let stored = open.vault.events(loaded.id)?;
    let shown: BTreeSet<u64> = loaded
        .events
        .iter()
        .filter(|e| shows(loaded, chosen, &e.what))
        .map(|e| e.seq)
        .collect();
    let digest = loaded.policy.digest.0.clone();
    let bytes: Option<[u8; 32]> = data_encoding::HEXLOWER
        .decode(digest.as_bytes())
        .ok()
        .and_then(|b| b.try_into().ok());
    let pack = match bytes.filter(|_| chosen.contains(&Part::Policy)) {
        Some(bytes) => open.vault.pack(bytes)?,
        None => None,
    };
    let mut rows = Vec::with_capacity(stored.len());
    let mut payloads = Vec::new();
    for event in stored {
        if shown.contains(&event.row.seq) {
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

fn sending(request: &MakeBundle, digest: String, means: &str) -> Sending {
    Sending {
        paper: None,
        what: String::new(),
        digest,
        to: vec![request.to.trim().to_owned()],
        means: means.to_owned(),
        purpose: request.purpose.trim().to_owned(),
        password_by: request.password_by.clone(),
        message: String::new(),
        attachment: None,
    }
}
