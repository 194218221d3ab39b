//! Properties of every kind of limit, over any order of records and any calendar.

use proptest::prelude::*;
use stepwise_core::calendar::{Pause, Proclaimed, ProclaimedKind, add_hours, count};
use stepwise_core::case::fold;
use stepwise_core::engine::assess;
use stepwise_core::event::*;
use stepwise_core::policy::{First, Span, Unit};
use stepwise_core::standing::ClockState;
use stepwise_core::time::Happened;
use stepwise_testkit::{
    History, NEXT, calendars, on, opening, policy, settled_stage, stage_opened, stamp,
};

/// One clock of each kind.
const RULES: &str = r#"
[fact]
haste = { ask = "How urgent is it?", choices = { low = "Low", high = "High" }, default = "low" }
[moment]
a = { name = "A" }
b = { name = "B" }
c = { name = "C", at-start = true }
meeting = { name = "The meeting", ahead = true }
[clock]
week = { name = "Tell them", written = "weekly", from = "s1.opened", until = "resolved", limit = "every week", each = "a", pause = "b", resume = "c", owner = "other", force = "must", heading = "6" }
often = { name = "Tell them", written = "every hour", from = "a", until = "resolved", limit = "every 1 hour", each = "b", owner = "both", force = "must", heading = "6" }
monthly = { name = "Tell them", written = "monthly", from = "raised", until = "ended", limit = "every 1 month", first = "day-1", each = "a", owner = "both", force = "must", heading = "6" }
still = { name = "Answer", written = "5 days", from = ["raised", "a"], start = "latest", until = "s1.left", limit = "5 working days", first = "day-1", pause = "b", resume = "c", owner = "other", force = "must", stages = ["s1"], heading = "6" }
hours = { name = "Answer", written = "24 hours", from = "a", until = "c", limit = "24 hours (1 working day)", pause = "b", resume = "c", owner = "other", force = "must", when = { haste = "high" }, heading = "6" }
back = { name = "Send papers", written = "5 days before", from = "meeting", until = "b", limit = "5 clear working days before", owner = "raiser", force = "must", stages = ["s1", "s2"], heading = "6" }
back-hours = { name = "Send names", written = "48 hours before", from = "meeting", until = "b", void = "clock.back.passed", limit = "48 hours before", owner = "raiser", force = "must", heading = "6" }
sooner = { name = "Plan", written = "a month or sooner", from = "s1.opened", until = "resolved", limit = "1 month or sooner as entered by raiser", pause = "b", resume = "a", owner = "both", force = "must", heading = "6" }
whole = { name = "Settle it", written = "2 months", from = "c", until = "resolved", limit = "2 months", owner = "both", force = "must", caps = ["still", "sooner", "hours"], when = { haste = "low" }, heading = "6" }
[duty]
copy = { on = "meeting", act = "send", who = "raiser", to = "body.chair", limit = "2 weeks before", force = "must", wants = "sent", per = "stage", say = "Send a copy", heading = "7" }
"#;

fn rules() -> stepwise_core::policy::Policy {
    policy(&format!("{NEXT}{RULES}"))
}

fn day() -> impl Strategy<Value = Happened> {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    (0u64..120, prop::option::of(0u32..24)).prop_map(move |(days, hour)| Happened {
        date: start + chrono::Days::new(days),
        time: hour.and_then(|h| chrono::NaiveTime::from_hms_opt(h, 30, 0)),
    })
}

fn anything() -> impl Strategy<Value = What> {
    let moment = prop::sample::select(vec!["a", "b", "c", "meeting"]);
    let outcome = prop::sample::select(vec![Outcome::Resolved, Outcome::NotResolved]);
    prop_oneof![
            4 => (moment, day(), prop::option::of(0u32..3), "[a-z]{0,2}").prop_map(|(m, on, visit, reason)| What::Reached {
                moment: m.into(), on, visit, reason,
        answer: None,
        agency: None,
    }),
            2 => (prop::sample::select(vec!["s1", "s2"]), day()).prop_map(|(s, on)| stage_opened(s, on, Why::AlreadyThere("So".into()))),
            1 => (0u32..3, outcome, day()).prop_map(|(v, o, on)| settled_stage(v, o, on)),
            1 => prop::sample::select(vec!["low", "high"]).prop_map(|c| What::FactSet("haste".into(), c.into())),
            1 => day().prop_map(|by| What::LimitEntered { clock: "sooner".into(), by: by.date, reason: "Set".into() }),
            1 => day().prop_map(|on| What::Reopened { reason: "Again".into(), on }),
            1 => day().prop_map(|on| What::Ended { ending: "agreed".into(), on, note: String::new(), dissent: String::new(), }),
            1 => (0u64..12).prop_map(|seq| What::Struck { seq, reason: "A slip".into() }),
        ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    /// Whatever the order, there is an answer, the same each time, and every date says why.
    #[test]
    fn any_order_is_assessed(wanted in prop::collection::vec(anything(), 0..16)) {
        let history = History::new(rules(), "2027-01-20T12:00:00Z");
        let raised = opening(&history.policy, Side::Ours, on("2026-11-23"));
        let all: Vec<Event> = std::iter::once(raised).chain(wanted).zip(1u64..).map(|(what, seq)| Event {
            seq,
            recorded: stamp("2027-01-10T12:00:00Z"),
            by: stepwise_core::ids::UserId::new("user-1"),
            what,
        }).collect();
        let case = fold(&all);
        let standing = assess(&history.world(), &case);
        prop_assert_eq!(&standing, &assess(&history.world(), &case));
        for timed in &standing.clocks {
            if let ClockState::Running { due } | ClockState::Late { due } | ClockState::Met { due, .. } = &timed.state {
                prop_assert!(!due.says.is_empty(), "{}", timed.clock);
            }
        }
    }

    /// A day that is closed besides makes no count shorter, whatever is counted and however it stood still.
    #[test]
    fn a_holiday_makes_no_date_earlier(
        n in 1u32..40,
        unit in prop::sample::select(vec![Unit::WorkingDays, Unit::CalendarDays, Unit::Weeks, Unit::WorkingWeeks, Unit::Months]),
        first in prop::sample::select(vec![First::Day0, First::Day1]),
        start in 0u64..60,
        closed in 0u64..200,
        (stop, long) in (0u64..40, 0u64..20),
    ) {
        let n = if matches!(unit, Unit::Months | Unit::WorkingWeeks) { n.min(6) } else { n };
        let from = on("2026-03-02").date;
        let start = from + chrono::Days::new(start);
        let stop = start + chrono::Days::new(stop);
        let pauses = [Pause {
            from: Happened::on(stop),
            to: Some(Happened::on(stop + chrono::Days::new(long))),
        }];
        let calendar = calendars().into_values().next().unwrap();
        let more = calendar.with(&[Proclaimed {
            date: from + chrono::Days::new(closed),
            kind: ProclaimedKind::Added,
            name: "A day".into(),
            source: "A proclamation".into(),
            since: None,
        }]);
        let span = Span { first, ..Span::new(n, unit) };
        for pauses in [&[][..], &pauses[..]] {
            let plain = count(span, start, Some(&calendar), pauses).unwrap();
            prop_assert!(count(span, start, Some(&more), pauses).unwrap().end >= plain.end);
            // Standing still makes nothing earlier either, and one more unit nothing earlier.
            prop_assert!(plain.end >= count(span, start, Some(&calendar), &[]).unwrap().end);
            let longer = Span { n: n + 1, ..span };
            prop_assert!(count(longer, start, Some(&calendar), pauses).unwrap().end >= plain.end);
            // Every day from the start to the end was either counted or left out, where days are counted.
            if matches!(unit, Unit::WorkingDays | Unit::WorkingWeeks | Unit::CalendarDays) {
                let days = (plain.end - start).num_days();
                let named = plain.days.iter().filter(|(d, _)| *d != start).count() + plain.skipped.len();
                prop_assert_eq!(days, named as i64);
            }
        }
    }

    /// Counting back and forward again comes to the same day, where the meeting is a working day.
    #[test]
    fn back_is_forward_read_the_other_way(n in 1u32..30, start in 0u64..200) {
        let calendar = calendars().into_values().next().unwrap();
        let start = on("2026-03-02").date + chrono::Days::new(start);
        let meeting = count(Span::new(n, Unit::WorkingDays), start, Some(&calendar), &[]).unwrap().end;
        let back = Span { way: stepwise_core::policy::Way::Before, ..Span::new(n, Unit::WorkingDays) };
        let end = count(back, meeting, Some(&calendar), &[]).unwrap().end;
        prop_assert_eq!(count(Span::new(n, Unit::WorkingDays), end, Some(&calendar), &[]).unwrap().end, meeting);
    }

    /// Hours stand still for exactly the hours in between.
    #[test]
    fn hours_stand_still_exactly(n in 1u32..100, stop in 0i64..90, long in 0i64..50) {
        let zone = chrono_tz::Europe::London;
        let start = Happened::at(on("2026-10-24").date, chrono::NaiveTime::from_hms_opt(12, 0, 0).unwrap());
        let at = |hours: i64| {
            let at = chrono::DateTime::<chrono::Utc>::from_naive_utc_and_offset(start.date.and_time(start.time.unwrap()), chrono::Utc);
            at + chrono::Duration::hours(hours - 1)
        };
        let local = |hours: i64| {
            let at = at(hours).with_timezone(&zone).naive_local();
            Happened::at(at.date(), at.time())
        };
        // The hour that happens twice is the first of the two; keep clear of it.
        prop_assume!(![13, 14].contains(&stop) && ![13, 14].contains(&(stop + long)));
        let pause = [Pause { from: local(stop), to: Some(local(stop + long)) }];
        let due = add_hours(start, n, false, zone, &pause).unwrap();
        let wanted = if stop < i64::from(n) { i64::from(n) + long } else { i64::from(n) };
        prop_assert_eq!(due.to_utc(), at(wanted));
    }
}
