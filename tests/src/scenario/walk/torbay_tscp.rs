//! Torbay's partnership: a case of ours with the Record of Escalation, and one raised against us.
//!
//! Worked out by hand: raised on Monday 16 November 2026, day 0. Tuesday 17 is day 1, so that stages one and
//! two end on Monday 23, day 5. Stage two failed on Wednesday 18, so that stage three ends on Wednesday 25.

use super::papers::{self, Email};
use super::steps::{self, Discussion, NewCase, Other, Said, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, radio};
use crate::scenario::first_run;
use crate::scenario::setting::TORBAY;

const OTHERS: &[Other] = &[
    Other {
        name: "Nasreen Begum",
        title: "Social worker",
        phone: "01632 960221",
        email: "n.begum@orestone.example",
        holds: &["practitioner"],
    },
    Other {
        name: "Tom Ferris",
        title: "Team manager",
        phone: "01632 960222",
        email: "t.ferris@orestone.example",
        holds: &["supervisor or manager"],
    },
    Other {
        name: "Ruth Oyelaran",
        title: "Head of service",
        phone: "01632 960223",
        email: "r.oyelaran@orestone.example",
        holds: &["senior manager"],
    },
];

/// The case of ours.
pub const OURS: NewCase = NewCase {
    agency: "Orestone Children’s Services",
    others: OTHERS,
    facts: &[(
        "Is either of the two practitioners already a supervisor or manager?",
        "No, neither",
    )],
    asks: true,
    ..USUAL
};

/// The case against us.
pub const AGAINST: NewCase = NewCase {
    children: &[("Jory Penhale", "2011-01-30")],
    decision: "The school excluded him for two days without telling his social worker",
    against_us: true,
    ..OURS
};

/// Both cases.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &TORBAY).await?;
    steps::start_case(lane, &OURS, false).await?;
    to_stage_three(lane).await?;
    record_of_escalation(lane).await?;
    steps::start_case(lane, &AGAINST, false).await?;
    against_us(lane).await
}

async fn to_stage_three(lane: &mut Lane) -> Result<(), Fault> {
    steps::open_stage(lane, "Stage One", "2026-11-16").await?;
    steps::sees(lane, "by Mon 23 Nov").await?;
    steps::sees(lane, "Nasreen Begum").await?;
    lane.page.click(button("Why this date?").nth(0)).await?;
    steps::sees(lane, "Saturday 21 November Left out").await?;
    steps::sees(lane, "Monday 23 November Day 5, the last day").await?;
    lane.small_screens("stage-one").await?;
    steps::record(
        lane,
        &Discussion {
            kind: "Telephone call",
            day: "2026-11-16",
            time: "15:40",
            with: &["Ines Calloway", "Nasreen Begum"],
            said: &[Said::Fact("The case was closed from the papers alone.")],
            agreed: "",
            fulfils: &[
                "Talk it through with your own supervisor or manager first",
                "Talk to the practitioner on the other side and try to settle it",
            ],
        },
        None,
    )
    .await?;
    steps::not_resolved(lane, "2026-11-16", "Whether she must be seen.").await?;
    steps::sees(
        lane,
        "Tell the other side plainly that you will use this policy",
    )
    .await?;
    steps::open_stage(lane, "Stage Two", "2026-11-16").await?;
    steps::sees(lane, "Tom Ferris").await?;
    // Stages one and two share one limit.
    steps::sees(lane, "by Mon 23 Nov").await?;
    steps::not_resolved(lane, "2026-11-18", "Tom Ferris holds to it.").await?;
    steps::open_stage(lane, "Stage Three", "2026-11-18").await?;
    steps::sees(lane, "by Wed 25 Nov").await?;
    steps::sees(lane, "Ruth Oyelaran").await?;
    lane.screen("stage-three").await
}

/// The partnership's own document could be taken instead: it is offered, and a file is needed first.
async fn own_form(lane: &mut Lane) -> Result<(), Fault> {
    let own = "Use the board\u{2019}s own form instead";
    lane.page.click(button(own)).await?;
    lane.page
        .wait_text("It then stands for the one below.")
        .await?;
    lane.screen("own-form").await?;
    lane.page.click(button("Do not use it")).await
}

async fn record_of_escalation(lane: &mut Lane) -> Result<(), Fault> {
    steps::resolved(
        lane,
        "2026-11-18",
        "She is seen at home on Thursday, with the school.",
    )
    .await?;
    steps::sees(lane, "Fill in the Record of Escalation, settled or not").await?;
    lane.screen("resolved").await?;
    papers::open(lane, "TSCP Professional Differences Record of Escalation").await?;
    lane.small_screens("record-of-escalation").await?;
    own_form(lane).await?;
    papers::save_pdf(lane).await?;
    papers::print(lane, "record-of-escalation-printed").await?;
    papers::draft_email(
        lane,
        &Email {
            offered: Some("neil.cotton@torbay.gov.uk"),
            more: "",
            purpose: "The policy asks for it, settled or not.",
            hidden: &["Tamsin", "Vale,"],
            own_words: None,
        },
        "record-of-escalation-email",
    )
    .await?;
    lane.page.click(button("Tamsin Vale").nth(0)).await?;
    lane.page.wait_text("What is left to do").await?;
    lane.page
        .choose(radio("Settled between the agencies"))
        .await?;
    lane.page.fill_date("When?", "2026-11-18").await?;
    lane.page.click(button("Close the case this way")).await?;
    lane.page.wait_text("What is left to do").await?;
    lane.screen("ended").await
}

async fn against_us(lane: &mut Lane) -> Result<(), Fault> {
    steps::sees(lane, "Raised against us").await?;
    steps::open_stage(lane, "Stage One", "2026-11-16").await?;
    lane.small_screens("against-us").await?;
    steps::not_resolved(
        lane,
        "2026-11-17",
        "Whether he can be excluded without a word.",
    )
    .await?;
    // The invoker says that the policy is in use; we do not.
    not_ours(lane, "invoke").await?;
    ours(lane, "up-2-other").await?;
    steps::open_stage(lane, "Stage Two", "2026-11-17").await?;
    ours(lane, "talk-2-other").await?;
    not_ours(lane, "alert-2").await?;
    steps::not_resolved(lane, "2026-11-18", "Both hold to it.").await?;
    steps::open_stage(lane, "Stage Three", "2026-11-18").await?;
    steps::not_resolved(lane, "2026-11-18", "It goes to the directors.").await?;
    // The Record of Escalation is the invoker's form.
    not_ours(lane, "fill-3").await?;
    not_ours(lane, "send-3").await?;
    ours(lane, "update-directors").await?;
    lane.screen("against-us-stage-three").await?;
    lane.journal
        .say("Raised against us: only the duties of the side that answers are asked of us.");
    Ok(())
}

async fn ours(lane: &Lane, duty: &str) -> Result<(), Fault> {
    if listed(lane, duty).await? {
        Ok(())
    } else {
        Err(unmet(format!("{duty} is not among our duties")))
    }
}

async fn not_ours(lane: &Lane, duty: &str) -> Result<(), Fault> {
    if listed(lane, duty).await? {
        Err(unmet(format!("{duty} is asked of us and is the invoker's")))
    } else {
        Ok(())
    }
}

async fn listed(lane: &Lane, duty: &str) -> Result<bool, Fault> {
    let script = "return !!document.querySelector(`[data-list=ours] [data-duty='${arguments[0]}'], [data-list=good-practice] [data-duty='${arguments[0]}']`);";
    Ok(lane.page.run(script, vec![duty.into()]).await? == serde_json::json!(true))
}
