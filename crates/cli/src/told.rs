//! A step of a timeline for reading: what the window and the prints say of it, line by line.

use stepwise_core::simulate::{ClockLine, DutyLine, MoveLine, Step};

/// The stage, then each limit with why its date is that date, each duty, each way on, and the rest.
pub(crate) fn step(step: &Step) -> Vec<String> {
    let at = step.at.format("%a %-d %b %Y %H:%M");
    let stage = step.stage.as_deref().unwrap_or("");
    let mut lines = vec![format!("{} {at}  {} {stage}", step.step, step.phase)];
    let mut more = Vec::new();
    if !step.says.is_empty() {
        more.push(step.says.clone());
    }
    more.push(format!("version: {}", step.version));
    more.extend(step.pairs.iter().map(|(ours, theirs)| {
        let theirs = if theirs.is_empty() {
            String::new()
        } else {
            format!(" with {}", theirs.join(" or "))
        };
        format!("speak: {}{theirs}", ours.join(" or "))
    }));
    more.extend(step.clocks.iter().flat_map(clock));
    more.extend(step.duties.iter().flat_map(duty));
    more.extend(step.asks.iter().map(|ask| {
        let answer = ask.answer.as_deref().unwrap_or("not answered");
        format!("question {}: {answer}", ask.moment)
    }));
    more.extend(step.needed.iter().map(|fact| format!("needed {fact}")));
    more.extend(step.moves.iter().flat_map(way));
    more.extend(step.endings.iter().map(|end| format!("ending {end}")));
    if step.no_limit {
        more.push("The policy gives no date for this stage.".to_owned());
    }
    if let Some(day) = step.next_due {
        more.push(format!("next: {}", day.format("%a %-d %b %Y")));
    }
    more.extend(step.links.iter().map(|case| format!("linked with {case}")));
    let refused = step.refused.iter();
    more.extend(refused.map(|r| format!("refused: {} {}", r.message, r.remedy)));
    lines.extend(more.into_iter().map(|line| format!("    {line}")));
    lines
}

fn indented(lines: impl IntoIterator<Item = String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| format!("    {line}"))
}

fn clock(clock: &ClockLine) -> Vec<String> {
    let due = match (clock.due_at, clock.due) {
        (Some(at), _) => at.format(", due %a %-d %b %Y %H:%M").to_string(),
        (None, Some(date)) => date.format(", due %a %-d %b %Y").to_string(),
        (None, None) => String::new(),
    };
    let time = clock
        .occurrence
        .map(|n| format!(".{n}"))
        .unwrap_or_default();
    let mut lines = vec![format!("limit {}{time}: {}{due}", clock.clock, clock.state)];
    let mut says: Vec<String> = clock.says.clone();
    for day in clock.count.iter().flat_map(|c| &c.skipped) {
        let mark = if day.unconfirmed {
            ", not confirmed"
        } else {
            ""
        };
        says.push(format!("not counted: {} {}{mark}", day.date, day.why));
    }
    let with = clock.count.iter().flat_map(|c| &c.with);
    says.extend(with.flat_map(|w| &w.unconfirmed).map(|d| d.say.clone()));
    says.extend(
        clock
            .capped_by
            .iter()
            .map(|by| format!("made shorter by {by}")),
    );
    says.extend(
        clock
            .closed_day
            .iter()
            .map(|why| format!("on a closed day: {why}")),
    );
    says.extend(clock.why.clone());
    says.extend(clock.changed.clone());
    lines.extend(indented(says));
    lines
}

fn duty(duty: &DutyLine) -> Vec<String> {
    let late = if duty.late { ", late" } else { "" };
    let of = duty
        .of
        .as_ref()
        .map(|of| format!(" for {of}"))
        .unwrap_or_default();
    let mut lines = vec![format!(
        "duty {}{of} ({}): {}{late}",
        duty.duty,
        duty.whose.word(),
        duty.state
    )];
    if matches!(duty.state, "done" | "not-done" | "lapsed") {
        return lines;
    }
    let mut says = vec![format!("{}: {}", duty.who, duty.say)];
    if !duty.to.is_empty() {
        says.push(format!("to: {}", duty.to.join(", ")));
    }
    if !duty.copies.is_empty() {
        says.push(format!("copies: {}", duty.copies.join(", ")));
    }
    if let Some(paper) = &duty.paper {
        let part = duty.part.as_ref().map(|part| format!(", part {part}"));
        says.push(format!("paper: {paper}{}", part.unwrap_or_default()));
    }
    match (duty.due_at, duty.due) {
        (Some(at), _) => says.push(at.format("due %a %-d %b %Y %H:%M").to_string()),
        (None, Some(day)) => says.push(day.format("due %a %-d %b %Y").to_string()),
        (None, None) => {}
    }
    lines.extend(indented(says));
    lines
}

fn way(way: &MoveLine) -> Vec<String> {
    let to = match &way.elsewhere {
        Some(elsewhere) => elsewhere.clone(),
        None => way.stages.join(", "),
    };
    let mut lines = vec![format!("move {}: {to}", way.rule)];
    let silence = way.for_silence.then(|| "because of silence".to_owned());
    let because = way.because.iter().map(|why| format!("because: {why}"));
    lines.extend(indented(because.chain(silence)));
    lines
}
