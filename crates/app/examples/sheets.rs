//! Writes every sheet that the application makes of a case into a folder, over a usual case, one of hostile words and
//! names of many scripts, one of nothing, and one of hundreds of pages, for programs that are not ours to check:
//! `cargo run -p stepwise-app --example sheets -- FOLDER [--long]`. Everybody in them is invented.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../tests/host/mod.rs"]
mod host;

use host::{Host, POLICY, at_stage_three, attach, look, opened, person, report, start};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const NASTY: &str = "tab\there; override \u{202E}gnp.exe\u{202C} isolate \u{2066}x\u{2069}; smile \u{1F600}, private \u{E000}; \
                     <script>alert(1)</script> & (parentheses) \\ backslash %PDF-1.7 endobj; zero\u{200B}width; z\u{351}\u{352}a\u{353}l\u{354}go; \
                     soft\u{AD}hyphen; =SUM(A1) ${x} {stage}";

fn entry(day: &str, with: &str, statements: Value) -> Value {
    json!({ "deed": "entry", "kind": "call", "happened": { "date": day, "time": "14:00" }, "ours": ["Grace Obi"], "theirs": [with],
        "agreed": "A joint visit on Friday.", "next": "She rings on Thursday.", "statements": statements, "fulfils": [], "reaches": [] })
}

fn fact(text: &str) -> Value {
    json!([{ "nature": "fact", "of": "", "text": text }, { "nature": "opinion", "of": "Grace Obi", "text": text }, { "nature": "own-words", "of": "Zofia", "text": text }])
}

/// The forms of a case in each way of signing, and its dates as a calendar.
fn write_forms(host: &Host, case: &str, name: &str, folder: &Path) {
    for signing in ["fields", "ink", "typed"] {
        let saved = host.call(
            "save_paper_file",
            json!({ "case": case, "paper": "monitoring", "visit": null, "signing": signing }),
        );
        let to = folder.join(format!("monitoring-{name}-{signing}.pdf"));
        std::fs::copy(saved["path"].as_str().unwrap(), to).unwrap();
    }
    let papers = host.call("papers", json!({ "case": case }))["papers"].clone();
    for letter in papers.as_array().unwrap() {
        if letter["kind"] == "letter" {
            let query = json!({ "case": case, "paper": letter["paper"], "visit": letter["visit"] });
            let saved = host.call("save_paper_file", query);
            let paper = letter["paper"].as_str().unwrap();
            let visit = letter["visit"].as_u64().unwrap_or(0);
            let to = folder.join(format!("letter-{name}-{paper}-{visit}.pdf"));
            std::fs::copy(saved["path"].as_str().unwrap(), to).unwrap();
        }
    }
    let saved = host.call("save_calendar", json!({ "case": null }));
    std::fs::copy(
        saved["path"].as_str().unwrap(),
        folder.join(format!("dates-{name}.ics")),
    )
    .unwrap();
}

/// Every sheet of a case, each as a file whose name begins with the case's.
fn write(host: &Host, case: &str, name: &str, folder: &Path) {
    let offered = host.call("sheets", json!({ "case": case }));
    let parts: Vec<&Value> = offered["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["id"])
        .collect();
    let whom = match name {
        "hostile" => &NASTY.chars().take(200).collect::<String>(),
        _ => "Priya Raman, chair of governors",
    };
    let names: Vec<&Value> = offered["names"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| &n["name"])
        .collect();
    let all = json!({ "groups": [], "names": [], "from": null, "until": null });
    let some = json!({ "groups": ["discussion", "stage"], "names": names, "from": "2026-11-01", "until": "2027-12-01" });
    let nothing = json!({ "groups": [], "names": [], "from": "2020-01-01", "until": "2020-01-01" });
    for (sheet, file, filter) in [
        ("chronology", "chronology", &all),
        ("chronology", "chronology-filtered", &some),
        ("chronology", "chronology-nothing", &nothing),
        ("panel", "panel", &all),
        ("panel", "panel-filtered", &some),
        ("report", "report", &all),
        ("handover", "handover", &all),
    ] {
        let begun = std::time::Instant::now();
        let query = json!({ "case": case, "sheet": sheet, "filter": filter, "parts": parts, "for_whom": whom, "why": whom });
        let saved = host.call("save_sheet", query);
        let path = PathBuf::from(saved["path"].as_str().unwrap());
        let to = folder.join(format!("sheet-{name}-{file}.pdf"));
        std::fs::copy(&path, &to).unwrap();
        let size = std::fs::metadata(&to).unwrap().len();
        println!(
            "sheet-{name}-{file}: {size} bytes in {} ms",
            begun.elapsed().as_millis()
        );
    }
}

/// A photograph as a telephone makes it, and a picture that lets through what is behind it.
const PICTURES: [(&str, &[u8]); 2] = [
    (
        "photograph.jpg",
        include_bytes!("../../../tests/files/photograph.jpg"),
    ),
    ("small.png", include_bytes!("../tests/host/small.png")),
];

/// Bundles with pictures as pages: the sealed PDF, and the one that travels inside the sealed file and is not locked. The
/// second bundle has words and a person taken out.
fn write_bundles(host: &Host, case: &str, name: &str, folder: &Path) {
    for (file, bytes) in PICTURES {
        let description = match name {
            "hostile" => NASTY,
            _ => "What the school nurse saw",
        };
        attach(host, case, file, bytes, &format!("{file}: {description}"));
    }
    let offered = host.call("bundle", json!({ "case": case }));
    let all = |list: &str, id: &dyn Fn(&Value) -> Value| -> Vec<Value> {
        offered[list].as_array().unwrap().iter().map(id).collect()
    };
    let parts = all("parts", &|part| part["id"].clone());
    let files: Vec<&Value> = parts
        .iter()
        .filter(|part| part.as_str().unwrap().starts_with("file:"))
        .collect();
    let people = all("people", &|person| person[0].clone());
    let request = json!({ "case": case, "parts": parts, "to": "Priya Raman", "purpose": NASTY, "password_by": "phone", "pictures": true });
    let mut cut = request.clone();
    cut["without"] = json!({ "people": [people[0]], "names": [], "words": ["school"], "spared": [], "entries": [], "files": files });
    for (which, mut request) in [("whole", request), ("cut", cut)] {
        look(host, &mut request, u64::MAX);
        let made = host.call("make_bundle", request);
        let password = made["password"].as_str().unwrap();
        let stem = folder.join(format!("bundle-{name}-{which}"));
        let beside = |ending: &str| format!("{}-{ending}", stem.display());
        std::fs::copy(made["pdf"].as_str().unwrap(), beside("encrypted.pdf")).unwrap();
        std::fs::write(beside("encrypted.password"), password).unwrap();
        std::fs::write(beside("inside.pdf"), report(&opened(&made, password))).unwrap();
    }
}

fn hostile() -> (Host, String) {
    let host = Host::ready("2026-11-16T10:00:00+00:00", POLICY);
    let people = json!([
        person(
            "ours",
            "Grace Obi",
            NASTY,
            &["worker", "line-manager", "senior-manager"]
        ),
        person(
            "theirs",
            "فاطمة বেগম Zażółć Wolfeschlegelsteinhausenbergerdorff",
            &"long ".repeat(40),
            &["worker"]
        ),
    ]);
    let mut answers = start(POLICY, "2026-11-16", people, json!([["subject", "child"]]));
    answers["subjects"][0]["name"] = json!("Zofia <b>\u{202E}Wiśniewska\u{202C}</b> ফাতিমা");
    answers["agency"] = json!("Children's \u{2066}Social\u{2069} Care %s \\");
    answers["decision"]["what"] = json!(NASTY);
    answers["decision"]["not_safe"] = json!(NASTY.repeat(20));
    let case = host.call("start_case", answers)["case"]
        .as_str()
        .unwrap()
        .to_owned();
    host.at("2026-11-16T16:00:00+00:00");
    for n in 1..6 {
        host.record(
            &case,
            json!([entry(
                "2026-11-16",
                "فاطمة বেগম Zażółć Wolfeschlegelsteinhausenbergerdorff",
                fact(&NASTY.repeat(n))
            )]),
        );
    }
    (host, case)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("give the folder to write to"));
    let long = arguments.any(|a| a == "--long");
    std::fs::create_dir_all(&folder).unwrap();

    let (host, case) = at_stage_three();
    write(&host, &case, "bare", &folder);
    for day in ["2026-11-16", "2026-11-17", "2026-11-18"] {
        let said = "The team manager had read the referral. The decision stands: no strategy discussion, early help to visit on 24 November.";
        host.record(&case, json!([entry(day, "Paul Shaw", fact(said))]));
    }
    let subject = host.call("case", json!({ "case": case }))["subjects"][0]["id"].clone();
    let on = json!({ "date": "2026-11-18", "time": "15:00" });
    host.record(&case, json!([
        { "deed": "plan", "subject": subject, "measures": "She stays with her aunt at weekends.", "by_whom": "Her aunt, and the school on Saturday mornings", "reviewed": on, "next_review": "2026-11-25" },
        { "deed": "action", "what": "Look at the referral again", "owner": "Paul Shaw", "by": "2026-11-20", "agreed": { "date": "2026-11-18", "time": null } },
    ]));
    write(&host, &case, "usual", &folder);
    write_forms(&host, &case, "usual", &folder);
    write_bundles(&host, &case, "usual", &folder);
    if long {
        let page =
            "She said that it had happened before, and went on to say where and when. ".repeat(45);
        host.at("2026-11-20T15:00:00+00:00");
        for _ in 0..40 {
            let many: Vec<Value> = (0..12)
                .map(|_| {
                    entry(
                        "2026-11-19",
                        "Paul Shaw",
                        json!([{ "nature": "fact", "of": "", "text": page }]),
                    )
                })
                .collect();
            host.record(&case, json!(many));
        }
        write(&host, &case, "long", &folder);
    }
    let (host, case) = hostile();
    write(&host, &case, "hostile", &folder);
    write_bundles(&host, &case, "hostile", &folder);
}
