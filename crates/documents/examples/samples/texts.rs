//! Sample documents whose words are the hard part: long, hostile, of every script. Everybody in them is invented.

use super::{document, row, sign, text};
use stepwise_documents::{
    Attachment, BarRow, Bars, Block, Choice, ContentsEntry, Document, SignArea, Table, Value,
};

pub fn long_names() -> Document {
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
            Block::Bars(Bars {
                caption: spaced.clone(),
                header: [unbroken.clone(), "Count".into()],
                rows: vec![
                    BarRow {
                        label: spaced.clone(),
                        said: unbroken.clone(),
                        count: Some(u32::MAX),
                    };
                    3
                ],
            }),
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

pub fn hostile() -> Document {
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
            Block::Bars(Bars {
                caption: String::new(),
                header: [nasty.into(), String::new()],
                rows: vec![BarRow {
                    label: nasty.into(),
                    said: String::new(),
                    count: None,
                }],
            }),
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

pub fn scripts() -> Document {
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
