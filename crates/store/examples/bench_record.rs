//! What the record costs over plain SQLite: saving one entry with the same durability, and searching newest first over as
//! many entries as are said (1,000,000 without a word). By turns, medians. Plain SQLite is a process of its own: the
//! record's wiping of freed memory holds for a whole process, and a plain program has none.
#![allow(missing_docs, reason = "a measuring program")]

use std::error::Error;
use std::io::{BufRead, BufReader, Lines, Write};
use std::ops::Range;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use chrono::DateTime;
use rusqlite::Connection;
use stepwise_store::{
    Batch, CaseId, Head, KdfCost, NewEvent, Passphrase, Setup, Stamp, StoreError, Vault,
};

type Done<T> = Result<T, Box<dyn Error>>;

/// Entries in a case, and in a transaction while they are made.
const IN_A_CASE: usize = 1000;
/// The word that makes this program the other process.
const PLAIN: &str = "--plain";
const SAVES: usize = 150;
const SEARCHES: usize = 31;
/// Hits that a window shows.
const SHOWN: u32 = 50;
/// As many different words as a large record has; one stands in most entries, one in few.
const WORDS: usize = 20_000;
const COMMON: &str = "telephoned";

/// What is searched for: a word of most entries, one of some, two of them, the beginning of a word.
const QUESTIONS: [(&str, &str); 4] = [
    ("common", COMMON),
    ("rare", "w777x"),
    ("two words", "telephoned w4711x"),
    ("beginning", "w12"),
];

/// An entry of about 300 letters, the same each time.
fn text(n: usize) -> String {
    let mut state = (n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut words = String::with_capacity(320);
    if n % 10 < 7 {
        words.push_str(COMMON);
    }
    while words.len() < 290 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        words.push_str(&format!(" w{}x", state as usize % WORDS));
    }
    words
}

fn now() -> Done<Stamp> {
    Ok(Stamp {
        at: DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00")?,
        zone: "Europe/London".into(),
    })
}

fn event(n: usize, now: &Stamp) -> NewEvent {
    NewEvent {
        kind: "recorded".into(),
        kind_version: 1,
        payload: text(n).into_bytes(),
        recorded: now.at,
        zone: now.zone.clone(),
        actor: "bench".into(),
        search_text: Some(text(n)),
    }
}

/// A plain database as a careful program would keep such a log: not encrypted, no chain, the same promises.
fn plain(path: &Path) -> Done<Connection> {
    let conn = Connection::open(path)?;
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
         CREATE TABLE entries (id INTEGER PRIMARY KEY, at TEXT, who TEXT, text TEXT);
         CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')",
    )?;
    Ok(conn)
}

fn put(conn: &Connection, n: usize) -> rusqlite::Result<()> {
    let text = text(n);
    conn.prepare_cached(
        "INSERT INTO entries (at, who, text) VALUES ('2026-11-20T09:00:00+00:00', 'bench', ?1)",
    )?
    .execute([&text])?;
    conn.prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?
        .execute((conn.last_insert_rowid(), &text))?;
    Ok(())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn timed<T>(work: impl FnOnce() -> Done<T>) -> Done<(f64, T)> {
    let start = Instant::now();
    let done = work()?;
    Ok((start.elapsed().as_secs_f64() * 1000.0, done))
}

/// What plain SQLite is asked to do: a line each, answered by the time that it took and how much it found.
struct Plain {
    child: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
}

impl Plain {
    fn start(path: &Path) -> Done<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(PLAIN)
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let to = child.stdin.take().ok_or("no way in")?;
        let from = child.stdout.take().ok_or("no way out")?;
        let from = BufReader::new(from).lines();
        Ok(Self { child, to, from })
    }

    fn ask(&mut self, line: &str) -> Done<(f64, usize)> {
        writeln!(self.to, "{line}")?;
        let answer = self.from.next().ok_or("plain SQLite ended")??;
        let (time, found) = answer.split_once(' ').ok_or("no answer")?;
        Ok((time.parse()?, found.parse()?))
    }

    fn end(mut self) -> Done<()> {
        drop(self.to);
        match self.child.wait()?.success() {
            true => Ok(()),
            false => Err("plain SQLite ended with a failure".into()),
        }
    }
}

/// The other process.
fn answer(path: &Path) -> Done<()> {
    let mut conn = plain(path)?;
    for line in std::io::stdin().lines() {
        let line = line?;
        let (time, found) = match line.split_once(' ').ok_or("a word is missing")? {
            ("save", n) => {
                let n = n.parse()?;
                timed(|| several(&mut conn, n..n + 1))?
            }
            ("fill", n) => {
                let n: usize = n.parse()?;
                timed(|| several(&mut conn, n..n + IN_A_CASE))?
            }
            ("search", typed) => timed(|| Ok(plain_search(&conn, typed)?))?,
            _ => return Err("an unknown word".into()),
        };
        println!("{time} {found}");
    }
    Ok(())
}

fn several(conn: &mut Connection, mut which: Range<usize>) -> Done<usize> {
    let count = which.len();
    let tx = conn.transaction()?;
    which.try_for_each(|n| put(&tx, n))?;
    tx.commit()?;
    Ok(count)
}

fn saves(
    vault: &mut Vault,
    plain: &mut Plain,
    case: CaseId,
    mut head: Head,
    now: &Stamp,
) -> Done<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in 0..SAVES {
        let (time, new) = timed(|| Ok(vault.append(case, head, &[event(n, now)], None)?))?;
        head = new;
        ours.push(time);
        theirs.push(plain.ask(&format!("save {n}"))?.0);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!("saving one entry: {ours:.3} ms, plain SQLite {theirs:.3} ms");
    println!("save-ratio {:.3}", ours / theirs);
    Ok(())
}

fn fill(vault: &mut Vault, plain: &mut Plain, entries: usize, now: &Stamp) -> Done<()> {
    for first in (0..entries).step_by(IN_A_CASE) {
        let events: Vec<NewEvent> = (first..first + IN_A_CASE).map(|n| event(n, now)).collect();
        let batch = Batch {
            events: &events,
            ..Batch::default()
        };
        vault.create_case(CaseId::random()?, 2026, batch)?;
        plain.ask(&format!("fill {first}"))?;
    }
    Ok(())
}

/// The same words found in the same order, with the same marks around them.
fn plain_search(conn: &Connection, typed: &str) -> rusqlite::Result<usize> {
    let quoted: Vec<String> = typed.split(' ').map(|word| format!("\"{word}\"")).collect();
    let mut statement = conn.prepare_cached(
        "SELECT rowid, highlight(search, 0, '[', ']') FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
    )?;
    let found = statement.query_map((format!("{}*", quoted.join(" ")), SHOWN), |row| {
        row.get::<_, String>(1).map(|text| text.len())
    })?;
    found
        .collect::<Result<Vec<_>, _>>()
        .map(|found| found.len())
}

fn searches(vault: &Vault, plain: &mut Plain) -> Done<()> {
    let mut worst: f64 = 0.0;
    for (name, typed) in QUESTIONS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..SEARCHES {
            let (time, found) = timed(|| Ok(vault.search(typed, None, SHOWN)?.len()))?;
            ours.push(time);
            let (time, same) = plain.ask(&format!("search {typed}"))?;
            theirs.push(time);
            if found != same || found == 0 {
                return Err(Box::new(StoreError::Invalid(
                    "the two found different entries",
                )));
            }
        }
        let (ours, theirs) = (median(ours), median(theirs));
        println!("searching, {name}: {ours:.3} ms, plain SQLite {theirs:.3} ms");
        worst = worst.max(ours / theirs);
    }
    println!("search-ratio {worst:.3}");
    Ok(())
}

fn measure(folder: &Path, entries: usize) -> Done<()> {
    let now = now()?;
    let passphrase = Passphrase::new("copper lantern river".into());
    let setup = Setup {
        person: "bench",
        passphrase: &passphrase,
        cost: KdfCost::for_tests(),
        now: now.clone(),
    };
    let (mut vault, _) = Vault::create(&folder.join("vault"), setup)?;
    let mut plain = Plain::start(&folder.join("plain.db"))?;
    let case = CaseId::random()?;
    let events = [event(0, &now)];
    let batch = Batch {
        events: &events,
        ..Batch::default()
    };
    let opened = vault.create_case(case, 2026, batch)?;
    plain.ask("save 0")?;
    saves(&mut vault, &mut plain, case, opened.head, &now)?;
    fill(&mut vault, &mut plain, entries, &now)?;
    println!("{entries} entries in all");
    searches(&vault, &mut plain)?;
    plain.end()
}

fn main() -> Done<()> {
    let word = std::env::args().nth(1);
    if word.as_deref() == Some(PLAIN) {
        let path = std::env::args_os().nth(2).ok_or("no path")?;
        return answer(Path::new(&path));
    }
    let entries: usize = word.map_or(Ok(1_000_000), |word| word.parse())?;
    let folder = std::env::temp_dir().join(format!("stepwise-bench-record-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(&folder, entries);
    let _ = std::fs::remove_dir_all(&folder);
    measured
}
