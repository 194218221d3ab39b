//! What the file says about itself: language, title, dates, standards kept, colours, attachment, identity.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use lopdf::{Object, Stream, StringFormat, dictionary};

use super::{Clean, icc, name, text};
use crate::error::DocumentError;
use crate::model::{Attachment, Document};
use crate::write::PdfOptions;

pub(super) fn write(
    doc: &mut lopdf::Document,
    document: &Document,
    clean: &Clean,
    options: &PdfOptions,
) -> Result<(), DocumentError> {
    let xmp = xmp(document, clean, options);
    let metadata = doc.add_object(
        Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            xmp.into_bytes(),
        )
        .with_compression(false),
    );
    let profile = doc.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    let intent = doc.add_object(dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    });
    let file = document
        .attachment
        .as_ref()
        .map(|a| attachment(doc, a, options.created));
    let catalogue = doc.catalog_mut()?;
    catalogue.set("Lang", text(&language(&document.language)));
    catalogue.set("MarkInfo", dictionary! { "Marked" => true });
    catalogue.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    catalogue.set("Metadata", metadata);
    catalogue.set("OutputIntents", vec![Object::Reference(intent)]);
    if let Some((file_name, spec)) = file {
        catalogue.set("AF", vec![Object::Reference(spec)]);
        let files = dictionary! { "Names" => vec![text(&file_name), spec.into()] };
        catalogue.set("Names", dictionary! { "EmbeddedFiles" => files });
    }
    let mut info = dictionary! {
        "Title" => text(&clean.title),
        "CreationDate" => date(options.created),
        "ModDate" => date(options.created),
    };
    for (key, words) in [
        ("Author", &clean.author),
        ("Creator", &clean.producer),
        ("Producer", &clean.producer),
    ] {
        if !words.is_empty() {
            info.set(key, text(words));
        }
    }
    let info = doc.add_object(info);
    if let Ok(old) = doc.trailer.get(b"Info").and_then(Object::as_reference) {
        doc.objects.remove(&old);
    }
    doc.trailer.set("Info", info);
    // printpdf takes it from a fixed seed: two documents would say that they are one
    let mut id = [0u8; 16];
    getrandom::fill(&mut id).map_err(DocumentError::Random)?;
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

fn language(tag: &str) -> String {
    let ok = !tag.is_empty()
        && tag.len() <= 35
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if ok {
        tag.to_owned()
    } else {
        "en-GB".to_owned()
    }
}

fn date(at: DateTime<FixedOffset>) -> Object {
    let zone = at.format("%z").to_string();
    let (hours, minutes) = zone.split_at(zone.len() - 2);
    Object::string_literal(format!("D:{}{hours}'{minutes}'", at.format("%Y%m%d%H%M%S")))
}

fn attachment(
    doc: &mut lopdf::Document,
    a: &Attachment,
    at: DateTime<FixedOffset>,
) -> (String, lopdf::ObjectId) {
    // a path in the name could lead a careless reader to write elsewhere
    let one =
        |t: &str| crate::clean::clean(t, |_| true, &mut Default::default()).replace('\n', " ");
    let plain: String = one(&a.name)
        .chars()
        .map(|c| if "/\\:*?\"<>|".contains(c) { '-' } else { c })
        .collect();
    let plain = plain.trim_matches(['.', ' ']).to_owned();
    let file_name = if plain.is_empty() {
        "attachment".to_owned()
    } else {
        plain
    };
    let part = |p: &str| {
        !p.is_empty()
            && p.chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$&^_.+-".contains(c))
    };
    let known = a
        .mime
        .split_once('/')
        .is_some_and(|(kind, form)| part(kind) && part(form));
    let mime = if known {
        &a.mime
    } else {
        "application/octet-stream"
    };
    let size = i64::try_from(a.bytes.len()).unwrap_or(i64::MAX);
    let stream = doc.add_object(Stream::new(
        dictionary! {
            "Type" => "EmbeddedFile", "Subtype" => name(mime),
            "Params" => dictionary! { "Size" => size, "ModDate" => date(at), "CreationDate" => date(at) },
        },
        a.bytes.clone(),
    ));
    let spec = doc.add_object(dictionary! {
        "Type" => "Filespec", "F" => text(&file_name), "UF" => text(&file_name), "Desc" => text(&one(&a.description)),
        "AFRelationship" => "Data",
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    });
    (file_name, spec)
}

/// The description that standards ask for. An encrypted file cannot be PDF/A, so it does not say that it is.
fn xmp(document: &Document, clean: &Clean, options: &PdfOptions) -> String {
    let at = options.created.to_rfc3339_opts(SecondsFormat::Secs, false);
    let language = language(&document.language);
    let archive = if options.encrypt.is_some() {
        String::new()
    } else {
        let part = if document.attachment.is_some() { 3 } else { 2 };
        format!(
            "<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>{UA_SCHEMA}"
        )
    };
    let author = if clean.author.is_empty() {
        String::new()
    } else {
        format!(
            "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
            xml(&clean.author)
        )
    };
    let producer = if clean.producer.is_empty() {
        String::new()
    } else {
        let words = xml(&clean.producer);
        format!("<pdf:Producer>{words}</pdf:Producer><xmp:CreatorTool>{words}</xmp:CreatorTool>")
    };
    let title = xml(&clean.title);
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
<pdfuaid:part>1</pdfuaid:part>{archive}\
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>{author}\
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
<dc:format>application/pdf</dc:format>{producer}\
<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate><xmp:MetadataDate>{at}</xmp:MetadataDate>\
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
    )
}

/// PDF/A knows nothing of PDF/UA's own property, so the file explains it.
const UA_SCHEMA: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of the PDF/UA standard kept</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";

fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}
