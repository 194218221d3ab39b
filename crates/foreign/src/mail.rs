//! E-mails as plain words: who wrote what to whom, and when. Nothing of them is drawn, followed or fetched.

use crate::error::Unshown;
use crate::kind::Kind;
use crate::text::{Words, line, shortened};
use cfb::CompoundFile;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use mail_parser::{Address, MessageParser, MimeHeaders, PartType, decoders::html::html_to_text};
use std::io::{Cursor, Read};

/// The most that is read of one property of an Outlook message.
const MOST_READ: u64 = 4 * 1024 * 1024;
/// The most names of carried files that are listed.
const MOST_CARRIED: usize = 100;

/// A message.
#[derive(Clone, Default)]
pub struct Letter {
    /// The sender, as the message says.
    pub from: String,
    /// The recipients.
    pub to: String,
    /// Copies.
    pub cc: String,
    /// The subject.
    pub subject: String,
    /// When it was sent, as the message says, in its own offset: `3 November 2026 at 14:05 (+00:00)`.
    pub sent: String,
    /// The day of that.
    pub day: Option<NaiveDate>,
    /// Its words.
    pub body: String,
    /// The names of the files that it carries.
    pub carries: Vec<String>,
    cut: bool,
}

impl Letter {
    pub(crate) fn words(self) -> Words {
        let head = [
            ("From", self.from),
            ("To", self.to),
            ("Copied to", self.cc),
            ("Sent", self.sent),
            ("Subject", self.subject),
        ];
        Words {
            head: head
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(label, text)| (label.to_owned(), text))
                .collect(),
            body: self.body,
            cut: self.cut,
            carries: self.carries,
        }
    }

    fn with_body(mut self, body: &str) -> Self {
        let (body, cut) = shortened(body);
        self.body = body.trim().to_owned();
        self.cut = cut;
        self
    }
}

/// Reads a message.
///
/// # Errors
/// [`Unshown`].
pub fn letter(bytes: &[u8], kind: Kind) -> Result<Letter, Unshown> {
    match kind {
        Kind::Eml => internet(bytes),
        Kind::Msg => outlook(bytes),
        _ => Err(Unshown::OtherKind),
    }
}

fn internet(bytes: &[u8]) -> Result<Letter, Unshown> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or(Unshown::Damaged)?;
    let carries =
        message
            .attachments()
            .take(MOST_CARRIED)
            .map(|part| match part.attachment_name() {
                Some(name) => line(name, 120),
                None if matches!(part.body, PartType::Message(_)) => {
                    "a forwarded message".to_owned()
                }
                None => "a file without a name".to_owned(),
            });
    let date = message.date();
    let letter = Letter {
        from: addresses(message.from()),
        to: addresses(message.to()),
        cc: addresses(message.cc()),
        subject: line(message.subject().unwrap_or_default(), 300),
        sent: date
            .and_then(|d| DateTime::parse_from_rfc3339(&d.to_rfc3339()).ok())
            .map(|d| d.format("%-d %B %Y at %H:%M (%:z)").to_string())
            .unwrap_or_default(),
        day: date.and_then(|d| {
            NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))
        }),
        carries: carries.collect(),
        ..Letter::default()
    };
    // The plain form where there is one; else the words of the other, without anything that it would fetch.
    match message.body_text(0) {
        Some(body) => Ok(letter.with_body(&body)),
        None => Ok(letter),
    }
}

fn addresses(found: Option<&Address<'_>>) -> String {
    let Some(found) = found else {
        return String::new();
    };
    let each = found.iter().take(50).map(|one| {
        let name = one.name.as_deref().unwrap_or_default();
        match (name, one.address.as_deref()) {
            ("", Some(address)) => address.to_owned(),
            (name, None) => name.to_owned(),
            // A name may claim to be somebody: the address is always shown beside it.
            (name, Some(address)) => format!("{name} <{address}>"),
        }
    });
    line(&each.collect::<Vec<_>>().join("; "), 2000)
}

/// An Outlook message: a compound file with one stream for each property.
struct Outlook<'a>(CompoundFile<Cursor<&'a [u8]>>);

impl Outlook<'_> {
    fn bytes(&mut self, path: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let stream = self.0.open_stream(path).ok()?;
        stream.take(MOST_READ).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// A property that is a text: in UTF-16, or in the older form of one byte a letter.
    fn text(&mut self, folder: &str, property: &str) -> Option<String> {
        if let Some(wide) = self.bytes(&format!("{folder}/__substg1.0_{property}001F")) {
            let units = wide
                .as_chunks::<2>()
                .0
                .iter()
                .map(|p| u16::from_le_bytes(*p));
            let text: String = char::decode_utf16(units)
                .map(|c| c.unwrap_or('\u{fffd}'))
                .collect();
            return Some(text.trim_end_matches('\0').to_owned());
        }
        let narrow = self.bytes(&format!("{folder}/__substg1.0_{property}001E"))?;
        crate::text::decode(&narrow).map(|t| t.trim_end_matches('\0').to_owned())
    }

    /// When it was handed over or came, whichever is there: 100 nanoseconds since 1601.
    fn sent(&mut self) -> Option<DateTime<Utc>> {
        let properties = self.bytes("/__properties_version1.0")?;
        let rows = properties.get(32..)?.as_chunks::<16>().0;
        let value = |wanted: u32| {
            rows.iter().find_map(|row| {
                let tag = u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
                let time = u64::from_le_bytes([
                    row[8], row[9], row[10], row[11], row[12], row[13], row[14], row[15],
                ]);
                (tag == wanted).then_some(time)
            })
        };
        let ticks = value(0x0039_0040).or_else(|| value(0x0e06_0040))?;
        let since = TimeDelta::microseconds(i64::try_from(ticks / 10).ok()?);
        let epoch = NaiveDate::from_ymd_opt(1601, 1, 1)?
            .and_hms_opt(0, 0, 0)?
            .and_utc();
        epoch.checked_add_signed(since)
    }

    fn carries(&mut self) -> Vec<String> {
        let folders: Vec<String> = self
            .0
            .read_root_storage()
            .filter(|e| e.is_storage() && e.name().starts_with("__attach_version1.0_"))
            .map(|e| e.name().to_owned())
            .take(MOST_CARRIED)
            .collect();
        let each = folders.iter().map(|folder| {
            let folder = format!("/{folder}");
            let name = self
                .text(&folder, "3707")
                .or_else(|| self.text(&folder, "3704"));
            name.map_or_else(|| "a file without a name".to_owned(), |n| line(&n, 120))
        });
        each.collect()
    }
}

fn outlook(bytes: &[u8]) -> Result<Letter, Unshown> {
    let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Unshown::Damaged)?;
    let mut message = Outlook(file);
    let mut one = |property: &str| line(&message.text("", property).unwrap_or_default(), 2000);
    let (name, smtp, address) = (one("0C1A"), one("5D01"), one("0C1F"));
    let address = [smtp, address].into_iter().find(|a| a.contains('@'));
    let from = match address {
        Some(address) if !name.is_empty() => format!("{name} <{address}>"),
        Some(address) => address,
        None => name,
    };
    let (to, cc, subject) = (one("0E04"), one("0E03"), one("0037"));
    let sent = message.sent();
    let carries = message.carries();
    let letter = Letter {
        from,
        to,
        cc,
        subject,
        sent: sent
            .map(|d| d.format("%-d %B %Y at %H:%M (UTC)").to_string())
            .unwrap_or_default(),
        day: sent.map(|d| d.date_naive()),
        carries,
        ..Letter::default()
    };
    let body = message.text("", "1000").filter(|b| !b.trim().is_empty());
    let body = body.or_else(|| {
        let html = message.bytes("/__substg1.0_10130102");
        let html = html
            .and_then(|h| crate::text::decode(&h))
            .or_else(|| message.text("", "1013"));
        html.map(|h| html_to_text(&h))
    });
    match body {
        Some(body) => Ok(letter.with_body(&body)),
        None => Err(Unshown::NoWords),
    }
}
