//! A sample report as typst's markup: the same words in the same order, for typst to set.

use stepwise_documents::{Block, Document, PartStyle, TimelineEntry};

/// A4 with a line at the foot of each page, as the report itself.
const STYLE: &str = "#set page(paper: \"a4\", margin: 18mm, footer: context align(center, counter(page).display(\"Page 1 of 1\", both: true)))\n\
                     #set text(lang: \"en\", region: \"GB\", size: 10pt)\n#set par(leading: 0.6em)\n";

/// The document as markup. Only what the long report holds is written; it has no other kind of block.
pub fn markup(document: &Document) -> String {
    let mut out = format!(
        "#set document(title: {})\n{STYLE}#outline()\n",
        quoted(&document.title)
    );
    for block in &document.blocks {
        match block {
            Block::Title(words) => {
                out.push_str(&format!("#heading(level: 1, {})\n", quoted(words)))
            }
            Block::Heading { level, text, .. } => {
                out.push_str(&format!("#heading(level: {level}, {})\n", quoted(text)));
            }
            Block::Paragraph(words) => out.push_str(&format!("#par({})\n", quoted(words))),
            Block::Timeline(entries) => entries.iter().for_each(|e| entry(e, &mut out)),
            _ => {}
        }
    }
    out
}

fn entry(entry: &TimelineEntry, out: &mut String) {
    let mut parts = format!("strong({})", quoted(&entry.heading));
    for part in &entry.parts {
        let bar = match part.style {
            PartStyle::Plain => "none",
            PartStyle::Fact => "1pt",
            PartStyle::Opinion => "(thickness: 1pt, dash: \"dashed\")",
            PartStyle::OwnWords => "3pt",
        };
        parts.push_str(&format!(
            ", block(stroke: (left: {bar}), inset: (left: 6pt), text({}) + linebreak() + text({}))",
            quoted(&part.kind),
            quoted(&part.text)
        ));
    }
    out.push_str(&format!(
        "#grid(columns: (38mm, 1fr), column-gutter: 4mm, strong({}), stack(spacing: 6pt, {parts}, text(size: 8pt, {})))\n#v(6pt)\n",
        quoted(&entry.happened),
        quoted(&format!("Written {} by {}", entry.written, entry.by)),
    ));
}

/// A string of typst's: nothing in it is markup.
fn quoted(words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", words.replace('\n', "\\n"))
}
