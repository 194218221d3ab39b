//! What a file is, by its content.

use crate::error::{Refused, Unshown};
use crate::kind::{Kind, Shown};
use crate::photo::{Said, said};
use crate::{mail, office, picture, text};
use chrono::NaiveDate;

/// What was found out about a file that is taken.
pub struct Look {
    /// What it is.
    pub kind: Kind,
    /// What a photograph says of itself.
    pub said: Said,
    /// The day that a message bears.
    pub day: Option<NaiveDate>,
    /// Why nothing of it will be shown, where that is known already.
    pub unshown: Option<Unshown>,
}

/// Looks at a file: at its content, and at its name only where the content is plain text.
///
/// # Errors
/// [`Refused`].
pub fn look(bytes: &[u8], name: &str) -> Result<Look, Refused> {
    let kind = kind_of(bytes, name)?;
    let mut found = Look {
        kind,
        said: Said::default(),
        day: None,
        unshown: None,
    };
    match kind.shown() {
        Shown::Picture => {
            // The size is in the first bytes: a picture without one is none.
            found.unshown = match picture::size(bytes, kind) {
                Err(Unshown::Damaged) => return Err(Refused::Damaged(kind.words())),
                other => other.err(),
            };
            found.said = said(bytes);
        }
        Shown::Words => {
            let letter = mail::letter(bytes, kind);
            found.day = letter.as_ref().ok().and_then(|l| l.day);
            found.unshown = letter.err().filter(|e| *e != Unshown::OtherKind);
        }
        Shown::Pages => {}
        Shown::No => {
            if kind == Kind::Heif {
                found.said = said(bytes);
            }
            found.unshown = Some(Unshown::OtherKind);
        }
    }
    Ok(found)
}

fn kind_of(bytes: &[u8], name: &str) -> Result<Kind, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    if begins(b"L\0\0\0\x01\x14\x02\0") {
        return Err(Refused::Shortcut);
    }
    // Windows, scripts of Unix, compiled help, Linux, Java and macOS, macOS, the web, Android.
    const PROGRAMS: [&[u8]; 9] = [
        b"MZ",
        b"#!",
        b"ITSF",
        b"\x7fELF",
        b"\xca\xfe\xba\xbe",
        b"\xcf\xfa\xed\xfe",
        b"\xce\xfa\xed\xfe",
        b"\0asm",
        b"dex\n",
    ];
    if PROGRAMS.iter().any(|mark| begins(mark)) {
        return Err(Refused::Program);
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return office::zipped(bytes);
    }
    if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return office::compound(bytes);
    }
    if begins(b"{\\rt") {
        return office::rich_text(bytes);
    }
    if begins(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    // A name in a message's first lines may look like another kind to a table of first bytes: text is tried first.
    if let Some(text) = text::decode(bytes) {
        return of_text(&text, name);
    }
    let Some(found) = infer::get(bytes) else {
        return Err(Refused::Unknown);
    };
    let kind = match found.mime_type() {
        "image/jpeg" => Kind::Jpeg,
        "image/png" => Kind::Png,
        "image/gif" => Kind::Gif,
        "image/webp" => Kind::Webp,
        "image/bmp" => Kind::Bmp,
        "image/tiff" => Kind::Tiff,
        "image/heif" => Kind::Heif,
        "image/avif" => Kind::Avif,
        "audio/mpeg" => Kind::Mp3,
        "audio/m4a" => Kind::M4a,
        "audio/x-wav" => Kind::Wav,
        "audio/ogg" | "audio/opus" => Kind::Ogg,
        "audio/amr" => Kind::Amr,
        "video/mp4" | "video/x-m4v" => Kind::Mp4,
        "video/quicktime" => Kind::Mov,
        _ => {
            return Err(match found.matcher_type() {
                infer::MatcherType::App => Refused::Program,
                infer::MatcherType::Archive => Refused::Archive,
                _ => Refused::Unknown,
            });
        }
    };
    Ok(kind)
}

/// A plain text: a message, a table, or words. Only here the name is listened to, since a script is nothing
/// but text that is called one.
fn of_text(text: &str, name: &str) -> Result<Kind, Refused> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, e)| e.trim().to_lowercase())
        .unwrap_or_default();
    if matches!(
        ending.as_str(),
        "lnk" | "url" | "webloc" | "desktop" | "website"
    ) {
        return Err(Refused::Shortcut);
    }
    if runs(&ending) {
        return Err(Refused::Script);
    }
    let start: String = text
        .trim_start()
        .chars()
        .take(400)
        .collect::<String>()
        .to_lowercase();
    if start.starts_with("[internetshortcut]") || start.starts_with("[desktop entry]") {
        return Err(Refused::Shortcut);
    }
    if message(text) {
        return match start.contains("mime-version") && ending.starts_with("mht") {
            true => Err(Refused::WebPage),
            false => Ok(Kind::Eml),
        };
    }
    let page = ["<!doctype html", "<html", "<svg", "<script", "<hta:"];
    let marked = page.iter().any(|p| start.starts_with(p))
        || (start.starts_with("<?xml") && (start.contains("<svg") || start.contains("<html")));
    if marked
        || matches!(
            ending.as_str(),
            "html" | "htm" | "xhtml" | "svg" | "mht" | "mhtml"
        )
    {
        return Err(Refused::WebPage);
    }
    if start.starts_with("<?php") {
        return Err(Refused::Script);
    }
    Ok(match ending.as_str() {
        "csv" | "tsv" => Kind::Csv,
        _ => Kind::Text,
    })
}

/// Whether a text begins with the lines that stand above an e-mail.
fn message(text: &str) -> bool {
    const KNOWN: [&str; 12] = [
        "from",
        "to",
        "subject",
        "date",
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "cc",
        "reply-to",
        "content-type",
    ];
    let mut known = 0;
    for (n, line) in text
        .trim_start_matches("\r\n")
        .lines()
        .take(200)
        .enumerate()
    {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && n > 0 {
            continue;
        }
        // An mbox line may come first.
        if n == 0 && line.starts_with("From ") {
            continue;
        }
        match line.split_once(':') {
            Some((field, _))
                if field.bytes().all(|b| b.is_ascii_graphic()) && !field.is_empty() =>
            {
                known += usize::from(KNOWN.contains(&field.to_ascii_lowercase().as_str()));
            }
            _ => return false,
        }
    }
    // Two people's notes may begin "To:" and "From:" too; a message always says when or what it is as well.
    known >= 3
}

/// Endings by which a system takes a file for a program, whatever is in it.
pub(crate) fn runs(ending: &str) -> bool {
    matches!(
        ending.to_lowercase().as_str(),
        "exe"
            | "com"
            | "scr"
            | "pif"
            | "cpl"
            | "dll"
            | "sys"
            | "msi"
            | "msp"
            | "bat"
            | "cmd"
            | "ps1"
            | "psm1"
            | "psd1"
            | "vbs"
            | "vbe"
            | "vb"
            | "js"
            | "jse"
            | "mjs"
            | "ts"
            | "wsf"
            | "wsh"
            | "wsc"
            | "hta"
            | "jar"
            | "sh"
            | "bash"
            | "zsh"
            | "command"
            | "py"
            | "pyw"
            | "pl"
            | "rb"
            | "php"
            | "app"
            | "apk"
            | "reg"
            | "inf"
            | "scf"
            | "sct"
            | "gadget"
            | "chm"
            | "msc"
            | "xll"
            | "application"
            | "appref-ms"
            | "settingcontent-ms"
            | "library-ms"
            | "search-ms"
            | "diagcab"
            | "iqy"
            | "slk"
            | "workflow"
            | "applescript"
            | "scpt"
    )
}
