//! What stands at the foot of every page.

use std::collections::BTreeSet;

use super::flow::{FULL, Flow, MARGIN};
use crate::clean::clean;
use crate::fonts::covers;
use crate::laid::{Draw, Ink, Kid, Mark, Node, Piece};
use crate::model::Document;
use crate::text::{Line, Setter, Style};
use crate::write::{PAGE_HEIGHT, PAGE_WIDTH};

const STYLE: Style = Style::new(8.5).ink(Ink::QUIET).leading(1.25);
const FINE: Style = Style::new(7.2).ink(Ink::QUIET).leading(1.28);
/// Room for "Page 100 of 100".
const NUMBER: f32 = 90.0;
/// From the page's lower edge to the last line of the footer.
const EDGE: f32 = 30.0;
const MOST_LINES: usize = 5;

/// The footer's lines, the same on each page but for the number.
pub(super) struct Footer {
    words: Vec<Line>,
    fine: Vec<Line>,
    pub unprintable: BTreeSet<char>,
}

impl Footer {
    pub fn set(document: &Document, setter: &mut Setter) -> Footer {
        let mut unprintable = BTreeSet::new();
        let mut one = |text: &str, style: Style, width: f32| -> Vec<Line> {
            let text = clean(text, covers, &mut unprintable).replace('\n', " ");
            if text.trim().is_empty() {
                return Vec::new();
            }
            setter.lines(text.trim(), 0, style, width, &mut unprintable)
        };
        let mut words = one(&document.classification, STYLE, FULL - NUMBER);
        let mut fine: Vec<Line> = document
            .footer_lines
            .iter()
            .flat_map(|l| one(l, FINE, FULL))
            .collect();
        words.truncate(2);
        fine.truncate(MOST_LINES);
        Footer {
            words,
            fine,
            unprintable,
        }
    }

    fn height(&self) -> f32 {
        let words: f32 = self.words.iter().map(|l| l.height).sum();
        let fine: f32 = self.fine.iter().map(|l| l.height).sum();
        words.max(STYLE.size * STYLE.leading) + fine
    }

    /// Where a page's content must end.
    pub fn content_bottom(&self) -> f32 {
        PAGE_HEIGHT - EDGE - self.height() - 16.0
    }

    /// Draws it on every page. On a document of one page nothing repeats: there the fine print is content, read at its
    /// end, since what is furniture is passed over by those who have it read aloud.
    pub fn draw(&self, flow: &mut Flow<'_>, tree: &mut Node) {
        let count = flow.pages.len();
        let top = PAGE_HEIGHT - EDGE - self.height();
        for number in 1..=count {
            let text = format!("Page {number} of {count}");
            let mut draws = vec![Draw::Line(
                [MARGIN, top - 5.0],
                [PAGE_WIDTH - MARGIN, top - 5.0],
                Ink::FAINT,
                0.6,
                false,
            )];
            let mut y = top;
            for line in &self.words {
                draws.extend(line.clone().at(MARGIN, y));
                y += line.height;
            }
            y = y.max(top + STYLE.size * STYLE.leading);
            let mut fine = Vec::new();
            for line in &self.fine {
                fine.extend(line.clone().at(MARGIN, y));
                y += line.height;
            }
            if count > 1 {
                draws.append(&mut fine);
            }
            for line in flow
                .setter
                .lines(&text, 0, STYLE, NUMBER, &mut flow.unprintable)
            {
                let x = PAGE_WIDTH - MARGIN - line.width;
                draws.extend(line.at(x, top));
            }
            flow.pages[number - 1].pieces.push(Piece {
                mark: Mark::Furniture,
                draws,
            });
            if !fine.is_empty() {
                let pieces = &mut flow.pages[number - 1].pieces;
                pieces.push(Piece {
                    mark: Mark::Content("P"),
                    draws: fine,
                });
                let mut node = Node::new("P");
                node.kids.push(Kid::Piece(number - 1, pieces.len() - 1));
                tree.push(node);
            }
        }
    }
}
