//! What a designated safeguarding lead does again and again, each as one sentence.

use fantoccini::key::Key;

use crate::fault::Fault;
use crate::lane::Lane;
use crate::page::{Page, button, checkbox, heading, radio, textbox};
use crate::scenario::first_run;

pub use super::discussion::{Discussion, Said, record};

/// Somebody on the other side.
#[derive(Clone, Copy, Debug)]
pub struct Other {
    /// Name.
    pub name: &'static str,
    /// Job title.
    pub title: &'static str,
    /// Telephone.
    pub phone: &'static str,
    /// E-mail address.
    pub email: &'static str,
    /// The capacities in which they speak.
    pub holds: &'static [&'static str],
}

/// A child or adult, by name and date of birth.
pub type Person = (&'static str, &'static str);

/// A case as it is typed in.
#[derive(Clone, Copy, Debug)]
pub struct NewCase {
    /// The policy, where it is not the setting's own.
    pub policy: Option<&'static str>,
    /// What the page says to know about the policy, or nothing.
    pub warning: &'static str,
    /// The children.
    pub children: &'static [Person],
    /// What was decided.
    pub decision: &'static str,
    /// The day of the decision.
    pub decided: &'static str,
    /// Why it is not safe.
    pub not_safe: &'static str,
    /// What should happen instead.
    pub wanted: &'static str,
    /// The day on which the difference was first raised.
    pub raised: &'static str,
    /// Raised against us.
    pub against_us: bool,
    /// The other agency.
    pub agency: &'static str,
    /// Its people.
    pub others: &'static [Other],
    /// Capacities that somebody of ours holds in this case beside those of the setting: who of ours, which.
    pub ours: &'static [(usize, &'static str)],
    /// Answers to the policy's questions: the question, the choice.
    pub facts: &'static [(&'static str, &'static str)],
    /// Whether the policy has a page of questions.
    pub asks: bool,
    /// Whether that page comes second, since an answer may lead out of the policy.
    pub asks_first: bool,
}

/// A case on which the others are built.
pub const USUAL: NewCase = NewCase {
    policy: None,
    warning: "",
    children: &[("Tamsin Vale", "2015-05-06")],
    decision: "The case is closed without a visit",
    decided: "2026-11-16",
    not_safe: "She has told two members of staff that she is alone every night.",
    wanted: "A visit this week, with the school present.",
    raised: "2026-11-16",
    against_us: false,
    agency: "Severn Vale Children’s Services",
    others: &[],
    ours: &[],
    facts: &[],
    asks: false,
    asks_first: false,
};

/// The policy's own questions.
async fn questions(lane: &mut Lane, case: &NewCase, look: bool) -> Result<(), Fault> {
    lane.page.wait_title("Questions from the policy").await?;
    for (question, choice) in case.facts {
        lane.page.choose(radio(choice).within(question)).await?;
    }
    go_on(lane, look, "start-questions").await
}

/// Starts a case from Today, and ends on the case's page. With `look`, each page is kept.
pub async fn start_case(lane: &mut Lane, case: &NewCase, look: bool) -> Result<(), Fault> {
    lane.page.click(button("Today").within("Main")).await.ok();
    lane.page.click(button("Start a case").nth(0)).await?;
    lane.page
        .wait_title("Is anybody in immediate danger now?")
        .await?;
    lane.page.choose(radio("No")).await?;
    go_on(lane, look, "start-danger").await?;

    lane.page.wait_title("Which policy applies?").await?;
    if let Some(policy) = case.policy {
        lane.page.choose_value("policy", policy).await?;
    }
    if !case.warning.is_empty() {
        lane.page.wait_text("Know this about the policy").await?;
        sees(lane, case.warning).await?;
    }
    go_on(lane, look, "start-policy").await?;
    if case.asks_first {
        questions(lane, case, look).await?;
    }

    lane.page.wait_title("Who is it about?").await?;
    for (index, (name, born)) in case.children.iter().enumerate() {
        if index > 0 {
            lane.page
                .click(button("Add another child or adult"))
                .await?;
        }
        lane.page
            .fill_in(textbox("Full name").nth(index), name)
            .await?;
        lane.page
            .fill_date_nth("Date of birth", index, born)
            .await?;
    }
    go_on(lane, look, "start-who").await?;

    lane.page
        .wait_title("Which decision is in dispute?")
        .await?;
    lane.page.fill("What was decided?", case.decision).await?;
    lane.page
        .fill_date("When was it decided?", case.decided)
        .await?;
    lane.page
        .choose(radio("No, reasons were asked for and not given"))
        .await?;
    go_on(lane, look, "start-decision").await?;

    lane.page.wait_title("Why is it not safe?").await?;
    lane.page
        .fill(
            "Why does this leave the child or adult unsafe?",
            case.not_safe,
        )
        .await?;
    lane.page
        .fill("What should happen instead?", case.wanted)
        .await?;
    go_on(lane, look, "start-concern").await?;

    lane.page
        .wait_title("Who raised the disagreement, and when?")
        .await?;
    let who = if case.against_us {
        "The other agency did, against us"
    } else {
        "We did"
    };
    lane.page.choose(radio(who)).await?;
    lane.page
        .fill_date("When was it first raised?", case.raised)
        .await?;
    go_on(lane, look, "start-raised").await?;

    lane.page.wait_title("Who speaks for each side?").await?;
    lane.page
        .fill("Name of the other agency", case.agency)
        .await?;
    for (index, other) in case.others.iter().enumerate() {
        if index > 0 {
            lane.page
                .click(button("Add somebody on their side"))
                .await?;
        }
        name_other(&lane.page, index, other).await?;
    }
    for (index, role) in case.ours {
        let at = case.others.len() + index;
        lane.page.choose(checkbox(role).nth(at)).await?;
    }
    go_on(lane, look, "start-people").await?;

    if case.asks && !case.asks_first {
        questions(lane, case, look).await?;
    }

    lane.page.wait_title("Where does it stand?").await?;
    lane.page
        .choose(radio("At the beginning, before the first stage"))
        .await?;
    go_on(lane, look, "start-where").await?;

    lane.page.wait_title("Check your answers").await?;
    lane.page.wait_text(case.decision).await?;
    if look {
        lane.screen("start-check").await?;
    }
    lane.page.click(button("Start the case")).await?;
    lane.page.wait_text("What to do now").await?;
    lane.journal.say(&format!(
        "A case about {} is started; it was raised on {}.",
        case.children
            .iter()
            .map(|child| child.0)
            .collect::<Vec<_>>()
            .join(" and "),
        case.raised
    ));
    Ok(())
}

async fn name_other(page: &Page, index: usize, other: &Other) -> Result<(), Fault> {
    page.fill_in(textbox("Name").nth(index), other.name).await?;
    page.fill_in(textbox("Job title").nth(index), other.title)
        .await?;
    page.fill_in(textbox("Telephone").nth(index), other.phone)
        .await?;
    page.fill_in(textbox("Email").nth(index), other.email)
        .await?;
    for role in other.holds {
        page.choose(checkbox(role).nth(index)).await?;
    }
    Ok(())
}

/// Presses "Continue" on a page of questions, which is kept with `look`.
pub async fn go_on(lane: &mut Lane, look: bool, name: &str) -> Result<(), Fault> {
    if look {
        lane.screen(name).await?;
    }
    lane.page.click(button("Continue")).await
}

/// The beginning of each scenario: a setting set up, and the clock at a moment.
pub async fn another_day(lane: &mut Lane, moment: &str) -> Result<(), Fault> {
    lane.set_clock(moment)?;
    lane.restart().await?;
    lane.page.wait_title("Stepwise is locked").await?;
    first_run::unlock(lane).await?;
    lane.journal.say(&format!("The clock stands at {moment}."));
    Ok(())
}

/// Opens a case through "Find a case", and waits for its page.
pub async fn open_case(lane: &Lane, words: &str) -> Result<(), Fault> {
    find(lane, words).await?;
    case_first(lane).await?;
    lane.page.press(&[Key::Enter.into()]).await?;
    lane.page.wait_text("What to do now").await
}

/// Opens a case that is settled.
pub async fn open_case_closed(lane: &Lane, words: &str) -> Result<(), Fault> {
    find(lane, words).await?;
    case_first(lane).await?;
    lane.page.press(&[Key::Enter.into()]).await?;
    lane.page.wait_text("What is left to do").await
}

/// Waits until the first thing found is a case. While words are being typed it may be a record.
async fn case_first(lane: &Lane) -> Result<(), Fault> {
    let script = "const b = document.querySelector('[data-page=find] li button');
        return !!b && words(b).includes('Case ') && !words(b).includes('Record ');";
    lane.page
        .wait_for("a case, found first", script, vec![])
        .await
}

/// Types words into "Find a case", opened by its key.
pub async fn find(lane: &Lane, words: &str) -> Result<(), Fault> {
    lane.page.press(&[Key::Control.into(), 'k']).await?;
    lane.page
        .fill("Name, number, agency or words from a record", words)
        .await?;
    lane.page.wait_text(" found").await
}

/// Waits until a form that has just opened has taken the focus. Typing before that would be torn in two.
pub async fn form_open(lane: &Lane) -> Result<(), Fault> {
    let script = "const f = document.activeElement.closest('form[data-form]');
        return !!f && /INPUT|TEXTAREA/.test(document.activeElement.tagName);";
    lane.page
        .wait_for("a form with the focus in it", script, vec![])
        .await
}

/// Moves on to a stage that the policy offers, on a day.
pub async fn open_stage(lane: &mut Lane, stage: &str, day: &str) -> Result<(), Fault> {
    let open = format!("Open {stage}");
    lane.page.click(button(&open).nth(0)).await?;
    lane.page.fill_date("When did it move on?", day).await?;
    lane.page.click(button(&open).nth(0)).await?;
    lane.page.wait_gone("When did it move on?").await?;
    lane.journal.say(&format!("{stage} is opened."));
    Ok(())
}

/// Records that the stage did not settle it.
pub async fn not_resolved(lane: &mut Lane, day: &str, note: &str) -> Result<(), Fault> {
    lane.page.click(button("Not resolved")).await?;
    form_open(lane).await?;
    lane.page
        .fill_date("When was it clear that it is not resolved?", day)
        .await?;
    lane.page.fill("What is still open?", note).await?;
    lane.page.click(button("Save as not resolved")).await?;
    lane.page.wait_gone("What is still open?").await?;
    lane.journal.say("It is not resolved at this stage.");
    Ok(())
}

/// Records that the stage settled it.
pub async fn resolved(lane: &mut Lane, day: &str, note: &str) -> Result<(), Fault> {
    lane.page.click(button("Resolved")).await?;
    form_open(lane).await?;
    lane.page.fill_date("When was it resolved?", day).await?;
    lane.page.fill("How was it resolved?", note).await?;
    lane.page.click(button("Save as resolved")).await?;
    lane.page.wait_gone("How was it resolved?").await?;
    lane.journal.say("It is resolved at this stage.");
    Ok(())
}

/// Writes what keeps a child safe meanwhile, on the case's page.
pub async fn plan(lane: &mut Lane, child: &str, measures: &str, who: &str) -> Result<(), Fault> {
    write_plan(lane, &format!("Write the plan, {child}"), measures, who).await
}

/// Looks at that plan again, and writes another.
pub async fn plan_again(
    lane: &mut Lane,
    child: &str,
    measures: &str,
    who: &str,
) -> Result<(), Fault> {
    write_plan(lane, &format!("Look at it again, {child}"), measures, who).await
}

async fn write_plan(lane: &mut Lane, by: &str, measures: &str, who: &str) -> Result<(), Fault> {
    lane.page.click(button(by)).await?;
    form_open(lane).await?;
    lane.page.fill("What protects them now?", measures).await?;
    lane.page.fill("Who does it?", who).await?;
    lane.page.click(button("Save")).await?;
    lane.page.wait_gone("What protects them now?").await?;
    lane.page.wait_text(measures).await
}

/// Marks a duty as done with its own button, and a word on what shows it.
pub async fn settle(lane: &mut Lane, duty: &str, evidence: &str) -> Result<(), Fault> {
    let mark = format!("Mark as done: {duty}");
    lane.page.click(button(&mark).nth(0)).await?;
    form_open(lane).await?;
    lane.page
        .fill_in(textbox("What shows it").nth(0), evidence)
        .await?;
    lane.page.click(button("Save")).await?;
    lane.page.wait_text(evidence).await?;
    lane.journal.say(&format!("Done: {duty}."));
    Ok(())
}

/// Checks that words are on the page, and says in the account that they are.
pub async fn sees(lane: &mut Lane, words: &str) -> Result<(), Fault> {
    lane.page.wait_text(words).await?;
    lane.journal.say(&format!("On the screen: “{words}”."));
    Ok(())
}

/// Brings a heading into sight and keeps the screen.
pub async fn screen_at(lane: &mut Lane, title: &str, name: &str) -> Result<(), Fault> {
    lane.page.show(&heading(title).nth(0)).await?;
    lane.screen(name).await
}
