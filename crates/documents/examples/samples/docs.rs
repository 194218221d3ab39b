//! Sample documents. Everybody in them is invented.

use chrono::{DateTime, FixedOffset};
use stepwise_documents::{
    Attachment, Block, BoxRow, Choice, ContentsEntry, Document, Encryption, ImagePage, PartStyle,
    PdfOptions, SignArea, SignRow, SignatureBlock, Table, TimelineEntry, TimelinePart, Value,
};

/// A document, and how to write it.
pub struct Sample {
    /// File name without ending.
    pub name: &'static str,
    /// What is written.
    pub document: Document,
    /// Whether it has fields.
    pub fields: bool,
    /// Its password, if it is encrypted.
    pub password: Option<&'static str>,
}

/// Writing options with a fixed date.
pub fn options(fields: bool, password: Option<&str>) -> PdfOptions {
    PdfOptions {
        created: DateTime::<FixedOffset>::parse_from_rfc3339("2026-11-19T15:42:10+00:00")
            .unwrap_or_default(),
        producer: "Stepwise 0.1.0".into(),
        author: "Hillside Primary School".into(),
        encrypt: password.map(|p| Encryption {
            user_password: p.into(),
        }),
        fields,
    }
}

/// Every sample.
pub fn all() -> Vec<Sample> {
    let plain = |name, document| Sample {
        name,
        document,
        fields: false,
        password: None,
    };
    vec![
        plain("form", form(true)),
        plain("form-gaps", form(false)),
        Sample {
            name: "form-fields",
            document: form(false),
            fields: true,
            password: None,
        },
        Sample {
            name: "form-encrypted",
            document: form(true),
            fields: false,
            password: Some("copper-lantern-41 ŵ"),
        },
        plain("long-answer", long_answer()),
        plain("long-names", long_names()),
        plain("hostile", hostile()),
        plain("scripts", scripts()),
        plain("chronology", chronology()),
        plain("report", report()),
        plain("letter", letter()),
        plain("empty", document("Nothing in it", Vec::new())),
    ]
}

/// A document with the footer of a real one.
pub fn document(title: &str, blocks: Vec<Block>) -> Document {
    Document {
        title: title.into(),
        language: "en-GB".into(),
        classification: "Official-Sensitive".into(),
        footer_lines: vec![
            "Record head 7f3a 91c4 0be2 d5a8 44f0 6c1e 93bb 2a70 · case SW-2026-014 · entry 41"
                .into(),
        ],
        blocks,
        attachment: None,
        outline: true,
    }
}

fn row(id: &str, label: &str, hint: &str, value: Value, min_lines: u8) -> BoxRow {
    BoxRow {
        id: id.into(),
        label: label.into(),
        hint: hint.into(),
        value,
        min_lines,
    }
}

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

fn sign(id: &str, heading: &str, sign: SignArea, values: [Value; 4]) -> SignatureBlock {
    let rows = ["Name", "Designation", "Agency", "Date"]
        .into_iter()
        .zip(values);
    SignatureBlock {
        id: id.into(),
        heading: heading.into(),
        sign,
        rows: rows
            .map(|(label, value)| SignRow {
                id: format!("{id}.{}", label.to_lowercase()),
                label: label.into(),
                value,
            })
            .collect(),
    }
}

const REASON: &str = "Hillside Primary: Zofia Wiśniewska-Łęcka (7) told her teacher on 9 November that she and her brother \
Tomos Ŵynne sleep at an address where a man they are afraid of stays at weekends. We referred the same day (reference \
CSC-40871) and asked for a strategy discussion. We think that the threshold for a joint visit is met, because both children \
gave the same account apart from each other and Zofia has begun to refuse to go home on Fridays.
Children's social care: the information is not specific enough for a strategy discussion. The family is open to early help, \
and the worker, R. Ahmed, would raise it at the next planned visit on 24 November.
Police: no record at the address. An intelligence check was offered within 14 days. They would attend a strategy discussion \
if social care convened one.
Health visiting: no concerns about the younger child at the last contact, on 2 October; the home was not visited.";

fn form(answered: bool) -> Document {
    let outcome = if answered {
        text(
            "A strategy discussion was held on 18 November. It was agreed that a social worker and a police officer visit \
             on 19 November, and that the children are seen alone at school first.\nUntil then the children stay with \
             their aunt at weekends; the school checks with her on Saturday mornings.",
        )
    } else {
        Value::Missing {
            words: "Not answered".into(),
        }
    };
    let gap = || {
        if answered {
            text("19 November 2026")
        } else {
            Value::Missing {
                words: "Not answered".into(),
            }
        }
    };
    let receiving = if answered {
        [
            text("Siân Prŷs-Owen"),
            text("Service manager, assessment"),
            text("Children's social care"),
            text(""),
        ]
    } else {
        ["Name", "Designation", "Agency", "Date"].map(|l| Value::Fillable {
            name: format!("receiving.{}", l.to_lowercase()),
            tip: format!("Receiving manager: {}", l.to_lowercase()),
        })
    };
    let receiving_sign = if answered {
        SignArea::Ink
    } else {
        SignArea::Field {
            name: "receiving.signature".into(),
            tip: "Signature of receiving manager".into(),
        }
    };
    let mut doc = document(
        "Monitoring form",
        vec![
            Block::Title("Monitoring form: resolution of professional differences".into()),
            Block::Small(
                "Return to: Service Leader, Strategic Safeguarding and Quality Assurance, service.leader@example.org".into(),
            ),
            Block::Paragraph(
                "Used at stages 3 and 4. It records what was agreed, and lets the board see how the policy is used.".into(),
            ),
            Block::Boxes(vec![
                row("name", "Child, adult or family name", "", text("Zofia Wiśniewska-Łęcka and Tomos Ŵynne"), 0),
                row("reason", "Summary of reason for dispute", "Include the views of all agencies concerned.", text(REASON), 6),
                row(
                    "outcome",
                    "Agreed outcomes or actions if satisfactorily resolved",
                    "Includes escalation to the next stage if unresolved.",
                    outcome,
                    4,
                ),
            ]),
            Block::Note {
                label: "Action note.".into(),
                text: "A copy of this form is held on the file in all agencies involved. If the matter goes to the next \
                       stage, use it as the basis of the report to the manager there. Send a copy to the resolution audit \
                       manager or the Board Manager for monitoring."
                    .into(),
            },
            Block::Signatures(Box::new([
                sign(
                    "initiating",
                    "Signature of initiating manager",
                    if answered { SignArea::Typed("Ruth Ellison".into()) } else { SignArea::Ink },
                    [text("Ruth Ellison"), text("Head teacher"), text("Hillside Primary School"), gap()],
                ),
                sign("receiving", "Signature of receiving manager", receiving_sign, receiving),
            ])),
            Block::Heading { level: 2, text: "For monitoring".into(), id: None },
            Block::Boxes(vec![
                row(
                    "stage",
                    "Stage at which resolution was achieved",
                    "",
                    Value::Choices(vec![
                        Choice { label: "3".into(), ticked: answered },
                        Choice { label: "4".into(), ticked: false },
                    ]),
                    0,
                ),
                row(
                    "time",
                    "Time taken to reach resolution",
                    "No. of days",
                    Value::Lines(vec![
                        ("Working days".into(), "7 (9 to 18 November 2026)".into()),
                        ("Calendar days".into(), "9".into()),
                    ]),
                    0,
                ),
                row(
                    "effective",
                    "How effective was the policy, and how could it be improved?",
                    "",
                    if answered {
                        text("The limits helped. It was hard to find out who the counterpart at stage 3 was.")
                    } else {
                        Value::Missing { words: "Not answered".into() }
                    },
                    3,
                ),
                row("notes", "Additional notes", "", text(""), 2),
            ]),
        ],
    );
    if answered {
        doc.attachment = Some(Attachment {
            name: "monitoring-form.json".into(),
            mime: "application/json".into(),
            bytes: br#"{"form":"monitoring","answers":{"stage":"3"}}"#.to_vec(),
            description: "The answers printed on this form, for reading without retyping".into(),
        });
        doc.footer_lines
            .push("Form data attached: the answers printed here and nothing more.".into());
    }
    doc
}

/// One answer of 3,000 words.
pub fn long_answer() -> Document {
    let mut words = String::new();
    for n in 1..=3000 {
        words.push_str(match n % 11 {
            0 => "agreed",
            1 => "the",
            2 => "school",
            3 => "asked",
            4 => "again",
            5 => "whether",
            6 => "safeguarding",
            7 => "decisions",
            8 => "were",
            9 => "made",
            _ => "and",
        });
        words.push_str(&if n % 190 == 0 {
            format!(" ({n}).\n")
        } else {
            " ".to_owned()
        });
    }
    let mut doc = document(
        "A long answer",
        vec![
            Block::Title("A long answer".into()),
            Block::Boxes(vec![
                row("short", "Child's name", "", text("Alex Morgan"), 0),
                row(
                    "long",
                    "Summary of reason for dispute",
                    "Include the views of all agencies.",
                    text(&words),
                    6,
                ),
                row(
                    "after",
                    "What happens next",
                    "",
                    text("The answer above flowed over pages."),
                    0,
                ),
            ]),
        ],
    );
    doc.outline = false;
    doc
}

fn long_names() -> Document {
    let spaced = "Anne-Marie Featherstonehaugh ".repeat(11);
    let unbroken = "Wolfeschlegelsteinhausen".repeat(13);
    let names = || {
        [
            text(&spaced),
            text(&unbroken),
            text(&spaced),
            text("19 November 2026"),
        ]
    };
    document(
        &spaced,
        vec![
            Block::Title(spaced.clone()),
            Block::Heading {
                level: 4,
                text: unbroken.clone(),
                id: None,
            },
            Block::KeyValues(vec![
                (spaced.clone(), unbroken.clone()),
                ("Agency".into(), spaced.clone()),
            ]),
            Block::Boxes(vec![
                row("a", &spaced, &unbroken, text(&unbroken), 0),
                row(
                    "b",
                    &unbroken,
                    "",
                    Value::Missing {
                        words: spaced.clone(),
                    },
                    0,
                ),
            ]),
            Block::Signatures(Box::new([
                sign("left", &spaced, SignArea::Typed(spaced.clone()), names()),
                sign("right", "Receiving manager", SignArea::Ink, names()),
            ])),
            Block::Table(Table {
                caption: spaced.clone(),
                header: vec![unbroken.clone(), "Agency".into(), "Days".into()],
                rows: vec![vec![spaced.clone(), unbroken.clone(), "4".into()]; 3],
                widths: vec![1.0, 1.0, 0.3],
                row_headers: true,
            }),
        ],
    )
}

fn hostile() -> Document {
    let nasty = "Nul \0 bell \u{7} escape \u{1b}[31m tab\there\r\nnew line; override \u{202E}gnp.exe\u{202C} isolate \
                 \u{2066}x\u{2069}; smile \u{1F600}, sun \u{2600}, private \u{E000}, tag \u{E0041}, unassigned \u{378}; \
                 <script>alert(1)</script> & (parentheses) \\ backslash %PDF-1.7 endobj; zero\u{200B}width; \u{FEFF}mark; \
                 z\u{351}\u{352}a\u{353}l\u{354}g\u{355}o; soft\u{AD}hyphen; \u{FFFF}\u{FFFE}";
    let mut doc = document(
        nasty,
        vec![
            Block::Title(nasty.into()),
            Block::Paragraph(nasty.into()),
            Block::Note {
                label: nasty.into(),
                text: nasty.into(),
            },
            Block::Boxes(vec![
                row("n", nasty, nasty, text(nasty), 0),
                row("e", "", "", text(""), 0),
                row(
                    "c",
                    "Choices",
                    "",
                    Value::Choices(vec![Choice {
                        label: nasty.into(),
                        ticked: true,
                    }]),
                    0,
                ),
            ]),
            Block::Table(Table {
                caption: String::new(),
                header: vec!["A".into(), String::new()],
                rows: vec![
                    vec![],
                    vec![String::new(); 5],
                    vec![nasty.into(), nasty.into()],
                ],
                widths: vec![f32::NAN, -4.0],
                row_headers: false,
            }),
            Block::List {
                items: vec![String::new(), nasty.into()],
                numbered: true,
            },
            Block::Contents {
                heading: "Contents".into(),
                entries: vec![ContentsEntry {
                    text: nasty.into(),
                    target: "nowhere".into(),
                }],
            },
            Block::Space(f32::INFINITY),
            Block::PageBreak,
            Block::PageBreak,
        ],
    );
    doc.attachment = Some(Attachment {
        name: "../../etc/\u{202E}passwd\0".into(),
        mime: "text/plain (odd)".into(),
        bytes: nasty.as_bytes().to_vec(),
        description: nasty.into(),
    });
    doc.footer_lines = vec![nasty.into(); 9];
    doc.classification = nasty.into();
    doc.language = "not a language \u{0}".into();
    doc
}

fn scripts() -> Document {
    let names = [
        (
            "Polish",
            "Zażółć gęślą jaźń: Świętosława Brzęczyszczykiewicz, Łódź",
        ),
        ("Welsh", "Llŷr Ŵyn, Siân ap Gŵyn, tŷ, dŵr, Ynys Môn"),
        ("Romanian, Turkish", "Ștefan Țîrlea, Iğdır Şahin, Çağla"),
        ("Vietnamese", "Nguyễn Thị Phương, Trần Văn Đức"),
        ("Greek, Cyrillic", "Ευαγγελία Παππά, Олександра Ґудзь"),
        (
            "Arabic",
            "فاطمة بنت محمد العلي قالت إنها خائفة (٣ مرات) يوم الجمعة",
        ),
        ("Urdu, Persian", "زینب چوہدری، گلناز پژمان، ٹیپو"),
        ("Hebrew", "שרה בת־אברהם כהן"),
        ("Bengali", "মোহাম্মদ শফিকুল ইসলাম, শ্রীমতী কৃষ্ণা দত্ত, ক্ষুদ্র"),
        ("Hindi", "प्रियंका शर्मा, ऋत्विक श्रीवास्तव, क्षत्रिय"),
        ("Punjabi", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ ਸਿੰਘ"),
        ("Gujarati", "કૃષ્ણા પટેલ, શ્રીમતી જ્યોતિ"),
        ("Tamil", "தமிழ்ச்செல்வி கிருஷ்ணமூர்த்தி"),
        (
            "Mixed",
            "Fatima (فاطمة) and Rahim (রহিম) live at 14 Hill Road; Office: fi fl ffi",
        ),
    ];
    let rows = names
        .iter()
        .map(|(k, v)| row(k, k, "", text(v), 0))
        .collect();
    document(
        "Names in many scripts",
        vec![
            Block::Title("Names in many scripts: فاطمة, শ্রী".into()),
            Block::Boxes(rows),
            Block::Paragraph("Signs: € £ – — “quoted” ‘so’ … • → ☐ ☑ ½ °C §4(1)".into()),
        ],
    )
}

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

fn chronology() -> Document {
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

fn report() -> Document {
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

fn letter() -> Document {
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
