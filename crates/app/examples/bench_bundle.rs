//! A bundle of as many megabytes of attached files as is said (64 without a word), against reading the same files from
//! the vault and giving them to `age`: `bundle-ratio R`, and `bundle-memory-mb M`, by how much the application grew
//! meanwhile. Without `age` nothing is measured.
//!
//! `cargo run --release -p stepwise-app --example bench_bundle 1024`

mod bench;

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use bench::{Bench, Failed, PASSPHRASE};
use chrono::DateTime;
use serde_json::{Value, json};
use stepwise_app::KdfChoice;
use stepwise_store::{Home, Passphrase, Stamp, Vault};

/// Megabytes of one attached file, near the most that one may have.
const PIECE: usize = 16;
/// So many are attached at once.
const AT_ONCE: usize = 4;
const MEGABYTE: usize = 1024 * 1024;
const TURNS: usize = 3;

fn failed(why: impl std::fmt::Display) -> Failed {
    Failed(why.to_string())
}

/// A text of a size, another one for each number.
fn text(number: usize) -> Vec<u8> {
    let line = format!("Line of file {number}, which says nothing about anybody at all.\n");
    let mut text = line.repeat(PIECE * MEGABYTE / line.len() + 1);
    text.truncate(PIECE * MEGABYTE);
    text.into_bytes()
}

async fn attach(bench: &Bench, case: &str, megabytes: usize) -> Result<(), Failed> {
    let folder = bench.folder.join("attach");
    let mut left = megabytes.div_ceil(PIECE);
    while left > 0 {
        std::fs::create_dir_all(&folder)?;
        for _ in 0..left.min(AT_ONCE) {
            std::fs::write(folder.join(format!("{left}.txt")), text(left))?;
            left -= 1;
        }
        let picked = bench
            .app
            .call("choose_files", json!({ "case": case }))
            .await?;
        let each = picked["files"].as_array().into_iter().flatten();
        let files: Vec<Value> = each
            .map(|one| json!({ "token": one["token"], "description": "Notes", "dated": null, "received": "2026-11-20", "keep_says": false }))
            .collect();
        let now = bench
            .app
            .call("attachments", json!({ "case": case }))
            .await?;
        let request = json!({ "case": case, "seen": now["seen"], "files": files, "belongs": "" });
        bench.app.call("attach", request).await?;
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

/// The most that this process has held since it was told to forget, in megabytes. Linux alone says so.
fn most_held() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Makes the bundle, and says how many seconds it took and by how many megabytes the process grew.
async fn ours(bench: &Bench, case: &str) -> Result<(f64, f64), Failed> {
    let contents = bench.app.call("bundle", json!({ "case": case })).await?;
    let parts = contents["parts"].as_array().into_iter().flatten();
    let parts: Vec<&Value> = parts.map(|part| &part["id"]).collect();
    let request = json!({ "case": case, "parts": parts, "to": "Somebody", "purpose": "To measure", "password_by": "phone" });
    // Written where it can be: elsewhere the figure stands still.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = most_held();
    let begun = Instant::now();
    let made = bench.app.call("make_bundle", request).await?;
    let took = begun.elapsed().as_secs_f64();
    let grew = most_held().zip(before).map_or(0.0, |(now, was)| now - was);
    for file in ["pdf", "sealed"] {
        let path = made[file].as_str().ok_or_else(|| failed("no bundle"))?;
        std::fs::remove_file(path)?;
    }
    Ok((took, grew))
}

/// Reads each file from the vault and gives it to `age`, and says how many seconds that took.
fn theirs(folder: &Path, to: &str, out: &Path) -> Result<f64, Failed> {
    let at = DateTime::parse_from_rfc3339("2026-11-24T10:00:00+00:00")?;
    let now = Stamp {
        at,
        zone: "Europe/London".into(),
    };
    let place = Home::new(folder).vault().map_err(failed)?;
    let passphrase = Passphrase::new(PASSPHRASE.into());
    let opened = Vault::open_with_passphrase(&place, None, &passphrase, &now).map_err(failed)?;
    let begun = Instant::now();
    let mut age = Command::new("age")
        .args(["--encrypt", "--recipient", to, "--output"])
        .arg(out)
        .stdin(Stdio::piped())
        .spawn()?;
    let mut input = age
        .stdin
        .take()
        .ok_or_else(|| failed("age takes nothing"))?;
    for document in opened.documents(None).map_err(failed)? {
        let (_, bytes) = opened.document(document.id).map_err(failed)?;
        input.write_all(&bytes)?;
    }
    drop(input);
    if !age.wait()?.success() {
        return Err(failed("age ended with a failure"));
    }
    File::open(out)?.sync_all()?;
    let took = begun.elapsed().as_secs_f64();
    std::fs::remove_file(out)?;
    opened.lock().map_err(failed)?;
    Ok(took)
}

/// A key of `age`'s own to encrypt to: a password would cost it a second that is not of the bytes.
fn recipient() -> Option<String> {
    let made = Command::new("age-keygen").output().ok()?;
    let said = String::from_utf8(made.stdout).ok()?;
    let line = said.lines().find_map(|l| l.strip_prefix("# public key: "));
    line.map(str::to_owned)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

async fn measure(megabytes: usize) -> Result<(), Failed> {
    let Some(to) = recipient() else {
        println!("bundle: age is not installed, so nothing was measured");
        return Ok(());
    };
    let bench = Bench::new(1, KdfChoice::Fast).await?;
    std::fs::create_dir_all(bench.folder.join("leaves"))?;
    let cases = bench.app.call("cases", json!({})).await?;
    let case = cases["cases"][0]["case"].as_str();
    let case = case.ok_or_else(|| failed("no case"))?.to_owned();
    attach(&bench, &case, megabytes).await?;
    let (mut mine, mut grown, mut other) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let (took, grew) = ours(&bench, &case).await?;
        mine.push(took);
        grown.push(grew);
        bench.lock().await?;
        other.push(theirs(&bench.folder, &to, &bench.folder.join("plain.age"))?);
        bench.unlock().await?;
    }
    let most = grown.iter().copied().fold(0.0, f64::max);
    let (mine, other) = (median(mine), median(other));
    println!("bundle of {megabytes} MB: reading and age {other:.2} s, bundle {mine:.2} s");
    println!("bundle-ratio {:.3}", mine / other);
    println!("bundle-memory-mb {most:.1}");
    Ok(())
}

fn main() -> Result<(), Failed> {
    let megabytes = match std::env::args().nth(1) {
        Some(word) => word.parse().map_err(failed)?,
        None => 64,
    };
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(measure(megabytes))
}
