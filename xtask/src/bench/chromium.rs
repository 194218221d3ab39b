//! Headless Chromium, printing a page: what a form by way of a browser would cost.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::fault::Fault;
use crate::program::{Program, exists};

/// What Chromium is not to do besides: ask its makers for anything, or wait for a display.
const QUIETLY: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--log-level=3",
];

/// The browser's name here, if it is here.
pub fn found() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| exists(name))
}

/// Milliseconds for printing a page from a new profile. Its start is part of its time: nobody who prints by
/// Chromium goes without.
///
/// # Errors
/// When it cannot be started, or leaves no PDF.
pub fn print_cold(browser: &str, page: &Path) -> Result<f64, Fault> {
    let folder = std::env::temp_dir().join(format!("stepwise-chromium-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(Fault::io("Making a profile for Chromium"))?;
    let pdf = folder.join("form.pdf");
    let program = Program::new(browser)
        .args(QUIETLY)
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(page);
    let began = Instant::now();
    let answer = program.answer();
    let took = began.elapsed().as_secs_f64() * 1000.0;
    let written = fs::read(&pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"));
    let _ = fs::remove_dir_all(&folder);
    if answer.is_none() || !written {
        return Err(Fault::Needed("Chromium could not print.".to_owned()));
    }
    Ok(took)
}
