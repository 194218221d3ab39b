//! Prints the median time in milliseconds of writing the two-page sample form:
//! `cargo run --release -p stepwise-documents --example timing -- 50`. With `html FILE` it writes the same
//! form as a page of HTML instead, so that a browser can be timed on the same content.

#[allow(dead_code)]
#[path = "samples/docs.rs"]
mod docs;
#[path = "samples/html.rs"]
mod html;

use std::error::Error;
use std::time::Instant;

use stepwise_documents::{preview, write_pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let first = words.next();
    if first.as_deref() == Some("html") {
        let file = words.next().ok_or("give the file to write")?;
        std::fs::write(file, html::page(&sample("form")?.document))?;
        return Ok(());
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

fn sample(name: &str) -> Result<docs::Sample, Box<dyn Error>> {
    let found = docs::all().into_iter().find(|sample| sample.name == name);
    Ok(found.ok_or("no such sample")?)
}
