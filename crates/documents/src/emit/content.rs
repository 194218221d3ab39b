//! The one place that knows printpdf: content streams and embedded fonts.

use std::collections::BTreeMap;
use std::ops::Range;

use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, FontId, FontMetrics, Line, LineDashPattern, LinePoint,
    Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions,
    Point, Pt, Rgb, TextItem, TextMatrix, XObjectId, XObjectTransform,
};

use crate::error::DocumentError;
use crate::fonts::FACES;
use crate::laid::{Draw, Glyph, Ink, Laid, LaidPage, Mark, Piece, Run};
use crate::model::Rect;
use crate::write::PAGE_HEIGHT;

/// Name of a picture in the pages' resources.
pub(super) fn image_name(index: usize) -> String {
    format!("Im{index}")
}

/// A font as it stands in this file: the glyphs used, their widths, and what each means.
struct Used {
    id: FontId,
    map: subsetter::GlyphRemapper,
    /// Width in thousandths of an em, as printpdf writes it: whole numbers, cut off.
    widths: BTreeMap<u16, f32>,
    /// The text that the font's ToUnicode table gives for a glyph.
    text: BTreeMap<u16, String>,
}

/// For each page, for each of its pieces, the number of its marked content; none for what is only decoration.
pub(super) type Marks = Vec<Vec<Option<i64>>>;

/// The document with its pages drawn, but without tree and metadata; and for each page, for each of its pieces, the
/// number of its marked content.
pub(super) fn write(laid: &Laid, title: &str) -> Result<(lopdf::Document, Marks), DocumentError> {
    let mut fonts = used_fonts(laid);
    let mut doc = PdfDocument::new(title);
    for (index, font) in fonts.iter_mut().enumerate() {
        if font.map.num_gids() > 1 {
            embed(&mut doc, index, font)?;
        }
    }
    let mut marks = Vec::new();
    let mut pages = Vec::new();
    for page in &laid.pages {
        let (ops, numbers) = page_ops(page, &fonts);
        marks.push(numbers);
        pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
    }
    doc.with_pages(pages);
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    Ok((doc.to_lopdf_document(&options, &mut Vec::new()), marks))
}

fn runs(laid: &Laid) -> impl Iterator<Item = &Run> {
    laid.pages
        .iter()
        .flat_map(|p| &p.pieces)
        .flat_map(|p| &p.draws)
        .filter_map(|d| match d {
            Draw::Run(r) => Some(r),
            _ => None,
        })
}

/// Collects glyphs. A cluster drawn by one glyph decides what that glyph means; a cluster of several takes what is left.
fn used_fonts(laid: &Laid) -> Vec<Used> {
    let mut fonts: Vec<Used> = FACES
        .iter()
        .enumerate()
        .map(|(i, _)| Used {
            id: FontId(format!("T{i}")),
            map: subsetter::GlyphRemapper::new(),
            widths: BTreeMap::new(),
            text: BTreeMap::new(),
        })
        .collect();
    for several in [false, true] {
        for run in runs(laid) {
            let font = &mut fonts[run.face];
            for g in run.glyphs.iter().filter(|g| (g.in_cluster > 1) == several) {
                let new = font.map.remap(g.id);
                font.text.entry(new).or_insert_with(|| glyph_text(run, g));
            }
        }
    }
    fonts
}

/// What a glyph stands for by itself. The further glyphs of a cluster need some text too, or a reader finds none.
fn glyph_text(run: &Run, g: &Glyph) -> String {
    if g.first {
        run.text[g.range.clone()].to_owned()
    } else {
        "\u{200B}".to_owned()
    }
}

fn embed(doc: &mut PdfDocument, index: usize, font: &mut Used) -> Result<(), DocumentError> {
    let face = &FACES[index];
    let broken = || DocumentError::Font { font: face.name };
    let m = face.metrics().ok_or_else(broken)?;
    let mut widths = BTreeMap::new();
    for old in font.map.remapped_gids().collect::<Vec<_>>() {
        if let Some(new) = font.map.get(old) {
            let advance = face.advance(old);
            widths.insert(new, advance);
            let thousandths = (f32::from(advance) * 1000.0 / f32::from(m.units_per_em)).trunc();
            font.widths.insert(new, thousandths);
        }
    }
    let subset = subsetter::subset(face.data, 0, &font.map).map_err(|_| broken())?;
    // six letters and a plus sign mark a subset
    let letter = char::from(b'A' + u8::try_from(index).unwrap_or(25).min(25));
    let name = format!("STEPW{letter}+{}", face.name);
    let measures = FontMetrics {
        ascent: m.ascent,
        descent: m.descent,
    };
    let mut parsed = ParsedFont::with_glyph_data(
        subset,
        0,
        Some(name),
        BTreeMap::new(),
        widths,
        m.units_per_em,
        measures,
    );
    [
        parsed.pdf_font_metrics.x_min,
        parsed.pdf_font_metrics.y_min,
        parsed.pdf_font_metrics.x_max,
        parsed.pdf_font_metrics.y_max,
    ] = m.bounds;
    doc.resources
        .fonts
        .map
        .insert(font.id.clone(), PdfFont::new(parsed));
    Ok(())
}

fn page_ops(page: &LaidPage, fonts: &[Used]) -> (Vec<Op>, Vec<Option<i64>>) {
    let mut ops = Vec::new();
    let mut pen = Pen::default();
    let mut numbers = Vec::new();
    let mut next = 0;
    artifact(&page.under, fonts, &mut pen, &mut ops);
    for Piece { mark, draws } in &page.pieces {
        match mark {
            Mark::Content(tag) => {
                let number = dict(vec![("MCID", DictItem::Int(next))]);
                ops.push(Op::BeginMarkedContentWithProperties {
                    tag: (*tag).to_owned(),
                    properties: number,
                });
                numbers.push(Some(next));
                next += 1;
            }
            Mark::Furniture => {
                ops.push(Op::BeginMarkedContent {
                    tag: "Artifact".to_owned(),
                });
                numbers.push(None);
            }
        }
        draw_all(draws, fonts, &mut pen, &mut ops);
        ops.push(Op::EndMarkedContent);
    }
    artifact(&page.over, fonts, &mut pen, &mut ops);
    (ops, numbers)
}

fn artifact(draws: &[Draw], fonts: &[Used], pen: &mut Pen, ops: &mut Vec<Op>) {
    if !draws.is_empty() {
        ops.push(Op::BeginMarkedContent {
            tag: "Artifact".to_owned(),
        });
        draw_all(draws, fonts, pen, ops);
        ops.push(Op::EndMarkedContent);
    }
}

/// What the page's graphics state holds, so that it is set only when it changes.
#[derive(Default)]
struct Pen {
    fill: Option<Ink>,
    stroke: Option<Ink>,
    width: Option<f32>,
    dashed: bool,
}

impl Pen {
    fn fill(&mut self, ink: Ink, ops: &mut Vec<Op>) {
        if self.fill.replace(ink) != Some(ink) {
            ops.push(Op::SetFillColor { col: color(ink) });
        }
    }

    fn stroke(&mut self, ink: Ink, width: f32, dashed: bool, ops: &mut Vec<Op>) {
        if self.stroke.replace(ink) != Some(ink) {
            ops.push(Op::SetOutlineColor { col: color(ink) });
        }
        if self.width.replace(width) != Some(width) {
            ops.push(Op::SetOutlineThickness { pt: Pt(width) });
        }
        if self.dashed != dashed {
            self.dashed = dashed;
            let pattern: &[f32] = if dashed { &[1.5, 2.0] } else { &[] };
            ops.push(Op::SetLineDashPattern {
                dash: LineDashPattern {
                    offset: 0.0,
                    pattern: pattern.iter().copied().collect(),
                },
            });
        }
    }
}

fn color(Ink(r, g, b): Ink) -> Color {
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile: None,
    })
}

fn draw_all(draws: &[Draw], fonts: &[Used], pen: &mut Pen, ops: &mut Vec<Op>) {
    for d in draws {
        match d {
            Draw::Run(run) => {
                pen.fill(run.ink, ops);
                run_ops(run, &fonts[run.face], ops);
            }
            Draw::Fill(rect, ink) => {
                pen.fill(*ink, ops);
                ops.push(rectangle(rect, PaintMode::Fill));
            }
            Draw::Frame(rect, ink, width) => {
                pen.stroke(*ink, *width, false, ops);
                ops.push(rectangle(rect, PaintMode::Stroke));
            }
            Draw::Line(from, to, ink, width, dashed) => {
                pen.stroke(*ink, *width, *dashed, ops);
                let point = |p: &[f32; 2]| LinePoint {
                    p: Point {
                        x: Pt(p[0]),
                        y: Pt(PAGE_HEIGHT - p[1]),
                    },
                    bezier: false,
                };
                ops.push(Op::DrawLine {
                    line: Line {
                        points: vec![point(from), point(to)],
                        is_closed: false,
                    },
                });
            }
            Draw::Image(index, r) => {
                ops.push(Op::SaveGraphicsState);
                ops.push(Op::SetTransformationMatrix {
                    matrix: CurTransMat::Raw([r.w, 0.0, 0.0, r.h, r.x, PAGE_HEIGHT - r.y - r.h]),
                });
                let transform = XObjectTransform {
                    no_auto_scale: true,
                    ..XObjectTransform::default()
                };
                ops.push(Op::UseXobject {
                    id: XObjectId(image_name(*index)),
                    transform,
                });
                ops.push(Op::RestoreGraphicsState);
            }
        }
    }
}

fn rectangle(r: &Rect, mode: PaintMode) -> Op {
    let rectangle = printpdf::Rect {
        x: Pt(r.x),
        y: Pt(PAGE_HEIGHT - r.y - r.h),
        width: Pt(r.w),
        height: Pt(r.h),
        mode: Some(mode),
        winding_order: None,
    };
    Op::DrawRectangle { rectangle }
}

fn dict(pairs: Vec<(&str, DictItem)>) -> DictItem {
    DictItem::Dict {
        map: pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
    }
}

/// For each glyph, the text of the span that it belongs to, if it needs one: a word in which some glyph does not say its
/// own text. Whole words, because a reader may set what stands in two spans apart; but from right to left letter by
/// letter, because poppler turns a longer span round.
fn spans(run: &Run, font: &Used) -> Vec<Option<Range<usize>>> {
    let says = |g: &Glyph| {
        font.map
            .get(g.id)
            .and_then(|n| font.text.get(&n))
            .map(String::as_str)
    };
    let plain = |g: &Glyph| g.in_cluster <= 1 && says(g) == Some(&run.text[g.range.clone()]);
    let blank = |g: &Glyph| run.text[g.range.clone()].trim().is_empty();
    let mut out = Vec::with_capacity(run.glyphs.len());
    for word in run.glyphs.chunk_by(|a, b| {
        if run.rtl {
            a.range == b.range
        } else {
            blank(a) == blank(b)
        }
    }) {
        let start = word.iter().map(|g| g.range.start).min().unwrap_or(0);
        let end = word.iter().map(|g| g.range.end).max().unwrap_or(0);
        let span = word.iter().any(|g| !plain(g)).then_some(start..end);
        out.extend(std::iter::repeat_n(span, word.len()));
    }
    out
}

/// Glyphs of one run. Words whose glyphs do not each say their own text are wrapped in a span that says it, so that
/// copying, searching and reading aloud give the words as they were typed.
fn run_ops(run: &Run, font: &Used, ops: &mut Vec<Op>) {
    if run.rtl {
        ops.push(Op::BeginMarkedContent {
            tag: "ReversedChars".to_owned(),
        });
    }
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFont {
        font: PdfFontHandle::External(font.id.clone()),
        size: Pt(run.size),
    });
    let glyphs = &run.glyphs;
    let spans = spans(run, font);
    let mut i = 0;
    while i < glyphs.len() {
        let start = &glyphs[i];
        let span = &spans[i];
        if let Some(span) = span.as_ref().filter(|_| i == 0 || spans[i - 1] != *span) {
            let text = DictItem::Bytes(super::utf16(&run.text[span.clone()]));
            ops.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".to_owned(),
                properties: dict(vec![("ActualText", text)]),
            });
        }
        ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw([
                1.0,
                0.0,
                0.0,
                1.0,
                run.x + start.dx,
                PAGE_HEIGHT - (run.y + start.dy),
            ]),
        });
        let mut shown: Vec<Codepoint> = Vec::new();
        let mut at = start.dx;
        while let Some(g) = glyphs
            .get(i)
            .filter(|g| g.dy == start.dy && spans[i] == *span)
        {
            let new = font.map.get(g.id).unwrap_or(0);
            let off = (at - g.dx) * 1000.0 / run.size;
            if off.abs() > 0.5
                && let Some(last) = shown.last_mut()
            {
                last.offset += off;
                at = g.dx;
            }
            let text = font.text.get(&new).cloned().unwrap_or_default();
            shown.push(Codepoint {
                gid: new,
                offset: 0.0,
                cid: Some(text),
            });
            at += font.widths.get(&new).copied().unwrap_or(0.0) * run.size / 1000.0;
            i += 1;
        }
        ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(shown)],
        });
        if span.is_some() && spans.get(i).is_none_or(|next| next != span) {
            ops.push(Op::EndMarkedContent);
        }
    }
    ops.push(Op::EndTextSection);
    if run.rtl {
        ops.push(Op::EndMarkedContent);
    }
}
