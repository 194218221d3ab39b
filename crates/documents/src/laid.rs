//! Pages after layout: glyphs and rules with their places, and the tree that says what they mean.

use std::ops::Range;
use std::rc::Rc;

use crate::model::{PlacedBox, Rect};

/// Red, green and blue, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ink(pub f32, pub f32, pub f32);

impl Ink {
    pub const TEXT: Ink = Ink(0.09, 0.09, 0.09);
    pub const QUIET: Ink = Ink(0.33, 0.33, 0.34);
    pub const GAP: Ink = Ink(0.55, 0.13, 0.08);
    pub const RULE: Ink = Ink(0.42, 0.42, 0.42);
    pub const FAINT: Ink = Ink(0.8, 0.8, 0.79);
    pub const SHADE: Ink = Ink(0.945, 0.943, 0.935);
    pub const ACCENT: Ink = Ink(0.07, 0.35, 0.36);
}

/// One glyph; `dx` and `dy` are from the run's origin, `range` is its cluster in the run's text.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    pub id: u16,
    pub dx: f32,
    pub dy: f32,
    pub range: Range<usize>,
    /// How many glyphs draw this cluster together.
    pub in_cluster: u8,
    /// Whether it is the first of them.
    pub first: bool,
}

/// Glyphs of one font, size and direction on one line. `y` is the baseline, downwards.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub face: usize,
    pub size: f32,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub rtl: bool,
    pub ink: Ink,
    pub glyphs: Vec<Glyph>,
    pub text: Rc<str>,
}

/// Something drawn. Places are from the page's top left corner.
#[derive(Clone, Debug)]
pub(crate) enum Draw {
    Run(Run),
    Fill(Rect, Ink),
    Frame(Rect, Ink, f32),
    /// From, to, ink, width, dashed.
    Line([f32; 2], [f32; 2], Ink, f32, bool),
    /// Which of the document's pictures, and where.
    Image(usize, Rect),
}

impl Draw {
    /// The same, moved.
    pub fn moved(mut self, by_x: f32, by_y: f32) -> Draw {
        match &mut self {
            Draw::Run(r) => {
                r.x += by_x;
                r.y += by_y;
            }
            Draw::Fill(r, _) | Draw::Frame(r, ..) | Draw::Image(_, r) => {
                r.x += by_x;
                r.y += by_y;
            }
            Draw::Line(a, b, ..) => {
                for p in [a, b] {
                    p[0] += by_x;
                    p[1] += by_y;
                }
            }
        }
        self
    }
}

/// What a marked piece of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Content with a place in the tree, under this tag.
    Content(&'static str),
    /// Page furniture: repeated labels, footers.
    Furniture,
}

/// A run of drawing operations that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub mark: Mark,
    pub draws: Vec<Draw>,
}

/// A field to be filled in, in a PDF reader.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub name: String,
    pub tip: String,
    pub rect: Rect,
    pub signature: bool,
    pub multiline: bool,
}

/// A place that leads to another one.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub rect: Rect,
    pub words: String,
    pub target: Place,
}

/// A point in the document: page and distance from its top.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub page: usize,
    pub y: f32,
}

/// One page.
#[derive(Debug, Default)]
pub(crate) struct LaidPage {
    /// Shading, drawn first.
    pub under: Vec<Draw>,
    pub pieces: Vec<Piece>,
    /// Frames and rules, drawn last.
    pub over: Vec<Draw>,
    pub fields: Vec<Field>,
    pub links: Vec<Link>,
}

/// What a node of the tree holds. Numbers are page, then index in that page's list.
#[derive(Debug)]
pub(crate) enum Kid {
    Node(Node),
    Piece(usize, usize),
    Field(usize, usize),
    Link(usize, usize),
}

/// A node of the structure tree.
#[derive(Debug)]
pub(crate) struct Node {
    pub role: &'static str,
    pub scope: Option<&'static str>,
    pub alt: Option<String>,
    pub numbered: Option<bool>,
    pub bounds: Option<(usize, Rect)>,
    pub kids: Vec<Kid>,
}

impl Node {
    pub fn new(role: &'static str) -> Node {
        Node {
            role,
            scope: None,
            alt: None,
            numbered: None,
            bounds: None,
            kids: Vec::new(),
        }
    }

    pub fn with(role: &'static str, kids: Vec<Node>) -> Node {
        Node {
            kids: kids.into_iter().map(Kid::Node).collect(),
            ..Node::new(role)
        }
    }

    pub fn push(&mut self, node: Node) {
        self.kids.push(Kid::Node(node));
    }
}

/// A heading's bookmark.
#[derive(Debug)]
pub(crate) struct Bookmark {
    pub level: u8,
    pub text: String,
    pub place: Place,
}

/// A picture ready to be put into the file.
#[derive(Debug)]
pub(crate) struct Picture {
    pub width: u32,
    pub height: u32,
    pub gray: bool,
    pub jpeg: bool,
    pub data: Vec<u8>,
}

/// The whole document, laid out.
#[derive(Debug)]
pub(crate) struct Laid {
    pub pages: Vec<LaidPage>,
    pub tree: Node,
    pub boxes: Vec<PlacedBox>,
    pub bookmarks: Vec<Bookmark>,
    pub pictures: Vec<Picture>,
}
