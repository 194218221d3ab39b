//! The fonts that the application ships. No font of the system is ever used, so a page looks the same everywhere.

use std::sync::{Arc, OnceLock};

use parley::FontContext;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::FontWeight;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider};

/// One font file.
pub(crate) struct Face {
    /// PostScript-like name used inside the PDF.
    pub name: &'static str,
    family: &'static str,
    weight: f32,
    pub data: &'static [u8],
}

macro_rules! face {
    ($file:literal, $family:literal, $weight:literal) => {
        Face {
            name: $file,
            family: $family,
            weight: $weight,
            data: include_bytes!(concat!("../fonts/", $file, ".ttf")),
        }
    };
}

/// In the order in which a character is looked for.
pub(crate) static FACES: [Face; 11] = [
    face!("SourceSans3-Regular", "Source Sans 3", 400.0),
    face!("SourceSans3-SemiBold", "Source Sans 3", 600.0),
    face!("NotoSansArabic-Regular", "Noto Sans Arabic", 400.0),
    face!("NotoSansArabic-SemiBold", "Noto Sans Arabic", 600.0),
    face!("HindSiliguri-Regular", "Hind Siliguri", 400.0),
    face!("HindSiliguri-SemiBold", "Hind Siliguri", 600.0),
    face!("NotoSansDevanagari-Regular", "Noto Sans Devanagari", 400.0),
    face!("NotoSansGujarati-Regular", "Noto Sans Gujarati", 400.0),
    face!("NotoSansGurmukhi-Regular", "Noto Sans Gurmukhi", 400.0),
    face!("NotoSansHebrew-Regular", "Noto Sans Hebrew", 400.0),
    face!("NotoSansTamil-Regular", "Noto Sans Tamil", 400.0),
];

/// Families in the order of fallback.
pub(crate) const FAMILIES: [&str; 8] = [
    "Source Sans 3",
    "Noto Sans Arabic",
    "Hind Siliguri",
    "Noto Sans Devanagari",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Hebrew",
    "Noto Sans Tamil",
];

/// The font that fillable fields are typed in: Latin letters, with the tables a reader needs for typing.
pub(crate) static FIELD_FONT: &[u8] = include_bytes!("../fonts/NotoSans-Field.ttf");

/// The fonts registered for setting text, with the blob number of each by which a glyph run names its font.
pub(crate) fn context() -> (FontContext, Vec<u64>) {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: false,
    });
    let mut ids = Vec::with_capacity(FACES.len());
    for face in &FACES {
        let blob: Blob<u8> = Blob::new(Arc::new(face.data));
        ids.push(blob.id());
        let named = FontInfoOverride {
            family_name: Some(face.family),
            weight: Some(FontWeight::new(face.weight)),
            ..FontInfoOverride::default()
        };
        collection.register_fonts(blob, Some(named));
    }
    (
        FontContext {
            collection,
            source_cache: SourceCache::default(),
        },
        ids,
    )
}

/// Whether one of the shipped fonts has a shape for the character.
pub(crate) fn covers(c: char) -> bool {
    static COVERED: OnceLock<Vec<(u32, u32)>> = OnceLock::new();
    let ranges = COVERED.get_or_init(|| {
        let mut all: Vec<u32> = FACES
            .iter()
            .filter(|f| f.weight < 500.0)
            .filter_map(|f| FontRef::new(f.data).ok())
            .flat_map(|f| {
                f.charmap()
                    .mappings()
                    .filter(|(_, g)| g.to_u32() != 0)
                    .map(|(c, _)| c)
                    .collect::<Vec<_>>()
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for c in all {
            match ranges.last_mut() {
                Some((_, end)) if *end + 1 == c => *end = c,
                _ => ranges.push((c, c)),
            }
        }
        ranges
    });
    let c = c as u32;
    let after = ranges.partition_point(|(start, _)| *start <= c);
    after > 0 && ranges[after - 1].1 >= c
}

/// Measures of a font, in its own units.
pub(crate) struct Metrics {
    pub units_per_em: u16,
    pub ascent: i16,
    pub descent: i16,
    pub bounds: [i16; 4],
}

impl Face {
    fn font(&self) -> Option<FontRef<'static>> {
        FontRef::new(self.data).ok()
    }

    /// The font's measures; `None` when its tables are damaged.
    pub fn metrics(&self) -> Option<Metrics> {
        let font = self.font()?;
        let (head, hhea) = (font.head().ok()?, font.hhea().ok()?);
        Some(Metrics {
            units_per_em: head.units_per_em(),
            ascent: hhea.ascender().to_i16(),
            descent: hhea.descender().to_i16(),
            bounds: [head.x_min(), head.y_min(), head.x_max(), head.y_max()],
        })
    }

    /// Advance width of a glyph in the font's units.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.font()
            .and_then(|f| f.hmtx().ok()?.advance(GlyphId::new(u32::from(glyph))))
            .unwrap_or(0)
    }
}

/// Widths, in thousandths of an em, of the field font's letters in WinAnsi order from 32 to 255.
pub(crate) fn field_widths() -> Vec<i64> {
    let Ok(font) = FontRef::new(FIELD_FONT) else {
        return vec![0; 224];
    };
    let (Ok(head), Ok(hmtx)) = (font.head(), font.hmtx()) else {
        return vec![0; 224];
    };
    let map = font.charmap();
    (32u8..=255)
        .map(|code| {
            let glyph = map.map(win_ansi(code)).unwrap_or(GlyphId::new(0));
            let advance = hmtx.advance(glyph).unwrap_or(0);
            i64::from(advance) * 1000 / i64::from(head.units_per_em().max(1))
        })
        .collect()
}

/// The character of a code in WinAnsiEncoding.
fn win_ansi(code: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
    ];
    match code {
        0x7F => '•',
        0x80..=0x9F => HIGH[usize::from(code - 0x80)],
        c => char::from(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_met_in_schools_are_covered() {
        for c in
            "ŵŷŴŶâêîôûłŁżźćńśąęóŞşğıČžșțĐđăơư فاطمةپچگ রহমান ਸਿੰਘ પટેલ शर्मा שלום தமிழ் ЖжΩ€–“”…•→☐☑"
                .chars()
        {
            assert!(covers(c), "{c} U+{:04X}", c as u32);
        }
        assert!(!covers('\u{1F600}'));
    }

    #[test]
    fn every_face_reads() {
        for f in &FACES {
            assert!(f.metrics().is_some(), "{}", f.name);
        }
        assert!(field_widths().iter().filter(|w| **w > 0).count() > 200);
    }
}
