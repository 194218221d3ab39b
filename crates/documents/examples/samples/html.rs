//! A sample form as a page of HTML: the same words in tables of the same kind, for a browser to print.

use stepwise_documents::{Block, Document, SignArea, SignatureBlock, Value};

/// A4, two pages, boxes with a grey label on the left, as the form itself.
const STYLE: &str = "@page { size: A4; margin: 18mm 16mm } body { font: 10pt/1.4 sans-serif; margin: 0 } \
h1 { font-size: 17pt } h2 { font-size: 13pt } small { color: #505a5f } \
table { width: 100%; border-collapse: collapse; margin: 0 0 12pt } \
th, td { border: 1px solid #505a5f; padding: 5pt; text-align: left; vertical-align: top } \
th { background: #f3f2f1; width: 30% } aside { border: 1px solid #505a5f; padding: 6pt; margin: 0 0 12pt } \
.two { display: flex; gap: 12pt; break-inside: avoid } .ink { height: 36pt } footer { font-size: 8pt }";

/// The document as a page. Only what the sample form holds is written; it has no other kind of block.
pub fn page(document: &Document) -> String {
    let mut body = String::new();
    for block in &document.blocks {
        body.push_str(&match block {
            Block::Title(words) => format!("<h1>{}</h1>", clean(words)),
            Block::Heading { level, text, .. } => format!("<h{level}>{}</h{level}>", clean(text)),
            Block::Paragraph(words) => format!("<p>{}</p>", clean(words)),
            Block::Small(words) => format!("<p><small>{}</small></p>", clean(words)),
            Block::Note { label, text } => {
                format!(
                    "<aside><strong>{}</strong> {}</aside>",
                    clean(label),
                    clean(text)
                )
            }
            Block::Boxes(rows) => rows
                .iter()
                .map(|row| {
                    let room = 1.4 * f32::from(row.min_lines);
                    format!(
                        "<tr><th scope=row>{}<br><small>{}</small></th><td style=\"height:{room}em\">{}</td></tr>",
                        clean(&row.label),
                        clean(&row.hint),
                        value(&row.value)
                    )
                })
                .fold("<table>".to_owned(), |all, row| all + &row)
                + "</table>",
            Block::Signatures(two) => {
                format!("<div class=two>{}{}</div>", signature(&two[0]), signature(&two[1]))
            }
            _ => String::new(),
        });
    }
    let footer: Vec<String> = document
        .footer_lines
        .iter()
        .map(|line| clean(line))
        .collect();
    format!(
        "<!doctype html><html lang={}><head><meta charset=utf-8><title>{}</title><style>{STYLE}</style></head>\
         <body>{body}<footer>{} · {}</footer></body></html>\n",
        document.language,
        clean(&document.title),
        clean(&document.classification),
        footer.join("<br>")
    )
}

fn signature(block: &SignatureBlock) -> String {
    let sign = match &block.sign {
        SignArea::Typed(name) => clean(name),
        SignArea::Ink | SignArea::Field { .. } => String::new(),
    };
    let rows: String = block
        .rows
        .iter()
        .map(|row| {
            format!(
                "<tr><th scope=row>{}</th><td>{}</td></tr>",
                clean(&row.label),
                value(&row.value)
            )
        })
        .collect();
    format!(
        "<table><caption>{}</caption><tr><th scope=row>Signature</th><td class=ink>{sign}</td></tr>{rows}</table>",
        clean(&block.heading)
    )
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(words) | Value::Missing { words } => clean(words).replace('\n', "<br>"),
        Value::Fillable { .. } => String::new(),
        Value::Choices(choices) => choices
            .iter()
            .map(|choice| {
                let mark = if choice.ticked { '☒' } else { '☐' };
                format!("{mark} {} ", clean(&choice.label))
            })
            .collect(),
        Value::Lines(lines) => lines
            .iter()
            .map(|(label, words)| format!("{}: {}<br>", clean(label), clean(words)))
            .collect(),
    }
}

fn clean(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
