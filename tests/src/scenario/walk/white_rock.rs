//! White Rock: a policy without a single time limit, in a pre-school whose manager holds several rungs.

use super::keeping;
use super::papers::{self, Email};
use super::proof;
use super::steps::{self, Discussion, NewCase, Other, Said, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, checkbox, radio};
use crate::scenario::first_run;
use crate::scenario::setting::WHITE_ROCK;

/// The case, as invented.
pub const CASE: NewCase = NewCase {
    warning: "Safeguarding Children",
    children: &[("Ffion Abara", "2022-08-19")],
    decision: "The health visitor’s plan ends without a handover",
    decided: "2026-11-12",
    raised: "2026-11-13",
    agency: "Combe Bay Health Visiting",
    others: &[
        Other {
            name: "Ines Duarte",
            title: "Health visitor",
            phone: "01632 960211",
            email: "i.duarte@combebay.example",
            holds: &["worker"],
        },
        Other {
            name: "Joan Whitlock",
            title: "Team leader",
            phone: "01632 960212",
            email: "",
            holds: &["supervisor or manager"],
        },
    ],
    ..USUAL
};

/// From the warning at the start to an end settled by the Chair; and then the case is erased.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &WHITE_ROCK).await?;
    steps::start_case(lane, &CASE, true).await?;
    stage_one(lane).await?;
    stage_two(lane).await?;
    stage_three(lane).await?;
    keeping::run(lane, "2026-001").await
}

async fn stage_one(lane: &mut Lane) -> Result<(), Fault> {
    steps::open_stage(lane, "Stage One", "2026-11-16").await?;
    steps::sees(lane, "The policy gives no date here.").await?;
    lane.small_screens("no-date").await?;
    lane.page.click(button("Set your own date")).await?;
    steps::form_open(lane).await?;
    lane.page
        .fill("What is to happen by then?", "Hear back from Ines Duarte")
        .await?;
    lane.page.fill_date("By which day?", "2026-11-20").await?;
    lane.page.click(button("Save your own date")).await?;
    // It is ours, and is never worded as the policy's.
    steps::sees(lane, "by Fri 20 Nov your own date").await?;
    steps::sees(lane, "The policy gives no date here.").await?;
    lane.screen("own-date").await?;
    if lane.page.has(&button("Why this date?")).await? {
        return Err(unmet(
            "a date of one's own is given a count from the policy",
        ));
    }
    steps::plan(
        lane,
        "Ffion Abara",
        "Her grandmother is with her every evening; we ring her each morning.",
        "Dana Okoro",
    )
    .await?;
    steps::record(
        lane,
        &Discussion {
            kind: "Telephone call",
            day: "2026-11-17",
            time: "14:05",
            with: &["Dana Okoro", "Ines Duarte"],
            said: &[
                Said::Fact("The plan ended on 12 November; nobody took it over."),
                Said::OwnWords("Ffion Abara", "Nana is asleep a lot."),
            ],
            agreed: "",
            fulfils: &["Talk to the person on the other side and try to settle it"],
        },
        None,
    )
    .await?;
    steps::not_resolved(lane, "2026-11-17", "Who sees Ffion from now on.").await?;
    steps::sees(
        lane,
        "tell the other side plainly that this policy is in use",
    )
    .await?;
    lane.screen("stage-one-not-resolved").await
}

async fn stage_two(lane: &mut Lane) -> Result<(), Fault> {
    steps::open_stage(lane, "Stage Two", "2026-11-17").await?;
    // The manager has spoken as the worker; the chair of the committee stands beside her now.
    steps::sees(lane, "Dana Okoro").await?;
    steps::sees(lane, "Bethan Pryce").await?;
    steps::sees(lane, "Joan Whitlock").await?;
    lane.screen("stage-two").await?;
    steps::not_resolved(lane, "2026-11-18", "Joan Whitlock holds to the decision.").await?;
    steps::open_stage(lane, "Stage Three", "2026-11-18").await
}

async fn stage_three(lane: &mut Lane) -> Result<(), Fault> {
    steps::sees(lane, "Refer it to the Chair").await?;
    lane.small_screens("stage-three").await?;
    papers::open(lane, "Referral to the Chair").await?;
    lane.screen("referral").await?;
    papers::save_pdf(lane).await?;
    papers::draft_email(
        lane,
        &Email {
            offered: None,
            more: "chair@combebay.example",
            purpose: "The Chair takes it up at stage three.",
            hidden: &["Ffion", "Abara"],
            own_words: Some("Please see the attached paper, and answer by Friday."),
        },
        "referral-email",
    )
    .await?;
    lane.page.click(button("Ffion Abara").nth(0)).await?;
    lane.page.wait_text("What to do now").await?;
    steps::record(
        lane,
        &Discussion {
            kind: "Letter",
            day: "2026-11-18",
            time: "",
            with: &["Dana Okoro"],
            said: &[Said::Fact("The Chair answered the referral the same day.")],
            agreed: "The plan goes on for three months, with Ines Duarte.",
            fulfils: &[],
        },
        None,
    )
    .await?;
    steps::resolved(lane, "2026-11-18", "The plan goes on for three months.").await?;
    lane.page.choose(radio("Settled by the Chair")).await?;
    steps::sees(lane, "does not say whether that binds the agencies").await?;
    lane.screen("ending").await?;
    lane.page.fill_date("When?", "2026-11-18").await?;
    lane.page.click(button("Close the case this way")).await?;
    steps::sees(lane, "What is left to do").await?;
    lane.small_screens("ended").await?;
    learned(lane).await?;
    proof::check_printed_form(lane).await
}

/// What was learned goes into the report without names once somebody has read it, and not before.
async fn learned(lane: &mut Lane) -> Result<(), Fault> {
    const WORDS: &str = "The two agencies read the threshold in two ways.";
    steps::settle(
        lane,
        "Write down what was learned, and any procedure that should change",
        WORDS,
    )
    .await?;
    lane.page.click(button("Cases").within("Main")).await?;
    lane.page.click(button("Report without names")).await?;
    lane.page.wait_title("Report without names").await?;
    lane.page.click(checkbox("Show them too")).await?;
    lane.page.click(button("Show the report")).await?;
    lane.page.wait_text(WORDS).await?;
    let table = papers::save_as(lane, "Save as a table", "csv").await?;
    if std::fs::read_to_string(table)?.contains(WORDS) {
        return Err(unmet("words went in that nobody chose"));
    }
    lane.page.choose(checkbox(WORDS)).await?;
    lane.screen("report-learned").await?;
    lane.page.click(button("Save as a table")).await?;
    lane.page.wait_text("Saved as").await
}
