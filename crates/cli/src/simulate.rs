//! `stepwise policy simulate FOLDER TIMELINE`.

use crate::error::Failure;
use crate::{folder, play};
use std::io::Write;
use std::path::Path;
use stepwise_core::policy;
use stepwise_core::simulate::Step;

/// Runs the command; true where every expectation held.
pub(crate) fn run(
    folder: &Path,
    timeline: &Path,
    calendars: Option<&Path>,
    json: bool,
) -> Result<bool, Failure> {
    let calendars = folder::calendars(calendars, folder)?;
    let policy =
        policy::read(&folder::pack(folder)?).map_err(|_| Failure::Pack(folder.to_owned()))?;
    let text = folder::text(timeline)?;
    let name = timeline.display().to_string();
    let steps = match play::play(&text, &name, &policy, &calendars) {
        Ok(steps) => steps,
        Err(why) => {
            writeln!(std::io::stderr(), "{why}")?;
            return Ok(false);
        }
    };
    if json {
        serde_json::to_writer_pretty(std::io::stdout().lock(), &steps)?;
        writeln!(std::io::stdout())?;
    } else {
        print(&steps)?;
    }
    let mut held = true;
    for step in &steps {
        for mismatch in &step.mismatches {
            held = false;
            writeln!(std::io::stderr(), "{name}: step {}: {mismatch}", step.step)?;
        }
    }
    Ok(held)
}

/// The steps for reading: one line for the stage, each limit, each duty and each way on.
fn print(steps: &[Step]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    for step in steps {
        writeln!(
            out,
            "{} {}  {} {}",
            step.step,
            step.at.format("%a %-d %b %Y %H:%M"),
            step.phase,
            step.stage.as_deref().unwrap_or("")
        )?;
        if !step.says.is_empty() {
            writeln!(out, "    {}", step.says)?;
        }
        for clock in &step.clocks {
            let due = match (clock.due_at, clock.due) {
                (Some(at), _) => at.format(", due %a %-d %b %Y %H:%M").to_string(),
                (None, Some(date)) => date.format(", due %a %-d %b %Y").to_string(),
                (None, None) => String::new(),
            };
            writeln!(out, "    limit {}: {}{due}", clock.clock, clock.state)?;
            for day in clock.count.iter().flat_map(|c| &c.skipped) {
                let mark = if day.unconfirmed {
                    ", not confirmed"
                } else {
                    ""
                };
                writeln!(out, "        not counted: {} {}{mark}", day.date, day.why)?;
            }
            let with = clock.count.iter().flat_map(|c| &c.with);
            for doubt in with.flat_map(|w| &w.unconfirmed) {
                writeln!(out, "        {}", doubt.say)?;
            }
        }
        for duty in &step.duties {
            let late = if duty.late { ", late" } else { "" };
            writeln!(
                out,
                "    duty {} ({}): {}{late}",
                duty.duty,
                whose(duty.whose),
                duty.state
            )?;
        }
        for way in &step.moves {
            writeln!(out, "    move {}: {}", way.rule, way.stages.join(", "))?;
        }
        for refusal in &step.refused {
            writeln!(out, "    refused: {}", refusal.message)?;
        }
    }
    Ok(())
}

fn whose(whose: stepwise_core::standing::Whose) -> &'static str {
    use stepwise_core::standing::Whose;
    match whose {
        Whose::Ours => "ours",
        Whose::Theirs => "theirs",
        Whose::Both => "both",
        Whose::Outside => "outside",
    }
}
