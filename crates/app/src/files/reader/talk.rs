//! The talk between the two processes. The question is a length in 4 bytes, so much JSON, and the file's bytes to the
//! end. Each answer is the length of its JSON in 4 bytes and of what follows that in 8, then both.

use super::{Found, Job, PATIENCE, READER_ARGUMENT, ReadError, bundle, look};
use serde::Serialize;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use stepwise_store::{MAX_DOCUMENT_BYTES, Stop};

/// Between two looks whether it was told to stop.
const LOOK: Duration = Duration::from_millis(20);
/// How much is handed on at a time, in bytes.
const ROOM: usize = 64 * 1024;
/// The longest question, in bytes: names and a password.
const MOST_QUESTION: u64 = 64 * 1024;
/// The most memory that a reader may take, in bytes, where the system can hold it to that.
#[cfg(unix)]
const MOST_MEMORY: u64 = 3 * 1024 * 1024 * 1024;

/// One question, and what it may take.
pub(super) struct Conversation<'a> {
    /// The program that reads; none for a thread of this one.
    pub program: Option<&'a Path>,
    pub patience: Duration,
    pub most_answer: u64,
    pub stop: &'a Stop,
}

/// An answer on its way, or why there is none.
type Heard = Result<(Found, Vec<u8>), ReadError>;

impl Conversation<'_> {
    /// Asks, and hears every answer.
    ///
    /// # Errors
    /// [`ReadError`]; whatever `hear` gives.
    pub fn hold<R: Read + Send + 'static>(
        &self,
        job: &Job,
        file: R,
        hear: &mut dyn FnMut(Found, Vec<u8>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let question = framed(job).map_err(ReadError::NotStarted)?;
        let mut other = match self.program {
            Some(program) => Other::process(program)?,
            None => Other::thread()?,
        };
        let (Some(mut input), Some(mut output)) = (other.input.take(), other.output.take()) else {
            return Err(ReadError::BrokeOff);
        };
        // Both at once: a reader that answers before it has heard all would otherwise wait for ever.
        let writer = std::thread::spawn(move || {
            // One that refuses early closes its end: what it says then counts.
            let _ = pour(&mut Cursor::new(question).chain(file), &mut input);
        });
        let (sender, answers) = sync_channel::<Option<Heard>>(0);
        let most = self.most_answer;
        let listener = std::thread::spawn(move || {
            loop {
                let heard = answer_from(&mut output, most).transpose();
                let last = !matches!(heard, Some(Ok(_)));
                if sender.send(heard).is_err() || last {
                    return;
                }
            }
        });
        let mut waited = Duration::ZERO;
        let mut any = false;
        let came = loop {
            let since = Instant::now();
            let heard = answers.recv_timeout(LOOK);
            waited += since.elapsed();
            match heard {
                _ if self.stop.asked() => break Err(ReadError::Stopped),
                Err(RecvTimeoutError::Timeout) if waited < self.patience => {}
                Err(RecvTimeoutError::Timeout) => break Err(ReadError::TooLong),
                Err(RecvTimeoutError::Disconnected) => break Err(ReadError::BrokeOff),
                Ok(None) if any => break Ok(()),
                Ok(None) => break Err(ReadError::BrokeOff),
                Ok(Some(Err(error))) => break Err(error),
                Ok(Some(Ok((found, rest)))) => {
                    any = true;
                    if let Err(error) = hear(found, rest) {
                        break Err(error);
                    }
                }
            }
        };
        // Whether it is done or not: nothing of it stays.
        drop(answers);
        other.end();
        let _ = (writer.join(), listener.join());
        came
    }
}

/// As `std::io::copy`, by way of memory that is wiped: the stack that it would use is kept for the next thread.
fn pour(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<()> {
    let mut room = zeroize::Zeroizing::new(vec![0; ROOM]);
    loop {
        match from.read(&mut room) {
            Ok(0) => return to.flush(),
            Ok(length) => to.write_all(room.get(..length).unwrap_or_default())?,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Whoever reads: a process, or in tests a thread.
struct Other {
    input: Option<Box<dyn Write + Send>>,
    output: Option<Box<dyn Read + Send>>,
    child: Option<Child>,
    thread: Option<JoinHandle<()>>,
}

impl Other {
    fn process(program: &Path) -> Result<Self, ReadError> {
        let mut command = Command::new(program);
        command
            .arg(READER_ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What a broken file makes a library say is nobody's business, and may hold the file's words.
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(ReadError::NotStarted)?;
        let input = child.stdin.take();
        let output = child.stdout.take();
        Ok(Self {
            input: input.map(|input| Box::new(input) as Box<dyn Write + Send>),
            output: output.map(|output| Box::new(output) as Box<dyn Read + Send>),
            child: Some(child),
            thread: None,
        })
    }

    /// For tests: in this process, on a thread of its own.
    fn thread() -> Result<Self, ReadError> {
        let (mut question, input) = std::io::pipe().map_err(ReadError::NotStarted)?;
        let (output, mut to) = std::io::pipe().map_err(ReadError::NotStarted)?;
        let thread = std::thread::Builder::new()
            .name("reader".into())
            .spawn(move || {
                if let Some(job) = question_from(&mut question) {
                    answer(&job, &mut question, &mut to);
                }
            })
            .map_err(ReadError::NotStarted)?;
        Ok(Self {
            input: Some(Box::new(input)),
            output: Some(Box::new(output)),
            child: None,
            thread: Some(thread),
        })
    }

    fn end(self) {
        if let Some(mut child) = self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
        // It ends by itself where nobody writes to it or hears it any more, once the two at this end do.
        drop(self.thread);
    }
}

fn framed(job: &Job) -> std::io::Result<Vec<u8>> {
    let json = zeroize::Zeroizing::new(serde_json::to_vec(job)?);
    let length = u32::try_from(json.len()).map_err(std::io::Error::other)?;
    let mut out = Vec::with_capacity(4 + json.len());
    out.extend(length.to_le_bytes());
    out.extend(json.iter());
    Ok(out)
}

/// So many bytes, all of them there.
fn exactly(from: &mut dyn Read, length: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == length).then_some(bytes)
}

fn question_from(from: &mut dyn Read) -> Option<Job> {
    let length = u64::from(u32::from_le_bytes(exactly(from, 4)?.try_into().ok()?));
    if length > MOST_QUESTION {
        return None;
    }
    serde_json::from_slice(&zeroize::Zeroizing::new(exactly(from, length)?)).ok()
}

/// The next answer; none at the end.
fn answer_from(from: &mut dyn Read, most: u64) -> Result<Option<(Found, Vec<u8>)>, ReadError> {
    let mut lengths = Vec::new();
    let read = from.take(12).read_to_end(&mut lengths);
    if read.is_ok() && lengths.is_empty() {
        return Ok(None);
    }
    let parts = || {
        let (head, rest) = lengths.split_first_chunk::<4>()?;
        let head = u64::from(u32::from_le_bytes(*head));
        let rest = u64::from_le_bytes(rest.try_into().ok()?);
        (head.checked_add(rest)? <= most).then_some((head, rest))
    };
    let (head, rest) = parts().ok_or(ReadError::BrokeOff)?;
    let found = exactly(from, head).ok_or(ReadError::BrokeOff)?;
    let rest = exactly(from, rest).ok_or(ReadError::BrokeOff)?;
    let found = serde_json::from_slice(&found).map_err(|_| ReadError::BrokeOff)?;
    Ok(Some((found, rest)))
}

/// Says one answer; false where nobody hears it.
pub(super) fn say<T: Serialize>(to: &mut dyn Write, found: &T, rest: &[u8]) -> bool {
    let Ok(json) = serde_json::to_vec(found) else {
        return false;
    };
    let Ok(length) = u32::try_from(json.len()) else {
        return false;
    };
    let parts: [&[u8]; 4] = [
        &length.to_le_bytes(),
        &(rest.len() as u64).to_le_bytes(),
        &json,
        rest,
    ];
    parts.iter().all(|part| to.write_all(part).is_ok()) && to.flush().is_ok()
}

/// What the program does when it is started with [`READER_ARGUMENT`]: reads one question about one file from
/// its input, answers on its output, and ends.
pub fn read_for_parent() -> ExitCode {
    hold_back();
    let mut from = std::io::stdin().lock();
    let Some(job) = question_from(&mut from) else {
        return ExitCode::FAILURE;
    };
    // A bundle's parent looks at the clock itself, by the size of the file: the stretching of its password and the file's
    // length decide how long it works.
    #[cfg(unix)]
    if !matches!(job, Job::Bundle(_) | Job::BundleFiles(_)) {
        hold_to(rlimit::Resource::CPU, PATIENCE.as_secs());
    }
    match answer(&job, &mut from, &mut std::io::stdout().lock()) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// What the system can take from this process, so that a hostile file gains nothing. Where one is refused,
/// the others still hold.
#[cfg(unix)]
fn hold_back() {
    use rlimit::Resource;
    hold_to(Resource::CORE, 0);
    hold_to(Resource::FSIZE, 0);
    hold_to(Resource::CPU, bundle::LONGEST.as_secs());
    hold_to(Resource::AS, MOST_MEMORY);
}

#[cfg(unix)]
fn hold_to(what: rlimit::Resource, most: u64) {
    let _ = rlimit::setrlimit(what, most, most);
}

#[cfg(not(unix))]
fn hold_back() {}

fn answer(job: &Job, from: &mut dyn Read, to: &mut dyn Write) -> bool {
    if let Job::Bundle(reading) | Job::BundleFiles(reading) = job {
        let files = matches!(job, Job::BundleFiles(_));
        return bundle::read(reading, files, from, to);
    }
    let mut bytes = Vec::new();
    let most = MAX_DOCUMENT_BYTES as u64 + 1;
    if from.take(most).read_to_end(&mut bytes).is_err() {
        return false;
    }
    let (found, pixels) = look::done(job, &bytes);
    say(to, &found, &pixels)
}
