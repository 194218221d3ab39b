//! The way through a policy, drawn and told: from the pack's data alone.
//!
//! The drawing is SVG in black on white, told apart by dashes and words and never by colour, so that it can be
//! printed and copied. Its text stands beside it, for those who do not see it and for documents without pictures.

use super::model::*;
use super::words::{limit_words, lower, moments_words, stage_name, when_words};
use crate::ids::StageId;
use std::fmt::Write as _;

/// A drawing of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The picture, whole: `<svg …>…</svg>`.
    pub svg: String,
    /// The same in sentences, in order.
    pub text: Vec<String>,
}

/// Characters in a line of a box.
const LINE: usize = 62;
/// The left edge of the boxes.
const LEFT: i32 = 24;
/// The width of a box.
const WIDE: i32 = 560;
/// From one line to the next.
const STEP: i32 = 22;
/// Between boxes, for the arrow and its words.
const GAP: i32 = 58;
/// Between the lanes at the right, in which ways run that pass a stage by.
const LANE: i32 = 26;

/// One way between two stages of a ladder that does not lead to the box below.
struct Lane {
    from: usize,
    to: usize,
    words: String,
    risk: bool,
}

/// Draws all ladders of a policy, one below the other.
pub fn draw(policy: &Policy) -> Drawing {
    let mut body = String::new();
    let mut text = vec![format!("{}. {}", policy.title, policy.board)];
    let mut y = 24;
    let mut lanes_used = 0;
    for ladder in &policy.ladders {
        if policy.ladders.len() > 1 {
            let words = match ladder.when.0.is_empty() {
                true => "Otherwise".to_owned(),
                false => format!("Where {}", when_words(policy, &ladder.when)),
            };
            y = lines(&mut body, LEFT, y + 16, &wrap(&words, LINE), true) + 14;
            text.push(format!("{words}:"));
        }
        let (next, lanes) = one_ladder(policy, ladder, y, &mut body, &mut text);
        y = next;
        lanes_used = lanes_used.max(lanes);
    }
    y = endings(policy, y, &mut body, &mut text);
    let wide = LEFT + WIDE + 40 + LANE * lanes_used;
    let sentences = text.join(" ");
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"flow-title flow-desc\" \
         viewBox=\"0 0 {wide} {y}\" width=\"{wide}\" height=\"{y}\" font-family=\"sans-serif\" font-size=\"16\">\n\
         <title id=\"flow-title\">{}</title>\n<desc id=\"flow-desc\">{}</desc>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" fill=\"#000\"/></marker></defs>\n\
         <rect width=\"{wide}\" height=\"{y}\" fill=\"#fff\"/>\n{body}</svg>\n",
        escape(&format!("The way through: {}", policy.title)),
        escape(&sentences),
    );
    Drawing { svg, text }
}

fn one_ladder(
    policy: &Policy,
    ladder: &Ladder,
    top: i32,
    body: &mut String,
    text: &mut Vec<String>,
) -> (i32, i32) {
    let mut y = top;
    let mut middles = Vec::new();
    let mut lanes: Vec<Lane> = Vec::new();
    for (at, id) in ladder.stages.iter().enumerate() {
        let Some(stage) = policy.stage(id) else {
            continue;
        };
        let mut inside = vec![format!("{}: {}", stage.name, stage.title)];
        if stage.optional {
            inside.push("It may be passed by, with a reason.".into());
        }
        for clock in policy.clocks.iter().filter(|c| c.stages.contains(id)) {
            let only = match clock.when.0.is_empty() {
                true => String::new(),
                false => format!(", only where {}", when_words(policy, &clock.when)),
            };
            inside.push(format!(
                "{}: {}{only}",
                clock.name,
                limit_words(policy, &clock.limit)
            ));
        }
        let mut on = Vec::new();
        for way in ways(policy, id) {
            let when = format!(
                "{}, when {}",
                way.say,
                moments_words(policy, &here(&way.on, id))
            );
            let risk = way.on.contains(&MomentRef::ImmediateHarm);
            let single = match &way.to {
                Target::OneOf(all) => all.as_slice(),
                one => std::slice::from_ref(one),
            };
            for to in single {
                let targets: Vec<usize> = match to {
                    Target::Next => vec![at + 1],
                    Target::AnyHigher => (at + 1..ladder.stages.len()).collect(),
                    Target::Stage(to) => ladder
                        .stages
                        .iter()
                        .position(|s| s == to)
                        .into_iter()
                        .collect(),
                    Target::Elsewhere(_) | Target::Beside(..) | Target::OneOf(_) => Vec::new(),
                };
                match (to, targets.as_slice()) {
                    (Target::Elsewhere(out), _) => inside.push(format!("{when}: {out}")),
                    (Target::Beside(out, _), _) => {
                        inside.push(format!("{when}: {out} The stage stays as it is."));
                    }
                    (Target::AnyHigher, [_, ..]) => {
                        inside.push(format!("{when}: any later stage"));
                        lanes.extend(targets.iter().map(|to| lane(at, *to, &way.say, risk)));
                    }
                    (_, [to]) if *to == at + 1 && !risk => on.push(when.clone()),
                    (_, [to]) if *to < ladder.stages.len() => {
                        let name = stage_name(policy, &ladder.stages[*to]);
                        inside.push(format!("{when}: {name}"));
                        lanes.push(lane(at, *to, &way.say, risk));
                    }
                    _ => {}
                }
            }
        }
        text.push(told(&inside));
        text.extend(on.iter().map(|w| format!("{w}: the next stage.")));
        let (bottom, middle) = box_of(body, y, &inside);
        middles.push(middle);
        y = bottom;
        if at + 1 < ladder.stages.len() {
            down(body, y, &on.join("; "));
            y += GAP;
        }
    }
    let mut used = 0;
    // One lane for each way, however many stages it leaves from or leads to.
    let mut drawn: Vec<&str> = Vec::new();
    for lane in &lanes {
        if drawn.contains(&lane.words.as_str()) {
            continue;
        }
        drawn.push(&lane.words);
        used += 1;
        let same: Vec<&Lane> = lanes.iter().filter(|l| l.words == lane.words).collect();
        rail(body, LEFT + WIDE + LANE * used, &middles, &same);
    }
    (y + 24, used)
}

/// One way that passes stages by: out of the boxes that it leaves from, along the lane, into those it leads to.
fn rail(body: &mut String, x: i32, middles: &[i32], lanes: &[&Lane]) {
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

fn lane(from: usize, to: usize, words: &str, risk: bool) -> Lane {
    Lane {
        from,
        to,
        words: words.to_owned(),
        risk,
    }
}

/// Said of one stage, "a stage" has a name.
fn here(moments: &[MomentRef], stage: &StageId) -> Vec<MomentRef> {
    let each = moments.iter().map(|moment| match moment {
        MomentRef::AnyStage(what) => MomentRef::Stage(stage.clone(), *what),
        other => other.clone(),
    });
    each.collect()
}

/// Sentences from lines, whether or not a line ends with its own stop.
fn told(lines: &[String]) -> String {
    let each = lines
        .iter()
        .map(|l| format!("{}.", l.trim_end_matches('.')));
    each.collect::<Vec<_>>().join(" ")
}

fn ways<'p>(policy: &'p Policy, stage: &StageId) -> Vec<&'p Move> {
    let all = policy.moves.iter();
    all.filter(|m| m.from.is_empty() || m.from.contains(stage))
        .collect()
}

fn endings(policy: &Policy, top: i32, body: &mut String, text: &mut Vec<String>) -> i32 {
    let mut inside = vec!["It can end so".to_owned()];
    inside.extend(policy.endings.iter().map(|ending| {
        let at: Vec<String> = ending
            .stages
            .iter()
            .map(|s| stage_name(policy, s))
            .collect();
        match at.is_empty() {
            true => format!("{}: {}", ending.name, lower(&ending.say)),
            false => format!(
                "{}, at {}: {}",
                ending.name,
                at.join(" or "),
                lower(&ending.say)
            ),
        }
    }));
    text.push(told(&inside));
    let (bottom, _) = box_of(body, top + 8, &inside);
    bottom + 24
}

/// A box with its lines; its bottom and its middle.
fn box_of(body: &mut String, top: i32, inside: &[String]) -> (i32, i32) {
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
fn lines(body: &mut String, x: i32, top: i32, all: &[String], bold: bool) -> i32 {
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

/// The arrow to the box below, with its words.
fn down(body: &mut String, top: i32, words: &str) {
    let x = LEFT + 30;
    let _ = writeln!(
        body,
        "<path d=\"M{x} {top}V{}\" stroke=\"#000\" stroke-width=\"2\" marker-end=\"url(#tip)\"/>",
        top + GAP - 1
    );
    let wrapped = wrap(words, LINE - 6);
    lines(
        body,
        x + 16,
        top + STEP + 2,
        &wrapped[..wrapped.len().min(2)],
        false,
    );
}

/// Lines of at most so many characters, broken at blanks.
fn wrap(text: &str, most: usize) -> Vec<String> {
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
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Pack, read};

    const BASE: &str = include_str!("read/tests/base.toml");
    const FORM: &str = include_str!("read/tests/form.toml");
    const LETTER: &str = include_str!("read/tests/letter.toml");

    fn drawn(main: &str) -> Drawing {
        let files = [
            ("policy.toml", main),
            ("forms/form.toml", FORM),
            ("forms/letter.toml", LETTER),
        ];
        let files = files.map(|(p, t)| (p.to_owned(), t.as_bytes().to_vec()));
        let pack = Pack {
            files: files.into(),
        };
        draw(&read(&pack).unwrap())
    }

    #[test]
    fn stages_limits_ways_and_endings_are_drawn_and_told() {
        let drawing = drawn(BASE);
        let told = drawing.text.join("\n");
        for words in [
            "Stage 1: Worker to worker",
            "Settle stage 2: 3 working days",
            "Go to the next stage",
            "Go higher at once, when immediate harm was thought likely",
            "It can end so. Resolved",
        ] {
            assert!(told.contains(words), "{words}\n{told}");
        }
        assert!(
            drawing.svg.contains("stroke-dasharray"),
            "the way for harm is dashed"
        );
        assert!(drawing.svg.contains("role=\"img\"") && drawing.svg.contains("<desc"));
    }

    #[test]
    fn nothing_in_a_pack_becomes_a_part_of_the_picture() {
        let drawing = drawn(&BASE.replace("Worker to worker", "<script>&'"));
        assert!(!drawing.svg.contains("<script"));
        assert!(drawing.svg.contains("&lt;script&gt;&amp;"));
    }

    #[test]
    fn long_words_are_broken_at_blanks() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("incomprehensible", 4), ["incomprehensible"]);
    }
}
