//! Today: every row a job, and the next ten working days.

use super::lists::{due_view, rows, turn};
use crate::config::Now;
use crate::failure::Answer;
use crate::open::OpenVault;
use crate::reminders::Steps;
use crate::session::Session;
use crate::summary::{Job, Kept};
use crate::wire::{DayView, JobGroup, JobView, Nothing, TodayView, WhoseView};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use stepwise_core::calendar::{Calendar, Day};
use stepwise_core::ids::CalendarId;
use stepwise_store::CaseId;

/// How many working days are shown ahead.
const AHEAD: usize = 10;

/// What to do, in order of urgency.
pub(crate) fn today(session: &mut Session, _: Nothing) -> Answer<TodayView> {
    let now = session.now();
    let data = session.data();
    let open = session.vault()?;
    let ids = rows(open, &now)?;
    let calendar = calendar_of_most(open).or_else(|| own_calendar(open));
    let zone = own_zone(open).unwrap_or(chrono_tz::Tz::UTC);
    let date = now.date_in(zone);
    let mut jobs = Vec::new();
    let mut due: BTreeMap<NaiveDate, Vec<(String, String)>> = BTreeMap::new();
    let mut open_cases = 0;
    for id in ids {
        let Some(kept) = open.summaries.get(&id) else {
            continue;
        };
        open_cases += u32::from(!kept.summary.closed);
        for (day, what) in kept.summary.dates.iter().filter(|(day, _)| *day >= date) {
            let line = (what.clone(), kept.summary.about.clone());
            due.entry(*day).or_default().push(line);
        }
        for job in &kept.summary.jobs {
            let view = job_view(open, id, kept, job, &now);
            jobs.push((
                job.due.as_ref().map(|d| (d.date, d.at.is_none(), d.at)),
                view,
            ));
        }
    }
    if open.settings.reminders && !open.sample {
        crate::reminders::keep(&data, steps(&jobs));
    }
    jobs.sort_by(|(a, x), (b, y)| {
        (rank(x.group), a.is_none(), a, &x.number).cmp(&(rank(y.group), b.is_none(), b, &y.number))
    });
    Ok(TodayView {
        date: date.to_string(),
        jobs: jobs.into_iter().map(|(_, view)| view).collect(),
        days: calendar
            .map(|c| days(c, date, &mut due))
            .unwrap_or_default(),
        calendar: calendar.map(|c| c.place.clone()).unwrap_or_default(),
        open_cases,
        reviews: crate::keeping::due_count(open, &now)?,
    })
}

/// When a job is due: the day, whether it has no hour, the hour.
type When = (NaiveDate, bool, Option<stepwise_core::time::Stamp>);

/// How many of this setting's own jobs are due on which day.
fn steps(jobs: &[(Option<When>, JobView)]) -> Steps {
    let mut steps = Steps::new();
    for (when, job) in jobs {
        let ours = matches!(
            job.group,
            JobGroup::Overdue | JobGroup::DueToday | JobGroup::Coming
        );
        if let (true, Some((day, ..))) = (ours, when) {
            *steps.entry(*day).or_default() += 1;
        }
    }
    steps
}

fn rank(group: JobGroup) -> u8 {
    match group {
        JobGroup::Overdue => 0,
        JobGroup::DueToday => 1,
        JobGroup::Coming => 2,
        JobGroup::NoDate => 3,
        JobGroup::Waiting => 4,
    }
}

fn job_view(open: &OpenVault, id: CaseId, kept: &Kept, job: &Job, now: &Now) -> JobView {
    let summary = &kept.summary;
    let due = job
        .due
        .as_ref()
        .map(|due| due_view(open, summary, due, now));
    let whose = turn(job.turn);
    let today = now.date_in(summary.zone);
    let group = match (&due, &job.due) {
        _ if matches!(whose, WhoseView::Theirs | WhoseView::Outside) => JobGroup::Waiting,
        (Some(view), _) if view.late => JobGroup::Overdue,
        (_, Some(due)) if due.date <= today => JobGroup::DueToday,
        (Some(_), _) => JobGroup::Coming,
        (None, _) => JobGroup::NoDate,
    };
    let (action, task) = job.on(today);
    JobView {
        group,
        case: id.to_string(),
        number: kept.number.clone(),
        about: summary.about.clone(),
        agency: summary.agency.clone(),
        stage: summary.stage.clone(),
        task,
        action: action.to_owned(),
        anchor: job.anchor.clone(),
        paper: job.paper.clone(),
        visit: job.visit,
        due,
        whose,
        remark: job.remark.clone(),
    }
}

/// The calendar that most of the open cases count with: the days ahead are shown as those cases see
/// them. Of two with as many, the one first by name, so that it does not change by itself.
fn calendar_of_most(open: &OpenVault) -> Option<&Calendar> {
    let mut cases: BTreeMap<&CalendarId, usize> = BTreeMap::new();
    for kept in open.summaries.values().filter(|k| !k.summary.closed) {
        if let Some(id) = &kept.summary.calendar {
            *cases.entry(id).or_default() += 1;
        }
    }
    let most = cases.into_iter().rev().max_by_key(|(_, n)| *n);
    open.calendars.get(most?.0)
}

/// The calendar of the setting's own policy: the first of its list.
pub(crate) fn own_calendar(open: &OpenVault) -> Option<&Calendar> {
    let bundled = open.library.policy(&open.settings.policy).ok()?;
    let (id, _) = bundled.policy.calendars.first()?;
    open.calendars.get(id)
}

/// The zone of the setting's own policy.
pub(crate) fn own_zone(open: &OpenVault) -> Option<chrono_tz::Tz> {
    Some(open.library.policy(&open.settings.policy).ok()?.policy.zone)
}

/// Closed days that stand together: the first, the last, why, and what is due on them.
type ClosedRun = (NaiveDate, NaiveDate, Vec<String>, Vec<(String, String)>);

/// The next working days, closed days between them standing together.
fn days(
    calendar: &Calendar,
    from: NaiveDate,
    due: &mut BTreeMap<NaiveDate, Vec<(String, String)>>,
) -> Vec<DayView> {
    let mut out: Vec<DayView> = Vec::new();
    let mut working = 0;
    let mut date = from;
    let mut run: Option<ClosedRun> = None;
    while working < AHEAD {
        let Ok(day) = calendar.day(date) else { break };
        let here = due.remove(&date).unwrap_or_default();
        match day {
            Day::Working => {
                out.extend(run.take().map(closed_line));
                out.push(DayView {
                    date: date.to_string(),
                    until: None,
                    closed: String::new(),
                    due: here,
                });
                working += 1;
            }
            Day::Closed { why } => {
                let weekend = calendar.weekend.contains(&chrono::Datelike::weekday(&date));
                let holiday = calendar.holidays.contains_key(&date);
                let why = if weekend && !holiday {
                    "Weekend".to_owned()
                } else {
                    why
                };
                let (_, until, whys, all) =
                    run.get_or_insert_with(|| (date, date, Vec::new(), Vec::new()));
                *until = date;
                if !whys.contains(&why) {
                    whys.push(why);
                }
                all.extend(here);
            }
        }
        let Some(next) = date.succ_opt() else { break };
        date = next;
    }
    out
}

fn closed_line(run: ClosedRun) -> DayView {
    let (from, until, whys, due) = run;
    DayView {
        date: from.to_string(),
        until: (until != from).then(|| until.to_string()),
        closed: whys.join(", "),
        due,
    }
}
