//! Boxes, lines and arrows: the picture's own parts, in black on white.

use std::fmt::Write as _;

/// Characters in a line of a box.
pub(super) const LINE: usize = 62;
/// The left edge of the boxes.
pub(super) const LEFT: i32 = 24;
/// The width of a box.
pub(super) const WIDE: i32 = 560;
/// From one line to the next.
const STEP: i32 = 22;
/// Between boxes, for the arrow and its words.
pub(super) const GAP: i32 = 58;
/// Between the lanes at the right, in which ways run that pass a stage by.
pub(super) const LANE: i32 = 26;

/// One way between two stages of a ladder that does not lead to the box below.
pub(super) struct Lane {
    pub from: usize,
    pub to: usize,
    pub words: String,
    pub risk: bool,
}

/// One way that passes stages by: out of the boxes that it leaves from, along the lane, into those it leads to.
pub(super) fn rail(body: &mut String, x: i32, middles: &[i32], lanes: &[&Lane]) {
    let edge = LEFT + WIDE;
    let height = |at: usize, by: i32| middles.get(at).map(|y| y + by);
    let mut out: Vec<i32> = lanes.iter().filter_map(|l| height(l.from, 8)).collect();
    let mut into: Vec<i32> = lanes.iter().filter_map(|l| height(l.to, -8)).collect();
    for ends in [&mut out, &mut into] {
        ends.sort_unstable();
        ends.dedup();
    }
    let all = || out.iter().chain(&into);
    let (Some(top), Some(bottom), Some(first)) = (all().min(), all().max(), lanes.first()) else {
        return;
    };
    let dash = if first.risk {
        " stroke-dasharray=\"7 5\""
    } else {
        ""
    };
    let line = format!("fill=\"none\" stroke=\"#000\" stroke-width=\"2\"{dash}");
    let _ = writeln!(body, "<g><title>{}</title>", escape(&first.words));
    let _ = writeln!(body, "<path d=\"M{x} {top}V{bottom}\" {line}/>");
    for y in out {
        let _ = writeln!(body, "<path d=\"M{edge} {y}H{x}\" {line}/>");
    }
    for y in into {
        let _ = writeln!(
            body,
            "<path d=\"M{x} {y}H{}\" {line} marker-end=\"url(#tip)\"/>",
            edge + 1
        );
    }
    let _ = writeln!(body, "</g>");
}

/// A box with its lines; its bottom and its middle.
pub(super) fn box_of(body: &mut String, top: i32, inside: &[String]) -> (i32, i32) {
    let wrapped: Vec<(String, bool)> = inside
        .iter()
        .enumerate()
        .flat_map(|(i, line)| {
            // Bold letters are wider.
            let most = if i == 0 { LINE - 9 } else { LINE };
            wrap(line, most).into_iter().map(move |w| (w, i == 0))
        })
        .collect();
    let high = STEP * wrapped.len() as i32 + 20;
    let _ = writeln!(
        body,
        "<rect x=\"{LEFT}\" y=\"{top}\" width=\"{WIDE}\" height=\"{high}\" rx=\"8\" fill=\"#fff\" stroke=\"#000\" stroke-width=\"2\"/>"
    );
    let mut y = top + STEP + 3;
    for (line, bold) in wrapped {
        y = lines(body, LEFT + 14, y, &[line], bold);
    }
    (top + high, top + high / 2)
}

/// Lines of text from a place on; where the next would stand.
pub(super) fn lines(body: &mut String, x: i32, top: i32, all: &[String], bold: bool) -> i32 {
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    let mut y = top;
    for line in all {
        let _ = writeln!(
            body,
            "<text x=\"{x}\" y=\"{y}\" fill=\"#000\"{weight}>{}</text>",
            escape(line)
        );
        y += STEP;
    }
    y
}

/// The arrow to the box below, with its words beside it; how far down that box begins.
pub(super) fn down(body: &mut String, top: i32, words: &str) -> i32 {
    let x = LEFT + 30;
    let wrapped = wrap(words, LINE - 6);
    let high = GAP.max(STEP * wrapped.len() as i32 + 14);
    let _ = writeln!(
        body,
        "<path d=\"M{x} {top}V{}\" stroke=\"#000\" stroke-width=\"2\" marker-end=\"url(#tip)\"/>",
        top + high - 1
    );
    lines(body, x + 16, top + STEP + 2, &wrapped, false);
    high
}

/// Lines of at most so many characters, broken at blanks.
pub(super) fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in text.split_whitespace() {
        let fits = |line: &String| {
            line.is_empty() || line.chars().count() + 1 + word.chars().count() <= most
        };
        match out.last_mut().filter(|line| fits(line)) {
            Some(line) => {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            None => out.push(word.to_owned()),
        }
    }
    out
}

/// Text that cannot be taken for a part of the picture.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn long_words_are_broken_at_blanks() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("incomprehensible", 4), ["incomprehensible"]);
    }
}
