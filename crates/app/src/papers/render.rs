//! From a picked paper to a PDF.

use super::open::Picked;
use super::recipients::recipients;
use super::{Printing, lay_out};
use crate::error::{ErrorCode, WireError};
use crate::failure::{Answer, AppError};
use stepwise_documents::{Document, DocumentError, Encryption, Pdf, PdfOptions, write_pdf};

/// Who made a file, for its properties.
pub(crate) const PRODUCER: &str = concat!("Stepwise ", env!("CARGO_PKG_VERSION"));

/// Draws the paper with the given answers over what is saved.
///
/// # Errors
/// The document could not be made.
pub(crate) fn pdf(
    picked: &Picked,
    answers: &[(String, String)],
    password: Option<&str>,
) -> Answer<Pdf> {
    let filling = picked.filling()?;
    let fields = picked.filled(answers)?;
    let calendar = picked.loaded.calendar();
    let words = calendar
        .map(|c| format!("Calendar: {}, {}.", c.place, c.revision))
        .unwrap_or_default();
    let to = addressees(picked)?;
    let printing = Printing {
        head: picked.loaded.head,
        calendar: &words,
        to: &to,
        fillable: true,
    };
    write(&lay_out(&filling, &fields, &printing), picked, password)
}

/// Whom a letter is addressed to: the person where one is named, else the capacity.
fn addressees(picked: &Picked) -> Answer<Vec<String>> {
    let each = recipients(picked)?.into_iter().map(|recipient| {
        let who = recipient.who;
        let first = if who.name.is_empty() {
            crate::words::sentence(&who.capacity)
        } else {
            who.name
        };
        let rest = [who.designation, who.agency]
            .into_iter()
            .filter(|part| !part.is_empty());
        std::iter::once(first)
            .chain(rest)
            .collect::<Vec<_>>()
            .join(", ")
    });
    Ok(each.collect())
}

fn write(document: &Document, picked: &Picked, password: Option<&str>) -> Answer<Pdf> {
    let options = PdfOptions {
        created: picked.loaded.now.stamp,
        producer: PRODUCER.into(),
        author: picked.settings.setting.clone(),
        encrypt: password.map(|p| Encryption {
            user_password: p.to_owned(),
        }),
        fields: true,
    };
    write_pdf(document, &options).map_err(failed)
}

/// A document that could not be made, with its own sentence.
pub(crate) fn failed(error: DocumentError) -> AppError {
    let code = ErrorCode::Document;
    AppError::Wire(WireError::new(
        code,
        &sentence(&error.to_string()),
        code.hint(),
        "",
    ))
}

/// A message as a sentence of its own.
pub(crate) fn sentence(text: &str) -> String {
    let text = crate::words::sentence(text.trim());
    if text.ends_with('.') {
        text
    } else {
        format!("{text}.")
    }
}
