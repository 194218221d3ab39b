//! What the product leaves on the disk and in memory. The window is incognito, so that no WebDriver can drive it: the way
//! through it is rehearsed in the build that can be driven, which counts the steps, and then taken in the product by
//! the keyboard of the X server. An ordinary web view's profile and the unlocked program are the controls.

mod hand;
mod memory;
mod rehearsal;
mod scene;

use std::path::Path;
use std::time::Duration;

use stepwise_testkit::canary::{Canary, Leak};
use stepwise_testkit::survive::{Told, skipped};

use crate::fault::{Fault, unmet};
use hand::{Hand, Step};
use scene::Scene;

/// Stands in every field of the case, is searched for, and is typed.
const WORD: &str = "Zebrafinch-Quillwort";
/// Typed into a field and never saved.
const DRAFT: &str = "Wagtail-Bladderwort";
/// What opens the vault.
const PASSPHRASE: &str = "nightjar-meadowsweet-copper-lantern";

/// So many of the secrets are in memory while unlocked, in any case.
const SURE: usize = 4;

const DISK: &str = "no plaintext on disk";
const MEMORY: &str = "nothing left after lock";

/// Goes through the product and looks at what it leaves. Pictures and logs go to `logs`.
///
/// # Errors
/// When something is left, a control leaves nothing, or the way could not be taken.
pub async fn run(product: &Path, driven: &Path, logs: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(logs)?;
    for tool in ["xdotool", "gcore"] {
        if std::process::Command::new(tool)
            .arg("version")
            .output()
            .is_err()
        {
            skipped(DISK, &format!("{tool} is missing"));
            skipped(MEMORY, &format!("{tool} is missing"));
            return Ok(());
        }
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
        3,
        0,
    );
    told(
        MEMORY,
        "the memory of the program and the page after a lock",
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
    let hand = Hand::start(scene, product, logs).await?;
    for step in steps {
        hand.take(step).await?;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    hand.picture("unlocked")?;
    nothing_on_disk(scene, "open")?;
    let secrets = scene.secrets()?;
    let (before, _) = memory::look(hand.process(), &secrets)?;
    let mut found = 0;
    for ((name, _), there) in secrets.iter().zip(&before) {
        let (program, page) = (there.program, there.page);
        println!("unlocked: {name}: {program} in the program, {page} in the page");
        found += u64::from(program + page > 0);
    }
    // The words, the passphrase and the vault key. SQLCipher keeps its own keys masked, and the others come and go.
    let there = |found: &memory::Found| found.program + found.page > 0;
    if !before.iter().take(SURE).all(there) {
        return Err(unmet(
            "not all of it was in memory while unlocked: the search shows nothing",
        ));
    }

    hand.take(&Step::Keys("ctrl+l".into())).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    hand.picture("locked")?;
    nothing_on_disk(scene, "locked")?;
    let (after, processes) = memory::look(hand.process(), &secrets)?;
    let mut left = Vec::new();
    for ((name, _), there) in secrets.iter().zip(&after) {
        let (program, page) = (there.program, there.page);
        println!("locked: {name}: {program} in the program, {page} in the page");
        if program + page > 0 {
            left.push(format!(
                "{name} ({program} in the program, {page} in the page)"
            ));
            for around in &there.around {
                println!("  {around}");
            }
        }
    }
    let looked = secrets.len() as u64 * processes;
    hand.end().await;
    nothing_on_disk(scene, "ended")?;
    if left.is_empty() {
        return Ok(Took { found, looked });
    }
    Err(unmet(format!(
        "left in memory after a lock: {}",
        left.join(", ")
    )))
}

fn nothing_on_disk(scene: &Scene, when: &str) -> Result<(), Fault> {
    let mut leaks: Vec<Leak> = Vec::new();
    for word in [WORD, DRAFT, PASSPHRASE] {
        leaks.extend(Canary::new(word).scan(&scene.product()));
    }
    if leaks.is_empty() {
        return Ok(());
    }
    Err(unmet(format!("{when}: readable on the disk: {leaks:?}")))
}
