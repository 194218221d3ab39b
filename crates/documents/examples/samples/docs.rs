//! Sample documents. Everybody in them is invented.

use chrono::{DateTime, FixedOffset};
use stepwise_documents::{
    Attachment, Block, BoxRow, Choice, Document, Encryption, PdfOptions, SignArea, SignRow,
    SignatureBlock, Value,
};

#[path = "papers.rs"]
mod papers;
#[path = "texts.rs"]
mod texts;

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
        plain("long-names", texts::long_names()),
        plain("hostile", texts::hostile()),
        plain("scripts", texts::scripts()),
        plain("chronology", papers::chronology()),
        plain("report", papers::report()),
        plain("letter", papers::letter()),
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
