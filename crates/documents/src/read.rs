//! Reads back what a PDF of ours carries, and what was filled into its fields. The file may come from anybody: what
//! is read is bounded, and what is too much is refused rather than cut.

use std::collections::BTreeSet;
use std::fmt;

use lopdf::{Dictionary, LoadOptions, Object, ObjectId};

use crate::error::DocumentError;
use crate::model::Attachment;

/// The most bytes that one stream of a file may unpack to.
const MOST_UNPACKED: usize = 32 * 1024 * 1024;
/// The most bytes of one attached file.
const MOST_ATTACHED: usize = 4 * 1024 * 1024;
/// The most fields, and the most attached files, that a form of ours has room for many times over.
const MOST_FIELDS: usize = 1000;
const MOST_FILES: usize = 16;
/// The most characters in one field.
const MOST_TYPED: usize = 100_000;
/// How deep fields may lie in one another.
const DEEPEST: usize = 8;

/// What was filled into one field.
#[derive(Clone, PartialEq, Eq)]
pub struct FilledField {
    /// The field's whole name; parts of nested fields are joined by full stops.
    pub name: String,
    /// What is in it.
    pub value: FieldValue,
}

/// What is in a field.
#[derive(Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// What was typed; empty for nothing. For a tick box the name of its state.
    Text(String),
    /// A field for a signature, and whether something was put into it. Whether that signature is good is not looked at.
    Signature {
        /// Something was put in.
        signed: bool,
    },
}

/// A form that came back.
#[derive(Clone, PartialEq, Eq)]
pub struct FilledForm {
    /// Each field, in the order of the file.
    pub fields: Vec<FilledField>,
    /// The files attached to it.
    pub attachments: Vec<Attachment>,
}

impl fmt::Debug for FilledField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilledField")
    }
}

impl fmt::Debug for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FieldValue")
    }
}

impl fmt::Debug for FilledForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilledForm")
    }
}

fn load(pdf: &[u8], password: Option<&str>) -> Result<lopdf::Document, DocumentError> {
    let mut options = password.map_or_else(LoadOptions::default, LoadOptions::with_password);
    options.max_decompressed_size = Some(MOST_UNPACKED);
    let doc = lopdf::Document::load_mem_with_options(pdf, options)
        .map_err(|_| DocumentError::Unreadable)?;
    if doc.is_encrypted() && password.is_none() {
        return Err(DocumentError::Unreadable);
    }
    Ok(doc)
}

/// What was filled into a PDF's fields, and the files attached to it. Read a file from elsewhere in a process that holds
/// nothing else.
///
/// # Errors
/// [`DocumentError::Unreadable`] when the file is no PDF, is damaged, or is locked; [`DocumentError::TooMuch`] when it
/// holds more than any form of ours.
pub fn filled_form(pdf: &[u8]) -> Result<FilledForm, DocumentError> {
    let doc = load(pdf, None)?;
    let mut walk = Walk {
        doc: &doc,
        seen: BTreeSet::new(),
        fields: Vec::new(),
    };
    let form = doc
        .catalog()
        .ok()
        .and_then(|c| c.get_deref(b"AcroForm", &doc).ok());
    let roots = form
        .and_then(|f| f.as_dict().ok())
        .and_then(|f| f.get_deref(b"Fields", &doc).ok())
        .and_then(|f| f.as_array().ok());
    for field in roots.into_iter().flatten() {
        walk.field(field, &Inherited::default(), 0)?;
    }
    Ok(FilledForm {
        fields: walk.fields,
        attachments: files(&doc)?,
    })
}

/// What a field has from those that it lies in.
#[derive(Clone, Default)]
struct Inherited<'a> {
    name: String,
    kind: Option<&'a [u8]>,
    value: Option<&'a Object>,
}

struct Walk<'a> {
    doc: &'a lopdf::Document,
    /// Fields that were come by: one that lies in itself ends there.
    seen: BTreeSet<ObjectId>,
    fields: Vec<FilledField>,
}

impl<'a> Walk<'a> {
    fn field(
        &mut self,
        field: &'a Object,
        from: &Inherited<'a>,
        depth: usize,
    ) -> Result<(), DocumentError> {
        if depth > DEEPEST || self.seen.len() + self.fields.len() > 4 * MOST_FIELDS {
            return Err(DocumentError::TooMuch);
        }
        if let Object::Reference(id) = field
            && !self.seen.insert(*id)
        {
            return Ok(());
        }
        let Ok((_, field)) = self.doc.dereference(field) else {
            return Ok(());
        };
        let Ok(field) = field.as_dict() else {
            return Ok(());
        };
        let mut here = from.clone();
        if let Ok(part) = field.get_deref(b"T", self.doc)
            && let Ok(part) = lopdf::decode_text_string(part)
        {
            let joined = if from.name.is_empty() {
                part
            } else {
                format!("{}.{part}", from.name)
            };
            here.name = short(joined)?;
        }
        if let Ok(kind) = field.get_deref(b"FT", self.doc).and_then(Object::as_name) {
            here.kind = Some(kind);
        }
        if let Ok(value) = field.get_deref(b"V", self.doc) {
            here.value = Some(value);
        }
        let kids = field
            .get_deref(b"Kids", self.doc)
            .and_then(Object::as_array);
        // Kids without names of their own are the places where one field is drawn.
        let named = |kid: &&Object| {
            let kid = self
                .doc
                .dereference(kid)
                .ok()
                .and_then(|(_, k)| k.as_dict().ok());
            kid.is_some_and(|k| k.has(b"T"))
        };
        match kids {
            Ok(kids) if kids.iter().take(MOST_FIELDS).any(|kid| named(&kid)) => {
                for kid in kids {
                    self.field(kid, &here, depth + 1)?;
                }
                Ok(())
            }
            _ => self.leaf(here),
        }
    }

    fn leaf(&mut self, field: Inherited<'a>) -> Result<(), DocumentError> {
        if self.fields.len() >= MOST_FIELDS {
            return Err(DocumentError::TooMuch);
        }
        let value = match (field.kind, field.value) {
            (Some(b"Sig"), value) => FieldValue::Signature {
                signed: value.is_some_and(|v| !matches!(v, Object::Null)),
            },
            (Some(_), Some(Object::Name(state))) => {
                FieldValue::Text(short(String::from_utf8_lossy(state).into_owned())?)
            }
            (Some(_), Some(value @ Object::String(..))) => {
                FieldValue::Text(short(lopdf::decode_text_string(value).unwrap_or_default())?)
            }
            (Some(_), _) => FieldValue::Text(String::new()),
            // Neither typed nor signed: a name alone.
            (None, _) => return Ok(()),
        };
        self.fields.push(FilledField {
            name: field.name,
            value,
        });
        Ok(())
    }
}

fn short(text: String) -> Result<String, DocumentError> {
    match text.chars().count() > MOST_TYPED {
        true => Err(DocumentError::TooMuch),
        false => Ok(text),
    }
}

/// The files attached to a PDF, in order. `password` is needed for an encrypted one only.
///
/// # Errors
/// [`DocumentError::Unreadable`] when the file is no PDF, is damaged, or has another password;
/// [`DocumentError::TooMuch`] when it carries more than any form of ours.
pub fn attachments(pdf: &[u8], password: Option<&str>) -> Result<Vec<Attachment>, DocumentError> {
    files(&load(pdf, password)?)
}

fn files(doc: &lopdf::Document) -> Result<Vec<Attachment>, DocumentError> {
    let files = doc
        .catalog()
        .ok()
        .and_then(|c| c.get_deref(b"AF", doc).ok())
        .and_then(|a| a.as_array().ok());
    let Some(files) = files else {
        return Ok(Vec::new());
    };
    if files.len() > MOST_FILES {
        return Err(DocumentError::TooMuch);
    }
    let each = files.iter().filter_map(|f| {
        let (_, spec) = doc.dereference(f).ok()?;
        file(doc, spec.as_dict().ok()?)
    });
    each.collect()
}

/// One file; none where what stands there is none.
fn file(doc: &lopdf::Document, spec: &Dictionary) -> Option<Result<Attachment, DocumentError>> {
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
        match stream.decompressed_content_with_limit(MOST_ATTACHED) {
            Ok(bytes) => bytes,
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded {
                ..
            })) => {
                return Some(Err(DocumentError::TooMuch));
            }
            Err(_) => return None,
        }
    } else {
        stream.content.clone()
    };
    if bytes.len() > MOST_ATTACHED {
        return Some(Err(DocumentError::TooMuch));
    }
    let mime = stream
        .dict
        .get(b"Subtype")
        .ok()
        .and_then(|n| n.as_name().ok());
    Some(Ok(Attachment {
        name: words(spec, b"UF"),
        mime: mime
            .map(|m| String::from_utf8_lossy(m).into_owned())
            .unwrap_or_default(),
        bytes,
        description: words(spec, b"Desc"),
    }))
}

fn words(dict: &Dictionary, key: &[u8]) -> String {
    dict.get(key)
        .ok()
        .and_then(|o| lopdf::decode_text_string(o).ok())
        .unwrap_or_default()
}
