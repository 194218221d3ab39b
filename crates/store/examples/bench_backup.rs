//! A backup against a bare re-keyed copy by the same library, over as many megabytes of attachments as is
//! said (64 without a word). Its verification is timed apart. By turns, medians of five.
#![allow(missing_docs, reason = "a measuring program")]

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::DateTime;
use rusqlite::Connection;
use stepwise_store::{DocumentId, KdfCost, NewDocument, Passphrase, Setup, Stamp, Stop, Vault};

type Done<T> = Result<T, Box<dyn Error>>;

const PIECE: usize = 1024 * 1024;
const TURNS: usize = 5;

/// Bytes that do not compress, and are the same each time.
fn bytes(seed: u64, size: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut out = Vec::with_capacity(size);
    while out.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.extend_from_slice(&state.to_le_bytes());
    }
    out.truncate(size);
    out
}

fn keyed(path: &Path, byte: u8) -> Done<Connection> {
    let conn = Connection::open(path)?;
    let key = format!("{byte:02x}").repeat(32);
    conn.execute_batch(&format!("PRAGMA key = \"x'{key}'\""))?;
    Ok(conn)
}

/// The same bytes in a bare database of the same library.
fn bare(path: &Path, megabytes: usize) -> Done<Connection> {
    let conn = keyed(path, 1)?;
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.execute_batch("PRAGMA synchronous = OFF; CREATE TABLE pieces (bytes BLOB); BEGIN")?;
    for n in 0..megabytes {
        conn.execute("INSERT INTO pieces VALUES (?1)", [bytes(n as u64, PIECE)])?;
    }
    conn.execute_batch("COMMIT")?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(conn)
}

fn copy_bare(from: &Connection, to: &Path) -> Done<Duration> {
    let _ = std::fs::remove_file(to);
    let start = Instant::now();
    let mut target = keyed(to, 2)?;
    rusqlite::backup::Backup::new(from, &mut target)?.step(-1)?;
    drop(target);
    std::fs::File::options().write(true).open(to)?.sync_all()?;
    Ok(start.elapsed())
}

fn vault(folder: &Path, megabytes: usize, now: &Stamp) -> Done<Vault> {
    let passphrase = Passphrase::new("copper lantern river".into());
    let setup = Setup {
        person: "bench",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: now.clone(),
    };
    let (mut vault, _) = Vault::create(folder, setup)?;
    let most = 16;
    let mut left = megabytes;
    while left > 0 {
        let part = left.min(most);
        let document = NewDocument {
            id: DocumentId::random()?,
            kind: "attachment".into(),
            name: "a".into(),
            media_type: "image/jpeg".into(),
            bytes: bytes(left as u64, part * PIECE),
            added: now.at,
        };
        vault.add_document(None, &document)?;
        left -= part;
    }
    Ok(vault)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times
        .get(times.len() / 2)
        .map_or(f64::NAN, Duration::as_secs_f64)
}

fn main() -> Done<()> {
    let word = std::env::args().nth(1);
    let megabytes: usize = word.map_or(Ok(64), |word| word.parse())?;
    let folder = std::env::temp_dir().join(format!("stepwise-bench-backup-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(&folder, megabytes);
    let _ = std::fs::remove_dir_all(&folder);
    measured
}

fn measure(folder: &Path, megabytes: usize) -> Done<()> {
    let now = Stamp {
        at: DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00")?,
        zone: "Europe/London".into(),
    };
    let source = bare(&folder.join("bare.db"), megabytes)?;
    let mut vault = vault(&folder.join("vault"), megabytes, &now)?;
    let (mut theirs, mut ours, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    let turns = if megabytes > 256 { 3 } else { TURNS };
    for _ in 0..turns {
        theirs.push(copy_bare(&source, &folder.join("copy.db"))?);
        let job = vault.backup_job(&now)?;
        let made = job.run(&folder.join("a.backup"), &Stop::default())?;
        ours.push(made.writing);
        checks.push(made.checking);
    }
    let (theirs, ours, checks) = (median(theirs), median(ours), median(checks));
    println!(
        "backup of {megabytes} MB: bare {theirs:.3} s, backup {ours:.3} s, verification {checks:.3} s"
    );
    println!("backup-ratio {:.3}", ours / theirs);
    println!("backup-checking-s {checks:.3}");
    Ok(())
}
