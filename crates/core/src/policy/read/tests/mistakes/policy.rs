//! Mistakes in the policy's own file.

use super::Mistake;

pub(super) const IN_POLICY: &[Mistake] = &[
    (
        "short = ",
        "shrot = ",
        "policy.toml:4:1: Unknown key `shrot` in the file. Did you mean `short`?",
    ),
    (
        "title = \"Resolving differences\"\n",
        "",
        "policy.toml:1:1: `title` is missing in the file. Write title = \"…\".",
    ),
    (
        "title = \"Resolving differences\"\n",
        "title = \" \"\n",
        "policy.toml:3:9: `title` of the file is empty.",
    ),
    (
        "format = 1",
        "format = 2",
        "policy.toml:1:10: This format is not known. Write format = 1.",
    ),
    (
        "say = \"They talk.\", pairs = [[\"worker\"",
        "syas = \"They talk.\", pairs = [[\"worker\"",
        "policy.toml:24:125: Unknown key `syas` in stage `s1`.",
    ),
    (
        "[ending]",
        "[endings]",
        "policy.toml:37:2: Unknown key `endings` in the file. Did you mean `ending`?",
    ),
    (
        "force = \"must\", wants = \"note\"",
        "force = \"msut\", wants = \"note\"",
        "policy.toml:31:99: `force` of duty `tell` cannot be `msut`. Did you mean `must`?",
    ),
    (
        "per = \"once\"",
        "per = \"twice\"",
        "policy.toml:33:170: `per` of duty `send` cannot be `twice`.",
    ),
    (
        "resolves = true, ",
        "",
        "policy.toml:38:1: `resolves` is missing in ending `done`. Write resolves = true or resolves = false.",
    ),
    (
        "resolves = true",
        "resolves = \"yes\"",
        "policy.toml:38:61: `resolves` of ending `done` is a text. It must be `true` or `false`.",
    ),
    (
        "at-start = true",
        "at-start = 1",
        "policy.toml:15:91: `at-start` of moment `outset` is a whole number. It must be `true` or `false`.",
    ),
    (
        "areas = [",
        "areas = [1, ",
        "policy.toml:10:10: `areas` of the file is a whole number. It must be a text in quotes.",
    ),
    (
        "zone = \"Europe/London\"",
        "zone = \"London\"",
        "policy.toml:8:8: There is no time zone `London`. Write one such as \"Europe/London\" or \"Europe/Guernsey\".",
    ),
    (
        "read = 2026-11-20",
        "read = 2026-02-30",
        "policy.toml:11:62: This is not TOML at `2026-02-30`: invalid date, expected day between 01 and 28.",
    ),
    (
        "from = \"unknown\"",
        "from = \"unkown\"",
        "policy.toml:11:44: `unkown` is no date. Write from = 2026-04-01, or from = \"unknown\" where the source gives no date.",
    ),
    (
        "checked = 2026-11-20",
        "checked = \"20 November 2026\"",
        "policy.toml:40:81: There is no date `20 November 2026`. A date is written as year-month-day, such as 2026-11-20.",
    ),
    (
        "Everybody may.",
        "Every\\u202Ebody may.",
        "policy.toml:46:47: `text` of note `right` holds a character that cannot be seen (U+202E). Take it out.",
    ),
    (
        "s1 = { name = \"Stage 1\"",
        "S_1 = { name = \"Stage 1\"",
        "policy.toml:24:1: `S_1` cannot be a name. A name has lower-case letters a to z, digits and single hyphens, at most 64 in all.",
    ),
    (
        "\nreported = {",
        "\nraised = {",
        "policy.toml:16:1: A moment cannot be called `raised`. The word has a meaning of its own in the language; choose another.",
    ),
    (
        "worker = { name = \"worker\" }",
        "worker = { name = \"worker\" }\nworker = { name = \"again\" }",
        "policy.toml:19:1: This is not TOML at `worker`: duplicate key.",
    ),
    (
        "stages = [\"s1\", \"s2\"]",
        "stages = [\"s1\", \"s3\"]",
        "policy.toml:22:26: There is no stage `s3`. Did you mean `s1`?",
    ),
    (
        "stages = [\"s1\", \"s2\"]",
        "stages = [\"s1\", \"s2\", \"s1\"]",
        "policy.toml:22:32: Stage `s1` is named twice.",
    ),
    (
        "pairs = [[\"worker\", \"worker\"]]",
        "pairs = [[\"worker\", \"wroker\"]]",
        "policy.toml:24:165: There is no role `wroker`. Did you mean `worker`?",
    ),
    (
        "pairs = [[\"worker\", \"worker\"]]",
        "pairs = [[\"worker\"]]",
        "policy.toml:24:154: A pair of stage `s1` does not have two sides.",
    ),
    (
        "pairs = [[\"worker\", \"worker\"]]",
        "pairs = [[[], \"worker\"]]",
        "policy.toml:24:155: A pair of stage `s1` has nobody on the raiser's side.",
    ),
    (
        "reaches = \"reported\"",
        "reaches = \"reportde\"",
        "policy.toml:31:175: There is no moment `reportde`. Did you mean `reported`?",
    ),
    (
        "paper = \"form\", force",
        "paper = \"from\", force",
        "policy.toml:32:74: There is no paper `from`. Did you mean `form`?",
    ),
    (
        "to = [\"contact.office\"]",
        "to = [\"contact.ofice\"]",
        "policy.toml:33:77: There is no contact `ofice`. Did you mean `office`?",
    ),
    (
        "readings = [\"unclear\"]",
        "readings = [\"unclaer\"]",
        "policy.toml:33:264: There is no finding `unclaer`. Did you mean `unclear`?",
    ),
    (
        "caps = [\"s1\", \"s2\"]",
        "caps = [\"s1\", \"s9\"]",
        "policy.toml:29:158: There is no clock `s9`. Did you mean `s1`?",
    ),
    (
        "when = { subject = \"child\" }",
        "when = { subject = \"chidl\" }",
        "policy.toml:33:220: Fact `subject` has no choice `chidl`. Did you mean `child`?",
    ),
    (
        "when = { subject = \"child\" }",
        "when = { subjetc = \"child\" }",
        "policy.toml:33:210: There is no fact `subjetc`. Did you mean `subject`?",
    ),
    (
        "when = { subject = \"child\" }",
        "when = { reached = [\"s7\"] }",
        "policy.toml:33:221: There is no stage `s7`. Did you mean `s1`?",
    ),
    (
        "default = \"raised\"",
        "default = \"riased\"",
        "policy.toml:15:70: There is no moment `riased`. Did you mean `raised`?",
    ),
    (
        "to = \"next\"",
        "to = \"nxt\"",
        "policy.toml:35:85: There is no stage `nxt`.",
    ),
    (
        "on = \"s1.unresolved\"",
        "on = \"s1.unresolvd\"",
        "policy.toml:31:15: A stage has no moment `unresolvd`. Did you mean `unresolved`?",
    ),
    (
        "on = \"s1.unresolved\"",
        "on = \"s1.un.resolved\"",
        "policy.toml:31:15: `s1.un.resolved` is no moment.",
    ),
    (
        "on = \"duty.fill.done\"",
        "on = \"duty.fil.done\"",
        "policy.toml:33:15: There is no duty `fil`. Did you mean `fill`?",
    ),
    (
        "until = \"resolved\"",
        "until = \"solved\"",
        "policy.toml:29:74: There is no moment `solved`. Did you mean `resolved`?",
    ),
    (
        "who = \"raiser.worker\"",
        "who = \"riaser.worker\"",
        "policy.toml:31:52: `riaser.worker` is no party.",
    ),
    (
        "who = \"raiser.worker\"",
        "who = \"raiser.chair\"",
        "policy.toml:31:52: Role `chair` is a body outside both sides. Write body.chair.",
    ),
    (
        "who = \"raiser.worker\"",
        "who = \"body.worker\"",
        "policy.toml:31:52: Role `worker` is not a body. Give the role body = true, or name a side: raiser, other or both.",
    ),
    (
        "who = \"raiser.worker\"",
        "who = \"own.worker\"",
        "policy.toml:31:52: Nobody can do duty `tell`: own and counterpart are seen from whoever does it. Name the side: raiser, other or both.",
    ),
    (
        "limit = \"2 working days\"",
        "limit = \"2 workdays\"",
        "policy.toml:27:97: `2 workdays` is no limit.",
    ),
    (
        "limit = \"2 working days\"",
        "limit = \"0 working days\"",
        "policy.toml:27:97: `0 working days` is no limit.",
    ),
    (
        "limit = \"2 working days\"",
        "limit = \"48 hours (24 hours)\"",
        "policy.toml:27:97: `48 hours (24 hours)` names the same unit twice. Two wordings of one limit have two units, such as \"48 hours (2 working days)\".",
    ),
    (
        "limit = \"2 working days\"",
        "limit = \"entered by the chair\"",
        "policy.toml:27:97: `the chair` is no party.",
    ),
    (
        "limit = \"2 working days\"",
        "limit = 2",
        "policy.toml:27:97: `limit` of clock `s1` is a whole number. It must be a text in quotes.",
    ),
    (
        "stages = [\"s1\", \"s2\"] }",
        "stages = [\"s1\"] }",
        "policy.toml:25:1: Stage `s2` is on no ladder. Add it to the `stages` of a ladder, or take it out.",
    ),
    (
        "main = { stages",
        "main = { when = { subject = \"child\" }, stages",
        "policy.toml:22:1: No ladder holds when subject = adult. Exactly one ladder must hold in each situation.",
    ),
    (
        "main = { stages = [\"s1\", \"s2\"] }",
        "main = { stages = [\"s1\", \"s2\"] }\nfast = { stages = [\"s2\"], when = { subject = \"adult\" } }",
        "policy.toml:22:1: Two ladders hold when subject = adult: `main` and `fast`. Exactly one ladder must hold in each situation.",
    ),
    (
        "main = { stages",
        "main = { when = { reached = [\"s1\"] }, stages",
        "policy.toml:22:19: Ladder `main` cannot depend on `reached`. It holds from the start, so it may depend on facts only.",
    ),
    (
        "calendar = \"england-and-wales\"",
        "calendar = { guernsey = { when = { subject = \"child\" } } }",
        "policy.toml:9:12: No calendar holds when subject = adult. Exactly one calendar must hold in each situation.",
    ),
    (
        "on = \"stage.unresolved\", to = \"next\"",
        "on = \"stage.unresolved\", to = { elsewhere = \"Ask the board.\" }",
        "policy.toml:25:1: warning: Only immediate harm leads to stage `s2` on ladder `main`.",
    ),
    (
        "on = \"s1.unresolved\", act",
        "on = \"duty.tell.done\", act",
        "policy.toml:31:15: Duty `tell` waits for itself. Start one of them from a moment that somebody dates.",
    ),
    (
        "on = \"s2.opened\"",
        "on = \"duty.send.done\"",
        "policy.toml:32:15: Duty `fill` waits for duty `send`, which waits for duty `fill`. Start one of them from a moment that somebody dates.",
    ),
    (
        "default = \"raised\"",
        "default = \"outset\"",
        "policy.toml:15:70: Moment `outset` waits for itself. Start one of them from a moment that somebody dates.",
    ),
    (
        "limit = \"3 working days\"",
        "limit = \"4 working days\"",
        "policy.toml:29:151: The limits under clock `all` come to 6 one after another, and it allows 5. State in [finding] how you read the source, and name it in `readings` of the clock.",
    ),
    (
        "from = \"s1.left\", until = \"s2.left\"",
        "from = \"s1.left\", until = \"s1.left\"",
        "policy.toml:28:81: Clock `s2` starts and stops at the same moment. Let it stop when what it asks for is done.",
    ),
    (
        "when = { subject = \"child\" }, heading",
        "heading",
        "policy.toml:33:76: Nobody holds for `to` of duty `send` when subject = adult. Name somebody for that situation, or give the duty a `when`.",
    ),
    (
        "paper = \"form\", force",
        "force",
        "policy.toml:32:34: Duty `fill` says to fill in a paper and names none. Write paper = \"…\".",
    ),
    (
        "resolves = true",
        "resolves = false",
        "policy.toml: No ending resolves the dispute. Write [ending] with resolves = true in one of them.",
    ),
    (
        "heading = \"Aims\" }\n[ending]",
        "heading = \"Aims\", quote = \"one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten more\" }\n[ending]",
        "policy.toml:36:136: The quotation has 41 words. At most 40: quote the words that matter, and say the rest in your own.",
    ),
    (
        "force = \"good-practice\"",
        "force = \"should\"",
        "policy.toml:44:1: `heading` is missing in check `clear`. Write heading = \"…\".",
    ),
    (
        "force = \"good-practice\"",
        "force = \"good-practice\", heading = \"Aims\", quote = \"x\"",
        "policy.toml:44:106: Check `clear` is good practice and has a quotation. What the source says is must, should or may. Good practice is our own advice.",
    ),
    (
        "email = \"office@board.example\"",
        "email = \"office at board.example\"",
        "policy.toml:40:47: `office at board.example` is no e-mail address. Write it as the source gives it, or leave `email` out and say so in `note`.",
    ),
    (
        "email = \"office@board.example\"",
        "phone = \"ask at the desk\"",
        "policy.toml:40:47: `ask at the desk` is no telephone number. Digits, spaces, brackets and +; put other words into `note`.",
    ),
    (
        "email = \"office@board.example\", ",
        "",
        "policy.toml:40:1: warning: Contact `office` says no way to reach it. Say in `note` what the source leaves out.",
    ),
];
