//! Duties of both sides.

use stepwise_testkit::{RULES, check};

#[test]
fn each_side_for_itself_and_each_child() {
    check(
        RULES,
        r#"
name = "Both sides, two children"
raised = 2026-11-30
subjects = ["child", "child"]
[[step]]
at = 2026-11-30
do = [{ open = "s1" }]
expect = { ours = ["safe", "record"], theirs = ["safe"] }
[[step]]
at = 2026-11-30
do = [{ done = "safe", for = "subject-1" }]
expect = { ours = ["safe", "record"], theirs = ["safe"] }
[[step]]
at = 2026-11-30
do = [{ done = "safe" }]
expect = { ours = ["record"], theirs = ["safe"] }
[[step]]
at = 2026-11-30
do = [{ done = "safe", by = "theirs" }, { done = "record" }]
expect = { ours = [], theirs = [] }
[[step]]
at = 2026-11-30
do = [{ done = "record" }]
expect = { refusal = "duty-not-arisen" }
"#,
    );
}

#[test]
fn standing_after_leaving_unless_it_lapses() {
    check(
        RULES,
        r#"
name = "Left behind"
raised = 2026-11-30
[[step]]
at = 2026-11-30
do = [{ open = "s1" }, { unresolved = true }]
expect = { ours = ["safe", "record", "report"], due = { report = 2026-12-01 } }
[[step]]
at = 2026-12-02
do = [{ open = "s2" }]
expect = { theirs = ["safe", "answer"], late = ["report"], ours = ["safe", "record", "report"] }
[[step]]
at = 2026-12-02
do = [{ unresolved = true }]
expect = { theirs = ["safe", "answer"], state = { answer = "outstanding" } }
[[step]]
at = 2026-12-02
do = [{ not-done = "report", reason = "The manager was away" }]
expect = { late = [], state = { report = "not-done" } }
[[step]]
at = 2026-12-02
do = [{ open = "s3" }]
expect = { theirs = ["safe"], state = { answer = "lapsed" } }
"#,
    );
}

#[test]
fn what_is_allowed_is_never_outstanding() {
    check(
        RULES,
        r#"
name = "May"
raised = 2026-11-30
subjects = []
[[step]]
at = 2026-11-30
do = [{ open = "s1" }, { done = "record" }, { agreed = "a1", by = 2026-12-04 }, { agreed = "a2" }, { resolved = true }]
expect = { ours = ["follow"], theirs = [], state = { debrief = "may" }, due = { follow = 2026-12-04 } }
[[step]]
at = 2026-12-07
expect = { late = ["follow"] }
[[step]]
at = 2026-12-07
do = [{ action = "a1" }, { action = "a2" }]
expect = { ours = [], late = [] }
[[step]]
at = 2026-12-07
do = [{ end = "agreed" }, { done = "debrief" }]
expect = { phase = "ended", state = { debrief = "done" } }
"#,
    );
}

#[test]
fn the_moment_that_a_duty_reaches_starts_a_clock() {
    let rules = r#"
[moment]
told = { name = "They were told" }
[duty]
tell = { on = "raised", act = "tell", who = "raiser", to = ["other", "contact.office"], force = "must", wants = "note", per = "once", say = "Tell them", reaches = "told", heading = "7" }
[clock]
reply = { name = "Reply", written = "1 working day", from = "told", until = "s1.opened", limit = "1 working day", owner = "other", force = "must", heading = "6" }
after = { name = "Follow up", written = "3 calendar days", from = "duty.tell.done", until = "ended", limit = "3 calendar days", owner = "raiser", force = "must", heading = "6" }
[contact]
office = { role = "Business Manager", phone = "01632 960002", checked = 2026-11-20, heading = "8" }
"#;
    check(
        rules,
        r#"
name = "Told"
raised = 2026-11-30
[[step]]
at = 2026-11-30
expect = { state = { reply = "waiting", after = "waiting" }, ours = ["tell"] }
[[step]]
at = 2026-12-01
do = [{ done = "tell" }]
expect = { due = { reply = 2026-12-02, after = 2026-12-04 }, ours = [] }
"#,
    );
}
