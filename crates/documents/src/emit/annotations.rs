//! Fields to fill in, and links.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::tree::Annotations;
use super::{name, text};
use crate::error::DocumentError;
use crate::fonts;
use crate::laid::{Field, Laid, LaidPage};
use crate::model::Rect;
use crate::write::PAGE_HEIGHT;

/// Size in points of what is typed into a field.
const TYPED: &[u8] = b"/FF 10 Tf 0 g";

/// Object numbers for the annotations of each page.
pub(super) fn reserve(
    doc: &mut lopdf::Document,
    laid: &Laid,
    count: impl Fn(&LaidPage) -> usize,
) -> Annotations {
    let mut out = BTreeMap::new();
    for (page, laid) in laid.pages.iter().enumerate() {
        for index in 0..count(laid) {
            out.insert((page, index), doc.new_object_id());
        }
    }
    out
}

fn rectangle(r: &Rect) -> Object {
    Object::Array(
        [r.x, PAGE_HEIGHT - r.y - r.h, r.x + r.w, PAGE_HEIGHT - r.y]
            .map(Object::Real)
            .to_vec(),
    )
}

/// Writes the fields and gives the form's dictionary; `None` when there is no field.
pub(super) fn fields(
    doc: &mut lopdf::Document,
    pages: &[ObjectId],
    laid: &Laid,
    ids: &Annotations,
) -> Result<Option<Dictionary>, DocumentError> {
    if ids.is_empty() {
        return Ok(None);
    }
    let font = field_font(doc)?;
    let resources = dictionary! { "Font" => dictionary! { "FF" => font } };
    let mut kids = Vec::new();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut signed = false;
    for ((page, index), id) in ids {
        let f = &laid.pages[*page].fields[*index];
        signed |= f.signature;
        let widget = widget(
            doc,
            f,
            pages[*page],
            &resources,
            unique(&f.name, &mut taken),
        );
        doc.set_object(*id, widget);
        kids.push(Object::Reference(*id));
    }
    let mut form =
        dictionary! { "Fields" => kids, "DR" => resources, "DA" => Object::string_literal(TYPED) };
    if signed {
        // there are signature fields; not yet signed, so the file may still be changed
        form.set("SigFlags", 1);
    }
    Ok(Some(form))
}

/// A field's name without the full stops that would make it a part of another field, and once only.
fn unique(wanted: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let base: String = wanted
        .chars()
        .map(|c| if c == '.' || c.is_control() { '-' } else { c })
        .collect();
    let base = if base.is_empty() {
        "field".to_owned()
    } else {
        base
    };
    let count = taken.entry(base.clone()).or_insert(0);
    *count += 1;
    if *count == 1 {
        base
    } else {
        format!("{base} {count}")
    }
}

fn widget(
    doc: &mut lopdf::Document,
    f: &Field,
    page: ObjectId,
    resources: &Dictionary,
    field_name: String,
) -> Dictionary {
    let look = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), Object::Real(f.rect.w), Object::Real(f.rect.h)],
            "Resources" => resources.clone(),
        },
        if f.signature {
            Vec::new()
        } else {
            b"/Tx BMC EMC".to_vec()
        },
    );
    let look = doc.add_object(look);
    let tip = if f.tip.is_empty() {
        &field_name
    } else {
        &f.tip
    };
    let mut w = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "F" => 4, "P" => page,
        "Rect" => rectangle(&f.rect),
        "T" => text(&field_name), "TU" => text(tip), "Contents" => text(tip),
        "AP" => dictionary! { "N" => look },
    };
    if f.signature {
        w.set("FT", name("Sig"));
    } else {
        w.set("FT", name("Tx"));
        w.set("DA", Object::string_literal(TYPED));
        if f.multiline {
            w.set("Ff", 1 << 12);
        }
    }
    w
}

fn field_font(doc: &mut lopdf::Document) -> Result<ObjectId, DocumentError> {
    let bytes = fonts::FIELD_FONT.to_vec();
    let length = i64::try_from(bytes.len()).unwrap_or(0);
    let file = doc.add_object(Stream::new(dictionary! { "Length1" => length }, bytes));
    let descriptor = doc.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => "NotoSans", "Flags" => 32,
        "FontBBox" => vec![(-621).into(), (-389).into(), 2800.into(), 1067.into()],
        "ItalicAngle" => 0, "Ascent" => 1069, "Descent" => -293, "CapHeight" => 714, "StemV" => 80,
        "FontFile2" => file,
    });
    let widths: Vec<Object> = fonts::field_widths()
        .into_iter()
        .map(Object::Integer)
        .collect();
    Ok(doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "NotoSans", "FirstChar" => 32, "LastChar" => 255,
        "Widths" => widths, "Encoding" => "WinAnsiEncoding", "FontDescriptor" => descriptor,
    }))
}

/// Writes the links whose target is known.
pub(super) fn links(
    doc: &mut lopdf::Document,
    pages: &[ObjectId],
    laid: &Laid,
    ids: &Annotations,
) -> Result<(), DocumentError> {
    for ((page, index), id) in ids {
        let l = &laid.pages[*page].links[*index];
        let mut link = dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "F" => 4, "P" => pages[*page],
            "Rect" => rectangle(&l.rect), "Border" => vec![0.into(), 0.into(), 0.into()],
            "Contents" => text(&l.words),
        };
        if let Some(target) = pages.get(l.target.page) {
            link.set("Dest", destination(*target, l.target.y));
        }
        doc.set_object(*id, link);
    }
    Ok(())
}

/// A place to jump to: its page, a little above the words.
pub(super) fn destination(page: ObjectId, y: f32) -> Object {
    Object::Array(vec![
        page.into(),
        name("XYZ"),
        Object::Null,
        Object::Real(PAGE_HEIGHT - y + 8.0),
        Object::Null,
    ])
}

/// Lists each page's annotations on it, and asks readers to step through them in reading order.
pub(super) fn attach(
    doc: &mut lopdf::Document,
    pages: &[ObjectId],
    laid: &Laid,
    fields: &Annotations,
    links: &Annotations,
) -> Result<(), DocumentError> {
    for (i, _) in laid.pages.iter().enumerate() {
        let of = |ids: &Annotations| {
            ids.range((i, 0)..(i + 1, 0))
                .map(|(_, id)| Object::Reference(*id))
                .collect::<Vec<_>>()
        };
        let list = [of(fields), of(links)].concat();
        let page = doc.get_object_mut(pages[i])?.as_dict_mut()?;
        if list.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", list);
        }
        page.set("Tabs", name("S"));
    }
    Ok(())
}
