//! Writes every sample document as a PDF into a folder: `cargo run -p stepwise-documents --example samples -- FOLDER`.
//! With `--pictures`, also each page as a PNG, drawn by the preview. Everybody in them is invented.

mod docs;

use std::error::Error;
use std::path::PathBuf;

use stepwise_documents::{preview, write_pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut folder = None;
    let mut pictures = false;
    for argument in std::env::args().skip(1) {
        if argument == "--pictures" {
            pictures = true;
        } else {
            folder = Some(PathBuf::from(argument));
        }
    }
    let folder = folder.ok_or("give the folder to write to")?;
    std::fs::create_dir_all(&folder)?;
    for sample in docs::all() {
        let pdf = write_pdf(
            &sample.document,
            &docs::options(sample.fields, sample.password),
        )?;
        let path = folder.join(format!("{}.pdf", sample.name));
        std::fs::write(&path, &pdf.bytes)?;
        let named: String = pdf.unprintable.iter().collect();
        println!(
            "{}: {} pages, {} bytes {named}",
            sample.name,
            pdf.pages,
            pdf.bytes.len()
        );
        if pictures && sample.password.is_none() {
            for page in 0..pdf.pages {
                let picture = preview::page_png(&pdf.bytes, page, 1.5)?;
                std::fs::write(
                    folder.join(format!("{}-{}.png", sample.name, page + 1)),
                    picture,
                )?;
            }
        }
    }
    Ok(())
}
