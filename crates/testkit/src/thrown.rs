//! Bytes that are thrown at the readers of files from elsewhere: the seeds of the fuzzer in `fuzz/`, as they are, with changes,
//! and any bytes at all. So what the fuzzer finds is held by the ordinary tests, once it lies among the seeds.

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use std::path::Path;

/// What is tried: it panics where a reader does what it may not.
pub type Reads = fn(&[u8]);

/// The seeds of one of the fuzzer's targets, by name: a sound file, and whatever was found once.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let entries = std::fs::read_dir(folder.join(target)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    assert!(!paths.is_empty(), "{target} has no seed");
    paths.sort();
    let files = paths.iter().map(|path| std::fs::read(path).unwrap());
    files.collect()
}

/// Gives each seed of a target to its reader, and then gives them back.
pub fn kept(target: &str, reads: Reads) -> Vec<Vec<u8>> {
    let seeds = seeds(target);
    seeds.iter().for_each(|seed| reads(seed));
    seeds
}

/// Throws at readers, `cases` times: files of theirs, each with up to five places at which less than `cut` bytes are taken
/// out and `put` comes in, and any bytes.
pub fn throw(
    readers: &[(Reads, Vec<Vec<u8>>)],
    cases: u32,
    cut: usize,
    put: impl Strategy<Value = Vec<u8>>,
) {
    let input = (
        any::<(Index, Index)>(),
        prop::collection::vec((any::<Index>(), 0..cut, put), 1..6),
        prop::collection::vec(any::<u8>(), 0..300),
    );
    let mut runner = TestRunner::new(ProptestConfig::with_cases(cases));
    let outcome = runner.run(&input, |((reader, file), changes, noise)| {
        let (reads, files) = &readers[reader.index(readers.len())];
        reads(&noise);
        let mut bytes = files[file.index(files.len())].clone();
        for (at, cut, put) in changes {
            let from = at.index(bytes.len() + 1);
            let end = (from + cut).min(bytes.len());
            bytes.splice(from..end, put);
        }
        reads(&bytes);
        Ok(())
    });
    outcome.unwrap();
}

/// Words of a pattern, as what comes in.
pub fn written(pattern: &str) -> impl Strategy<Value = Vec<u8>> {
    let words = proptest::string::string_regex(pattern).unwrap();
    words.prop_map(String::into_bytes)
}

/// Any bytes, fewer than so many, as what comes in.
pub fn bytes(fewer_than: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..fewer_than)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "a reader that may not meet an x")]
    fn a_reader_that_panics_is_found() {
        let reads: Reads =
            |bytes| assert!(!bytes.contains(&b'x'), "a reader that may not meet an x");
        throw(
            &[(reads, vec![b"sound".to_vec()])],
            200,
            3,
            written("[w-z]{0,3}"),
        );
    }
}
