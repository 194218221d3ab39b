//! `stepwise verify FILE`: is this bundle whole and unchanged? It shows nothing of the case's text.

use crate::error::Failure;
use crate::folder;
use serde::Serialize;
use std::io::{Read as _, Write as _};
use std::path::Path;
use stepwise_bundle::{BEGINNING, Limits, Opened, recognise};

/// What came out, as `--json` prints it. Nothing in it names a person.
#[derive(Serialize)]
struct Report {
    whole: bool,
    /// Why not, as a sentence.
    problem: Option<String>,
    case_number: Option<String>,
    made_by: Option<String>,
    made_at: Option<String>,
    /// The head: number of the last entry, and its hash.
    entries: u64,
    head: Option<String>,
    /// Entries whose text was left out by choice.
    withheld: usize,
    documents: usize,
    policy: Option<String>,
    /// The signing key, base64.
    public_key: Option<String>,
    /// The same key for reading aloud: eight groups of five digits.
    fingerprint: Option<String>,
}

/// Runs the command; true where the bundle is whole.
pub(crate) fn run(file: &Path, password_file: Option<&Path>, json: bool) -> Result<bool, Failure> {
    let unreadable = |source| Failure::Read {
        path: file.to_owned(),
        source,
    };
    // Before it is opened: on some systems a folder opens and only cannot be read, on others it is
    // refused as if its reader had no right to it.
    if std::fs::metadata(file).map_err(unreadable)?.is_dir() {
        return Err(Failure::Folder(file.to_owned()));
    }
    let bundle = std::fs::File::open(file).map_err(unreadable)?;
    let mut bundle = std::io::BufReader::new(bundle);
    let mut begins = Vec::with_capacity(BEGINNING);
    bundle
        .by_ref()
        .take(BEGINNING as u64)
        .read_to_end(&mut begins)
        .map_err(unreadable)?;
    if let Err(error) = recognise(&begins) {
        // Nobody types six words for a file that no words open.
        return tell(&broken(error.to_string()), json);
    }
    let password = match password_file {
        Some(path) => folder::text(path)?
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned(),
        None => {
            rpassword::prompt_password("Password of the bundle: ").map_err(Failure::Password)?
        }
    };
    let whole_file = std::io::Cursor::new(begins).chain(bundle);
    let mut documents = 0;
    let opened = stepwise_bundle::open(whole_file, &password, Limits::default(), &mut |_, _| {
        documents += 1;
        Ok(())
    });
    let report = match opened {
        Ok(opened) => whole(&opened, documents),
        Err(error) => broken(error.to_string()),
    };
    tell(&report, json)
}

fn tell(report: &Report, json: bool) -> Result<bool, Failure> {
    if json {
        serde_json::to_writer_pretty(std::io::stdout().lock(), report)?;
        writeln!(std::io::stdout())?;
    } else {
        print(report)?;
    }
    Ok(report.whole)
}

fn whole(opened: &Opened, documents: usize) -> Report {
    let manifest = &opened.manifest;
    Report {
        whole: true,
        problem: None,
        case_number: Some(manifest.number.clone()),
        made_by: Some(manifest.made_by.clone()),
        made_at: Some(manifest.made_at.clone()),
        entries: manifest.head.seq,
        head: Some(manifest.head.hash.to_string()),
        withheld: manifest.withheld.len(),
        documents,
        policy: manifest.policy.clone(),
        public_key: Some(manifest.public_key.clone()),
        fingerprint: fingerprint(&manifest.public_key),
    }
}

fn broken(problem: String) -> Report {
    Report {
        whole: false,
        problem: Some(problem),
        case_number: None,
        made_by: None,
        made_at: None,
        entries: 0,
        head: None,
        withheld: 0,
        documents: 0,
        policy: None,
        public_key: None,
        fingerprint: None,
    }
}

/// The groups to compare by telephone. A bundle that opened has a key of the right length.
fn fingerprint(public_key: &str) -> Option<String> {
    let bytes = data_encoding::BASE64.decode(public_key.as_bytes()).ok()?;
    let key: [u8; 32] = bytes.try_into().ok()?;
    Some(stepwise_core::chain::fingerprint(&key))
}

fn print(report: &Report) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if let Some(problem) = &report.problem {
        writeln!(out, "{problem}")?;
        return Ok(());
    }
    let line = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".into());
    writeln!(out, "The bundle is whole and unchanged.")?;
    writeln!(out, "Case number  {}", line(&report.case_number))?;
    writeln!(
        out,
        "Made         {}, by {}",
        line(&report.made_at),
        line(&report.made_by)
    )?;
    writeln!(
        out,
        "Entries      {}, of which {} without their text",
        report.entries, report.withheld
    )?;
    writeln!(out, "Documents    {}", report.documents)?;
    writeln!(out, "Head         {}", line(&report.head))?;
    writeln!(out, "Policy       {}", line(&report.policy))?;
    writeln!(out, "Signed by    {}", line(&report.public_key))?;
    writeln!(out, "Fingerprint  {}", line(&report.fingerprint))?;
    writeln!(
        out,
        "The signature shows that the record comes from one copy of Stepwise, not who sent it. \
         Compare the fingerprint with the sender by telephone."
    )?;
    Ok(())
}
