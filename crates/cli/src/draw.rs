//! `stepwise policy draw FOLDER`.

use crate::error::Failure;
use crate::folder;
use std::io::Write;
use std::path::Path;
use stepwise_core::policy::draw::draw;

/// Prints the drawing, or the same in sentences.
pub(crate) fn run(folder: &Path, text: bool) -> Result<bool, Failure> {
    let drawing = draw(&folder::policy(folder)?);
    let mut out = std::io::stdout().lock();
    if text {
        for line in &drawing.text {
            writeln!(out, "{line}")?;
        }
    } else {
        out.write_all(drawing.svg.as_bytes())?;
    }
    Ok(true)
}
