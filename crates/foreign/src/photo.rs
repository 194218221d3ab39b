//! What a photograph says of itself: where and when it was taken, and with what.

use chrono::{NaiveDate, NaiveDateTime};
use exif::{Exif, In, Reader, Tag, Value};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// What a photograph says of itself. A camera's clock and place may be wrong, and can be changed.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Degrees north and east.
    pub place: Option<(f64, f64)>,
    /// When it was taken, by the camera's clock, without a zone.
    pub taken: Option<NaiveDateTime>,
    /// The camera or telephone.
    pub camera: String,
}

impl Said {
    /// Whether it says anything.
    pub fn nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads what a picture says of itself; nothing where it says nothing, or nothing that can be read.
pub(crate) fn said(bytes: &[u8]) -> Said {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = reader
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}));
    exif.map(|exif| of(&exif)).unwrap_or_default()
}

fn of(exif: &Exif) -> Said {
    let text = |tag| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        match &field.value {
            Value::Ascii(lines) => lines
                .first()
                .map(|l| crate::text::line(&String::from_utf8_lossy(l), 60)),
            _ => None,
        }
    };
    let camera = [text(Tag::Make), text(Tag::Model)]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    // A model often repeats its maker.
    let camera = match camera.as_slice() {
        [make, model] if model.to_lowercase().starts_with(&make.to_lowercase()) => model.clone(),
        parts => parts.join(" "),
    };
    let taken = text(Tag::DateTimeOriginal).and_then(|t| moment(&t));
    Said {
        place: place(exif),
        taken,
        camera,
    }
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    let at = NaiveDateTime::parse_from_str(text.trim(), "%Y:%m:%d %H:%M:%S").ok()?;
    // A camera that was never set says a year long past.
    (at.date() >= NaiveDate::from_ymd_opt(1990, 1, 1)?).then_some(at)
}

fn place(exif: &Exif) -> Option<(f64, f64)> {
    let degrees = |tag, mark, negative: u8| {
        let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
            return None;
        };
        let [d, m, s] = parts.get(..3)?.try_into().ok()?;
        let [d, m, s]: [exif::Rational; 3] = [d, m, s];
        let value = d.to_f64() + m.to_f64() / 60.0 + s.to_f64() / 3600.0;
        let Value::Ascii(side) = &exif.get_field(mark, In::PRIMARY)?.value else {
            return None;
        };
        let turned = side.first()?.first()?.to_ascii_uppercase() == negative;
        let value = if turned { -value } else { value };
        value.is_finite().then_some(value)
    };
    let north = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let east = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    let there = north.abs() <= 90.0 && east.abs() <= 180.0 && (north, east) != (0.0, 0.0);
    there.then_some((north, east))
}
