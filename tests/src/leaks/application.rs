//! The application without its window: what its memory holds open and locked. It takes seconds, so that it can be looked at
//! with every other test; the window's own way is the long form.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

use serde_json::json;
use stepwise_testkit::child;
use stepwise_testkit::survive::{Told, skipped};

use super::memory::Memory;
use super::scene::{Scene, application, ask};
use super::{DRAFT, MEMORY, PASSPHRASE, SOUGHT, WORD, secrets};
use crate::fault::{Fault, unmet};
use crate::place;

/// Where the program finds its vault; set for it alone.
pub const FOLDER: &str = "STEPWISE_LEFT_IN_MEMORY";
const OPEN: &str = "open";
const LOCKED: &str = "locked";

/// What the looked-at program does: unlocks, reads, searches and types; says so and waits; locks, says so, and waits.
///
/// # Errors
/// What the application refuses.
pub async fn work(folder: &Path) -> Result<(), Fault> {
    let app = application(folder, folder.join("given"))?;
    ask(&app, "unlock", json!({ "passphrase": PASSPHRASE })).await?;
    // Nothing of an answer is kept here.
    let case = ask(&app, "find", json!({ "words": WORD })).await?["hits"][0]["case"].take();
    let case = json!({ "case": case });
    for command in ["case", "chronology", "attachments", "papers"] {
        ask(&app, command, case.clone()).await?;
    }
    ask(&app, "find", json!({ "words": SOUGHT })).await?;
    ask(&app, "save_draft", json!({ "key": "k", "text": DRAFT })).await?;
    wait_after(OPEN)?;
    ask(&app, "lock", json!({})).await?;
    wait_after(LOCKED)?;
    Ok(())
}

fn wait_after(word: &str) -> Result<(), Fault> {
    let mut out = std::io::stdout();
    writeln!(out, "\n{word}")?;
    out.flush()?;
    std::io::stdin().read_line(&mut String::new())?;
    Ok(())
}

/// Runs `program`, a test of this test program that does [`work`], and looks through its memory, open and locked.
///
/// # Errors
/// When something is left, or was never there.
pub async fn run(program: &str) -> Result<(), Fault> {
    if !place::root().join("target/venv/bin/python").exists() {
        skipped(MEMORY, "the Python packages of the checks are missing");
        return Ok(());
    }
    let scene = Scene::new().await?;
    let secrets = secrets::of(&scene)?;
    let data = scene.data();
    let mut command: Command = child::command(program, &[(FOLDER, OsStr::new(&data))]);
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(mut input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
        return Err(unmet("the program cannot be spoken to"));
    };
    let mut output = BufReader::new(output);
    hear(&mut output, OPEN)?;
    let open = Memory::of(process.id(), &secrets)?;
    open.print(OPEN, &secrets, false);
    go_on(&mut input)?;
    hear(&mut output, LOCKED)?;
    let locked = Memory::of(process.id(), &secrets)?;
    locked.print(LOCKED, &secrets, true);
    go_on(&mut input)?;
    process.wait()?;
    let found = open.found.iter().filter(|found| found.anywhere()).count() as u64;
    for (secret, found) in secrets.iter().zip(&open.found) {
        let wanted = ["a word of the record", "the vault key"];
        if wanted.contains(&secret.name.as_str()) && !found.anywhere() {
            let name = &secret.name;
            return Err(unmet(format!(
                "not in memory while unlocked, so the search shows nothing: {name}"
            )));
        }
    }
    locked.nothing_left(&secrets)?;
    let told = |what, tried, lost| Told {
        row: MEMORY,
        what,
        tried,
        lost,
    };
    told("the application without its window, unlocked", found, found).control();
    told(
        "the application without its window, after a lock",
        secrets.len() as u64,
        0,
    )
    .tell();
    Ok(())
}

fn hear(output: &mut BufReader<ChildStdout>, word: &str) -> Result<(), Fault> {
    let mut line = String::new();
    while output.read_line(&mut line)? > 0 {
        if line.trim() == word {
            return Ok(());
        }
        line.clear();
    }
    Err(unmet(format!("the program ended before it was {word}")))
}

fn go_on(input: &mut ChildStdin) -> Result<(), Fault> {
    writeln!(input)?;
    Ok(())
}
