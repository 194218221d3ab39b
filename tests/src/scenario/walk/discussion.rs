//! A record of a discussion: who, when, and what was said, with fact, opinion and own words apart.

use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::{Page, button, checkbox, radio};

/// A statement of a record.
#[derive(Clone, Copy, Debug)]
pub enum Said {
    /// What is known.
    Fact(&'static str),
    /// What somebody thinks: who, what.
    Opinion(&'static str, &'static str),
    /// Whose own words, what.
    OwnWords(&'static str, &'static str),
}

/// A record of a discussion.
#[derive(Clone, Copy, Debug)]
pub struct Discussion {
    /// How it happened, as the page words it.
    pub kind: &'static str,
    /// The day.
    pub day: &'static str,
    /// The time, or nothing.
    pub time: &'static str,
    /// Names on both sides to tick.
    pub with: &'static [&'static str],
    /// What was said.
    pub said: &'static [Said],
    /// What was agreed, or nothing.
    pub agreed: &'static str,
    /// Duties that it fulfils, by the policy pack's words.
    pub fulfils: &'static [&'static str],
}

/// Records a discussion from the case's page, and comes back to it. With a name, the page is kept.
pub async fn record(lane: &mut Lane, what: &Discussion, look: Option<&str>) -> Result<(), Fault> {
    lane.page
        .click(button("Record what happened").nth(0))
        .await?;
    lane.page.wait_title("Record what happened").await?;
    lane.page.choose(radio(what.kind)).await?;
    lane.page.fill_date("When did it happen?", what.day).await?;
    if !what.time.is_empty() {
        lane.page.fill("Time", what.time).await?;
    }
    for name in what.with {
        lane.page.choose(checkbox(name)).await?;
    }
    for (index, said) in what.said.iter().enumerate() {
        state(&lane.page, index, said).await?;
    }
    if !what.agreed.is_empty() {
        lane.page.fill("What was agreed?", what.agreed).await?;
    }
    for duty in what.fulfils {
        lane.page.choose(checkbox(duty).nth(0)).await?;
    }
    if let Some(name) = look {
        lane.screen(name).await?;
    }
    lane.page.click(button("Save the record")).await?;
    lane.page.wait_text("What to do now").await?;
    lane.journal.say(&format!("Recorded: {}.", what.kind));
    Ok(())
}

async fn state(page: &Page, index: usize, said: &Said) -> Result<(), Fault> {
    let (add, nature, text) = match said {
        Said::Fact(text) => ("Add a fact", "Fact", text),
        Said::Opinion(_, text) => ("Add an opinion", "Opinion", text),
        Said::OwnWords(_, text) => ("Add own words", "Somebody’s own words", text),
    };
    if index > 0 {
        page.click(button(add)).await?;
    } else {
        // The first statement stands there from the beginning, as a fact.
        page.choose(radio(nature).nth(0)).await?;
    }
    page.fill_id(&format!("entry-statements-{index}-text"), text)
        .await?;
    match said {
        Said::Opinion(who, _) => page.fill("Whose opinion?", who).await,
        Said::OwnWords(who, _) => page.fill("Whose words?", who).await,
        Said::Fact(_) => Ok(()),
    }
}
