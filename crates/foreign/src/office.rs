//! Word, Excel and PowerPoint files, new and old, OpenDocument files and Outlook messages: which of them a
//! file is, and whether it holds something that a computer would carry out.

use crate::error::Refused;
use crate::kind::Kind;
use cfb::CompoundFile;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// More parts than any document has.
const MOST_PARTS: usize = 10_000;
/// The most that is read of a part that says what a document is.
const MOST_READ: u64 = 1024 * 1024;

/// What a zip file is.
///
/// # Errors
/// [`Refused::Archive`] for one that is no document; documents with macros, or with a program inside.
pub(crate) fn zipped(bytes: &[u8]) -> Result<Kind, Refused> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged("a zip file"))?;
    if archive.len() > MOST_PARTS {
        return Err(Refused::Archive);
    }
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(|n| n.to_lowercase()))
        .collect::<Result<_, _>>()
        .map_err(|_| Refused::Damaged("a zip file"))?;
    let has = |name: &str| names.iter().any(|n| n == name);
    let any = |test: &dyn Fn(&str) -> bool| names.iter().any(|n| test(n));
    let kind = if has("[content_types].xml") {
        if has("word/document.xml") {
            Kind::Docx
        } else if has("xl/workbook.xml") {
            Kind::Xlsx
        } else if has("ppt/presentation.xml") {
            Kind::Pptx
        } else {
            return Err(Refused::Archive);
        }
    } else {
        match part(&mut archive, "mimetype").as_deref().map(str::trim) {
            Some("application/vnd.oasis.opendocument.text") => Kind::Odt,
            Some("application/vnd.oasis.opendocument.spreadsheet") => Kind::Ods,
            Some("application/vnd.oasis.opendocument.presentation") => Kind::Odp,
            _ => return Err(Refused::Archive),
        }
    };
    let types = part(&mut archive, "[Content_Types].xml").unwrap_or_default();
    let macros = any(&|n| {
        n.ends_with("vbaproject.bin")
            || n.ends_with("vbadata.xml")
            || n.starts_with("xl/macrosheets/")
            || n.starts_with("basic/")
            || n.starts_with("scripts/")
            || n.contains("activex/")
    }) || types.to_lowercase().contains("macroenabled");
    if macros {
        return Err(Refused::Macros);
    }
    if any(&|n| n.ends_with(".bin") && n.contains("embeddings/") || carries_program(n)) {
        return Err(Refused::Carrier);
    }
    Ok(kind)
}

/// A part of a document that is a program by its name.
fn carries_program(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| crate::look::runs(ending))
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let file = archive.by_name(name).ok()?;
    let mut text = String::new();
    // Whatever length it declares, no more than this is unpacked.
    file.take(MOST_READ).read_to_string(&mut text).ok()?;
    Some(text)
}

/// What an older compound file is.
///
/// # Errors
/// Not one that is known; with macros; locked; damaged.
pub(crate) fn compound(bytes: &[u8]) -> Result<Kind, Refused> {
    let file = CompoundFile::open(Cursor::new(bytes))
        .map_err(|_| Refused::Damaged("an older Office document"))?;
    let names: Vec<String> = file
        .walk()
        .take(MOST_PARTS)
        .map(|entry| entry.name().to_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("encryptedpackage") {
        return Err(Refused::Locked);
    }
    if has("__properties_version1.0") {
        return Ok(Kind::Msg);
    }
    let kind = if has("worddocument") {
        Kind::Doc
    } else if has("workbook") || has("book") {
        Kind::Xls
    } else if has("powerpoint document") {
        Kind::Ppt
    } else {
        return Err(Refused::Unknown);
    };
    if ["macros", "vba", "_vba_project", "_vba_project_cur"]
        .iter()
        .any(|name| has(name))
    {
        return Err(Refused::Macros);
    }
    // What Windows calls a package: a whole file inside the document.
    if has("\u{1}ole10native") {
        return Err(Refused::Carrier);
    }
    Ok(kind)
}

/// A rich text document.
///
/// # Errors
/// [`Refused::Carrier`] where it carries an object.
pub(crate) fn rich_text(bytes: &[u8]) -> Result<Kind, Refused> {
    let finds = |word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
    if finds(b"\\objdata") || finds(b"\\objocx") || finds(b"\\objupdate") {
        return Err(Refused::Carrier);
    }
    Ok(Kind::Rtf)
}
