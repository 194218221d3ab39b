//! Torbay's old Board: a policy that another took the place of, where stage one is to consult.

use super::papers::{self, Email};
use super::steps::{self, Discussion, NewCase, Other, Said, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, checkbox};
use crate::scenario::first_run;
use crate::scenario::setting::TORBAY;

/// The case, as invented.
pub const CASE: NewCase = NewCase {
    policy: Some("torbay-tscb"),
    warning: "took the Board's place and has a newer policy",
    agency: "Orestone Children’s Services",
    others: &[Other {
        name: "Nasreen Begum",
        title: "Social worker",
        phone: "01632 960221",
        email: "n.begum@orestone.example",
        holds: &["worker"],
    }],
    ours: &[(0, "worker"), (1, "supervisor or manager")],
    ..USUAL
};

/// From the warning to the notice to the Board's manager.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &TORBAY).await?;
    steps::start_case(lane, &CASE, true).await?;
    steps::sees(lane, "Know this about the policy").await?;
    steps::open_stage(lane, "Stage One", "2026-11-16").await?;
    steps::sees(lane, "Consult your supervisor or manager").await?;
    if lane.page.text().await?.contains("Nasreen Begum 01632") {
        return Err(unmet(
            "stage one is to consult, and offers a call to the other side",
        ));
    }
    lane.small_screens("stage-one").await?;
    steps::record(
        lane,
        &Discussion {
            kind: "Advice from a colleague",
            day: "2026-11-17",
            time: "8:20",
            with: &["Ines Calloway", "Piotr Zieliński"],
            said: &[Said::Opinion("Piotr Zieliński", "Go on: she must be seen.")],
            agreed: "Ines rings today.",
            fulfils: &["Talk it through with your supervisor or manager"],
        },
        None,
    )
    .await?;
    // To have consulted is the way on: nothing has to fail first.
    steps::sees(lane, "Go on to stage two, where the two sides speak").await?;
    lane.screen("consulted").await?;
    steps::open_stage(lane, "Stage Two", "2026-11-17").await?;
    steps::sees(lane, "Nasreen Begum").await?;
    steps::not_resolved(lane, "2026-11-17", "Whether she must be seen.").await?;
    steps::open_stage(lane, "Stage Three", "2026-11-17").await?;
    steps::sees(
        lane,
        "Notify the TSCB Manager that it has reached stage three",
    )
    .await?;
    lane.screen("stage-three").await?;
    let notice = "Notice to the Board Manager: a disagreement has reached stage three";
    papers::open(lane, notice).await?;
    papers::save_pdf(lane).await?;
    papers::draft_email(
        lane,
        &Email {
            offered: Some("tscb@torbay.gov.uk"),
            more: "",
            purpose: "The policy asks the manager to notify the Board.",
            hidden: &["Tamsin"],
            own_words: None,
        },
        "notice-email",
    )
    .await?;
    lane.page.click(button("Tamsin Vale").nth(0)).await?;
    lane.page.wait_text("What to do now").await?;
    lane.page
        .click(button("Mark as done, or not: Notify the TSCB Manager"))
        .await
        .ok();
    lane.screen("notified").await?;
    report(lane).await
}

/// The report without names, over one case: hidden until it is asked for, then saved both ways.
async fn report(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page.click(button("Report without names")).await?;
    lane.page.wait_title("Report without names").await?;
    lane.page.wait_text("Fewer than 5 cases").await?;
    lane.small_screens("report-hidden").await?;
    lane.page.click(checkbox("Show them too")).await?;
    lane.page.click(button("Show the report")).await?;
    lane.page.wait_text("1 case, raised from").await?;
    steps::sees(lane, "this is not for others").await?;
    if lane.page.text().await?.contains("Tamsin") {
        return Err(unmet("a report without names has one"));
    }
    lane.screen("report").await?;
    papers::save_as(lane, "Save as PDF", "pdf").await?;
    let table = papers::save_as(lane, "Save as a table", "csv").await?;
    let table = std::fs::read_to_string(table)?;
    if !table.contains("The other agency,Orestone") {
        return Err(unmet("the table does not say which agency"));
    }
    Ok(())
}
