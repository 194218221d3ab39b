//! Reads back what a PDF of ours carries.

use lopdf::{Dictionary, LoadOptions, Object};

use crate::error::DocumentError;
use crate::model::Attachment;

/// The files attached to a PDF, in order. `password` is needed for an encrypted one only.
///
/// # Errors
/// [`DocumentError::Unreadable`] when the file is no PDF, is damaged, or has another password.
pub fn attachments(pdf: &[u8], password: Option<&str>) -> Result<Vec<Attachment>, DocumentError> {
    let options = password.map_or_else(LoadOptions::default, LoadOptions::with_password);
    let doc = lopdf::Document::load_mem_with_options(pdf, options)
        .map_err(|_| DocumentError::Unreadable)?;
    if doc.is_encrypted() && password.is_none() {
        return Err(DocumentError::Unreadable);
    }
    let files = doc
        .catalog()
        .ok()
        .and_then(|c| c.get_deref(b"AF", &doc).ok())
        .and_then(|a| a.as_array().ok());
    let Some(files) = files else {
        return Ok(Vec::new());
    };
    Ok(files
        .iter()
        .filter_map(|f| {
            let spec = match f {
                Object::Reference(id) => doc.get_object(*id).ok()?.as_dict().ok()?,
                other => other.as_dict().ok()?,
            };
            file(&doc, spec)
        })
        .collect())
}

fn file(doc: &lopdf::Document, spec: &Dictionary) -> Option<Attachment> {
    let stream = spec
        .get_deref(b"EF", doc)
        .ok()?
        .as_dict()
        .ok()?
        .get_deref(b"F", doc)
        .ok()?
        .as_stream()
        .ok()?;
    let bytes = if stream.dict.has(b"Filter") {
        stream.decompressed_content().ok()?
    } else {
        stream.content.clone()
    };
    let mime = stream
        .dict
        .get(b"Subtype")
        .ok()
        .and_then(|n| n.as_name().ok());
    Some(Attachment {
        name: words(spec, b"UF"),
        mime: mime
            .map(|m| String::from_utf8_lossy(m).into_owned())
            .unwrap_or_default(),
        bytes,
        description: words(spec, b"Desc"),
    })
}

fn words(dict: &Dictionary, key: &[u8]) -> String {
    dict.get(key)
        .ok()
        .and_then(|o| lopdf::decode_text_string(o).ok())
        .unwrap_or_default()
}
