//! `stepwise policy new FOLDER`: a policy to begin with.

use crate::error::Failure;
use include_dir::{Dir, include_dir};
use std::io::Write;
use std::path::Path;

static TEMPLATE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../docs/template");
const SCHEMA: &str = include_str!("../../../docs/policy.schema.json");

/// The template's own name, which the new folder's takes the place of.
const ID: &str = "\"our-policy\"";

/// Writes the template into a folder that is not there yet, or is empty.
pub(crate) fn run(folder: &Path) -> Result<bool, Failure> {
    let fail = |source| Failure::Write {
        path: folder.to_owned(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(fail)?;
    if std::fs::read_dir(folder).map_err(fail)?.next().is_some() {
        return Err(Failure::NotEmpty(folder.to_owned()));
    }
    let real = folder.canonicalize().map_err(fail)?;
    let id = real.file_name().map(|name| id_of(&name.to_string_lossy()));
    let id = id.unwrap_or_else(|| "our-policy".into());
    let deeper = TEMPLATE.dirs().flat_map(Dir::files);
    for file in TEMPLATE.files().chain(deeper) {
        let path = folder.join(file.path());
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(fail)?;
        }
        let text = String::from_utf8_lossy(file.contents());
        let text = text.replacen(ID, &format!("\"{id}\""), 1).replace(
            "#:schema ../policy.schema.json",
            "#:schema policy.schema.json",
        );
        std::fs::write(&path, text).map_err(fail)?;
    }
    std::fs::write(folder.join("policy.schema.json"), SCHEMA).map_err(fail)?;
    let shown = folder.display();
    writeln!(
        std::io::stdout(),
        "{shown} has a policy to begin with. Change policy.toml, then check it: stepwise policy check {shown}"
    )?;
    Ok(true)
}

/// A folder's name as a policy's: small letters, digits and single hyphens.
fn id_of(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = plain.split('-').filter(|p| !p.is_empty()).collect();
    let joined: String = parts.join("-").chars().take(64).collect();
    match joined.trim_end_matches('-') {
        "" => "our-policy".into(),
        id => id.to_owned(),
    }
}
