//! A file in words.

use crate::loaded::LoadedCase;
use crate::views::details::{Told, tell};
use crate::words::day_words;
use stepwise_core::event::{Attachment, Belongs, What};
use stepwise_core::time::Happened;
use stepwise_foreign::Kind;

/// What a kept file is, in words.
pub(crate) fn kind_words(media_type: &str) -> &'static str {
    Kind::of_media_type(media_type).map_or("a file", Kind::words)
}

/// "1.2 MB", "14 kB": in thousands, as file windows say it.
pub(crate) fn size_words(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// What a file belongs to, in words; empty for the case.
pub(super) fn belongs_words(loaded: &LoadedCase, belongs: &Belongs) -> String {
    match belongs {
        Belongs::Case => String::new(),
        Belongs::Entry(id) => {
            let entry = loaded.case.entries.iter().find(|e| e.value.id == *id);
            entry.map_or_else(
                || "A record that was struck out".to_owned(),
                |e| {
                    let told = tell(loaded, &What::Recorded(e.value.clone()));
                    format!("{}, {}", told.title, day_words(e.value.happened.date))
                },
            )
        }
        Belongs::Action(id) => crate::views::tasks::of_words(loaded, id.as_str()),
        Belongs::Visit(n) => {
            let visit = loaded.case.visit(*n);
            let stage = visit.and_then(|v| loaded.policy.stage(&v.stage));
            stage.map(|s| s.name.clone()).unwrap_or_default()
        }
    }
}

/// The record of a file in words.
pub(crate) fn told(loaded: &LoadedCase, attachment: &Attachment) -> Told {
    let day = |day: Option<chrono::NaiveDate>| day.map(day_words).unwrap_or_default();
    let mut told = Told::new("paper", format!("Attached: {}", attachment.description))
        .detail("File", &attachment.name)
        .detail("Its name when it came", &attachment.original)
        .detail(
            "What it is",
            &format!(
                "{}, {}",
                kind_words(&attachment.media_type),
                size_words(attachment.size)
            ),
        )
        .detail("Belongs to", &belongs_words(loaded, &attachment.belongs))
        .detail("Dated", &day(attachment.dated))
        .detail("Received", &day(attachment.received));
    for (label, text) in &attachment.says {
        told = told.detail(&format!("The file says: {label}"), text);
    }
    told = told.detail("SHA-256 of the file", &attachment.sha256);
    // It stands in the chronology on the day on which it came to this setting, where that is known.
    match attachment.received {
        Some(day) => told.on(Happened::on(day)),
        None => told,
    }
}
