//! Guernsey's policy in a school on Alderney: a local holiday, danger, a higher stage at once, the audit tool.

use super::papers;
use super::steps::{self, NewCase, Other, USUAL};
use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::{button, radio};
use crate::scenario::first_run;
use crate::scenario::setting::ALDERNEY;

const MOMENT: &str = "2026-12-09T09:00:00+00:00 Europe/Guernsey";

/// The case, as invented.
pub const CASE: NewCase = NewCase {
    warning: "only for disagreements between agencies",
    children: &[("Elodie Simon", "2014-02-11")],
    decision: "No visit before the new year",
    decided: "2026-12-07",
    raised: "2026-12-08",
    agency: "Island Children’s Services",
    others: &[Other {
        name: "Simon Brehaut",
        title: "Social worker",
        phone: "01632 960231",
        email: "s.brehaut@islands.example",
        holds: &["worker"],
    }],
    facts: &[
        ("Which island is your setting on?", "Alderney"),
        (
            "Is the disagreement between two agencies?",
            "Yes, between different agencies",
        ),
    ],
    asks: true,
    asks_first: true,
    ..USUAL
};

/// From the questions of the policy to the printed audit tool.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    lane.set_clock(MOMENT)?;
    lane.restart().await?;
    first_run::set_up(lane, &ALDERNEY).await?;
    steps::start_case(lane, &CASE, true).await?;
    steps::open_stage(lane, "Stage One", "2026-12-08").await?;
    own_date(lane).await?;
    danger(lane).await?;
    close(lane).await
}

async fn own_date(lane: &mut Lane) -> Result<(), Fault> {
    steps::sees(lane, "The policy gives no date here.").await?;
    lane.page.click(button("Set your own date")).await?;
    steps::form_open(lane).await?;
    lane.page
        .fill("What is to happen by then?", "Hear back from Simon Brehaut")
        .await?;
    // Tuesday 15 December is Homecoming Day, on Alderney alone.
    lane.page.fill_date("By which day?", "2026-12-15").await?;
    lane.page.click(button("Save your own date")).await?;
    steps::sees(lane, "Homecoming Day").await?;
    lane.small_screens("own-date-on-a-holiday").await
}

async fn danger(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("In danger now")).await?;
    lane.page.wait_title("Somebody is in danger now").await?;
    steps::sees(lane, "Call 999 first").await?;
    lane.small_screens("danger").await?;
    lane.page
        .choose(radio("Yes, immediate harm is thought likely"))
        .await?;
    lane.page
        .fill(
            "What have you done, and when?",
            "Rang 999 and the front door at 8:40; both have the address.",
        )
        .await?;
    lane.page.click(button("Save what you did")).await?;
    steps::sees(lane, "What you did is recorded.").await?;
    lane.screen("danger-recorded").await?;
    lane.page.click(button("Open a stage").nth(0)).await?;
    lane.page.choose(radio("Stage Four")).await?;
    lane.page
        .fill(
            "Why can it not wait? What is the risk of harm?",
            "She is alone with him from tonight on.",
        )
        .await?;
    lane.screen("higher-stage").await?;
    lane.page.click(button("Open a stage").nth(0)).await?;
    lane.page.wait_text("What to do now").await?;
    steps::sees(lane, "ISCP representatives meet").await?;
    steps::sees(lane, "Inform MASH or the Police now").await?;
    lane.journal
        .say("Danger: straight to stage four, with the reason in the record.");
    lane.small_screens("stage-four").await
}

async fn close(lane: &mut Lane) -> Result<(), Fault> {
    steps::resolved(
        lane,
        "2026-12-09",
        "She stays with her aunt; a visit tonight.",
    )
    .await?;
    lane.page
        .choose(radio("Settled between the agencies"))
        .await?;
    lane.page.fill_date("When?", "2026-12-09").await?;
    lane.page.click(button("Close the case this way")).await?;
    steps::sees(lane, "Fill in the audit tool, to record the agreed outcome").await?;
    lane.screen("ended").await?;
    papers::open(lane, "Resolution of professional disagreements: audit tool").await?;
    steps::sees(lane, "A plain layout of our own").await?;
    lane.small_screens("audit-tool").await?;
    papers::save_pdf(lane).await?;
    papers::print(lane, "audit-tool-printed").await
}
