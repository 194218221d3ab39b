//! The hash chain that shows whether a record was altered.
//!
//! Each case is one chain, and the vault's journal is another. A row's hash covers the bytes that
//! are stored, never a serialisation made again, and the row before it. Payloads stay apart from
//! rows: a row holds only a salted commitment, so a whole case can later be erased while the
//! chain that other records refer to stays whole.
//!
//! The encoding is written down in `crates/store/FORMAT.md` and cannot change; a new one takes a
//! new [`ChainRow::version`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// The row encoding this code writes and understands.
pub const ROW_VERSION: u16 = 1;

/// The shortest salt that a commitment accepts, in bytes.
pub const MIN_SALT: usize = 16;

/// A SHA-256 value: of a row, a payload's commitment, or a chain's beginning.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChainHash(pub [u8; 32]);

impl ChainHash {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The 64 hex digits in 16 groups of four, as printed on a form for a person to compare.
    pub fn grouped(&self) -> String {
        let hex = self.to_string();
        let mut out = String::with_capacity(79);
        for (index, digit) in hex.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                out.push(' ');
            }
            out.push(digit);
        }
        out
    }
}

impl fmt::Display for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text was not 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a record hash is 64 digits, each 0 to 9 or a to f")]
pub struct NotAHash;

impl FromStr for ChainHash {
    type Err = NotAHash;

    /// Reads 64 hex digits, capital or small; spaces between groups are allowed.
    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let mut bytes = [0u8; 32];
        let mut count = 0usize;
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            let digit = c
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
                .ok_or(NotAHash)?;
            let byte = bytes.get_mut(count / 2).ok_or(NotAHash)?;
            *byte = (*byte << 4) | digit;
            count += 1;
        }
        if count == 64 {
            Ok(Self(bytes))
        } else {
            Err(NotAHash)
        }
    }
}

impl Serialize for ChainHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChainHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Where a chain ends: its length and its last hash. An empty chain's head is 0 and its genesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Head {
    /// The last row's sequence number; the first row is 1.
    pub seq: u64,
    /// The last row's hash.
    pub hash: ChainHash,
}

/// One link: everything the hash covers, and the hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainRow {
    /// The encoding, [`ROW_VERSION`].
    pub version: u16,
    /// 1 for the first row, then one more each.
    pub seq: u64,
    /// When it was written down: RFC 3339 with the offset, exactly as stored.
    pub recorded: String,
    /// The zone's name, such as `Europe/London`.
    pub zone: String,
    /// Who wrote it: an opaque id, never a name.
    pub actor: String,
    /// The kind of event.
    pub kind: String,
    /// The version of that kind's payload.
    pub kind_version: u32,
    /// The salted commitment to the payload, see [`commit`].
    pub commitment: ChainHash,
    /// The hash of the row before, or the chain's genesis.
    pub previous: ChainHash,
    /// The hash of this row, see [`hash`].
    pub hash: ChainHash,
}

impl fmt::Debug for ChainRow {
    /// Leaves out who and when: a log shows only where in the chain the row stands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChainRow")
            .field("seq", &self.seq)
            .field("kind", &self.kind)
            .field("hash", &self.hash)
            .finish_non_exhaustive()
    }
}

impl ChainRow {
    /// This row as its chain's head.
    pub fn head(&self) -> Head {
        Head {
            seq: self.seq,
            hash: self.hash,
        }
    }

    /// Sets [`ChainRow::hash`] from the other fields.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.hash = hash(&self);
        self
    }
}

/// A payload with its salt, as stored.
#[derive(Clone, Copy)]
pub struct Payload<'a> {
    /// Random, [`MIN_SALT`] bytes or more.
    pub salt: &'a [u8],
    /// The stored bytes.
    pub bytes: &'a [u8],
}

/// Why a chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChainFault {
    /// A row is written in an encoding this program does not know.
    #[error("entry {seq} is written in format {version}, which this version cannot check")]
    UnknownVersion {
        /// The row.
        seq: u64,
        /// Its stated encoding.
        version: u16,
    },
    /// Rows are missing, doubled or out of order.
    #[error("entry {expected} should come next, and entry {found} was found")]
    OutOfSequence {
        /// The number that should come.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// A row does not follow from the one before.
    #[error("entry {seq} does not follow from the entry before it")]
    BrokenLink {
        /// The row.
        seq: u64,
    },
    /// A row's own content does not give its hash.
    #[error("entry {seq} was altered")]
    RowAltered {
        /// The row.
        seq: u64,
    },
    /// A payload does not give its commitment.
    #[error("the text of entry {seq} was altered")]
    PayloadAltered {
        /// The row.
        seq: u64,
    },
    /// There is not one payload for each row.
    #[error("the text of entry {seq} is missing")]
    PayloadMissing {
        /// The first row without one, or the number after the last row when there are too many.
        seq: u64,
    },
}

/// Length before content, so that no two lists of fields have the same encoding.
fn put(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}

fn start(label: &str) -> Sha256 {
    let mut hasher = Sha256::new();
    put(&mut hasher, label.as_bytes());
    hasher
}

fn finish(hasher: Sha256) -> ChainHash {
    ChainHash(hasher.finalize().into())
}

/// Where a case's chain begins. It binds the case to its vault, and to nothing else in it.
pub fn case_genesis(vault: &[u8; 16], case: &[u8; 16]) -> ChainHash {
    let mut hasher = start("stepwise case genesis 1");
    put(&mut hasher, vault);
    put(&mut hasher, case);
    finish(hasher)
}

/// Where a vault's journal begins.
pub fn journal_genesis(vault: &[u8; 16]) -> ChainHash {
    let mut hasher = start("stepwise journal genesis 1");
    put(&mut hasher, vault);
    finish(hasher)
}

/// What a row says about its payload. The salt keeps a short payload ("yes") from being guessed
/// out of the commitment after the payload was erased or withheld.
pub fn commit(salt: &[u8], payload: &[u8]) -> ChainHash {
    let mut hasher = start("stepwise payload 1");
    put(&mut hasher, salt);
    put(&mut hasher, payload);
    finish(hasher)
}

/// The hash of a row, from all its fields but [`ChainRow::hash`].
pub fn hash(row: &ChainRow) -> ChainHash {
    let mut hasher = start("stepwise row 1");
    hasher.update(row.version.to_be_bytes());
    hasher.update(row.seq.to_be_bytes());
    for text in [&row.recorded, &row.zone, &row.actor, &row.kind] {
        put(&mut hasher, text.as_bytes());
    }
    hasher.update(row.kind_version.to_be_bytes());
    hasher.update(row.commitment.0);
    hasher.update(row.previous.0);
    finish(hasher)
}

/// The bytes that a vault's key signs to say "this case stood at this head in this vault".
pub fn head_message(vault: &[u8; 16], case: &[u8; 16], head: &Head) -> [u8; 32] {
    let mut hasher = start("stepwise signed head 1");
    put(&mut hasher, vault);
    put(&mut hasher, case);
    hasher.update(head.seq.to_be_bytes());
    hasher.update(head.hash.0);
    finish(hasher).0
}

/// Checks the rows alone: versions, order, links and hashes.
///
/// # Errors
/// The first [`ChainFault`] met, in order of the rows.
pub fn verify_links(genesis: ChainHash, rows: &[ChainRow]) -> Result<Head, ChainFault> {
    let mut head = Head {
        seq: 0,
        hash: genesis,
    };
    for row in rows {
        head = verify_next(head, row)?;
    }
    Ok(head)
}

/// Checks one row against the head before it, and gives the new head.
///
/// # Errors
/// The [`ChainFault`] of this row.
pub fn verify_next(head: Head, row: &ChainRow) -> Result<Head, ChainFault> {
    let seq = row.seq;
    if row.version != ROW_VERSION {
        return Err(ChainFault::UnknownVersion {
            seq,
            version: row.version,
        });
    }
    if head.seq.checked_add(1) != Some(seq) {
        return Err(ChainFault::OutOfSequence {
            expected: head.seq.saturating_add(1),
            found: seq,
        });
    }
    if row.previous != head.hash {
        return Err(ChainFault::BrokenLink { seq });
    }
    if hash(row) != row.hash {
        return Err(ChainFault::RowAltered { seq });
    }
    Ok(row.head())
}

/// Checks a whole chain with its payloads, one for each row and in the same order.
///
/// # Errors
/// The first [`ChainFault`] met. A salt shorter than [`MIN_SALT`] counts as altered.
pub fn verify(
    genesis: ChainHash,
    rows: &[ChainRow],
    payloads: &[Payload<'_>],
) -> Result<Head, ChainFault> {
    let mut head = Head {
        seq: 0,
        hash: genesis,
    };
    for (index, row) in rows.iter().enumerate() {
        head = verify_next(head, row)?;
        let payload = payloads
            .get(index)
            .ok_or(ChainFault::PayloadMissing { seq: row.seq })?;
        verify_payload(row, *payload)?;
    }
    if payloads.len() > rows.len() {
        return Err(ChainFault::PayloadMissing {
            seq: head.seq.saturating_add(1),
        });
    }
    Ok(head)
}

/// Checks that a payload is the one its row was written for.
///
/// # Errors
/// [`ChainFault::PayloadAltered`].
pub fn verify_payload(row: &ChainRow, payload: Payload<'_>) -> Result<(), ChainFault> {
    if payload.salt.len() < MIN_SALT || commit(payload.salt, payload.bytes) != row.commitment {
        return Err(ChainFault::PayloadAltered { seq: row.seq });
    }
    Ok(())
}

/// A public key for reading aloud and comparing by telephone: eight groups of five digits. Each group
/// is four bytes of the key's SHA-256 as a number, highest byte first, and of that the last five digits.
pub fn fingerprint(public_key: &[u8; 32]) -> String {
    let hash: [u8; 32] = Sha256::digest(public_key).into();
    let groups = hash.chunks_exact(4).map(|group| {
        let number = group
            .iter()
            .fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte));
        format!("{:05}", number % 100_000)
    });
    groups.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
