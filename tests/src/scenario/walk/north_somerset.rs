//! North Somerset: the whole job, raised by us on a Saturday, resolved at stage 3.
//!
//! Worked out by hand: the worker first considered it on Saturday 14 November 2026, which is day 0 and no
//! working day. Monday 16 is day 1 (stage 1), Tuesday 17 day 2 (stage 2), Wednesday 18 day 3 (stage 3),
//! Friday 20 day 5 (stage 4, and the whole). Resolved on Wednesday 18: 3 working days, 4 calendar days.

use super::papers::{self, Email};
use super::steps::{self, Discussion, NewCase, Other, Said};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, radio, textbox};
use crate::scenario::first_run;
use crate::scenario::setting::NORTH_SOMERSET;

const MONDAY: &str = "2026-11-16T09:00:00+00:00 Europe/London";
const MONDAY_LATER: &str = "2026-11-16T11:00:00+00:00 Europe/London";
const TUESDAY: &str = "2026-11-17T10:30:00+00:00 Europe/London";
const WEDNESDAY: &str = "2026-11-18T14:00:00+00:00 Europe/London";

/// The case, as invented for the walkthrough.
pub const CASE: NewCase = NewCase {
    children: &[
        ("Kaya Thorne", "2017-03-04"),
        ("Łukasz Thorne", "2019-09-21"),
    ],
    decision: "No further action on the referral of 12 November",
    decided: "2026-11-13",
    not_safe: "Both children came to school hungry and bruised three times in two weeks. The home has not been visited.",
    wanted: "A strategy discussion, and a visit to the home within one working day.",
    raised: "2026-11-14",
    agency: "Severn Vale Children’s Services",
    others: &[
        Other {
            name: "Dafydd Hughes",
            title: "Social worker",
            phone: "01632 960201",
            email: "d.hughes@severnvale.example",
            holds: &["worker"],
        },
        Other {
            name: "Samira Aziz",
            title: "Team manager",
            phone: "01632 960202",
            email: "s.aziz@severnvale.example",
            holds: &["line manager", "second-tier manager"],
        },
        Other {
            name: "Colin Mbeki",
            title: "Service manager",
            phone: "01632 960203",
            email: "c.mbeki@severnvale.example",
            holds: &["senior manager"],
        },
    ],
    facts: &[("Who is it about?", "A child or young person")],
    asks: true,
    ..steps::USUAL
};

/// From the first run to a bundle for a manager.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    lane.set_clock(MONDAY)?;
    lane.restart().await?;
    first_run::set_up(lane, &NORTH_SOMERSET).await?;
    lane.screen("today-first").await?;
    steps::start_case(lane, &CASE, true).await?;
    lane.small_screens("case-before").await?;
    before_escalating(lane).await?;
    monday_stage_1(lane).await?;
    tuesday_stage_2(lane).await?;
    wednesday_stage_3(lane).await?;
    slip(lane).await?;
    form(lane).await?;
    closing(lane).await?;
    super::north_somerset_after::run(lane).await
}

async fn before_escalating(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Open the questions").nth(0)).await?;
    lane.page
        .wait_title("What exactly do you disagree with?")
        .await?;
    lane.page
        .fill("Your answer", "The decision to take no further action.")
        .await?;
    lane.screen("checklist-question").await?;
    lane.page.click(button("Save and go on")).await?;
    lane.page
        .wait_title("What is your concern, and where does it come from?")
        .await?;
    lane.page.fill("Your answer", "Marks.").await?;
    lane.page.click(button("Save and go on")).await?;
    lane.page.wait_title("What should happen now?").await?;
    lane.page.click(button("Skip this question")).await?;
    lane.page
        .wait_title("Whom have you talked it through with")
        .await?;
    // There and back: what was answered stands there.
    lane.page.click(button("Question before")).await?;
    lane.page.wait_title("What should happen now?").await?;
    lane.page.click(button("Question before")).await?;
    papers::holds(lane, &textbox("Your answer"), "Marks.").await?;
    lane.page.click(button("See all answers")).await?;
    lane.page.wait_title("2 of 8 questions answered").await?;
    lane.page.wait_text("Have another look:").await?;
    lane.screen("checklist-summary").await?;
    lane.journal
        .say("The summary names weak places and forbids nothing.");
    lane.page.click(button("Go to the case")).await?;
    lane.page.wait_text("What to do now").await
}

async fn monday_stage_1(lane: &mut Lane) -> Result<(), Fault> {
    steps::open_stage(lane, "Stage 1", "2026-11-16").await?;
    steps::sees(
        lane,
        "Speak worker to worker, then line manager to line manager",
    )
    .await?;
    // Who calls whom, with the number.
    steps::sees(lane, "Dafydd Hughes").await?;
    steps::sees(lane, "01632 960201").await?;
    lane.small_screens("case-stage-1").await?;

    lane.page.click(button("Why this date?").nth(0)).await?;
    steps::sees(lane, "Saturday 14 November").await?;
    steps::sees(lane, "Day 0 (not counted)").await?;
    steps::sees(lane, "Monday 16 November Day 1, the last day").await?;
    lane.screen("why-this-date").await?;
    lane.page.click(button("Hide the count").nth(0)).await?;

    lane.set_clock(MONDAY_LATER)?;
    steps::record(
        lane,
        &Discussion {
            kind: "Telephone call",
            day: "2026-11-16",
            time: "10:15",
            with: &["Rowan Ellis", "Dafydd Hughes"],
            said: &[
                Said::Fact("Three bruises were seen on 3, 6 and 11 November; each has a body map."),
                Said::Opinion("Dafydd Hughes", "The marks fit rough play."),
                Said::OwnWords("Kaya Thorne", "I do not want to go home on Fridays."),
            ],
            agreed: "Nothing was agreed.",
            fulfils: &[
                "Write down what is done and decided at this stage",
                "Talk to the worker on the other side and try to settle it",
            ],
        },
        Some("record-discussion"),
    )
    .await?;
    steps::sees(lane, "I do not want to go home on Fridays.").await?;

    for (child, what) in [
        (
            "Kaya Thorne",
            "Fetched by her aunt every day; seen by the school nurse each morning.",
        ),
        (
            "Łukasz Thorne",
            "Fetched by his aunt every day; lunch and breakfast at school.",
        ),
    ] {
        steps::plan(lane, child, what, "Rowan Ellis").await?;
    }
    steps::screen_at(lane, "Keeping them safe meanwhile", "safety-plans").await?;

    steps::not_resolved(
        lane,
        "2026-11-16",
        "Whether the marks need a strategy discussion.",
    )
    .await?;
    steps::screen_at(lane, "Not resolved", "stage-1-not-resolved").await?;
    lane.page.click(button("Today").within("Main")).await?;
    lane.page.wait_text("Next 10 working days").await?;
    lane.small_screens("today-busy").await?;
    papers::calendar(lane).await
}

async fn tuesday_stage_2(lane: &mut Lane) -> Result<(), Fault> {
    steps::another_day(lane, TUESDAY).await?;
    lane.screen("today-tuesday").await?;
    steps::open_case(lane, "Thorne").await?;
    steps::open_stage(lane, "Stage 2", "2026-11-16").await?;
    steps::sees(lane, "Have the second-tier managers speak to each other").await?;
    steps::sees(lane, "by Tue 17 Nov").await?;
    steps::sees(lane, "Samira Aziz").await?;
    lane.screen("case-stage-2").await?;
    steps::record(
        lane,
        &Discussion {
            kind: "Call that nobody answered",
            day: "2026-11-17",
            time: "9:20",
            with: &["Helen Marsh", "Samira Aziz"],
            said: &[Said::Fact("Asked to be called back before noon.")],
            agreed: "",
            fulfils: &[],
        },
        Some("record-unanswered-call"),
    )
    .await?;
    steps::sees(lane, "Call that nobody answered").await?;
    steps::not_resolved(
        lane,
        "2026-11-17",
        "Nobody could be reached on the other side.",
    )
    .await?;
    steps::open_stage(lane, "Stage 3", "2026-11-17").await
}

async fn wednesday_stage_3(lane: &mut Lane) -> Result<(), Fault> {
    steps::another_day(lane, WEDNESDAY).await?;
    steps::open_case(lane, "Thorne").await?;
    steps::sees(lane, "Have the senior managers speak to each other").await?;
    steps::sees(lane, "by Wed 18 Nov").await?;
    steps::sees(lane, "Colin Mbeki").await?;
    lane.small_screens("case-stage-3").await?;
    steps::record(
        lane,
        &Discussion {
            kind: "Meeting",
            day: "2026-11-18",
            time: "11:00",
            with: &["Helen Marsh", "Colin Mbeki"],
            said: &[Said::Fact("The body maps were looked at together.")],
            agreed: "A strategy discussion today at 15:30; a joint visit to the home before 18:00.",
            fulfils: &["Have the senior managers speak and try to settle it"],
        },
        None,
    )
    .await
}

/// A record that is struck out later on.
async fn slip(lane: &mut Lane) -> Result<(), Fault> {
    steps::record(
        lane,
        &Discussion {
            kind: "Note",
            day: "2026-11-18",
            time: "",
            with: &[],
            said: &[Said::Fact("The nurse looked at a graze on the playground.")],
            agreed: "",
            fulfils: &[],
        },
        None,
    )
    .await
}

async fn form(lane: &mut Lane) -> Result<(), Fault> {
    papers::open(lane, papers::monitoring()).await?;
    papers::holds(lane, &textbox("Child/Adult/Family name"), "Kaya Thorne").await?;
    lane.small_screens("monitoring-form").await?;
    // An answer shows the records that it came from.
    lane.page.click(button("See the records").nth(0)).await?;
    lane.screen("monitoring-form-traces").await?;
    papers::type_answer(
        lane,
        "effective",
        "The senior managers settled in one hour what two stages had not. The limits kept everybody moving.",
    )
    .await?;
    lane.page.wait_text("Changes not saved").await?;
    lane.page
        .fill_in(textbox("Child/Adult/Family name"), "Kaya and Łukasz Thorne")
        .await?;
    lane.page.wait_text("Changed by you.").await?;
    lane.screen("monitoring-form-changed").await?;
    lane.page.click(button("Save the answers")).await?;
    lane.page.wait_gone("Changes not saved").await?;
    let back = "Kaya and Łukasz Thorne";
    papers::holds(lane, &textbox("Child/Adult/Family name"), back).await?;
    lane.page.click(button("Kaya Thorne").nth(0)).await?;
    lane.page.wait_text("What to do now").await
}

async fn closing(lane: &mut Lane) -> Result<(), Fault> {
    steps::resolved(
        lane,
        "2026-11-18",
        "A strategy discussion today, and a joint visit before 18:00.",
    )
    .await?;
    // Written confirmation is asked for at once, from both sides.
    steps::sees(lane, "Confirm the outcome to the other side in writing").await?;
    steps::sees(lane, "Settled between the agencies").await?;
    steps::screen_at(lane, "Resolved", "stage-3-resolved").await?;
    lane.page
        .choose(radio("Settled between the agencies"))
        .await?;
    lane.page.fill_date("When?", "2026-11-18").await?;
    lane.page.click(button("Close the case this way")).await?;
    lane.page.wait_text("What is left to do").await?;
    for duty in [
        "Send the finished monitoring form",
        "Tell the worker who raised the concern, in writing, how it ended",
        "Pass any general safeguarding issue to your Board representative",
        "Think about a debrief, to keep on good working terms",
    ] {
        steps::sees(lane, duty).await?;
    }
    lane.small_screens("case-closing").await?;
    steps::settle(
        lane,
        "Pass any general safeguarding issue to your Board representative",
        "None this time: agreed with Helen Marsh.",
    )
    .await?;

    papers::open(lane, papers::monitoring()).await?;
    // What was saved before the outcome was recorded follows the case; the user's own words stay.
    let name = textbox("Child/Adult/Family name");
    papers::holds(lane, &name, "Kaya and Łukasz Thorne").await?;
    lane.page.wait_text("Changed by you.").await?;
    papers::holds(
        lane,
        &textbox("Agreed outcomes or actions"),
        "a joint visit before 18:00",
    )
    .await?;
    // Both kinds of days, each with its name.
    papers::holds(
        lane,
        &textbox("Time taken to reach resolution"),
        "3 working days",
    )
    .await?;
    papers::holds(
        lane,
        &textbox("Time taken to reach resolution"),
        "4 calendar days",
    )
    .await?;
    let pdf = papers::save_pdf(lane).await?;
    if std::fs::read(&pdf)?.get(..5) != Some(b"%PDF-".as_slice()) {
        return Err(unmet("the saved form is no PDF"));
    }
    papers::print(lane, "monitoring-form-printed").await?;
    papers::draft_email(
        lane,
        &Email {
            offered: Some("jo.baker@n-somerset.gov.uk"),
            more: "",
            purpose: "The policy asks for it once the difference is settled.",
            hidden: &["Thorne", "Kaya", "Łukasz"],
            own_words: None,
        },
        "monitoring-form-email",
    )
    .await?;
    lane.page.click(button("Kaya Thorne").nth(0)).await?;
    lane.page.wait_text("What is left to do").await?;

    papers::open(lane, "Letter: the outcome").await?;
    lane.screen("outcome-letter").await?;
    papers::save_pdf(lane).await?;
    lane.page.click(button("Kaya Thorne").nth(0)).await?;
    lane.page.wait_text("What is left to do").await
}
