//! What must not be in memory after a lock.

use std::process::Command;

use data_encoding::HEXLOWER;
use stepwise_testkit::canary::Canary;

use super::scene::Scene;
use super::{DRAFT, INSIDE, NAMED, PASSPHRASE, SOUGHT, WORD};
use crate::fault::{Fault, unmet};
use crate::place;

/// One thing that is looked for.
pub struct Secret {
    /// What it is, in words.
    pub name: String,
    /// In every form that it could have.
    pub canary: Canary,
    /// It is in memory at some moment while unlocked, in any case.
    pub sure: bool,
}

/// The words, the passphrase, the traces of a drawn form, and the keys as another program works them out of the slot file.
///
/// # Errors
/// When that program cannot be run.
pub fn of(scene: &Scene) -> Result<Vec<Secret>, Fault> {
    let word = |name: &str, word| secret(name, Canary::new(word), true);
    let mut secrets = vec![
        word("a word of the record", WORD),
        word("an unfinished sentence", DRAFT),
        word("a word searched for", SOUGHT),
        word("the words of an attached file", INSIDE),
        word("the name of an attached file", NAMED),
        word("the passphrase", PASSPHRASE),
        // No page of the product holds a picture of this kind, and no paper but the record's is a PDF.
        word(
            "a page of a form, drawn",
            "data:image/png;base64,iVBORw0KGgo",
        ),
        secret("a form as a PDF", Canary::bytes(b"%PDF-1.7\n%"), true),
    ];
    let output = Command::new(place::root().join("target/venv/bin/python"))
        .arg(place::root().join("tests/outside/vault_keys.py"))
        .arg(scene.vault())
        .arg(PASSPHRASE)
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(unmet(format!("the keys could not be worked out: {said}")));
    }
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (name, hex) = line.split_once(' ').unwrap_or_default();
        let key = HEXLOWER
            .decode(hex.as_bytes())
            .map_err(|_| unmet("a key could not be read"))?;
        // SQLCipher keeps its own keys masked, and the others come and go.
        let sure = name == "vault";
        secrets.push(secret(
            &format!("the {name} key"),
            Canary::bytes(&key),
            sure,
        ));
    }
    Ok(secrets)
}

fn secret(name: &str, canary: Canary, sure: bool) -> Secret {
    Secret {
        name: name.to_owned(),
        canary,
        sure,
    }
}
