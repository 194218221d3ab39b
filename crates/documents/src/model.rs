//! What a caller says about a document: blocks of content, with nothing of cases or policies in them.

use std::fmt;

/// A whole document, before it is set on pages.
#[derive(Clone, PartialEq)]
pub struct Document {
    /// The title kept in the file and shown in a reader's title bar. It is not drawn: put a [`Block::Title`] first.
    pub title: String,
    /// Language of the text as a BCP 47 tag, for example `en-GB`; read by screen readers.
    pub language: String,
    /// Words printed at the foot of each page, for example "Official-Sensitive". May be empty.
    pub classification: String,
    /// Small lines under the classification: a record's chain head, or "Form data attached". At most four are printed.
    pub footer_lines: Vec<String>,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
    /// A file carried inside the PDF. Say so on the page: a reader may not show it.
    pub attachment: Option<Attachment>,
    /// Whether headings become bookmarks.
    pub outline: bool,
}

/// A file carried inside the PDF.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name shown by a reader, for example `form.json`.
    pub name: String,
    /// MIME type, for example `application/json`.
    pub mime: String,
    /// The file's bytes, unchanged.
    pub bytes: Vec<u8>,
    /// One sentence saying what it is.
    pub description: String,
}

/// One piece of a document.
#[derive(Clone, PartialEq)]
pub enum Block {
    /// The document's title, set large; the only heading of level 1.
    Title(String),
    /// A heading.
    Heading {
        /// 2 to 4; a skipped level is closed up, since PDF/UA forbids gaps.
        level: u8,
        /// The words.
        text: String,
        /// The name that a [`ContentsEntry`] links to.
        id: Option<String>,
    },
    /// Running text; a newline starts a new paragraph.
    Paragraph(String),
    /// Lines set close together, such as an address; a newline starts a new line.
    Lines(String),
    /// Small grey print, such as a return address.
    Small(String),
    /// A boxed note. The label is set bold before the text and may be empty.
    Note {
        /// A few bold words, for example "Action note".
        label: String,
        /// The note itself; a newline starts a new paragraph.
        text: String,
    },
    /// A list with bullets or numbers.
    List {
        /// One paragraph each.
        items: Vec<String>,
        /// Numbers instead of bullets.
        numbered: bool,
    },
    /// Summary rows, label and value, without boxes.
    KeyValues(Vec<(String, String)>),
    /// A bordered form table: grey label on the left, value on the right.
    Boxes(Vec<BoxRow>),
    /// Two signature blocks side by side, never split over pages.
    Signatures(Box<[SignatureBlock; 2]>),
    /// A table with a header row repeated on each page.
    Table(Table),
    /// Counts, as a table and as bars.
    Bars(Bars),
    /// A chronology.
    Timeline(Vec<TimelineEntry>),
    /// A list of contents with page numbers and links.
    Contents {
        /// Words above the list, for example "Contents"; set as a heading of level 2 unless empty.
        heading: String,
        /// In order of appearance.
        entries: Vec<ContentsEntry>,
    },
    /// A picture on a page of its own.
    Image(ImagePage),
    /// Empty room, in points.
    Space(f32),
    /// What follows starts a new page.
    PageBreak,
}

/// One row of a form table.
#[derive(Clone, PartialEq)]
pub struct BoxRow {
    /// Given back in [`crate::PlacedBox`]; any name the caller likes.
    pub id: String,
    /// The form's own words. Repeated with "(continued)" when the value flows to a further page.
    pub label: String,
    /// Smaller words under the label; may be empty.
    pub hint: String,
    /// The answer.
    pub value: Value,
    /// Room kept even for a short answer, in lines; 0 for no more than it needs.
    pub min_lines: u8,
}

/// What stands in the value's place.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// An answer; a newline starts a new paragraph.
    Text(String),
    /// No answer yet: the words are printed, with room for ink below.
    Missing {
        /// For example "Not answered".
        words: String,
    },
    /// A field that can be typed into in a PDF reader (with [`crate::PdfOptions::fields`]), else room for ink.
    Fillable {
        /// Field name, unique in the document.
        name: String,
        /// What a screen reader says at the field.
        tip: String,
    },
    /// Choices with tick boxes.
    Choices(Vec<Choice>),
    /// Labelled lines within one box ("Working days", "4").
    Lines(Vec<(String, String)>),
}

/// One choice of several.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// Words beside the box.
    pub label: String,
    /// Whether the box is ticked.
    pub ticked: bool,
}

/// One of the two signature blocks.
#[derive(Clone, PartialEq)]
pub struct SignatureBlock {
    /// Given back in [`crate::PlacedBox`] for the signature's own box.
    pub id: String,
    /// For example "Signature of initiating manager".
    pub heading: String,
    /// What the signature's box holds.
    pub sign: SignArea,
    /// Name, designation, agency, date, or what the form asks for.
    pub rows: Vec<SignRow>,
}

/// What a signature's box holds.
#[derive(Clone, PartialEq, Eq)]
pub enum SignArea {
    /// Nothing: signed in ink.
    Ink,
    /// A typed name that stands for a signature.
    Typed(String),
    /// An empty field for an electronic signature (with [`crate::PdfOptions::fields`]), else room for ink.
    Field {
        /// Field name, unique in the document.
        name: String,
        /// What a screen reader says at the field.
        tip: String,
    },
}

/// One labelled line of a signature block.
#[derive(Clone, PartialEq)]
pub struct SignRow {
    /// Given back in [`crate::PlacedBox`].
    pub id: String,
    /// For example "Designation".
    pub label: String,
    /// `Text("")` leaves room for ink without words.
    pub value: Value,
}

/// A table of text.
#[derive(Clone, PartialEq)]
pub struct Table {
    /// Words above the table; may be empty.
    pub caption: String,
    /// Column headings; their number is the number of columns.
    pub header: Vec<String>,
    /// Rows; a missing cell is empty, a cell too many is put into the last column.
    pub rows: Vec<Vec<String>>,
    /// Relative column widths; empty for equal ones.
    pub widths: Vec<f32>,
    /// Whether the first cell of each row is that row's heading.
    pub row_headers: bool,
}

/// Counts with a heading row: the table says them, and a bar beside each row draws the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// Words above; may be empty.
    pub caption: String,
    /// What is counted, and what the counts are.
    pub header: [String; 2],
    /// In this order.
    pub rows: Vec<BarRow>,
}

/// One count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarRow {
    /// What is counted.
    pub label: String,
    /// The count in words or digits.
    pub said: String,
    /// The count; none where it is not to be seen: then no bar is drawn.
    pub count: Option<u32>,
}

/// One entry of a chronology.
#[derive(Clone, PartialEq)]
pub struct TimelineEntry {
    /// Given back in [`crate::PlacedBox`].
    pub id: String,
    /// When it happened, in words.
    pub happened: String,
    /// When it was written down, in words.
    pub written: String,
    /// Who wrote it.
    pub by: String,
    /// What it was, for example "Telephone call".
    pub heading: String,
    /// What was recorded, each kind apart.
    pub parts: Vec<TimelinePart>,
}

/// One kind of statement in an entry.
#[derive(Clone, PartialEq, Eq)]
pub struct TimelinePart {
    /// Its name as printed: "Fact", "Opinion", "The child's own words".
    pub kind: String,
    /// How it is set apart on paper, besides its name.
    pub style: PartStyle,
    /// The words; a newline starts a new paragraph.
    pub text: String,
}

/// How a statement is set apart in a chronology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartStyle {
    /// No mark.
    Plain,
    /// A thin solid bar.
    Fact,
    /// A dashed bar.
    Opinion,
    /// A thick bar.
    OwnWords,
}

/// One line of a list of contents.
#[derive(Clone, PartialEq, Eq)]
pub struct ContentsEntry {
    /// The words.
    pub text: String,
    /// The `id` of a [`Block::Heading`] or of an [`ImagePage`]. An unknown one prints without page number and link.
    pub target: String,
}

/// A picture on a page of its own.
#[derive(Clone, PartialEq, Eq)]
pub struct ImagePage {
    /// The name that a [`ContentsEntry`] links to.
    pub id: Option<String>,
    /// A PNG or JPEG file. Its metadata (place, camera, thumbnail) is left behind.
    pub bytes: Vec<u8>,
    /// Words above the picture.
    pub caption: String,
    /// What the picture shows, for those who cannot see it.
    pub alt: String,
}

/// A rectangle in points; `x` and `y` are its top left corner, measured from the page's top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Distance from the page's left edge.
    pub x: f32,
    /// Distance from the page's top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// Where a row, signature line or chronology entry came to stand; one for each page it touches.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedBox {
    /// The caller's name for it.
    pub id: String,
    /// Page, counted from 0.
    pub page: usize,
    /// Its place on that page.
    pub rect: Rect,
}

/// Prints a type's name only: what a document holds must never reach a log.
macro_rules! quiet_debug {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}
quiet_debug!(
    Document,
    Attachment,
    Block,
    BoxRow,
    Value,
    Choice,
    SignatureBlock,
    SignArea,
    SignRow,
    Table,
    TimelineEntry,
    TimelinePart,
    ContentsEntry,
    ImagePage
);
