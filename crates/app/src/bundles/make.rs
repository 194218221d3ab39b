//! Seeing what a bundle would hold, and making one.

use super::parts::{self, Part, shows};
use super::quality::remarks;
use super::report::{Purpose, report};
use crate::activity::Act;
use crate::config::Ask;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::papers::leave::{free, release, stage};
use crate::papers::render::{PRODUCER, failed as document_failed};
use crate::session::Session;
use crate::views::about::about_heading;
use crate::wire::{BundleContentsView, BundleMade, CaseRef, MakeBundle};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use stepwise_bundle::{Contents, Item, WORK_FACTOR, seal};
use stepwise_core::event::Sending;
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
        (s.recorded.to_rfc3339(), to, s.value.means.clone())
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
    let open_pdf = write_pdf(&document, &options(None)).map_err(document_failed)?;
    let locked = options(Some(Encryption {
        user_password: password.clone(),
    }));
    let pdf = write_pdf(&document, &locked).map_err(document_failed)?;
    let files = super::files::items(session, &loaded, &chosen)?;
    let contents = contents(session, &loaded, &chosen, open_pdf.bytes, files)?;
    let work_factor = match session.config.kdf {
        crate::config::KdfChoice::Full => WORK_FACTOR,
        crate::config::KdfChoice::Fast => 4,
    };
    let sealed = seal(&contents, &password, work_factor, Vec::new()).map_err(super::failed)?;

    let pdf_path = free(folder.join(format!("case-{}.pdf", loaded.number)));
    let sealed_path = free(folder.join(format!("case-{}.age", loaded.number)));
    let staged = vec![
        stage(pdf_path.clone(), &pdf.bytes)?,
        stage(sealed_path.clone(), &sealed)?,
    ];
    let sent = [
        (&pdf.bytes, "bundle: encrypted PDF"),
        (&sealed, "bundle: sealed file"),
    ]
    .map(|(bytes, means)| sending(request, bytes, means));
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
    files: Vec<Item>,
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
        items: std::iter::once(Item {
            name: "report.pdf".into(),
            title: "Case report".into(),
            bytes: pdf,
        })
        .chain(files)
        .collect(),
    })
}

fn sending(request: &MakeBundle, bytes: &[u8], means: &str) -> Sending {
    Sending {
        paper: None,
        digest: data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)),
        to: vec![request.to.trim().to_owned()],
        means: means.to_owned(),
        purpose: request.purpose.trim().to_owned(),
        password_by: request.password_by.clone(),
        attachment: None,
    }
}
