//! Sample papers beside the form: chronology, report with pictures, letter. Everybody in them is invented.

use super::{REASON, document};
use stepwise_documents::{
    Block, ContentsEntry, Document, ImagePage, PartStyle, Table, TimelineEntry, TimelinePart,
};

fn entry(
    id: &str,
    happened: &str,
    written: &str,
    by: &str,
    heading: &str,
    parts: &[(&str, PartStyle, &str)],
) -> TimelineEntry {
    TimelineEntry {
        id: id.into(),
        happened: happened.into(),
        written: written.into(),
        by: by.into(),
        heading: heading.into(),
        parts: parts
            .iter()
            .map(|(kind, style, text)| TimelinePart {
                kind: (*kind).into(),
                style: *style,
                text: (*text).into(),
            })
            .collect(),
    }
}

fn entries() -> Vec<TimelineEntry> {
    let fact = "Telephone call to the duty team manager, who had read the referral. The decision stands: no strategy \
                discussion, early help to visit on 24 November. Reason given: the account is not specific.";
    let opinion = "I think that the decision rests on the first line of the referral and leaves out what Tomos said.";
    let words = "“I don't want to go on Friday. He shouts and then Mum cries. Can I stay here?”";
    (1..=9)
        .map(|n| {
            let mut parts = vec![("Fact", PartStyle::Fact, fact)];
            if n % 2 == 0 {
                parts.push(("Opinion", PartStyle::Opinion, opinion));
            }
            if n % 3 == 1 {
                parts.push(("The child's own words", PartStyle::OwnWords, words));
            }
            entry(
                &format!("e{n}"),
                &format!("{} November 2026, 10:4{n}", n + 8),
                &format!("{} November 2026, 16:0{n}", n + 8),
                "Ruth Ellison, designated safeguarding lead",
                if n % 3 == 1 {
                    "Zofia spoke to her teacher"
                } else {
                    "Discussion with children's social care"
                },
                &parts,
            )
        })
        .collect()
}

pub fn chronology() -> Document {
    let mut list = entries();
    let long =
        "She said that it had happened before, and went on to say where and when. ".repeat(60);
    list.push(entry(
        "long",
        "30 November 2026, about 2 pm",
        "30 November 2026, 17:20",
        "Daniel Price",
        "A long conversation",
        &[
            ("Fact", PartStyle::Fact, long.as_str()),
            ("The child's own words", PartStyle::OwnWords, long.as_str()),
        ],
    ));
    document("Chronology", vec![Block::Title("Chronology".into()), Block::Small("When it happened stands on the left; when it was written down, and by whom, under each entry.".into()), Block::Timeline(list)])
}

pub fn report() -> Document {
    let heading = |level, text: &str, id: &str| Block::Heading {
        level,
        text: text.into(),
        id: Some(id.into()),
    };
    let contents = [
        "Summary",
        "What happened",
        "Discussions",
        "Attachments",
        "Photograph of the record book",
    ];
    let ids = ["summary", "story", "table", "files", "photo"];
    let rows = (1..=60)
        .map(|n| {
            vec![
                format!("{n}"),
                format!("{} November 2026", n % 28 + 1),
                "Discussion between managers, in which the decision was explained and not accepted"
                    .to_owned(),
                format!("{:064x}", u128::MAX / n),
            ]
        })
        .collect();
    document(
        "Case report",
        vec![
            Block::Title("Case report: Zofia and Tomos".into()),
            Block::KeyValues(vec![
                (
                    "Policy".into(),
                    "Resolution of professional differences, stage 3".into(),
                ),
                (
                    "Raised".into(),
                    "9 November 2026 by Hillside Primary School".into(),
                ),
                (
                    "Prepared for".into(),
                    "Siân Prŷs-Owen, children's social care".into(),
                ),
            ]),
            Block::Contents {
                heading: "Contents".into(),
                entries: contents
                    .iter()
                    .zip(ids)
                    .map(|(text, target)| ContentsEntry {
                        text: (*text).into(),
                        target: target.into(),
                    })
                    .collect(),
            },
            Block::PageBreak,
            heading(2, "Summary", "summary"),
            Block::Paragraph(REASON.into()),
            heading(3, "What is asked", "asked"),
            Block::List {
                items: vec![
                    "A strategy discussion before Friday 20 November.".into(),
                    "Both children seen alone, at school, by somebody whom they know.".into(),
                    "The reasons for the decision, in writing.".into(),
                ],
                numbered: false,
            },
            heading(2, "What happened", "story"),
            Block::Timeline(entries()),
            heading(2, "Discussions", "table"),
            Block::Table(Table {
                caption: "Discussions and the seal of each record".into(),
                header: vec!["No.".into(), "Date".into(), "What".into(), "SHA-256".into()],
                rows,
                widths: vec![0.4, 1.0, 2.0, 2.0],
                row_headers: true,
            }),
            heading(2, "Attachments", "files"),
            Block::Paragraph("One picture follows.".into()),
            Block::Image(ImagePage {
                id: Some("photo".into()),
                bytes: picture(),
                caption: "Photograph of the record book".into(),
                alt: "A page in blue and yellow squares".into(),
            }),
        ],
    )
}

/// A small picture, drawn here: blue and yellow squares.
pub fn picture() -> Vec<u8> {
    let (w, h) = (300u32, 200u32);
    let mut pixels = Vec::new();
    for y in 0..h {
        for x in 0..w {
            let odd = (x / 25 + y / 25) % 2 == 0;
            pixels.extend(if odd {
                [30, 70, 140, 255]
            } else {
                [250, 215, 90, 120]
            });
        }
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, w, h);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    if let Ok(mut writer) = encoder.write_header() {
        let _ = writer.write_image_data(&pixels);
    }
    out
}

pub fn letter() -> Document {
    let mut doc = document(
        "We are using the escalation policy",
        vec![
            Block::Lines("Hillside Primary School\n14 Hill Road, Westcombe\nTelephone 01632 960123".into()),
            Block::Space(14.0),
            Block::Paragraph("19 November 2026".into()),
            Block::Paragraph("To: Siân Prŷs-Owen, service manager, children's social care".into()),
            Block::Space(8.0),
            Block::Title("We are using the policy for professional differences".into()),
            Block::Paragraph(
                "Dear Siân,\nI am writing to tell you that we have not been able to agree at stage 2 about case SW-2026-014, \
                 and that the matter now goes to stage 3.\nPlease confirm in writing what was agreed, and how what is left open \
                 will be pursued. Meanwhile the children stay with their aunt at weekends."
                    .into(),
            ),
            Block::List {
                items: vec!["What we ask: a strategy discussion.".into(), "By when: Friday 20 November.".into()],
                numbered: true,
            },
            Block::Lines("Yours sincerely,\nRuth Ellison\nDesignated safeguarding lead".into()),
        ],
    );
    doc.footer_lines.clear();
    doc.outline = false;
    doc
}
