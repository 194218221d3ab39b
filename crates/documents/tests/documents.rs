//! What comes out of the writer, read back by other means than its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../examples/samples/docs.rs"]
mod docs;

use lopdf::{LoadOptions, Object};
use proptest::prelude::*;
use stepwise_documents::{
    Block, BoxRow, Document, DocumentError, FieldValue, ImagePage, PdfOptions, SignArea, SignRow,
    SignatureBlock, Table, Value, attachments, filled_form, preview, write_pdf,
};

fn sample(name: &str) -> docs::Sample {
    docs::all().into_iter().find(|s| s.name == name).unwrap()
}

fn write(name: &str) -> stepwise_documents::Pdf {
    let s = sample(name);
    write_pdf(&s.document, &docs::options(s.fields, s.password)).unwrap()
}

fn text(pdf: &[u8], page: u32) -> String {
    lopdf::Document::load_mem(pdf)
        .unwrap()
        .extract_text(&[page])
        .unwrap()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Roles of the structure tree in reading order.
fn roles(pdf: &[u8]) -> Vec<String> {
    fn walk(doc: &lopdf::Document, o: &Object, out: &mut Vec<String>) {
        match o {
            Object::Reference(id) => walk(doc, doc.get_object(*id).unwrap(), out),
            Object::Array(a) => a.iter().for_each(|o| walk(doc, o, out)),
            Object::Dictionary(d) => {
                if let Ok(role) = d.get(b"S").and_then(Object::as_name) {
                    out.push(String::from_utf8_lossy(role).into_owned());
                }
                if let Ok(kids) = d.get(b"K") {
                    walk(doc, kids, out);
                }
            }
            _ => {}
        }
    }
    let doc = lopdf::Document::load_mem(pdf).unwrap();
    let mut out = Vec::new();
    walk(
        &doc,
        doc.catalog().unwrap().get(b"StructTreeRoot").unwrap(),
        &mut out,
    );
    out
}

#[test]
fn the_form_reads_in_order() {
    let pdf = write("form");
    assert_eq!(pdf.pages, 2);
    let first = text(&pdf.bytes, 1);
    let places: Vec<usize> = [
        "Monitoring form",
        "Return to",
        "Child, adult",
        "Zofia",
        "Agreed outcomes",
        "Action note",
        "Signature of initiating",
        "Page 1 of 2",
    ]
    .iter()
    .map(|w| {
        first
            .find(w)
            .unwrap_or_else(|| panic!("{w} is missing in {first}"))
    })
    .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_form_is_a_tree_of_headings_and_tables() {
    let roles = roles(&write("form").bytes);
    let count = |r: &str| roles.iter().filter(|x| *x == r).count();
    assert_eq!(roles[0], "Document");
    assert_eq!(roles[1], "H1");
    assert_eq!(
        (count("Table"), count("TR"), count("TH"), count("TD")),
        (2, 7, 7, 7)
    );
    assert_eq!(count("H2"), 1);
}

#[test]
fn a_long_answer_repeats_its_label() {
    let pdf = write("long-answer");
    assert!(pdf.pages >= 5);
    for page in 2..pdf.pages {
        let text = text(&pdf.bytes, page as u32);
        assert!(text.contains("(continued)"), "page {page}");
        assert!(text.contains("Summary of reason"), "page {page}");
    }
    let placed: Vec<usize> = pdf
        .boxes
        .iter()
        .filter(|b| b.id == "long")
        .map(|b| b.page)
        .collect();
    assert_eq!(placed, (0..pdf.pages).collect::<Vec<_>>());
    for b in &pdf.boxes {
        assert!(b.rect.y > 0.0 && b.rect.y + b.rect.h < stepwise_documents::PAGE_HEIGHT);
    }
}

#[test]
fn what_cannot_be_printed_is_named() {
    let pdf = write("hostile");
    assert!(pdf.unprintable.contains(&'\u{1F600}'));
    let text = text(&pdf.bytes, 1);
    assert!(text.contains("[U+1F600]"));
    assert!(!text.contains('\u{202E}') && !text.contains('\u{0}'));
    assert!(write("scripts").unprintable.is_empty());
}

#[test]
fn a_gap_is_printed_in_words() {
    assert!(text(&write("form-gaps").bytes, 1).contains("Not answered"));
}

#[test]
fn fields_are_made_only_when_asked_for() {
    let fields = |pdf: &[u8]| {
        let doc = lopdf::Document::load_mem(pdf).unwrap();
        let form = doc
            .catalog()
            .unwrap()
            .get(b"AcroForm")
            .ok()
            .map(|f| f.as_dict().unwrap().clone());
        form.map_or(0, |f| f.get(b"Fields").unwrap().as_array().unwrap().len())
    };
    assert_eq!(fields(&write("form-fields").bytes), 5);
    assert_eq!(fields(&write("form-gaps").bytes), 0);
}

#[test]
fn an_encrypted_file_opens_with_its_password_alone() {
    let s = sample("form-encrypted");
    let pdf = write("form-encrypted");
    assert!(!pdf.bytes.windows(5).any(|w| w == b"Zofia"));
    assert!(matches!(
        attachments(&pdf.bytes, None),
        Err(DocumentError::Unreadable)
    ));
    assert!(matches!(
        attachments(&pdf.bytes, Some("wrong")),
        Err(DocumentError::Unreadable)
    ));
    let files = attachments(&pdf.bytes, s.password).unwrap();
    assert!(files[0].bytes.starts_with(b"{\"form\""));
    let open = lopdf::Document::load_mem_with_options(
        &pdf.bytes,
        LoadOptions::with_password(s.password.unwrap()),
    );
    assert_eq!(open.unwrap().get_pages().len(), pdf.pages);
}

#[test]
fn an_empty_password_is_refused() {
    let s = sample("form");
    assert!(matches!(
        write_pdf(&s.document, &docs::options(false, Some(""))),
        Err(DocumentError::Password)
    ));
}

#[test]
fn the_attachment_comes_back_and_its_name_holds_no_path() {
    let files = attachments(&write("form").bytes, None).unwrap();
    assert_eq!(
        (files[0].name.as_str(), files[0].mime.as_str()),
        ("monitoring-form.json", "application/json")
    );
    let odd = attachments(&write("hostile").bytes, None).unwrap();
    assert!(
        !odd[0].name.contains(['/', '\\', '\0', '\u{202E}']),
        "{}",
        odd[0].name
    );
}

#[test]
fn two_files_have_two_identities() {
    let id = |pdf: &[u8]| {
        format!(
            "{:?}",
            lopdf::Document::load_mem(pdf)
                .unwrap()
                .trailer
                .get(b"ID")
                .unwrap()
        )
    };
    assert_ne!(id(&write("letter").bytes), id(&write("letter").bytes));
}

#[test]
fn a_page_is_drawn_from_the_bytes() {
    let pdf = write("form");
    assert_eq!(preview::page_count(&pdf.bytes).unwrap(), 2);
    let picture = preview::page_png(&pdf.bytes, 0, 1.0).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let dark = pixels.chunks(4).filter(|p| p[0] < 100).count();
    assert!(dark > 500, "{dark} dark dots");
    assert!(matches!(
        preview::page_png(&pdf.bytes, 7, 1.0),
        Err(DocumentError::NoSuchPage { page: 7 })
    ));
    assert!(matches!(
        preview::page_png(b"not a pdf", 0, 1.0),
        Err(DocumentError::Unreadable)
    ));
}

#[test]
fn signatures_stay_together() {
    // pushed down bit by bit, the block never has its parts on two pages
    for space in (380..700).step_by(40) {
        let mut doc = sample("form").document;
        doc.blocks.retain(|b| matches!(b, Block::Signatures(_)));
        doc.blocks.insert(0, Block::Paragraph("Before".into()));
        doc.blocks.insert(1, Block::Space(space as f32));
        let pdf = write_pdf(&doc, &docs::options(false, None)).unwrap();
        let pages: std::collections::BTreeSet<usize> = pdf.boxes.iter().map(|b| b.page).collect();
        assert_eq!(pages.len(), 1, "at {space}");
    }
}

#[test]
fn a_picture_that_is_none_is_an_error() {
    let image = ImagePage {
        id: None,
        bytes: b"GIF89a".to_vec(),
        caption: "Photo".into(),
        alt: String::new(),
    };
    let doc = docs::document("x", vec![Block::Image(image)]);
    assert!(matches!(
        write_pdf(&doc, &docs::options(false, None)),
        Err(DocumentError::Image { .. })
    ));
}

fn everything(s: &str) -> Document {
    let block = |id: &str| SignatureBlock {
        id: id.into(),
        heading: s.into(),
        sign: SignArea::Typed(s.into()),
        rows: vec![SignRow {
            id: s.into(),
            label: s.into(),
            value: Value::Fillable {
                name: s.into(),
                tip: s.into(),
            },
        }],
    };
    let row = BoxRow {
        id: s.into(),
        label: s.into(),
        hint: s.into(),
        value: Value::Text(s.into()),
        min_lines: 3,
    };
    let table = Table {
        caption: s.into(),
        header: vec![s.into(), s.into()],
        rows: vec![vec![s.into()]],
        widths: Vec::new(),
        row_headers: true,
    };
    docs::document(
        s,
        vec![
            Block::Title(s.into()),
            Block::Heading {
                level: 4,
                text: s.into(),
                id: Some(s.into()),
            },
            Block::Note {
                label: s.into(),
                text: s.into(),
            },
            Block::KeyValues(vec![(s.into(), s.into())]),
            Block::Boxes(vec![row]),
            Block::Table(table),
            Block::Signatures(Box::new([block("a"), block("b")])),
            Block::List {
                items: vec![s.into()],
                numbered: true,
            },
        ],
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_writer(s in any::<String>(), n in 1usize..60) {
        let options: PdfOptions = docs::options(true, None);
        let pdf = write_pdf(&everything(&s.repeat(n)), &options).unwrap();
        let read = lopdf::Document::load_mem(&pdf.bytes).unwrap();
        prop_assert_eq!(read.get_pages().len(), pdf.pages);
        prop_assert_eq!(preview::page_count(&pdf.bytes).unwrap(), pdf.pages);
    }
}

#[test]
fn a_heading_stays_with_the_one_below_it() {
    let heading = |level, text: &str| Block::Heading {
        level,
        text: text.into(),
        id: None,
    };
    // Wherever on the page the two fall, they stand on the same one.
    for space in (500..700).step_by(6) {
        let mut document = sample("letter").document;
        document.blocks = vec![
            Block::Title("Report".into()),
            Block::Space(space as f32),
            heading(2, "Outer"),
            heading(3, "Inner"),
            Block::Paragraph("Said below.".into()),
        ];
        let pdf = write_pdf(&document, &docs::options(false, None)).unwrap();
        for page in 1..=u32::try_from(pdf.pages).unwrap() {
            let words = text(&pdf.bytes, page);
            let all = ["Outer", "Inner", "Said below."].map(|w| words.contains(w));
            assert!(all == [true; 3] || all == [false; 3], "{space}: {words}");
        }
    }
}

/// Puts a value into each field of a form, as another program would.
fn typed_into(pdf: &[u8], value: impl Fn(&str) -> Option<Object>) -> Vec<u8> {
    let mut doc = lopdf::Document::load_mem(pdf).unwrap();
    let form = doc.catalog().unwrap().get(b"AcroForm").unwrap();
    let (_, form) = doc.dereference(form).unwrap();
    let fields = form.as_dict().unwrap().get(b"Fields").unwrap();
    let fields = fields.as_array().unwrap().clone();
    for field in fields {
        let id = field.as_reference().unwrap();
        let field = doc.get_object_mut(id).unwrap().as_dict_mut().unwrap();
        let name = lopdf::decode_text_string(field.get(b"T").unwrap()).unwrap();
        if let Some(value) = value(&name) {
            field.set("V", value);
        }
    }
    let mut out = Vec::new();
    doc.save_to(&mut out).unwrap();
    out
}

#[test]
fn what_is_filled_into_a_form_comes_back() {
    let pdf = write("form-fields").bytes;
    let blank = filled_form(&pdf).unwrap();
    assert!(blank.fields.len() > 4);
    assert!(blank.fields.iter().all(|f| matches!(
        &f.value,
        FieldValue::Signature { signed: false } | FieldValue::Text(_)
    )));
    let typed = |name: &str| {
        format!("Typed into {name}: Ŵynne, łódź")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect::<Vec<u8>>()
    };
    let filled = typed_into(&pdf, |name| {
        let bytes = [&[0xFE, 0xFF][..], &typed(name)].concat();
        (!name.contains("signature")).then(|| Object::string_literal(bytes))
    });
    let back = filled_form(&filled).unwrap();
    let texts = back.fields.iter().filter_map(|f| match &f.value {
        FieldValue::Text(text) => Some((f.name.as_str(), text.as_str())),
        FieldValue::Signature { .. } => None,
    });
    let mut n = 0;
    for (name, text) in texts {
        if !name.contains("signature") {
            assert_eq!(text, format!("Typed into {name}: Ŵynne, łódź"));
            n += 1;
        }
    }
    assert!(n > 2, "{n} fields were filled");
    assert_eq!(back.attachments, blank.attachments);
}

#[test]
fn a_form_made_to_do_harm_is_refused_or_read_in_bounds() {
    let pdf = write("form-fields").bytes;
    // A field that lies in itself.
    let mut doc = lopdf::Document::load_mem(&pdf).unwrap();
    let form = doc.catalog().unwrap().get(b"AcroForm").unwrap();
    let fields = doc.dereference(form).unwrap().1.as_dict().unwrap();
    let first = fields.get(b"Fields").unwrap().as_array().unwrap()[0]
        .as_reference()
        .unwrap();
    doc.get_object_mut(first)
        .unwrap()
        .as_dict_mut()
        .unwrap()
        .set("Kids", vec![Object::Reference(first)]);
    let mut looped = Vec::new();
    doc.save_to(&mut looped).unwrap();
    filled_form(&looped).unwrap();
    // More text than a form has room for, and more fields.
    let long = typed_into(&pdf, |_| Some(Object::string_literal("x".repeat(200_000))));
    assert!(matches!(filled_form(&long), Err(DocumentError::TooMuch)));
    let mut doc = lopdf::Document::load_mem(&pdf).unwrap();
    let many: Vec<Object> = (0..20_000)
        .map(|n| {
            let mut field = lopdf::Dictionary::new();
            field.set("T", Object::string_literal(n.to_string()));
            field.set("FT", Object::Name(b"Tx".to_vec()));
            Object::Dictionary(field)
        })
        .collect();
    let mut form = lopdf::Dictionary::new();
    form.set("Fields", many);
    doc.catalog_mut().unwrap().set("AcroForm", form);
    let mut crowded = Vec::new();
    doc.save_to(&mut crowded).unwrap();
    assert!(matches!(filled_form(&crowded), Err(DocumentError::TooMuch)));
    // An attached file that unpacks to far more than it is.
    let mut doc = lopdf::Document::load_mem(&write("form").bytes).unwrap();
    for object in doc.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream
                .dict
                .get(b"Type")
                .and_then(Object::as_name)
                .is_ok_and(|t| t == b"EmbeddedFile")
        {
            stream.dict.remove(b"Filter");
            stream.set_content(vec![0; 20 * 1024 * 1024]);
            stream.compress().unwrap();
        }
    }
    let mut bomb = Vec::new();
    doc.save_to(&mut bomb).unwrap();
    assert!(bomb.len() < 2 * 1024 * 1024);
    assert!(matches!(filled_form(&bomb), Err(DocumentError::TooMuch)));
    // Locked, cut, or no PDF at all.
    assert!(matches!(
        filled_form(&write("form-encrypted").bytes),
        Err(DocumentError::Unreadable)
    ));
    assert!(filled_form(b"%PDF-1.7\nnothing").is_err());
    for end in (0..pdf.len()).step_by(pdf.len() / 40) {
        let _ = filled_form(&pdf[..end]);
    }
}

#[test]
fn no_stream_ends_in_half_a_line_end() {
    // So many pages that some of their packed streams would end in a carriage return by chance.
    let blocks = (0..600).flat_map(|n| {
        let words = format!(
            "Page {n}: {}{}",
            "she said where. ".repeat(n % 97 + 1),
            "x".repeat(n * n % 61)
        );
        [Block::Paragraph(words), Block::PageBreak]
    });
    let document = docs::document("Many pages", blocks.collect());
    let pdf = write_pdf(&document, &docs::options(false, None)).unwrap();
    let doc = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let streams = doc.objects.values().filter_map(|o| o.as_stream().ok());
    let (mut all, mut bad) = (0, 0);
    for stream in streams {
        all += 1;
        bad += usize::from(stream.content.last() == Some(&b'\r'));
    }
    assert!(all >= 600, "{all}");
    assert_eq!(bad, 0);
    assert_eq!(pdf.pages, 600);
    assert!(text(&pdf.bytes, 400).contains("Page 399"));
}
