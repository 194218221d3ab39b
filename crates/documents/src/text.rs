//! Sets text: shaping, direction, line breaking and fallback over the shipped fonts.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use parley::layout::Alignment;
use parley::style::{
    FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty,
};
use parley::{FontContext, Layout, LayoutContext};

use crate::clean;
use crate::fonts;
use crate::laid::{Draw, Glyph, Ink, Run};

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Font size in points.
    pub size: f32,
    pub bold: bool,
    pub ink: Ink,
    /// Line height as a multiple of the size.
    pub leading: f32,
}

impl Style {
    pub const fn new(size: f32) -> Style {
        Style {
            size,
            bold: false,
            ink: Ink::TEXT,
            leading: 1.32,
        }
    }

    pub const fn bold(self) -> Style {
        Style { bold: true, ..self }
    }

    pub const fn ink(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }

    pub const fn leading(self, leading: f32) -> Style {
        Style { leading, ..self }
    }
}

/// One line, its runs placed from its own top left corner.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub height: f32,
    /// Width of the words.
    pub width: f32,
    pub runs: Vec<Run>,
}

impl Line {
    /// The line's drawing operations, at a place.
    pub fn at(self, x: f32, y: f32) -> Vec<Draw> {
        self.runs
            .into_iter()
            .map(|r| Draw::Run(r).moved(x, y))
            .collect()
    }
}

/// Sets text. Keeping one saves reading the fonts again.
pub(crate) struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    blobs: Vec<u64>,
}

impl Setter {
    pub fn new() -> Setter {
        let (fonts, blobs) = fonts::context();
        Setter {
            fonts,
            layouts: LayoutContext::new(),
            blobs,
        }
    }

    /// Breaks one paragraph of cleaned text into lines no wider than `width`. The first `bold_to` bytes are bold.
    ///
    /// A cluster for which no single font has all shapes is replaced by its characters' names.
    pub fn lines(
        &mut self,
        text: &str,
        bold_to: usize,
        style: Style,
        width: f32,
        unprintable: &mut BTreeSet<char>,
    ) -> Vec<Line> {
        let mut text = Cow::Borrowed(text);
        let mut bold_to = bold_to;
        // A replacement is plain ASCII, so one more round is enough; the second is for a cluster split in between.
        for _ in 0..2 {
            let layout = self.layout(&text, bold_to, style, width);
            let missing = missing_clusters(&layout);
            if missing.is_empty() {
                return self.collect(&layout, &text, style);
            }
            let mut out = String::with_capacity(text.len() + 16);
            let (mut at, bold_in) = (0, bold_to);
            for range in missing {
                if range.start < at {
                    continue;
                }
                out.push_str(&text[at..range.start]);
                let before = out.len();
                for c in text[range.clone()].chars().filter(|c| !joiner(*c)) {
                    unprintable.insert(c);
                    out.push_str(&clean::name(c));
                }
                if range.end <= bold_in {
                    bold_to = (bold_to + (out.len() - before)).saturating_sub(range.len());
                }
                at = range.end;
            }
            out.push_str(&text[at..]);
            bold_to = floor_boundary(&out, bold_to);
            text = Cow::Owned(out);
        }
        let layout = self.layout(&text, bold_to, style, width);
        self.collect(&layout, &text, style)
    }

    fn layout(&mut self, text: &str, bold_to: usize, style: Style, width: f32) -> Layout<()> {
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, text, 1.0, false);
        let families: Vec<FontFamilyName<'static>> = fonts::FAMILIES
            .iter()
            .map(|n| FontFamilyName::Named(Cow::Borrowed(*n)))
            .collect();
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Owned(
            families,
        ))));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(
            style.leading,
        )));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let semibold = || StyleProperty::FontWeight(FontWeight::new(600.0));
        if style.bold {
            builder.push_default(semibold());
        } else if bold_to > 0 {
            builder.push(semibold(), 0..bold_to.min(text.len()));
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width));
        layout.align(Alignment::Start, Default::default());
        layout
    }

    fn collect(&self, layout: &Layout<()>, text: &str, style: Style) -> Vec<Line> {
        let text: Rc<str> = Rc::from(text);
        let mut top = 0.0;
        let mut out = Vec::new();
        for line in layout.lines() {
            let m = line.metrics();
            let mut x = m.offset;
            let mut runs = Vec::new();
            for run in line.runs() {
                let face = self.blobs.iter().position(|b| *b == run.font().data.id());
                if let Some(face) = face {
                    let glyphs = glyphs(&run, &text);
                    if !glyphs.is_empty() {
                        runs.push(Run {
                            face,
                            size: style.size,
                            x,
                            y: m.baseline - top,
                            width: run.advance(),
                            rtl: run.is_rtl(),
                            ink: style.ink,
                            glyphs,
                            text: text.clone(),
                        });
                    }
                }
                x += run.advance();
            }
            out.push(Line {
                height: m.line_height,
                width: m.advance,
                runs,
            });
            top += m.line_height;
        }
        out
    }
}

fn glyphs(run: &parley::layout::Run<'_, ()>, text: &str) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::new();
    let mut x = 0.0;
    for cluster in run.visual_clusters() {
        let range = cluster.text_range();
        if cluster.is_ligature_continuation() {
            if let Some(last) = out.last_mut() {
                last.range = last.range.start.min(range.start)..last.range.end.max(range.end);
            }
            continue;
        }
        if text
            .get(range.clone())
            .is_none_or(|t| t.chars().all(joiner))
        {
            x += cluster.advance();
            continue;
        }
        let shapes: Vec<_> = cluster.glyphs().collect();
        let in_cluster =
            u8::try_from(shapes.iter().filter(|g| g.id != 0).count()).unwrap_or(u8::MAX);
        let mut first = true;
        for g in shapes {
            if let (Ok(id), true) = (u16::try_from(g.id), g.id != 0) {
                out.push(Glyph {
                    id,
                    dx: x + g.x,
                    dy: g.y,
                    range: range.clone(),
                    in_cluster,
                    first,
                });
                first = false;
            }
            x += g.advance;
        }
    }
    out
}

/// Clusters with a shape that no font has, in the order of the text.
fn missing_clusters(layout: &Layout<()>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for line in layout.lines() {
        for run in line.runs() {
            for cluster in run.clusters() {
                if cluster.glyphs().any(|g| g.id == 0) {
                    out.push(cluster.text_range());
                }
            }
        }
    }
    out.sort_by_key(|r| r.start);
    out
}

/// Marks that shape or order letters and have no shape themselves.
fn joiner(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{61C}')
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str) -> usize {
        let mut setter = Setter::new();
        let lines = setter.lines(text, 0, Style::new(10.0), 400.0, &mut BTreeSet::new());
        lines
            .iter()
            .flat_map(|l| &l.runs)
            .map(|r| r.glyphs.len())
            .sum()
    }

    #[test]
    fn letters_of_bengali_and_hindi_join() {
        // four characters each; joined they are two or three shapes
        assert!(shapes("শ্রী") < 4);
        assert!(shapes("श्री") < 4);
    }

    #[test]
    fn arabic_letters_take_their_joined_shapes_and_run_leftwards() {
        let mut setter = Setter::new();
        let lines = setter.lines("فاطمة", 0, Style::new(10.0), 400.0, &mut BTreeSet::new());
        assert!(lines[0].runs.iter().all(|r| r.rtl));
        assert!(lines[0].runs[0].x > 300.0, "set to the right edge");
    }

    #[test]
    fn a_name_without_spaces_is_broken() {
        let mut setter = Setter::new();
        let lines = setter.lines(
            &"w".repeat(300),
            0,
            Style::new(10.0),
            100.0,
            &mut BTreeSet::new(),
        );
        assert!(lines.len() > 10);
        assert!(lines.iter().all(|l| l.width <= 100.5));
    }
}
