//! A copy for somebody who asks: two children in one case, other people taken out, each entry thought over, each
//! page seen, and the copy given.

use super::leaving;
use super::papers;
use super::steps::{self, NewCase, USUAL};
use crate::fault::{Fault, unmet};
use crate::lane::Lane;
use crate::page::{button, radio, textbox};
use crate::scenario::first_run;
use crate::scenario::setting::NORTH_SOMERSET;

/// Asks, decides, looks, gives.
pub async fn run(lane: &mut Lane) -> Result<(), Fault> {
    first_run::set_up(lane, &NORTH_SOMERSET).await?;
    let case = NewCase {
        children: &[("Tamsin Vale", "2015-05-06"), ("Jory Vale", "2013-02-01")],
        not_safe: "Tamsin and her brother Jory are alone every night. JORY’s aunt told us in confidence.",
        asks: true,
        facts: &[("Who is it about?", "A child or young person")],
        ..USUAL
    };
    steps::start_case(lane, &case, false).await?;
    ask(lane).await?;
    decide(lane).await?;
    give(lane).await?;
    leaving::run(lane).await
}

async fn ask(lane: &mut Lane) -> Result<(), Fault> {
    lane.page
        .click(button("A copy for somebody who asks"))
        .await?;
    lane.page.wait_title("Copies for a request").await?;
    lane.page.click(button("Record a request")).await?;
    lane.page.choose(radio("Tamsin Vale")).await?;
    lane.page.fill("Who asks?", "Ewa Vale").await?;
    lane.page
        .choose(radio("As a parent, or with parental responsibility"))
        .await?;
    lane.page
        .fill_date("When was the request received?", "2026-11-13")
        .await?;
    lane.page
        .fill_in(
            textbox("How do you know who they are, and that they may ask?"),
            "Known to the office. Tamsin is content.",
        )
        .await?;
    lane.small_screens("access-ask").await?;
    lane.page.click(button("Record the request").nth(0)).await?;
    // Friday 13 November: a month later is a Sunday, so the Monday.
    lane.page
        .wait_text("To be answered by Mon 14 Dec 2026")
        .await?;
    lane.screen("access-requests").await
}

async fn decide(lane: &mut Lane) -> Result<(), Fault> {
    lane.page.click(button("Decide what goes")).await?;
    lane.page.wait_title("A copy for Tamsin Vale").await?;
    lane.page
        .wait_text("about another child or adult alone")
        .await?;
    let names = lane
        .page
        .run(
            "return [...document.querySelectorAll('ol.items mark')].map((m) => m.textContent).join('|');",
            vec![],
        )
        .await?;
    let names = names.as_str().unwrap_or_default().to_owned();
    if !names.contains("Jory") || !names.contains("JORY") || names.contains("Tamsin") {
        return Err(unmet(format!("taken out: {names}")));
    }
    lane.small_screens("access-decide").await?;
    // Words that no search finds are marked by hand.
    let seq: i64 = serde_json::from_value(
        lane.page
            .run(
                "return Number([...document.querySelectorAll('ol.items > li')].find((li) => li.textContent.includes('in confidence')).dataset.seq);",
                vec![],
            )
            .await?,
    )?;
    lane.page
        .fill_id(&format!("mark-{seq}"), "aunt told us in confidence")
        .await?;
    lane.page
        .run(
            "[...document.querySelectorAll(`li[data-seq='${arguments[0]}'] .mark button`)][0].click();",
            vec![seq.into()],
        )
        .await?;
    lane.page
        .wait_for(
            "the mark",
            "return [...document.querySelectorAll('ol.items mark')].some((m) => m.textContent.includes('aunt told us'));",
            vec![],
        )
        .await?;
    // One after another, as somebody who reads them does.
    for _ in 0..60 {
        let left = lane
            .page
            .run(
                "const b = [...document.querySelectorAll('ol.items > li[data-decision=\"\"] .form-actions button')].find((b) => b.textContent.trim().startsWith('It can be given')); if (b) b.click(); return Boolean(b);",
                vec![],
            )
            .await?;
        if left != true {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    lane.page.wait_text("Every entry was thought over.").await?;
    lane.screen("access-decided").await
}

async fn give(lane: &mut Lane) -> Result<(), Fault> {
    papers::look_through(lane, "access-page").await?;
    lane.page
        .fill("To whom is it given, and how?", "By hand to Ewa Vale")
        .await?;
    lane.page
        .click(button("Save the copy and record it"))
        .await?;
    lane.page.wait_text("The copy was saved as").await?;
    lane.screen("access-given").await?;
    let copy = std::fs::read_dir(lane.machine.files())?
        .filter_map(Result::ok)
        .map(|e| e.path())
        .find(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("copy-"))
        })
        .ok_or_else(|| unmet("no copy was saved"))?;
    std::fs::copy(&copy, lane.journal.folder().join("copy.pdf"))?;
    Ok(())
}
