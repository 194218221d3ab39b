//! The way through a policy, drawn and told: from the pack's data alone.
//!
//! The drawing is SVG in black on white, told apart by dashes and words and never by colour, so that it can be
//! printed and copied. Its text stands beside it, for those who do not see it and for documents without pictures.

mod svg;
mod told;

use super::model::*;
use super::words::{stage_name, when_words};
use svg::{LANE, LEFT, LINE, Lane, WIDE, box_of, down, escape, lines, rail, wrap};

/// A drawing of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The picture, whole: `<svg …>…</svg>`.
    pub svg: String,
    /// The same in sentences, in order.
    pub text: Vec<String>,
}

/// A picture that grows downwards, with what it says.
struct Sheet {
    body: String,
    text: Vec<String>,
    y: i32,
    /// Lanes used at the right.
    lanes: i32,
}

impl Sheet {
    /// A box of its own, with a heading; nothing where it has no lines.
    fn aside(&mut self, heading: &str, more: Vec<String>) {
        if more.is_empty() {
            return;
        }
        let mut inside = vec![heading.to_owned()];
        inside.extend(more);
        self.text.push(told::sentences(&inside));
        let (bottom, _) = box_of(&mut self.body, self.y + 8, &inside);
        self.y = bottom + 16;
    }
}

/// Draws all ladders of a policy, one below the other, between what it does not cover and how it can end.
pub fn draw(policy: &Policy) -> Drawing {
    let mut sheet = Sheet {
        body: String::new(),
        text: vec![format!("{}. {}", policy.title, policy.board)],
        y: 24,
        lanes: 0,
    };
    sheet.aside("Not covered", told::exclusions(policy));
    for ladder in &policy.ladders {
        if policy.ladders.len() > 1 {
            let words = match ladder.when.0.is_empty() {
                true => "Otherwise".to_owned(),
                false => format!("Where {}", when_words(policy, &ladder.when)),
            };
            let top = sheet.y + 16;
            sheet.y = lines(&mut sheet.body, LEFT, top, &wrap(&words, LINE), true) + 14;
            sheet.text.push(format!("{words}:"));
        }
        one_ladder(policy, ladder, &mut sheet);
    }
    sheet.aside("Over the whole dispute", told::overall(policy));
    sheet.aside("Who that is", told::roles(policy));
    sheet.aside("How it can end", told::endings(policy));
    let (y, wide) = (sheet.y + 8, LEFT + WIDE + 40 + LANE * sheet.lanes);
    let sentences = sheet.text.join(" ");
    let body = sheet.body;
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
    Drawing {
        svg,
        text: sheet.text,
    }
}

/// A ladder from its beginning down: each stage a box with who speaks, its limits and its questions.
fn one_ladder(policy: &Policy, ladder: &Ladder, sheet: &mut Sheet) {
    let entries = told::entries(policy, ladder);
    if !entries.is_empty() {
        sheet.aside("Where it begins", entries);
        let bottom = sheet.y - 16;
        sheet.y = bottom + down(&mut sheet.body, bottom, "");
    }
    let mut middles = Vec::new();
    let mut lanes: Vec<Lane> = Vec::new();
    for (at, id) in ladder.stages.iter().enumerate() {
        let Some(stage) = policy.stage(id) else {
            continue;
        };
        let mut inside = told::stage(policy, stage);
        let mut on = Vec::new();
        for way in told::ways(policy, id) {
            on.extend(draw_way(policy, ladder, at, way, &mut inside, &mut lanes));
        }
        sheet.text.push(told::sentences(&inside));
        let next = on.iter().map(|w| format!("{w}: the next stage."));
        sheet.text.extend(next);
        let (bottom, middle) = box_of(&mut sheet.body, sheet.y, &inside);
        middles.push(middle);
        sheet.y = bottom;
        if at + 1 < ladder.stages.len() {
            sheet.y += down(&mut sheet.body, bottom, &on.join("; "));
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
        rail(&mut sheet.body, LEFT + WIDE + LANE * used, &middles, &same);
    }
    sheet.lanes = sheet.lanes.max(used);
    sheet.y += 24;
}

/// A way on from a stage: a line in its box and a lane, or the words at the arrow to the box below.
fn draw_way(
    policy: &Policy,
    ladder: &Ladder,
    at: usize,
    way: &Move,
    inside: &mut Vec<String>,
    lanes: &mut Vec<Lane>,
) -> Vec<String> {
    let mut on = Vec::new();
    let Some(here) = ladder.stages.get(at) else {
        return on;
    };
    let when = told::way(policy, way, here);
    let risk = way.on.contains(&MomentRef::ImmediateHarm);
    let lane = |to: usize| Lane {
        from: at,
        to,
        words: way.say.clone(),
        risk,
    };
    let single = match &way.to {
        Target::OneOf(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    for to in single {
        let place = |stage: &crate::ids::StageId| ladder.stages.iter().position(|s| s == stage);
        let targets: Vec<usize> = match to {
            Target::Next => vec![at + 1],
            Target::AnyHigher => (at + 1..ladder.stages.len()).collect(),
            Target::Stage(to) => place(to).into_iter().collect(),
            Target::Elsewhere(_) | Target::Beside(..) | Target::OneOf(_) => Vec::new(),
        };
        match (to, targets.as_slice()) {
            (Target::Elsewhere(out), _) => inside.push(format!("{when}: {out}")),
            (Target::Beside(out, _), _) => {
                inside.push(format!("{when}: {out} The stage stays as it is."));
            }
            (Target::AnyHigher, [_, ..]) => {
                inside.push(format!("{when}: any later stage"));
                lanes.extend(targets.iter().map(|to| lane(*to)));
            }
            (_, [to]) if *to == at + 1 && !risk && *to < ladder.stages.len() => {
                on.push(when.clone())
            }
            (_, [to]) if *to < ladder.stages.len() => {
                let name = stage_name(policy, &ladder.stages[*to]);
                inside.push(format!("{when}: {name}"));
                lanes.push(lane(*to));
            }
            _ => {}
        }
    }
    on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Pack, read};

    const BASE: &str = include_str!("../read/tests/base.toml");
    const FORM: &str = include_str!("../read/tests/form.toml");
    const LETTER: &str = include_str!("../read/tests/letter.toml");

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
            "How it can end. Resolved",
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
    fn gates_entries_role_lines_pauses_and_questions_are_drawn_and_told() {
        let main = BASE.replace(
            "main = {",
            "main = { entry = [{ at = \"s2\", when = { subject = \"adult\" } }],",
        ) + r#"
[role.second]
name = "second"
lines = [{ side = "raiser", when = { subject = "adult" }, title = "matron" }, { same-as = "worker" }]
heading = "X"
[moment.gate]
ask = "Is it justified?"
choices = { yes = "It is", no = "It is not" }
stages = ["s1"]
[moment.asked]
name = "More was asked for"
[moment.given]
name = "It was given"
[clock.answer]
name = "Answer"
written = "within 4 days"
from = "raised"
until = "resolved"
limit = "4 calendar days"
pause = "asked"
resume = "given"
owner = "other"
force = "must"
heading = "X"
[move.gated]
say = "Ask the panel"
from = ["s1"]
on = "s1.unresolved"
to = "s2"
when = { happened = "gate.yes" }
heading = "X"
[exclusion.staff]
when = { subject = "adult" }
say = "Not for adults."
elsewhere = "Ask the adults' board."
heading = "X"
"#;
        let drawing = drawn(&main);
        let told = drawing.text.join("\n");
        for words in [
            "Where it begins. Stage 2, only where “Who is it about?” is answered “An adult at risk”. Otherwise Stage 1",
            "Speaking: worker, with worker",
            "Question: Is it justified? It is / It is not",
            "Ask the panel, when Stage 1 did not resolve it, only where “Is it justified?” is answered “It is”: the next stage",
            "Over the whole dispute. Settle it: 5 working days",
            "Answer: 4 calendar days; it stands still when more was asked for, until it was given; for the side whose decision is in dispute",
            "Who that is. Second: matron, on the side that raised it, where “Who is it about?” is answered “An adult at risk”; the same person as the worker",
            "Not covered. Where “Who is it about?” is answered “An adult at risk”: Not for adults. Ask the adults' board.",
        ] {
            assert!(told.contains(words), "{words}\n{told}");
        }
        // Every word of it is in the picture too, broken into lines.
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
        };
        let picture = drawing.svg.split_once("</defs>").unwrap().1;
        let shown: String = picture
            .split('>')
            .map(|part| part.split('<').next().unwrap())
            .collect();
        for words in [
            "Is it justified",
            "Otherwise Stage 1",
            "the same person as the worker",
            "only where “Is it justified?”",
        ] {
            assert!(letters(&shown).contains(&letters(words)), "{words}");
        }
    }

    #[test]
    fn nothing_in_a_pack_becomes_a_part_of_the_picture() {
        let drawing = drawn(&BASE.replace("Worker to worker", "<script>&'"));
        assert!(!drawing.svg.contains("<script"));
        assert!(drawing.svg.contains("&lt;script&gt;&amp;"));
    }
}
