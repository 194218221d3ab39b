//! What the product leaves on the disk and in memory. The window is incognito, so that no WebDriver can drive it: the way
//! through it is rehearsed in the build that can be driven, which writes the steps down, and then taken in the product,
//! both by the keyboard of the X server. An ordinary web view's profile and the unlocked program are the controls.

pub mod application;
mod hand;
mod keyboard;
mod memory;
mod rehearsal;
mod scene;
mod secrets;

use std::path::Path;
use std::time::Duration;

use stepwise_testkit::canary::{Canary, Leak};
use stepwise_testkit::survive::{Told, skipped};

use crate::fault::{Fault, unmet};
use hand::Hand;
use keyboard::Step;
use memory::Memory;
use scene::Scene;
use secrets::Secret;

/// Stands in every field of the case, and is searched for.
const WORD: &str = "Zebrafinch-Quillwort";
/// Typed into a field and never saved.
const DRAFT: &str = "Wagtail-Bladderwort";
/// Searched for, and nowhere to be found.
const SOUGHT: &str = "Dunnock-Stonecrop";
/// In an attached e-mail.
const INSIDE: &str = "Sandpiper-Loosestrife";
/// The attached e-mail's name.
const NAMED: &str = "Kittiwake-Figwort";
/// What opens the vault.
const PASSPHRASE: &str = "nightjar-meadowsweet-copper-lantern";
/// What must not be readable on the disk.
const WORDS: [&str; 6] = [WORD, DRAFT, SOUGHT, INSIDE, NAMED, PASSPHRASE];

const DISK: &str = "no plaintext on disk";
const MEMORY: &str = "nothing left after lock";

/// The page's process, as the system cuts its name.
const PAGE: &str = "WebKitWebProces";

/// The screen is blank and the keys are gone long before.
const AFTER_LOCK: Duration = Duration::from_secs(3);

/// Goes through the product and looks at what it leaves. Pictures and logs go to `logs`.
///
/// # Errors
/// When something is left, a control leaves nothing, or the way could not be taken.
pub async fn run(product: &Path, driven: &Path, logs: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(logs)?;
    if std::process::Command::new("xdotool")
        .arg("version")
        .output()
        .is_err()
    {
        for row in [DISK, MEMORY] {
            skipped(row, "xdotool is missing");
        }
        return Ok(());
    }
    let scene = Scene::new().await?;
    let steps = rehearsal::run(&scene, driven, logs).await?;
    control_profile(&scene)?;
    let took = take(&scene, product, &steps, logs).await?;
    scene.saw_the_draft(DRAFT).await?;
    told(DISK, "an ordinary web view's profile", 1, 1);
    told(
        MEMORY,
        "the same words and keys while unlocked",
        took.found,
        took.found,
    );
    told(
        DISK,
        "the product's own window: every folder, open, locked and ended",
        3 * WORDS.len() as u64,
        0,
    );
    told(
        MEMORY,
        "words, passphrase and keys in the program and the page after a lock",
        took.looked,
        0,
    );
    Ok(())
}

fn told(row: &str, what: &str, tried: u64, lost: u64) {
    let told = Told {
        row,
        what,
        tried,
        lost,
    };
    if lost > 0 {
        told.control()
    } else {
        told.tell()
    }
}

/// The driven build's web view is an ordinary one: what a page stores in it has to be found, in the form that it has
/// there, or the search shows nothing.
fn control_profile(scene: &Scene) -> Result<(), Fault> {
    let found = Canary::new(WORD).scan(&scene.rehearsed());
    println!("an ordinary profile: {found:?}");
    if found.iter().any(|leak| leak.form == "UTF-16LE") {
        return Ok(());
    }
    Err(unmet(
        "a word in an ordinary web view's storage was not found: the search shows nothing",
    ))
}

/// How much was looked for in memory, and how much was there while it was unlocked.
struct Took {
    found: u64,
    looked: u64,
}

async fn take(scene: &Scene, product: &Path, steps: &[Step], logs: &Path) -> Result<Took, Fault> {
    let secrets = secrets::of(scene)?;
    let hand = Hand::start(scene, product, logs).await?;
    let mut seen = vec![false; secrets.len()];
    for (n, step) in steps.iter().enumerate() {
        hand.take(step).await?;
        // What shows where the way was lost, if it was.
        if let Step::Pause(_) = step {
            hand.picture(&format!("step-{n:03}"));
        }
        if let Step::Look(at) = step {
            hand.picture(at);
            let memory = Memory::of(hand.process(), &secrets)?;
            memory.print(at, &secrets, false);
            for (seen, found) in seen.iter_mut().zip(&memory.found) {
                *seen |= found.anywhere();
            }
        }
    }
    nothing_on_disk(scene, "open")?;
    must_have_been_there(&secrets, &seen)?;
    let pages = memory::named(&memory::below(hand.process()), PAGE);

    hand.take(&Step::Keys("ctrl+l".into())).await?;
    tokio::time::sleep(AFTER_LOCK).await;
    hand.picture("locked");
    nothing_on_disk(scene, "locked")?;
    let memory = Memory::of(hand.process(), &secrets)?;
    memory.print("locked", &secrets, true);
    if pages.is_empty() || pages.iter().any(|page| memory.processes.contains(page)) {
        return Err(unmet("the page's process was not ended by the lock"));
    }
    hand.end().await;
    nothing_on_disk(scene, "ended")?;
    memory.nothing_left(&secrets)?;
    Ok(Took {
        found: seen.iter().map(|seen| u64::from(*seen)).sum(),
        looked: (secrets.len() * memory.processes.len()) as u64,
    })
}

/// What was never in memory cannot be missed there afterwards.
fn must_have_been_there(secrets: &[Secret], seen: &[bool]) -> Result<(), Fault> {
    let missed: Vec<&str> = secrets
        .iter()
        .zip(seen)
        .filter(|(secret, seen)| secret.sure && !**seen)
        .map(|(secret, _)| secret.name.as_str())
        .collect();
    if missed.is_empty() {
        return Ok(());
    }
    Err(unmet(format!(
        "not in memory while unlocked, so the search shows nothing: {}",
        missed.join(", ")
    )))
}

fn nothing_on_disk(scene: &Scene, when: &str) -> Result<(), Fault> {
    let scan = |word: &str| Canary::new(word).scan(&scene.product());
    let leaks: Vec<Leak> = WORDS.into_iter().flat_map(scan).collect();
    if leaks.is_empty() {
        return Ok(());
    }
    Err(unmet(format!("{when}: readable on the disk: {leaks:?}")))
}
