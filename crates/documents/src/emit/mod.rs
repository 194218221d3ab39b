//! From laid-out pages to the bytes of a PDF.

mod annotations;
mod content;
mod encrypt;
mod icc;
pub(crate) mod image;
mod meta;
mod outline;
mod pack;
mod tree;

use lopdf::{Object, ObjectId, StringFormat};

use crate::error::DocumentError;
use crate::laid::Laid;
use crate::model::Document;
use crate::write::PdfOptions;

/// Puts the whole file together.
pub(crate) fn emit(
    document: &Document,
    laid: &Laid,
    options: &PdfOptions,
) -> Result<Vec<u8>, DocumentError> {
    let clean = Clean::of(document, options);
    let (mut doc, marks) = content::write(laid, &clean.title)?;
    doc.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = doc.get_pages().into_values().collect();
    image::embed(&mut doc, &pages, &laid.pictures)?;
    let fields = annotations::reserve(&mut doc, laid, |p| p.fields.len());
    let links = annotations::reserve(&mut doc, laid, |p| p.links.len());
    let form = annotations::fields(&mut doc, &pages, laid, &fields)?;
    annotations::links(&mut doc, &pages, laid, &links)?;
    annotations::attach(&mut doc, &pages, laid, &fields, &links)?;
    let root = tree::Writer::new(&mut doc, &pages, &marks, &fields, &links).write(laid)?;
    let outlines = if document.outline {
        outline::write(&mut doc, &pages, &laid.bookmarks)
    } else {
        None
    };
    let catalogue = doc.catalog_mut()?;
    catalogue.set("StructTreeRoot", root);
    if let Some(form) = form {
        catalogue.set("AcroForm", form);
    }
    // printpdf writes the mode as a string, which readers refuse
    let mode = if outlines.is_some() {
        "UseOutlines"
    } else {
        "UseNone"
    };
    catalogue.set("PageMode", Object::Name(mode.into()));
    catalogue.set("PageLayout", Object::Name("OneColumn".into()));
    if let Some(outlines) = outlines {
        catalogue.set("Outlines", outlines);
    }
    meta::write(&mut doc, document, &clean, options)?;
    pack::all(&mut doc)?;
    if let Some(encryption) = &options.encrypt {
        encrypt::encrypt(&mut doc, encryption)?;
    }
    let mut out = Vec::new();
    doc.save_to(&mut out).map_err(DocumentError::Write)?;
    Ok(out)
}

/// The words that go into the file's own description, without control characters.
pub(super) struct Clean {
    pub title: String,
    pub author: String,
    pub producer: String,
}

impl Clean {
    fn of(document: &Document, options: &PdfOptions) -> Clean {
        let one = |t: &str| {
            crate::clean::clean(t, |_| true, &mut Default::default())
                .replace('\n', " ")
                .trim()
                .to_owned()
        };
        let title = one(&document.title);
        // PDF/UA asks for a title
        let title = if title.is_empty() {
            "Untitled".to_owned()
        } else {
            title
        };
        Clean {
            title,
            author: one(&options.author),
            producer: one(&options.producer),
        }
    }
}

/// UTF-16 with a byte order mark, as PDF text strings are.
fn utf16(text: &str) -> Vec<u8> {
    let mut out = vec![0xFE, 0xFF];
    out.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    out
}

/// A text string.
fn text(text: &str) -> Object {
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// A name object.
fn name(name: &str) -> Object {
    Object::Name(name.into())
}
