//! Puts lines on pages: columns that flow together, breaks that leave no line alone, labels repeated after a break.

use std::collections::{BTreeMap, BTreeSet};

use super::atoms::{Atom, Column, fit, stack_height};
use crate::laid::{Bookmark, Draw, Kid, LaidPage, Mark, Node, Piece, Place};
use crate::model::{PlacedBox, Rect};
use crate::text::{Setter, Style};
use crate::write::PAGE_WIDTH;

/// 18 mm.
pub(crate) const MARGIN: f32 = 51.02;
/// Width between the margins.
pub(crate) const FULL: f32 = PAGE_WIDTH - 2.0 * MARGIN;

/// Part of a row on one page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fragment {
    pub page: usize,
    pub top: f32,
    pub bottom: f32,
}

/// A row after it was put on pages.
pub(crate) struct Row {
    /// For each column, a node for each paragraph.
    pub nodes: Vec<Vec<Node>>,
    pub fragments: Vec<Fragment>,
}

/// A header to repeat on each page while a table goes on.
pub(crate) struct RunningHeader {
    pub draws: Vec<Draw>,
    pub under: Vec<Draw>,
    pub over: Vec<Draw>,
    pub height: f32,
}

/// The pages so far and the place on the last one.
pub(crate) struct Flow<'a> {
    pub setter: &'a mut Setter,
    pub unprintable: BTreeSet<char>,
    pub pages: Vec<LaidPage>,
    pub y: f32,
    /// Where the content of a page ends.
    pub bottom: f32,
    pub boxes: Vec<PlacedBox>,
    pub bookmarks: Vec<Bookmark>,
    pub anchors: BTreeMap<String, Place>,
    pub header: Option<RunningHeader>,
    /// Whether fields are to be made; else they are room for ink.
    pub fields: bool,
    pub level: u8,
}

impl<'a> Flow<'a> {
    pub fn new(setter: &'a mut Setter, bottom: f32, fields: bool) -> Flow<'a> {
        Flow {
            setter,
            unprintable: BTreeSet::new(),
            pages: vec![LaidPage::default()],
            y: MARGIN,
            bottom,
            boxes: Vec::new(),
            bookmarks: Vec::new(),
            anchors: BTreeMap::new(),
            header: None,
            fields,
            level: 0,
        }
    }

    /// The page being filled.
    pub fn page(&self) -> usize {
        self.pages.len() - 1
    }

    pub fn here(&self) -> Place {
        Place {
            page: self.page(),
            y: self.y,
        }
    }

    pub fn room(&self) -> f32 {
        self.bottom - self.y
    }

    /// Whether nothing stands on the page yet.
    pub fn fresh(&self) -> bool {
        self.y <= MARGIN + 0.01
    }

    pub fn new_page(&mut self) {
        self.pages.push(LaidPage::default());
        self.y = MARGIN;
        if let (Some(h), Some(page)) = (&self.header, self.pages.last_mut()) {
            let down = |d: &[Draw]| {
                d.iter()
                    .cloned()
                    .map(|d| d.moved(0.0, MARGIN))
                    .collect::<Vec<_>>()
            };
            page.under.extend(down(&h.under));
            page.over.extend(down(&h.over));
            page.pieces.push(Piece {
                mark: Mark::Furniture,
                draws: down(&h.draws),
            });
            self.y += h.height;
        }
    }

    /// Starts a new page unless `height` fits, or the page is still empty.
    pub fn ensure(&mut self, height: f32) {
        if height > self.room() && !self.fresh() {
            self.new_page();
        }
    }

    /// Leaves room, except at the top of a page.
    pub fn skip(&mut self, height: f32) {
        if !self.fresh() {
            self.y = (self.y + height).min(self.bottom);
        }
    }

    /// Adds a piece to the page being filled and says where it is.
    pub fn put(&mut self, mark: Mark, draws: Vec<Draw>) -> (usize, usize) {
        let page = self.page();
        let pieces = &mut self.pages[page].pieces;
        pieces.push(Piece { mark, draws });
        (page, pieces.len() - 1)
    }

    /// Cleans text and sets each of its paragraphs; empty ones are left out.
    pub fn paragraphs(&mut self, text: &str, style: Style, width: f32) -> Vec<Vec<Atom>> {
        let text = crate::clean::clean(text, crate::fonts::covers, &mut self.unprintable);
        text.split('\n')
            .filter(|p| !p.trim().is_empty())
            .map(|p| self.cleaned(p.trim_end(), 0, style, width))
            .collect()
    }

    /// Sets one paragraph, with line ends as spaces; empty text gives no atom.
    pub fn paragraph(&mut self, text: &str, style: Style, width: f32) -> Vec<Atom> {
        self.labelled("", text, style, width)
    }

    /// The same, with a bold label before the text.
    pub fn labelled(&mut self, label: &str, text: &str, style: Style, width: f32) -> Vec<Atom> {
        let label = self.one_line(label);
        let text = self.one_line(text);
        let whole = if label.is_empty() {
            text
        } else {
            format!("{label} {text}")
        };
        if whole.trim().is_empty() {
            return Vec::new();
        }
        self.cleaned(whole.trim_end(), label.len(), style, width)
    }

    /// Cleaned text on one line.
    pub fn one_line(&mut self, text: &str) -> String {
        let text = crate::clean::clean(text, crate::fonts::covers, &mut self.unprintable);
        text.trim().replace('\n', " ")
    }

    fn cleaned(&mut self, text: &str, bold_to: usize, style: Style, width: f32) -> Vec<Atom> {
        self.setter
            .lines(text, bold_to, style, width, &mut self.unprintable)
            .into_iter()
            .map(|l| Atom {
                height: l.height,
                draws: l.at(0.0, 0.0),
                ..Atom::default()
            })
            .collect()
    }

    /// Puts columns side by side on the page, going on over as many pages as they need. `pad` is the room inside,
    /// above and below; `least` the least height in all. Low rows are kept whole.
    pub fn row(&mut self, columns: &mut [Column], pad: f32, least: f32) -> Row {
        let page_room = self.bottom - MARGIN - self.header.as_ref().map_or(0.0, |h| h.height);
        let total = columns.iter().map(Column::height).fold(0.0, f32::max) + 2.0 * pad;
        let total = total.max(least);
        let start = columns
            .iter()
            .map(|c| stack_height(&c.atoms[..c.atoms.len().min(3)]))
            .fold(0.0, f32::max);
        if total > self.room()
            && (total <= page_room * 0.3 || start + 2.0 * pad > self.room())
            && !self.top_of_page()
        {
            self.new_page();
        }
        let mut nodes: Vec<Vec<Node>> = columns
            .iter()
            .map(|c| c.roles.iter().map(|r| Node::new(r)).collect())
            .collect();
        let mut next = vec![0usize; columns.len()];
        let mut fragments = Vec::new();
        let mut first = true;
        loop {
            let top = self.y;
            let available = self.bottom - top - 2.0 * pad;
            let mut used = if first {
                (least - 2.0 * pad).min(available)
            } else {
                0.0
            };
            let mut progress = false;
            for (i, column) in columns.iter_mut().enumerate() {
                let left = &column.atoms[next[i]..];
                if left.is_empty() {
                    if !first {
                        used = used.max(self.furniture(
                            &column.repeat,
                            column.x,
                            top + pad + column.drop,
                        ));
                    }
                    continue;
                }
                let mut count = fit(left, available);
                if count == 0 && self.top_of_page() {
                    count = 1;
                }
                progress |= count > 0;
                let taken = next[i]..next[i] + count;
                next[i] += count;
                let (x, y) = (column.x, top + pad + column.drop);
                used = used.max(self.place(&mut column.atoms[taken], x, y, &mut nodes[i]));
            }
            let done = columns.iter().zip(&next).all(|(c, n)| *n >= c.atoms.len());
            if progress || done {
                let bottom = if done {
                    top + used + 2.0 * pad
                } else {
                    self.bottom.max(top + used + 2.0 * pad)
                };
                fragments.push(Fragment {
                    page: self.page(),
                    top,
                    bottom,
                });
                self.y = bottom;
                first = false;
            }
            if done {
                break;
            }
            self.new_page();
        }
        Row { nodes, fragments }
    }

    /// Whether nothing but a repeated header stands on the page.
    fn top_of_page(&self) -> bool {
        self.y <= MARGIN + self.header.as_ref().map_or(0.0, |h| h.height) + 0.01
    }

    fn furniture(&mut self, atoms: &[Atom], x: f32, top: f32) -> f32 {
        let mut y = top;
        let mut draws = Vec::new();
        for a in atoms {
            draws.extend(a.draws.iter().cloned().map(|d| d.moved(x, y)));
            y += a.height;
        }
        if !draws.is_empty() {
            self.put(Mark::Furniture, draws);
        }
        y - top
    }

    /// Draws atoms one under the other; pieces and fields go to the nodes of their paragraphs. Gives the height used.
    fn place(&mut self, atoms: &mut [Atom], x: f32, top: f32, nodes: &mut [Node]) -> f32 {
        let mut y = top;
        let mut open: Option<(usize, Vec<Draw>)> = None;
        for (i, atom) in atoms.iter_mut().enumerate() {
            if i > 0 {
                y += atom.gap;
            }
            if open.as_ref().is_some_and(|(p, _)| *p != atom.para) {
                self.close(&mut open, nodes);
            }
            let (_, draws) = open.get_or_insert_with(|| (atom.para, Vec::new()));
            draws.extend(
                std::mem::take(&mut atom.draws)
                    .into_iter()
                    .map(|d| d.moved(x, y)),
            );
            if let Some(mut field) = atom.field.take().filter(|_| self.fields) {
                self.close(&mut open, nodes);
                field.rect.x += x;
                field.rect.y += y;
                let page = self.page();
                self.pages[page].fields.push(field);
                let index = self.pages[page].fields.len() - 1;
                if let Some(node) = nodes.get_mut(atom.para) {
                    let mut form = Node::new("Form");
                    form.kids.push(Kid::Field(page, index));
                    node.push(form);
                }
            }
            y += atom.height;
        }
        self.close(&mut open, nodes);
        y - top
    }

    fn close(&mut self, open: &mut Option<(usize, Vec<Draw>)>, nodes: &mut [Node]) {
        if let Some((para, draws)) = open.take().filter(|(_, d)| !d.is_empty())
            && let Some(node) = nodes.get_mut(para)
        {
            let (page, piece) = self.put(Mark::Content(node.role), draws);
            node.kids.push(Kid::Piece(page, piece));
        }
    }

    /// Flows one column over the full width and gives its nodes.
    pub fn stack(&mut self, mut column: Column) -> Vec<Node> {
        column.x += MARGIN;
        let mut row = self.row(std::slice::from_mut(&mut column), 0.0, 0.0);
        row.nodes.pop().unwrap_or_default()
    }

    /// Remembers where a named thing stands.
    pub fn mark_box(&mut self, id: &str, fragments: &[Fragment], x: f32, w: f32) {
        if id.is_empty() {
            return;
        }
        self.boxes.extend(fragments.iter().map(|f| PlacedBox {
            id: id.to_owned(),
            page: f.page,
            rect: Rect {
                x,
                y: f.top,
                w,
                h: f.bottom - f.top,
            },
        }));
    }
}
