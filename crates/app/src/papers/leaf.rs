//! Finished pages of a case, whatever they were made from, and the ways in which they leave: looked at, saved as a
//! file, printed, drafted as an e-mail. Every one of them is recorded before it goes.

use super::chase::chased;
use super::gate;
use super::leave::{Leaving, free, release, stage};
use super::mail::Words;
use super::render::{PRODUCER, failed};
use crate::activity::Act;
use crate::config::{Ask, FileKind};
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::session::{Preview, Session};
use crate::settings::Settings;
use crate::wire::{
    EmailDrafted, EmailForm, PageImage, PlacedField, PreviewView, PrintView, SavedView,
};
use data_encoding::BASE64;
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::text::Text;
use sha2::{Digest as _, Sha256};
use stepwise_core::event::{Sending, What};
use stepwise_core::ids::PaperId;
use stepwise_documents::{
    Document, Encryption, PAGE_HEIGHT, PAGE_WIDTH, Pdf, PdfOptions, preview, write_pdf,
};

/// How many previews are kept: one for each of a few windows or edits in flight.
const KEPT: usize = 4;
/// Pixels per point on paper: 216 dots per inch.
const PRINT_SCALE: f32 = 3.0;
/// The window prints pictures of the pages: more of them than this would fill the memory of a school's laptop.
const MOST_PRINTED: usize = 60;

/// Finished pages of a case.
pub(crate) struct Leaf {
    pub loaded: LoadedCase,
    pub settings: Settings,
    /// Who is at the keyboard.
    pub user: String,
    pub document: Document,
    pub of: Of,
    /// Field names with their labels, for those who do not see the page.
    pub labels: Vec<(String, String)>,
    /// The subject of an e-mail that carries it. Names no child.
    pub subject: String,
    /// The words of a paper as they stand, where the record does not have them yet: what leaves is kept word for word.
    pub words: Option<What>,
}

/// What the pages are.
pub(crate) enum Of {
    /// A paper of the policy; the word that its file's name begins with.
    Paper(PaperId, &'static str),
    /// Something else of the case.
    Sheet {
        /// The word that its file's name begins with, and its name in the list of what was done.
        stem: &'static str,
        /// What it is, in words: "Chronology, 12 of 41 entries".
        what: String,
        /// For whom it is, and why they need it.
        to: String,
        why: String,
    },
}

impl Leaf {
    /// The pages as a PDF.
    ///
    /// # Errors
    /// The document could not be made.
    pub fn pdf(&self, password: Option<&str>) -> Answer<Pdf> {
        let options = PdfOptions {
            created: self.loaded.now.stamp,
            producer: PRODUCER.into(),
            author: self.settings.setting.clone(),
            encrypt: password.map(|p| Encryption {
                user_password: p.to_owned(),
            }),
            fields: true,
        };
        write_pdf(&self.document, &options).map_err(failed)
    }

    /// A file name that says which case and nothing of whom.
    fn file_name(&self, ending: &str) -> String {
        let stem = match &self.of {
            Of::Paper(_, stem) | Of::Sheet { stem, .. } => stem,
        };
        format!("{stem}-{}.{ending}", self.loaded.number)
    }

    /// Its name in the list of what was done.
    fn name(&self) -> String {
        match &self.of {
            Of::Paper(id, _) => id.to_string(),
            Of::Sheet { stem, .. } => (*stem).to_owned(),
        }
    }

    /// What is recorded of its leaving, with the digest of the very bytes.
    pub fn sending(&self, bytes: &[u8], leaving: Leaving) -> Sending {
        let (paper, what) = match &self.of {
            Of::Paper(id, _) => (Some(id.clone()), String::new()),
            Of::Sheet { what, .. } => (None, what.clone()),
        };
        let mut to = leaving.to;
        let mut purpose = leaving.purpose;
        if let Of::Sheet { to: whom, why, .. } = &self.of {
            if !to.contains(whom) {
                to.insert(0, whom.clone());
            }
            if purpose.trim().is_empty() {
                purpose.clone_from(why);
            }
        }
        Sending {
            paper,
            what,
            digest: data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)),
            to,
            means: leaving.means.to_owned(),
            purpose,
            password_by: leaving.password_by,
            message: String::new(),
            attachment: None,
            handed: None,
            chases: None,
        }
    }

    /// What each page says to somebody who does not see it: its fields, which can be read and changed beside it.
    fn page_words(&self, pdf: &Pdf) -> Vec<String> {
        let title = &self.document.title;
        let each = (0..pdf.pages).map(|page| {
            let mut labels: Vec<&str> = Vec::new();
            for at in pdf.boxes.iter().filter(|b| b.page == page) {
                let label = self.labels.iter().find(|(id, _)| *id == at.id);
                if let Some((_, label)) = label.filter(|(_, l)| !labels.contains(&l.as_str())) {
                    labels.push(label);
                }
            }
            let head = format!("Page {} of {} of {title}.", page + 1, pdf.pages);
            if labels.is_empty() {
                head
            } else {
                format!("{head} It shows: {}.", labels.join("; "))
            }
        });
        each.collect()
    }
}

/// Keeps the words of what is about to leave.
fn keep(session: &mut Session, mut leaf: Leaf) -> Answer<LoadedCase> {
    let Some(words) = leaf.words.take() else {
        return Ok(leaf.loaded);
    };
    session
        .vault()?
        .append(leaf.loaded, vec![words], Vec::new())
}

/// Draws the pages, to be looked at.
///
/// # Errors
/// The document could not be made.
pub(crate) fn show(session: &mut Session, leaf: &Leaf) -> Answer<PreviewView> {
    let pdf = leaf.pdf(None)?;
    let view = PreviewView {
        token: token(session)?,
        pages: u32::try_from(pdf.pages).unwrap_or(u32::MAX),
        width: PAGE_WIDTH,
        height: PAGE_HEIGHT,
        boxes: pdf.boxes.iter().map(placed).collect(),
        unprintable: pdf
            .unprintable
            .iter()
            .map(|c| format!("{c} (U+{:04X})", u32::from(*c)))
            .collect(),
    };
    let texts = leaf.page_words(&pdf);
    session.previews.insert(
        view.token.clone(),
        Preview {
            pdf: pdf.bytes,
            texts,
            seen: Default::default(),
            of: None,
        },
    );
    Ok(view)
}

fn placed(at: &stepwise_documents::PlacedBox) -> PlacedField {
    PlacedField {
        field: at.id.clone(),
        page: u32::try_from(at.page).unwrap_or(u32::MAX),
        x: at.rect.x,
        y: at.rect.y,
        width: at.rect.w,
        height: at.rect.h,
    }
}

/// Tokens rise, so that the oldest preview is the first in the map.
pub(crate) fn token(session: &mut Session) -> Answer<String> {
    let last = session
        .previews
        .keys()
        .next_back()
        .and_then(|k| k.parse::<u64>().ok())
        .unwrap_or(0);
    while session.previews.len() >= KEPT {
        session.previews.pop_first();
    }
    Ok(format!("{:020}", last + 1))
}

/// A page of a PDF as a picture, with its words.
///
/// # Errors
/// It cannot be drawn.
pub(super) fn image(pdf: &[u8], page: usize, scale: f32, alt: String) -> Answer<PageImage> {
    let png = preview::page_png(pdf, page, scale).map_err(failed)?;
    Ok(PageImage {
        data_url: format!("data:image/png;base64,{}", BASE64.encode(&png)),
        alt,
    })
}

/// Saves the pages as a PDF at a place of the user's choice.
///
/// # Errors
/// Not written or not recorded.
pub(crate) fn save(session: &mut Session, leaf: Leaf) -> Answer<SavedView> {
    let ask = Ask::SaveFile(leaf.file_name("pdf"), FileKind::Pdf);
    let Some(path) = session.ask(ask)? else {
        return Ok(SavedView::at(None));
    };
    let pdf = leaf.pdf(None)?;
    let staged = stage(path.clone(), &pdf.bytes)?;
    let sent = leaf.sending(&pdf.bytes, Leaving::saved());
    let act = Act::Saved {
        case: leaf.loaded.id,
        paper: leaf.name(),
    };
    let loaded = keep(session, leaf)?;
    release(session, loaded, vec![sent], vec![staged], act)?;
    Ok(SavedView::at(Some(&path)))
}

/// All pages, fine enough for paper. Printed by the window, so that no file in clear is left behind.
///
/// # Errors
/// Too many pages; the document could not be made or recorded.
pub(crate) fn print(session: &mut Session, leaf: Leaf) -> Answer<PrintView> {
    let pdf = leaf.pdf(None)?;
    if pdf.pages > MOST_PRINTED {
        return Err(AppError::typed(
            "pages",
            &format!(
                "These are {} pages: too many to print from here.",
                pdf.pages
            ),
            "Save the PDF, print it with your PDF program, and delete the file afterwards. Nothing was printed.",
        ));
    }
    let pages = leaf
        .page_words(&pdf)
        .into_iter()
        .enumerate()
        .map(|(n, alt)| image(&pdf.bytes, n, PRINT_SCALE, alt))
        .collect::<Answer<Vec<_>>>()?;
    let sent = leaf.sending(&pdf.bytes, Leaving::handed_to_print());
    let act = Act::Printed {
        case: leaf.loaded.id,
        paper: leaf.name(),
    };
    let loaded = keep(session, leaf)?;
    release(session, loaded, vec![sent], Vec::new(), act)?;
    Ok(PrintView { pages })
}

/// Drafts the e-mail as a file with the PDF attached, and the PDF beside it for those whose mail program opens no drafts.
///
/// # Errors
/// An address that cannot be or was not confirmed; not written or not recorded.
pub(crate) fn draft(session: &mut Session, leaf: Leaf, form: &EmailForm) -> Answer<EmailDrafted> {
    let why = match &leaf.of {
        Of::Sheet { why, .. } => why.as_str(),
        Of::Paper(..) => "",
    };
    let chases = chased(&leaf.loaded, &form.chases)?.map(|waits| waits.action.id.clone());
    let passed = gate::email(session, leaf.loaded.policy.zone, form, why)?;
    let (to, encrypted) = (passed.to().to_vec(), passed.encrypted());
    let ask = Ask::SaveFile(leaf.file_name("eml"), FileKind::Eml);
    let Some(path) = session.ask(ask)? else {
        return Ok(EmailDrafted {
            seq: 0,
            path: None,
            attachment: None,
            synced: String::new(),
            to,
            subject: String::new(),
            body: String::new(),
            password: String::new(),
        });
    };
    let password = if encrypted {
        stepwise_bundle::password().map_err(crate::bundles::failed)?
    } else {
        String::new()
    };
    let pdf = leaf.pdf(encrypted.then_some(password.as_str()))?;
    let from = (leaf.user.as_str(), leaf.settings.setting.as_str());
    let words = Words::standard(&leaf.loaded, &leaf.subject, from, encrypted).of(form);
    let name = leaf.file_name("pdf");
    let attachment = free(path.with_file_name(&name));
    let message = MessageBuilder::new()
        // Mail programs that know this header open the file as a draft to be sent.
        .header("X-Unsent", HeaderType::from(Text::new("1")))
        .header("X-Mailer", HeaderType::from(Text::new(PRODUCER)))
        .to(to.clone())
        .subject(words.subject.clone())
        .text_body(words.body.clone())
        .attachment("application/pdf", name, pdf.bytes.clone())
        .write_to_vec()?;
    // The one with a name that is free comes first: it is taken away again where the other cannot be placed.
    let staged = vec![
        stage(attachment.clone(), &pdf.bytes)?,
        stage(path.clone(), &message)?,
    ];
    let sent = Sending {
        message: words.kept(),
        chases: chases.clone(),
        ..leaf.sending(&pdf.bytes, passed.leaving())
    };
    let act = Act::Drafted {
        case: leaf.loaded.id,
        paper: leaf.name(),
        encrypted,
    };
    let loaded = keep(session, leaf)?;
    let seq = release(session, loaded, vec![sent], staged, act)?;
    session.config.shell.show_in_folder(&path);
    Ok(EmailDrafted {
        seq,
        path: Some(path.display().to_string()),
        attachment: Some(attachment.display().to_string()),
        synced: crate::synced::synced_here(&path),
        to,
        subject: words.subject,
        body: words.body,
        password,
    })
}
