//! The texts of an entry, part by part, and what is blacked out in each. The window and what leaves are made
//! from the same pieces.

use super::names::{Term, alike, find};
use crate::wire::{ChronicleView, CopyPart, CopyPiece};
use stepwise_core::event::Passage;

/// What stands on paper in place of words that were taken out. Always the same, so that nothing can be
/// guessed from its length.
pub(crate) const BLACK: &str = "[blacked out]";

/// Words that go, or words that are taken out and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub text: String,
    /// Whose name it is, or that the user marked it; none for words that go.
    pub out: Option<String>,
}

/// What is blacked out.
pub(crate) struct Blackout<'a> {
    pub terms: Vec<Term>,
    pub spared: &'a [String],
    pub passages: &'a [Passage],
}

impl Blackout<'_> {
    /// The pieces of one part of an entry.
    pub fn pieces(&self, seq: u64, part: &str, text: &str) -> Vec<Piece> {
        let mut marks: Vec<(std::ops::Range<usize>, String)> = find(text, &self.terms)
            .into_iter()
            .filter(|(range, _)| !self.spared.iter().any(|s| alike(s, &text[range.clone()])))
            .collect();
        for passage in self
            .passages
            .iter()
            .filter(|p| p.seq == seq && p.part == part)
        {
            marks.extend(standing(text, &passage.words).map(|range| (range, String::new())));
        }
        marks.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut pieces = Vec::new();
        let mut at = 0;
        for (range, why) in marks {
            if range.end <= at {
                continue;
            }
            let from = range.start.max(at);
            if from > at {
                pieces.push(Piece {
                    text: text[at..from].to_owned(),
                    out: None,
                });
            }
            pieces.push(Piece {
                text: text[from..range.end].to_owned(),
                out: Some(why),
            });
            at = range.end;
        }
        if at < text.len() {
            pieces.push(Piece {
                text: text[at..].to_owned(),
                out: None,
            });
        }
        pieces
    }

    /// A text that is no part of an entry, as it goes, and how many passages are out of it.
    pub fn text(&self, text: &str) -> (String, u32) {
        let pieces = self.pieces(0, "", text);
        (left(&pieces), out_of(&pieces))
    }

    /// An entry as it goes: every text made again from what is left, and how many passages are out of it.
    pub fn entry(&self, entry: &ChronicleView) -> (ChronicleView, u32) {
        let mut given = entry.clone();
        let mut out = 0;
        each(&mut given, |part, _, text| {
            let pieces = self.pieces(entry.seq, part, text);
            out += out_of(&pieces);
            *text = left(&pieces);
        });
        // Nothing that is not a text of the copy is carried along.
        given.took_part = None;
        given.files = Vec::new();
        given.entry = String::new();
        (given, out)
    }

    /// The texts of an entry with what is blacked out in each, for the window: labels only where something is.
    pub fn parts(&self, entry: &ChronicleView) -> Vec<CopyPart> {
        let each = parts(entry).into_iter().map(|(part, label, text)| {
            let pieces = self.pieces(entry.seq, &part, &text);
            CopyPart {
                part,
                label,
                pieces: pieces.into_iter().map(CopyPiece::from).collect(),
            }
        });
        let out = |part: &CopyPart| part.pieces.iter().any(|p| p.marked || !p.name.is_empty());
        each.filter(|part| !part.part.contains("label-") || out(part))
            .collect()
    }

    /// The passages of an entry whose words stand in it no more: it was corrected since they were marked.
    pub fn stale(&self, entry: &ChronicleView) -> usize {
        let parts = parts(entry);
        let of_entry = self.passages.iter().filter(|p| p.seq == entry.seq);
        of_entry
            .filter(|p| {
                let text = parts.iter().find(|(part, ..)| *part == p.part);
                text.is_none_or(|(_, _, text)| standing(text, &p.words).next().is_none())
            })
            .count()
    }
}

fn out_of(pieces: &[Piece]) -> u32 {
    pieces.iter().filter(|p| p.out.is_some()).count() as u32
}

impl From<Piece> for CopyPiece {
    fn from(piece: Piece) -> Self {
        Self {
            marked: piece.out.as_deref() == Some(""),
            name: piece.out.unwrap_or_default(),
            text: piece.text,
        }
    }
}

/// Where words stand in a text, just as they are.
fn standing<'a>(
    text: &'a str,
    words: &'a str,
) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
    let words = words.trim();
    let hits = (!words.is_empty()).then(|| text.match_indices(words));
    hits.into_iter()
        .flatten()
        .map(|(at, found)| at..at + found.len())
}

/// What is left of a text.
fn left(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut black = false;
    for piece in pieces {
        if piece.out.is_some() {
            // Two that touch, or have only a blank between them, are one.
            if !black {
                out.push_str(BLACK);
            }
            black = true;
        } else if black && piece.text.chars().all(char::is_whitespace) {
            continue;
        } else {
            if black && out.ends_with(BLACK) && piece.text.starts_with(char::is_alphanumeric) {
                out.push(' ');
            }
            out.push_str(&piece.text);
            black = false;
        }
    }
    out
}

/// Every text of an entry that a copy shows: its name, its label, the text. The name says where it stands.
fn parts(entry: &ChronicleView) -> Vec<(String, String, String)> {
    let mut entry = entry.clone();
    let mut out = Vec::new();
    each(&mut entry, |part, label, text| {
        out.push((part.to_owned(), label.to_owned(), text.clone()));
    });
    out.retain(|(_, _, text)| !text.trim().is_empty());
    out
}

/// Changes every text of an entry that a copy shows. There is no other list of them.
fn each(entry: &mut ChronicleView, mut change: impl FnMut(&str, &str, &mut String)) {
    change("title", "What", &mut entry.title);
    if let Some(why) = &mut entry.struck {
        change("struck", "Struck out", why);
    }
    if let Some(why) = &mut entry.amended {
        change("amended", "Amended", why);
    }
    change("with", "With", &mut entry.with);
    for (n, statement) in entry.statements.iter_mut().enumerate() {
        change(&format!("of-{n}"), "Whose words", &mut statement.of);
        change(
            &format!("said-{n}"),
            "What was recorded",
            &mut statement.text,
        );
    }
    change("agreed", "Agreed", &mut entry.agreed);
    change("next", "Next", &mut entry.next);
    for (n, (label, text)) in entry.details.iter_mut().enumerate() {
        let shown = label.clone();
        change(&format!("label-{n}"), "Question", label);
        change(&format!("detail-{n}"), &shown, text);
    }
    for (n, (label, text)) in entry.before.iter_mut().enumerate() {
        let shown = format!("Before it was amended: {label}");
        change(&format!("before-label-{n}"), "Question", label);
        change(&format!("before-{n}"), &shown, text);
    }
    change("by", "Written by", &mut entry.by);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blackout::names::forms;

    #[test]
    fn words_are_taken_out_and_nothing_of_them_is_left() {
        let passages = [Passage {
            seq: 3,
            part: "said-0".into(),
            words: "his mother".into(),
        }];
        let blackout = Blackout {
            terms: forms("Jan Kowalski", &["Zofia Nowak"]).0,
            spared: &[],
            passages: &passages,
        };
        let text = "Jan told his mother. Jan Kowalski’s bag; Zofia saw JAN.";
        let pieces = blackout.pieces(3, "said-0", text);
        assert_eq!(
            left(&pieces),
            "[blacked out] told [blacked out]. [blacked out]’s bag; Zofia saw [blacked out]."
        );
        let back: String = pieces.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(back, text);
        // In another part, only the names.
        assert!(left(&blackout.pieces(3, "next", text)).contains("his mother"));
    }

    #[test]
    fn what_touches_is_one_and_what_is_spared_stays() {
        let spared = ["may".to_owned()];
        let blackout = Blackout {
            terms: forms("May Marsh", &[]).0,
            spared: &spared,
            passages: &[],
        };
        assert_eq!(
            left(&blackout.pieces(1, "x", "It may be May  Marsh, Marsh")),
            "It may be [blacked out], [blacked out]"
        );
    }
}
