//! What the reader's process does about one file that it was given whole.

use super::{Found, Job};
use crate::files::form::FormBack;
use stepwise_documents::preview;
use stepwise_foreign::{Kind, look, picture, words};

pub(super) fn done(job: &Job, bytes: &[u8]) -> (Found, Vec<u8>) {
    let unshown = |why: &dyn std::fmt::Display| (Found::Unshown(why.to_string()), Vec::new());
    let undrawn = "This PDF document is damaged or locked with a password, so it is not shown.";
    match job {
        Job::Look { name } => {
            let found = match look(bytes, name) {
                Ok(found) => Found::Looked {
                    media_type: found.kind.media_type().to_owned(),
                    said: found.said,
                    day: found.day,
                    unshown: match found.kind {
                        Kind::Pdf if preview::page_count(bytes).unwrap_or(0) == 0 => {
                            undrawn.to_owned()
                        }
                        _ => found.unshown.map(|u| u.to_string()).unwrap_or_default(),
                    },
                },
                Err(refused) => Found::Refused {
                    message: refused.to_string(),
                    remedy: refused.remedy().to_owned(),
                },
            };
            (found, Vec::new())
        }
        Job::Pages => match preview::page_count(bytes) {
            Ok(n) if n > 0 => (
                Found::Pages(u32::try_from(n).unwrap_or(u32::MAX)),
                Vec::new(),
            ),
            _ => unshown(&undrawn),
        },
        Job::Page { page, most } => {
            match preview::page_within(bytes, *page as usize, *most as f32) {
                Ok(png) => (Found::Picture { jpeg: false }, png),
                Err(_) => unshown(&"This page could not be drawn."),
            }
        }
        // These are answered where the bytes are still coming.
        Job::Bundle(_) | Job::BundleFiles(_) => unshown(&"A bundle is read as it comes."),
        Job::Form => match FormBack::read(bytes) {
            Ok(form) => (Found::Form(form), Vec::new()),
            Err(why) => unshown(&why),
        },
        Job::Picture { media_type, most } => match Kind::of_media_type(media_type) {
            Some(kind) => match picture(bytes, kind, *most) {
                Ok(made) => {
                    let jpeg = made.media_type == "image/jpeg";
                    (Found::Picture { jpeg }, made.bytes)
                }
                Err(why) => unshown(&why),
            },
            None => unshown(&"This file is not shown."),
        },
        Job::Words { media_type } => match Kind::of_media_type(media_type) {
            Some(kind) => match words(bytes, kind) {
                Ok(words) => (Found::Words(words), Vec::new()),
                Err(why) => unshown(&why),
            },
            None => unshown(&"This file is not shown."),
        },
    }
}
