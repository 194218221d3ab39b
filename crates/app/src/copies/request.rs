//! Requests for a copy: recorded, thought over, extended.

use super::items::{Asked, Item, PARTS, subject};
use super::law::Law;
use crate::clean::line;
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::settings::Settings;
use crate::use_cases::new_id;
use crate::views::about::about_heading;
use crate::views::forms::date;
use crate::wire::{
    AskAccess, CaseRef, CopyItem, ExtendAccess, PassageForm, RequestRef, RequestRow, RequestView,
    RequestsView, ReviewAccess,
};
use crate::words::day_words;
use stepwise_core::case::Request;
use stepwise_core::event::{AccessRequest, AccessReview, Asker, Considered, Passage, What};
use stepwise_core::ids::RequestId;

/// The request of that name.
///
/// # Errors
/// There is none.
pub(super) fn find<'a>(loaded: &'a LoadedCase, id: &str) -> Answer<&'a Request> {
    loaded
        .case
        .request(&RequestId::new(id))
        .ok_or(AppError::NotFound("request"))
}

fn capacity(as_whom: Asker) -> &'static str {
    match as_whom {
        Asker::Themself => "themself",
        Asker::Parent => "parent",
        Asker::Other => "other",
    }
}

fn row(loaded: &LoadedCase, request: &Request) -> Answer<RequestRow> {
    let law = Law::read()?;
    let asked = &request.asked.value;
    let extended = request.extended.is_some();
    let due = law.due(asked.received, extended, loaded.calendar());
    let today = loaded.just_now().date;
    Ok(RequestRow {
        request: asked.id.to_string(),
        seq: request.asked.seq,
        subject: asked.subject.to_string(),
        about: subject(loaded, &asked.subject).map_or_else(String::new, |s| s.name.clone()),
        by: asked.by.clone(),
        as_whom: capacity(asked.as_whom).to_owned(),
        identity: asked.identity.clone(),
        wants: asked.wants.clone(),
        received: asked.received.to_string(),
        due: due.map(|d| d.to_string()),
        due_words: due.map(day_words).unwrap_or_default(),
        late: request.given.is_empty() && due.is_some_and(|d| d < today),
        extended: request.extended.as_ref().map(|e| e.value.clone()),
        given: request
            .given
            .iter()
            .map(|g| (g.recorded.to_rfc3339(), g.value.how.clone()))
            .collect(),
    })
}

fn view(loaded: &LoadedCase) -> Answer<RequestsView> {
    let law = Law::read()?;
    let requests = loaded.case.requests.iter().rev();
    Ok(RequestsView {
        case: loaded.id.to_string(),
        number: loaded.number.clone(),
        about: about_heading(&loaded.case),
        seen: loaded.case.last_seq,
        subjects: loaded
            .case
            .subjects
            .iter()
            .map(|s| (s.value.id.to_string(), s.value.name.clone()))
            .collect(),
        requests: requests.map(|r| row(loaded, r)).collect::<Answer<_>>()?,
        rule: law.rule,
        law: law.law,
        counting: law.counting,
        guidance: law.guidance,
    })
}

/// The requests of a case.
///
/// # Errors
/// Locked; no such case.
pub(crate) fn requests(session: &mut Session, case: &CaseRef) -> Answer<RequestsView> {
    view(&session.load_case(&case.case)?)
}

/// Records a request, or corrects what is written of one.
///
/// # Errors
/// Locked; something left out; refused; not saved.
pub(crate) fn ask_access(session: &mut Session, ask: &AskAccess) -> Answer<RequestsView> {
    let loaded = session.load_case(&ask.case.case)?;
    if loaded.case.last_seq != ask.seen {
        return Err(AppError::Conflict);
    }
    let as_whom = match ask.as_whom.as_str() {
        "themself" => Asker::Themself,
        "parent" => Asker::Parent,
        "other" => Asker::Other,
        _ => {
            return Err(AppError::typed(
                "as_whom",
                "This has not been answered.",
                "Say in what capacity they ask.",
            ));
        }
    };
    let mut asked = AccessRequest {
        id: RequestId::new(ask.request.clone()),
        subject: ask.subject.as_str().into(),
        by: line(&ask.by),
        as_whom,
        identity: ask.identity.clone(),
        wants: ask.wants.clone(),
        received: date(&ask.received, "received")?,
    };
    let what = match ask.request.is_empty() {
        true => {
            asked.id = RequestId::new(new_id("request")?);
            What::AccessAsked(asked)
        }
        false => What::Amended {
            seq: find(&loaded, &ask.request)?.asked.seq,
            with: Box::new(What::AccessAsked(asked)),
            reason: line(&ask.reason),
        },
    };
    let loaded = session.vault()?.append(loaded, vec![what], Vec::new())?;
    view(&loaded)
}

/// Takes more time for a request.
///
/// # Errors
/// Locked; no reason; refused; not saved.
pub(crate) fn extend_access(session: &mut Session, extend: &ExtendAccess) -> Answer<RequestsView> {
    let loaded = session.load_case(&extend.which.case.case)?;
    let request = find(&loaded, &extend.which.request)?.asked.value.id.clone();
    let what = What::AccessExtended {
        request,
        reason: extend.reason.trim().to_owned(),
    };
    let loaded = session.vault()?.append(loaded, vec![what], Vec::new())?;
    view(&loaded)
}

/// A request with every entry that may go, and what is blacked out in it.
///
/// # Errors
/// Locked; no such request.
pub(crate) fn access_request(session: &mut Session, which: &RequestRef) -> Answer<RequestView> {
    let loaded = session.load_case(&which.case.case)?;
    let settings = session.vault()?.settings.clone();
    request_view(&loaded, &settings, &which.request)
}

/// Keeps what was decided about a copy.
///
/// # Errors
/// Locked; somebody recorded something in between; a withheld entry without a reason; not saved.
pub(crate) fn review_access(session: &mut Session, review: &ReviewAccess) -> Answer<RequestView> {
    let loaded = session.load_case(&review.which.case.case)?;
    if loaded.case.last_seq != review.seen {
        return Err(AppError::Conflict);
    }
    let settings = session.vault()?.settings.clone();
    let request = find(&loaded, &review.which.request)?;
    let lines = |texts: &[String]| -> Vec<String> {
        let mut all: Vec<String> = texts
            .iter()
            .map(|t| line(t))
            .filter(|t| !t.is_empty())
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|t| seen.insert(t.clone()));
        all
    };
    let new = AccessReview {
        request: request.asked.value.id.clone(),
        parts: PARTS
            .iter()
            .filter(|p| review.parts.iter().any(|r| r == *p))
            .map(|p| (*p).to_owned())
            .collect(),
        names: lines(&review.names),
        spared: lines(&review.spared),
        considered: review
            .considered
            .iter()
            .map(|(seq, withheld, reason)| Considered {
                seq: *seq,
                withheld: *withheld,
                reason: reason.trim().to_owned(),
            })
            .collect(),
        passages: review
            .passages
            .iter()
            .filter(|p| !p.words.trim().is_empty())
            .map(|p| Passage {
                seq: p.seq,
                part: p.part.clone(),
                words: p.words.trim().to_owned(),
            })
            .collect(),
        exemptions: review.exemptions.clone(),
    };
    if let Some(bare) = new
        .considered
        .iter()
        .find(|c| c.withheld && c.reason.is_empty())
    {
        return Err(AppError::typed(
            &format!("reason-{}", bare.seq),
            "An entry is withheld without a reason.",
            "Say why it is withheld. The reason stays in the record and does not go into the copy.",
        ));
    }
    let same = request.review.as_ref().is_some_and(|r| r.value == new);
    let loaded = match same {
        true => loaded,
        false => {
            let open = session.vault()?;
            open.append(loaded, vec![What::AccessReviewed(new)], Vec::new())?
        }
    };
    request_view(&loaded, &settings, &review.which.request)
}

fn request_view(loaded: &LoadedCase, settings: &Settings, id: &str) -> Answer<RequestView> {
    let request = find(loaded, id)?;
    let asked = Asked::new(loaded, request);
    let law = Law::read()?;
    let (others, mine): (Vec<Item>, Vec<Item>) = asked
        .items(settings)
        .into_iter()
        .partition(|i| i.about_other);
    let review = &asked.review;
    Ok(RequestView {
        number: loaded.number.clone(),
        seen: loaded.case.last_seq,
        row: row(loaded, request)?,
        parts: review.parts.clone(),
        names: review.names.clone(),
        spared: review.spared.clone(),
        passages: review
            .passages
            .iter()
            .map(|p| PassageForm {
                seq: p.seq,
                part: p.part.clone(),
                words: p.words.clone(),
            })
            .collect(),
        exemptions: review.exemptions.clone(),
        items: mine.iter().map(|item| item_view(&asked, item)).collect(),
        about_others: u32::try_from(others.len()).unwrap_or(u32::MAX),
        people: people(loaded),
        shared: asked.shared.clone(),
        harm: law.harm,
        others: law.others,
    })
}

/// Names to choose from: professionals, who are not blacked out unless the user wants it.
fn people(loaded: &LoadedCase) -> Vec<(String, String)> {
    let people = loaded.case.people.iter().map(|p| &p.value);
    people
        .filter(|p| !p.name.trim().is_empty())
        .map(|p| (p.name.clone(), p.designation.clone()))
        .collect()
}

fn item_view(asked: &Asked<'_>, item: &Item) -> CopyItem {
    let entry = &item.entry;
    let considered = asked.considered(entry.seq);
    let day = entry.happened.as_ref().map(|m| m.date.clone());
    CopyItem {
        seq: entry.seq,
        day: day.unwrap_or_else(|| entry.written.chars().take(10).collect()),
        decision: match considered {
            None => "",
            Some(c) if c.withheld => "withheld",
            Some(_) => "considered",
        }
        .to_owned(),
        reason: considered.map(|c| c.reason.clone()).unwrap_or_default(),
        stale: asked.blackout().stale(entry) > 0,
        parts: asked.blackout().parts(entry),
    }
}
