//! The promised figures. Ratios in one run hold on any machine; the load is printed beside them.

mod chromium;
mod figure;

use std::path::PathBuf;

use crate::bench::figure::Figure;
use crate::fault::Fault;
use crate::parts::Parts;
use crate::program::{Program, root};
use crate::{setup, system};

/// How the measured programs are built: as a release, but without optimising over all crates at once, which
/// takes most of a release's time and gains these figures nothing. Given on the command line, so that the
/// bare window, which is no member of the workspace, is built in the same way.
const PROFILE: [&str; 4] = [
    "profile.bench-figures.inherits=\"release\"",
    "profile.bench-figures.lto=\"off\"",
    "profile.bench-figures.codegen-units=16",
    "profile.bench-figures.strip=\"debuginfo\"",
];
/// What is built in the one build of the workspace.
const MEASURED: &[&str] = &[
    "--package=stepwise-core",
    "--package=stepwise-store",
    "--package=stepwise-app",
    "--package=stepwise-documents",
    "--package=stepwise-tests",
    "--package=stepwise-desktop",
    "--features=stepwise-desktop/automation",
    "--example=bench_activity",
    "--example=bench_assess",
    "--example=bench_check",
    "--example=bench_backup",
    "--example=bench_bundle",
    "--example=bench_lock",
    "--example=bench_record",
    "--example=bench_today",
    "--example=bench_unlock",
    "--example=timing",
    "--bin=stepwise-desktop",
    "--bin=stepwise-lanes",
];
/// The smallest Tauri program, held against ours.
const BARE: &str = "tests/bare";

/// Measures each figure, prints them together, and fails where one is missed.
///
/// # Errors
/// When something does not build or run, or a figure is missed; the others are still measured.
pub fn run(parts: &mut Parts, words: &[String]) -> Result<(), Fault> {
    let large = words.iter().any(|word| word == "--large");
    setup::for_figures(parts)?;
    setup::pages(parts, false)?;
    parts.part("Build of what is measured", build)?;
    parts.part("Build of a bare window", build_bare)?;
    let before = system::load();
    println!("\nMachine: {before}");
    let mut figures = Vec::new();
    let outcomes = [
        measure(parts, &mut figures, "Assessing a case", assess),
        measure(parts, &mut figures, "Checking every policy", check),
        measure(parts, &mut figures, "Today", today),
        measure(parts, &mut figures, "A form, against Chromium", form),
        measure(
            parts,
            &mut figures,
            "A long report, against typst",
            long_report,
        ),
        measure(parts, &mut figures, "Unlocking", unlock),
        measure(parts, &mut figures, "Saving and searching", record),
        measure(parts, &mut figures, "What was done", activity),
        measure(parts, &mut figures, "Locking", lock),
        measure(parts, &mut figures, "Backup", || backup(large)),
        measure(parts, &mut figures, "Bundle", || bundle(large)),
        measure(parts, &mut figures, "First paint", first_paint),
    ];
    println!(
        "\nMachine before: {before}\nMachine after:  {}\n",
        system::load()
    );
    println!("{}", figure::table(&figures));
    outcomes.into_iter().collect::<Result<(), Fault>>()?;
    let missed = figures.iter().filter(|figure| !figure.kept()).count();
    if missed > 0 {
        return Err(Fault::Needed(format!(
            "{missed} of {} figures missed.",
            figures.len()
        )));
    }
    Ok(())
}

/// Measures one part. What cannot be measured on this system is said, and is no failure.
fn measure(
    parts: &mut Parts,
    figures: &mut Vec<Figure>,
    name: &str,
    work: impl FnOnce() -> Result<Vec<Figure>, Fault>,
) -> Result<(), Fault> {
    parts.part(name, || {
        let found = work().inspect_err(|fault| println!("   {fault}"))?;
        let missed = found.iter().filter(|figure| !figure.kept()).count();
        let said = match (found.len(), missed) {
            (0, _) => "not measured on this system".to_owned(),
            (_, 0) => "ok".to_owned(),
            (_, missed) => format!("{missed} MISSED"),
        };
        figures.extend(found);
        Ok(said)
    })
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn program(name: &str) -> PathBuf {
    target()
        .join("bench-figures")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn cargo_build() -> Program {
    PROFILE.iter().fold(
        Program::cargo().args(["build", "--profile=bench-figures"]),
        |cargo, line| cargo.args(["--config", line]),
    )
}

fn build() -> Result<String, Fault> {
    cargo_build().args(MEASURED).run()?;
    Ok("built".to_owned())
}

fn build_bare() -> Result<String, Fault> {
    // The same Tauri, to the last number. Cargo takes out what the bare window does not use.
    let lock = root().join(BARE).join("Cargo.lock");
    std::fs::copy(root().join("Cargo.lock"), lock).map_err(Fault::io("Copying Cargo.lock"))?;
    cargo_build()
        .arg(format!("--manifest-path={BARE}/Cargo.toml"))
        .arg(format!("--target-dir={}", target().display()))
        .run()?;
    Ok("built".to_owned())
}

/// What a measuring program prints.
fn printed(program: Program, name: &str) -> Result<String, Fault> {
    let (text, well) = program.watch()?;
    if well {
        Ok(text)
    } else {
        Err(Fault::Needed(format!("{name} ended with a failure.")))
    }
}

fn example(name: &str, words: &[&str]) -> Result<String, Fault> {
    let path = program(&format!("examples/{name}"));
    printed(Program::new(path).args(words), name)
}

/// Cases of 200 events: mostly calls, and under limits that come again and again and stand still.
fn assess() -> Result<Vec<Figure>, Fault> {
    let text = example("bench_assess", &[])?;
    let figure = |name: &str, key: &str| {
        let time = figure::after(&text, key)? / 1000.0;
        Ok(Figure::new(name, time, "ms", 0.5))
    };
    Ok(vec![
        figure("assess-200-events", "assess-200-events-us")?,
        figure("assess-200-repeats", "assess-200-repeats-us")?,
    ])
}

/// Every policy that ships: read and checked, and with its examples played besides.
fn check() -> Result<Vec<Figure>, Fault> {
    let policies = root().join("policies");
    let text = example("bench_check", &[&policies.display().to_string()])?;
    let figure = |name: &str, key: &str| {
        let time = figure::after(&text, key)?;
        Ok(Figure::new(name, time, "ms", 100.0))
    };
    Ok(vec![
        figure("check-all-packs", "check-packs-ms")?,
        figure("check-all-packs-and-examples", "inspect-packs-ms")?,
    ])
}

/// When Today is looked at, and what the measuring program calls it.
const TODAY: [(&str, &str); 3] = [
    ("open", "\"today_ms\":"),
    ("after-unlocking", "\"today_after_unlock_ms\":"),
    ("next-morning", "\"today_next_morning_ms\":"),
];
/// How much more one case may cost among many than among few. The cost is to grow no faster than the cases;
/// a tenth is left for what else the machine does.
const GROWTH: f64 = 1.1;

/// While open, straight after unlocking, and the next morning; and whether many cases cost more each than few.
fn today() -> Result<Vec<Figure>, Fault> {
    let mut figures = Vec::new();
    let [mut few, mut many] = [Vec::new(), Vec::new()];
    for (cases, times) in [
        ("200", None),
        ("2000", Some(&mut few)),
        ("10000", Some(&mut many)),
    ] {
        let text = example("bench_today", &[cases])?;
        let mut found = Vec::new();
        for (name, key) in TODAY {
            let time = figure::after(&text, key)?;
            found.push(time);
            if cases != "10000" {
                let name = format!("today-{cases}-cases-{name}");
                figures.push(Figure::new(name, time, "ms", 50.0));
            }
        }
        if cases == "2000" {
            let time = figure::after(&text, "\"report_ms\":")?;
            figures.push(Figure::new("report-2000-cases", time, "ms", 1000.0));
        }
        println!("   {cases} cases: {found:?} ms");
        if let Some(times) = times {
            *times = found;
        }
    }
    for ((name, _), (few, many)) in TODAY.iter().zip(few.iter().zip(&many)) {
        let name = format!("today-growth-to-10000-{name}");
        figures.push(Figure::new(name, many / 5.0 / few, "×", GROWTH));
    }
    Ok(figures)
}

/// The application's whole unlocking over its key derivation.
fn unlock() -> Result<Vec<Figure>, Fault> {
    let text = example("bench_unlock", &[])?;
    let ratio = figure::after(&text, "unlock-ratio")?;
    Ok(vec![Figure::new("unlock-to-argon2id", ratio, "×", 1.5)])
}

/// A backup over a bare re-keyed copy by the same library. Its verification is printed, and is no part of it.
fn backup(large: bool) -> Result<Vec<Figure>, Fault> {
    let (name, megabytes) = match large {
        true => ("backup-1024-mb-to-bare", "1024"),
        false => ("backup-64-mb-to-bare", "64"),
    };
    let text = example("bench_backup", &[megabytes])?;
    let ratio = figure::after(&text, "backup-ratio")?;
    let checking = figure::after(&text, "backup-checking-s")?;
    println!("   verification {checking:.2} s, beside it");
    Ok(vec![Figure::new(name, ratio, "×", 1.5)])
}

/// A bundle over reading its files from the vault and giving them to `age`, and what memory it takes on top of what the
/// application holds anyway: a few files' worth, however many there are.
fn bundle(large: bool) -> Result<Vec<Figure>, Fault> {
    let (name, megabytes) = match large {
        true => ("bundle-1024-mb", "1024"),
        false => ("bundle-64-mb", "64"),
    };
    let text = example("bench_bundle", &[megabytes])?;
    if !text.contains("bundle-ratio") {
        return Ok(Vec::new());
    }
    let ratio = figure::after(&text, "bundle-ratio")?;
    let grew = figure::after(&text, "bundle-memory-mb")?;
    Ok(vec![
        Figure::new(format!("{name}-to-age"), ratio, "×", 2.0),
        Figure::new(format!("{name}-memory"), grew, "MB", 128.0),
    ])
}

/// Saving an entry, and searching a million of them newest first, over plain SQLite with the same promises.
fn record() -> Result<Vec<Figure>, Fault> {
    let text = example("bench_record", &[])?;
    let figure = |name: &str, key: &str| {
        let ratio = figure::after(&text, key)?;
        Ok(Figure::new(name, ratio, "×", 3.0))
    };
    Ok(vec![
        figure("save-to-plain-sqlite", "save-ratio")?,
        figure("search-million-to-plain-sqlite", "search-ratio")?,
    ])
}

/// A page of the journal, by each of its filters, among 100,000 entries: the slowest of them.
fn activity() -> Result<Vec<Figure>, Fault> {
    let text = example("bench_activity", &[])?;
    let mut slowest = 0.0_f64;
    for line in text.lines().filter(|line| line.starts_with("activity-")) {
        println!("   {line}");
        slowest = slowest.max(figure::after(line, "-ms")?);
    }
    if slowest == 0.0 {
        return Err(Fault::Needed("bench_activity printed no time.".to_owned()));
    }
    Ok(vec![Figure::new(
        "activity-100000-entries",
        slowest,
        "ms",
        200.0,
    )])
}

/// The keys gone: in the application, also in the middle of a backup. The screen blank: in the window.
fn lock() -> Result<Vec<Figure>, Fault> {
    let text = example("bench_lock", &[])?;
    let figure = |name: &str, text: &str, key: &str| {
        let time = figure::after(text, key)?;
        Ok(Figure::new(name, time, "ms", 200.0))
    };
    let mut figures = vec![
        figure("lock-keys-gone", &text, "lock-ms")?,
        figure("lock-keys-gone-in-backup", &text, "lock-in-backup-ms")?,
    ];
    if cfg!(target_os = "linux") {
        let program = Program::on_a_virtual_display(program("stepwise-lanes"))
            .arg("lock-time")
            .arg(target().join("bench"));
        let text = printed(program, "stepwise-lanes lock-time")?;
        figures.push(figure("lock-screen-blank", &text, "lock-blank-ms")?);
        figures.push(figure("lock-key-to-keys-gone", &text, "lock-gone-ms")?);
    }
    Ok(figures)
}

/// The two-page form, over headless Chromium's time for the same content.
fn form() -> Result<Vec<Figure>, Fault> {
    let Some(browser) = chromium::found() else {
        return Ok(Vec::new());
    };
    let page = target().join("form.html");
    let said = page.display().to_string();
    example("timing", &["html", &said])?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // By turns, so that other work on the machine weighs on both.
    for _ in 0..7 {
        let text = example("timing", &["15"])?;
        ours.push(figure::after(&text, "form:")?);
        theirs.push(chromium::print_cold(browser, &page)?);
    }
    let (ours, theirs) = (figure::median(ours), figure::median(theirs));
    println!("   Stepwise {ours:.1} ms, Chromium {theirs:.0} ms");
    let ratio = ours / theirs;
    Ok(vec![Figure::new(
        "form-to-chromium",
        ratio,
        "×",
        1.0 / 30.0,
    )])
}

/// A report of 225 pages, over typst's time for the same content, and the most memory that it takes.
fn long_report() -> Result<Vec<Figure>, Fault> {
    let markup = target().join("report.typ");
    example("timing", &["typst", &markup.display().to_string()])?;
    let typst = || {
        let program = Program::new(system::python()).arg("tests/outside/time_typst.py");
        printed(program.arg(&markup).arg("1"), "time_typst.py")
    };
    let (mut ours, mut theirs, mut memory) = (Vec::new(), Vec::new(), 0.0f64);
    for _ in 0..3 {
        let text = example("timing", &["long", "1"])?;
        ours.push(figure::after(&text, "long:")?);
        if let Ok(most) = figure::after(&text, "most-memory:") {
            memory = memory.max(most);
        }
        theirs.push(figure::after(&typst()?, "typst:")?);
    }
    let mut figures = Vec::new();
    if memory > 0.0 {
        figures.push(Figure::new("report-225-pages-memory", memory, "MB", 200.0));
    }
    let (ours, theirs) = (figure::median(ours), figure::median(theirs));
    println!("   Stepwise {ours:.0} ms, typst {theirs:.0} ms");
    let ratio = ours / theirs;
    figures.push(Figure::new("report-225-pages-to-typst", ratio, "×", 0.5));
    Ok(figures)
}

/// The real window over a bare one, both started through WebKit's driver, which Linux alone has.
fn first_paint() -> Result<Vec<Figure>, Fault> {
    if !cfg!(target_os = "linux") {
        return Ok(Vec::new());
    }
    let program = Program::on_a_virtual_display(program("stepwise-lanes"))
        .arg("paint")
        .arg(program("stepwise-bare"))
        .arg(target().join("bench"));
    let text = printed(program, "stepwise-lanes paint")?;
    let ratio = figure::after(&text, "first-paint-ratio")?;
    Ok(vec![Figure::new("first-paint-to-bare", ratio, "×", 2.0)])
}
