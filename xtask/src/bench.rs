//! The promised figures. Ratios in one run hold on any machine; the load is printed beside them.

use std::fs;
use std::time::{Duration, Instant};

use crate::fault::Fault;
use crate::parts::Parts;
use crate::program::{Program, exists, root};
use crate::{setup, system};

/// A case of 200 events is assessed within this many microseconds.
const ASSESS_US: f64 = 1_000.0;
/// Today is made within this many milliseconds, over 200 and over 2,000 cases.
const TODAY_MS: f64 = 50.0;
/// Headless Chromium takes at least this many times as long over the content of a two-page form.
const CHROMIUM_RATIO: f64 = 30.0;

/// Measures each figure in a release build, and fails where one is missed.
///
/// # Errors
/// When an example does not build, or a figure is missed.
pub fn run(parts: &mut Parts) -> Result<(), Fault> {
    setup::for_running(parts)?;
    println!("\nMachine: {}", system::load());
    let outcomes = [
        parts.part("Assessing a case of 200 events", assess),
        parts.part("Today over 200 and 2,000 cases", today),
        parts.part("Unlocking against its key derivation", unlock),
        parts.part("A form against headless Chromium", form),
    ];
    println!("\nMachine at the end: {}", system::load());
    outcomes.into_iter().collect()
}

fn example(package: &str, name: &str, words: &[&str]) -> Result<String, Fault> {
    let (text, well) = Program::cargo()
        .args([
            "run",
            "--release",
            "--quiet",
            "-p",
            package,
            "--example",
            name,
            "--",
        ])
        .args(words)
        .watch()?;
    if well {
        Ok(text)
    } else {
        Err(Fault::Needed(format!(
            "The example {name} of {package} failed."
        )))
    }
}

fn assess() -> Result<String, Fault> {
    let text = example("stepwise-core", "bench_assess", &[])?;
    let micros = after(&text, "assess-200-events-us")?;
    within(
        format!("{micros:.0} µs of {ASSESS_US:.0}"),
        micros <= ASSESS_US,
    )
}

fn today() -> Result<String, Fault> {
    let mut said = Vec::new();
    let mut kept = true;
    for cases in ["200", "2000"] {
        let text = example("stepwise-app", "bench_today", &[cases])?;
        let open = after(&text, "\"today_ms\":")?;
        let unlocked = after(&text, "\"today_after_unlock_ms\":")?;
        kept &= open <= TODAY_MS && unlocked <= TODAY_MS;
        said.push(format!(
            "{cases} cases: {open:.1} ms, {unlocked:.1} ms after unlocking"
        ));
    }
    within(format!("{}; of {TODAY_MS:.0} ms", said.join("; ")), kept)
}

/// The store's own test holds the ratio; it is left out of ordinary runs because it takes 256 MiB.
fn unlock() -> Result<String, Fault> {
    let (text, well) = Program::cargo()
        .args([
            "test",
            "--release",
            "--quiet",
            "-p",
            "stepwise-store",
            "--test",
            "speed",
            "--",
        ])
        .args(["--ignored", "--nocapture", "unlocking_costs"])
        .watch()?;
    let ratio = after(&text, "ratio")?;
    within(format!("ratio {ratio:.2} of 1.5"), well)
}

/// The same words, printed by Chromium from a plain page of HTML. Its start is part of its time: nobody who
/// prints by Chromium goes without.
fn form() -> Result<String, Fault> {
    let text = example("stepwise-documents", "timing", &["50"])?;
    let ours = after(&text, "form:")?;
    let Some(chromium) = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| exists(name))
    else {
        return Ok(format!(
            "{ours:.2} ms; not compared: there is no Chromium here"
        ));
    };
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(Fault::io("Making target/bench"))?;
    example("stepwise-documents", "samples", &["target/bench"])?;
    let words = Program::new("pdftotext")
        .args(["target/bench/form.pdf", "-"])
        .answer()
        .ok_or_else(|| Fault::Needed("pdftotext could not read the sample form.".to_owned()))?;
    let page = folder.join("form.html");
    fs::write(&page, as_page(&words)).map_err(Fault::io("Writing the page for Chromium"))?;
    let mut times = Vec::new();
    for _ in 0..5 {
        let began = Instant::now();
        Program::new(chromium)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--log-level=3",
            ])
            .arg(format!(
                "--print-to-pdf={}",
                folder.join("chromium.pdf").display()
            ))
            .arg(&page)
            .answer()
            .ok_or_else(|| Fault::Needed("Chromium could not print.".to_owned()))?;
        times.push(began.elapsed());
    }
    times.sort();
    let theirs = times
        .get(2)
        .copied()
        .unwrap_or(Duration::ZERO)
        .as_secs_f64()
        * 1_000.0;
    let ratio = theirs / ours;
    within(
        format!("{ours:.2} ms against {theirs:.0} ms: {ratio:.0} times"),
        ratio >= CHROMIUM_RATIO,
    )
}

fn as_page(words: &str) -> String {
    let mut page =
        "<!doctype html><html lang=en><meta charset=utf-8><title>Form</title>".to_owned();
    for line in words.lines() {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        page.push_str(&format!("<p>{line}</p>"));
    }
    page
}

fn within(said: String, kept: bool) -> Result<String, Fault> {
    if kept {
        return Ok(said);
    }
    println!("   Missed: {said}");
    Err(Fault::Needed(format!("A figure was missed: {said}")))
}

/// The number after a word, as in `ratio 1.02`.
fn after(text: &str, word: &str) -> Result<f64, Fault> {
    text.split_once(word)
        .and_then(|(_, rest)| {
            let number = rest.trim_start();
            let end = number
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(number.len());
            number.get(..end)?.parse().ok()
        })
        .ok_or_else(|| Fault::Needed(format!("The measurement did not say “{word}”.")))
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn numbers_are_read() {
        assert!(
            after("{\"today_ms\": 3.5,", "\"today_ms\":").is_ok_and(|n| (n - 3.5).abs() < 1e-9)
        );
        assert!(after("form: 12.25 ms median", "form:").is_ok_and(|n| (n - 12.25).abs() < 1e-9));
        assert!(after("nothing", "ratio").is_err());
    }
}
