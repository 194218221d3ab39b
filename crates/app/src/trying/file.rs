//! A try as the file that `docs/timeline.md` describes, and back.

use crate::wire::{Moment, Try, TryAct, TryStep};
use stepwise_core::simulate::{Step, Timeline, TimelineError};
use toml::value::Datetime;
use toml::{Table, Value};

/// What cannot be written, and in which step; 0 for the beginning.
#[derive(Debug, thiserror::Error)]
#[error("“{text}” is no day or time.")]
pub(super) struct NoDate {
    pub step: u32,
    pub text: String,
}

fn when(moment: &Moment, step: u32) -> Result<Datetime, NoDate> {
    let text = match &moment.time {
        Some(time) => format!("{}T{time}:00", moment.date),
        None => moment.date.clone(),
    };
    text.parse().map_err(|_| NoDate { step, text })
}

fn moment(value: &Datetime) -> Moment {
    Moment {
        date: value.date.map(|d| d.to_string()).unwrap_or_default(),
        time: value.time.map(|t| format!("{:02}:{:02}", t.hour, t.minute)),
    }
}

/// The text of the file.
pub(super) fn written(tried: &Try) -> Result<String, NoDate> {
    let mut root = Table::new();
    let name = match tried.name.trim() {
        "" => "A try",
        name => name,
    };
    put(&mut root, "name", name);
    put_some(&mut root, "says", &tried.says);
    put(&mut root, "raised-by", &tried.raised_by);
    root.insert("raised".into(), when(&tried.raised, 0)?.into());
    let facts = tried.facts.iter().filter(|(_, answer)| !answer.is_empty());
    let facts: Table = facts
        .map(|(fact, answer)| (fact.clone(), answer.clone().into()))
        .collect();
    put_table(&mut root, "facts", facts);
    let mut moments = Table::new();
    for (id, on) in &tried.moments {
        moments.insert(id.clone(), when(on, 0)?.into());
    }
    put_table(&mut root, "moments", moments);
    if !tried.subjects.is_empty() {
        root.insert("subjects".into(), tried.subjects.clone().into());
    }
    let people = tried.people.iter().map(|(side, roles)| {
        let mut person = Table::new();
        put(&mut person, "side", side);
        person.insert("roles".into(), roles.clone().into());
        Value::Table(person)
    });
    let people: Vec<Value> = people.collect();
    if !people.is_empty() {
        root.insert("people".into(), people.into());
    }
    let steps = tried.steps.iter().zip(1..);
    let steps = steps
        .map(|(s, n)| step(s, n))
        .collect::<Result<Vec<_>, _>>()?;
    root.insert("step".into(), Value::Array(steps));
    Ok(toml::to_string(&root).unwrap_or_default())
}

fn put(table: &mut Table, key: &str, text: &str) {
    table.insert(key.into(), text.into());
}

fn put_some(table: &mut Table, key: &str, text: &str) {
    if !text.is_empty() {
        put(table, key, text);
    }
}

fn put_table(table: &mut Table, key: &str, inner: Table) {
    if !inner.is_empty() {
        table.insert(key.into(), Value::Table(inner));
    }
}

fn step(step: &TryStep, n: u32) -> Result<Value, NoDate> {
    let mut table = Table::new();
    table.insert("at".into(), when(&step.at, n)?.into());
    put_some(&mut table, "says", &step.says);
    let acts = step.acts.iter().map(|a| act(a, n));
    let acts = acts.collect::<Result<Vec<_>, _>>()?;
    if !acts.is_empty() {
        table.insert("do".into(), Value::Array(acts));
    }
    if let Ok(expect) = step.expect.parse::<Table>() {
        put_table(&mut table, "expect", expect);
    }
    Ok(Value::Table(table))
}

/// Keys whose value is yes or no.
const FLAGS: [&str; 6] = [
    "resolved",
    "unresolved",
    "harm",
    "plan",
    "withdraw",
    "reopen",
];

/// Keys that are not what an entry records, but said beside it.
const BESIDE: [&str; 8] = ["on", "is", "by", "for", "why", "reason", "visit", "whole"];

fn act(act: &TryAct, step: u32) -> Result<Value, NoDate> {
    let mut table = Table::new();
    let value = match act.what.as_str() {
        "own-date" => {
            let day = Moment {
                date: act.value.clone(),
                time: None,
            };
            when(&day, step)?.into()
        }
        what if FLAGS.contains(&what) => Value::Boolean(act.value != "false"),
        "strike" => match act.value.parse::<i64>() {
            Ok(number) => Value::Integer(number),
            Err(_) => act.value.clone().into(),
        },
        _ => act.value.clone().into(),
    };
    table.insert(act.what.clone(), value);
    if let Some(on) = &act.on {
        table.insert("on".into(), when(on, step)?.into());
    }
    if !act.by.is_empty() {
        // A day, or a side.
        let by = act.by.parse::<Datetime>().map(Value::Datetime);
        table.insert("by".into(), by.unwrap_or_else(|_| act.by.clone().into()));
    }
    put_some(&mut table, "is", &act.is);
    put_some(&mut table, "for", &act.of);
    put_some(&mut table, "why", &act.why);
    put_some(&mut table, "reason", &act.reason);
    if let Some(visit) = act.visit {
        table.insert("visit".into(), Value::Integer(visit.into()));
    }
    if act.whole {
        table.insert("whole".into(), Value::Boolean(true));
    }
    Ok(Value::Table(table))
}

/// The try in a file's text.
///
/// # Errors
/// What is not as `docs/timeline.md` says, with its line.
pub(super) fn read(text: &str) -> Result<Try, TimelineError> {
    // The engine's own reader decides what an example is; only then is it taken apart for the window.
    Timeline::parse(text, "example")?;
    let root: Table = text.parse().unwrap_or_default();
    let texts = |key: &str| -> Vec<String> {
        let all = root.get(key).and_then(Value::as_array);
        let all = all.into_iter().flatten().filter_map(Value::as_str);
        all.map(str::to_owned).collect()
    };
    let entries = |key: &str| {
        root.get(key)
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
    };
    let people = root.get("people").and_then(Value::as_array);
    let people = people.into_iter().flatten().filter_map(Value::as_table);
    let steps = root.get("step").and_then(Value::as_array);
    let steps = steps.into_iter().flatten().filter_map(Value::as_table);
    Ok(Try {
        name: said(&root, "name"),
        says: said(&root, "says"),
        raised_by: match said(&root, "raised-by").as_str() {
            "theirs" => "theirs".into(),
            _ => "ours".into(),
        },
        raised: moment_of(&root, "raised").unwrap_or_default(),
        facts: entries("facts")
            .map(|(fact, answer)| (fact.clone(), answer.as_str().unwrap_or_default().into()))
            .collect(),
        moments: entries("moments")
            .filter_map(|(id, on)| Some((id.clone(), moment(on.as_datetime()?))))
            .collect(),
        subjects: texts("subjects"),
        people: people.map(person).collect(),
        steps: steps.map(step_of).collect(),
    })
}

fn said(table: &Table, key: &str) -> String {
    let text = table.get(key).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn moment_of(table: &Table, key: &str) -> Option<Moment> {
    Some(moment(table.get(key)?.as_datetime()?))
}

fn person(table: &Table) -> (String, Vec<String>) {
    let side = match said(table, "side").as_str() {
        "theirs" => "theirs",
        _ => "ours",
    };
    let roles = table.get("roles").and_then(Value::as_array);
    let roles = roles.into_iter().flatten().filter_map(Value::as_str);
    (side.into(), roles.map(str::to_owned).collect())
}

fn step_of(table: &Table) -> TryStep {
    let acts = table.get("do").and_then(Value::as_array);
    let acts = acts.into_iter().flatten().filter_map(Value::as_table);
    let expect = table.get("expect").and_then(Value::as_table);
    TryStep {
        at: moment_of(table, "at").unwrap_or_default(),
        says: said(table, "says"),
        acts: acts.map(act_of).collect(),
        expect: expect
            .and_then(|e| toml::to_string(e).ok())
            .unwrap_or_default(),
    }
}

fn act_of(table: &Table) -> TryAct {
    let verb = table
        .iter()
        .find(|(key, _)| !BESIDE.contains(&key.as_str()));
    let (what, value) = match verb {
        Some((key, value)) => (key.clone(), plain(value)),
        None => (String::new(), String::new()),
    };
    TryAct {
        what,
        value,
        on: moment_of(table, "on"),
        is: said(table, "is"),
        by: table.get("by").map(plain).unwrap_or_default(),
        of: said(table, "for"),
        why: said(table, "why"),
        reason: said(table, "reason"),
        visit: table
            .get("visit")
            .and_then(Value::as_integer)
            .and_then(|n| u32::try_from(n).ok()),
        whole: table.get("whole").and_then(Value::as_bool) == Some(true),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Datetime(on) => on.to_string(),
        other => other.to_string(),
    }
}

/// What came out at a step, as what must come out. Only what a person would write by hand: the stage,
/// what is late, the dates and where each limit and duty stands.
pub(super) fn expectation(step: &Step) -> String {
    let mut table = Table::new();
    put(&mut table, "stage", step.stage.as_deref().unwrap_or("none"));
    put(&mut table, "phase", step.phase);
    let mut due = Table::new();
    let mut state = Table::new();
    let mut late: Vec<Value> = Vec::new();
    for clock in &step.clocks {
        state.insert(clock.clock.clone(), clock.state.into());
        let day = clock.due.filter(|_| clock.due_at.is_none());
        let on = day.and_then(|d| d.to_string().parse::<Datetime>().ok());
        if let Some(on) = on {
            due.insert(clock.clock.clone(), on.into());
        }
        if let Some(at) = clock.due_at {
            let local = at.format("%Y-%m-%dT%H:%M:%S").to_string();
            if let Ok(on) = local.parse::<Datetime>() {
                due.insert(clock.clock.clone(), on.into());
            }
        }
        if clock.state == "late" {
            late.push(clock.clock.clone().into());
        }
    }
    late.extend(
        step.duties
            .iter()
            .filter(|d| d.late)
            .map(|d| d.duty.clone().into()),
    );
    late.dedup();
    put_table(&mut table, "due", due);
    put_table(&mut table, "state", state);
    table.insert("late".into(), Value::Array(late));
    let moves = step.moves.iter().map(|m| m.rule.clone().into());
    table.insert("moves".into(), Value::Array(moves.collect()));
    let endings = step.endings.iter().map(|e| e.clone().into());
    table.insert("endings".into(), Value::Array(endings.collect()));
    if let Some(refusal) = step.refused.first() {
        let code = serde_json::to_value(refusal.code).ok();
        if let Some(code) = code.as_ref().and_then(|c| c.as_str()) {
            put(&mut table, "refusal", code);
        }
    }
    toml::to_string(&table).unwrap_or_default()
}

/// A name that every system takes: small letters, digits and hyphens.
pub(super) fn file_name(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = plain.split('-').filter(|p| !p.is_empty()).collect();
    let joined: String = parts.join("-").chars().take(60).collect();
    match joined.trim_end_matches('-') {
        "" => "example".into(),
        name => name.to_owned(),
    }
}
