//! Prints the median time in milliseconds of writing the two-page sample form:
//! `cargo run --release -p stepwise-documents --example timing -- 50`. With `html FILE` it writes the same
//! form as a page of HTML instead, so that a browser can be timed on the same content. `long` times a report of some 225
//! pages, and says the most memory that the program held; `typst FILE` writes that report as typst's markup.

#[allow(dead_code)]
#[path = "samples/docs.rs"]
mod docs;
#[path = "samples/html.rs"]
mod html;
#[path = "samples/typst.rs"]
mod typst;

use std::error::Error;
use std::time::Instant;

use stepwise_documents::{Block, Document, preview, write_pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let first = words.next();
    if first.as_deref() == Some("html") {
        let file = words.next().ok_or("give the file to write")?;
        std::fs::write(file, html::page(&sample("form")?.document))?;
        return Ok(());
    }
    if first.as_deref() == Some("typst") {
        let file = words.next().ok_or("give the file to write")?;
        std::fs::write(file, typst::markup(&long_report()?))?;
        return Ok(());
    }
    if first.as_deref() == Some("long") {
        return long(words.next().map_or(Ok(3), |n| n.parse())?);
    }
    let runs: usize = first.map_or(Ok(50), |n| n.parse())?;
    let runs = runs.max(1);
    for name in ["form", "form-fields", "form-encrypted", "report"] {
        let sample = sample(name)?;
        let options = docs::options(sample.fields, sample.password);
        let first = write_pdf(&sample.document, &options)?;
        let mut times = Vec::with_capacity(runs);
        for _ in 0..runs {
            let start = Instant::now();
            write_pdf(&sample.document, &options)?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{name}: {:.2} ms median of {runs}, {} pages",
            times[runs / 2],
            first.pages
        );
        if sample.password.is_none() {
            let start = Instant::now();
            preview::page_png(&first.bytes, 0, 1.5)?;
            println!(
                "{name}: {:.2} ms for a picture of page 1",
                start.elapsed().as_secs_f64() * 1000.0
            );
        }
    }
    Ok(())
}

/// So many parts fill 225 pages.
const PARTS: usize = 130;

/// A case report: what the sample chronology says, over and over under headings.
fn long_report() -> Result<Document, Box<dyn Error>> {
    let chronology = sample("chronology")?.document;
    let entries = chronology.blocks.iter().find_map(|block| match block {
        Block::Timeline(entries) => Some(entries.clone()),
        _ => None,
    });
    let mut entries = entries.ok_or("the chronology has no entries")?;
    // The last one is a long one.
    entries.pop();
    let mut blocks = vec![Block::Title("Case report".into())];
    for n in 1..=PARTS {
        blocks.push(Block::Heading {
            level: 2,
            text: format!("Part {n}"),
            id: Some(format!("part-{n}")),
        });
        blocks.push(Block::Timeline(entries.clone()));
    }
    Ok(Document {
        title: "Case report".into(),
        blocks,
        ..chronology
    })
}

fn long(runs: usize) -> Result<(), Box<dyn Error>> {
    let document = long_report()?;
    let options = docs::options(false, None);
    let (mut times, mut pages) = (Vec::new(), 0);
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        pages = write_pdf(&document, &options)?.pages;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "long: {:.1} ms median of {}, {pages} pages",
        times[times.len() / 2],
        times.len()
    );
    // Linux alone tells it so.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    if let Some(kilobytes) = most.and_then(|words| words.split_whitespace().next()) {
        let megabytes = kilobytes.parse::<f64>()? / 1024.0;
        println!("most-memory: {megabytes:.1} MB");
    }
    Ok(())
}

fn sample(name: &str) -> Result<docs::Sample, Box<dyn Error>> {
    let found = docs::all().into_iter().find(|sample| sample.name == name);
    Ok(found.ok_or("no such sample")?)
}
