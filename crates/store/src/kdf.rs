//! Stretching a passphrase with Argon2id.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// What it costs to try one passphrase. Stored in each slot, so that it can be raised later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KdfCost {
    /// Memory, in KiB.
    pub m_kib: u32,
    /// Passes over that memory.
    pub t: u32,
    /// Lanes worked on side by side.
    pub p: u32,
}

/// Why a passphrase could not be stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KdfError {
    /// The stated cost is beyond what this program ever writes: a damaged or a hostile file.
    #[error("the slot asks for a cost that this program never uses")]
    Refused,
    /// The memory was not to be had.
    #[error("there is not enough free memory to unlock")]
    OutOfMemory,
}

/// The most memory that a slot may ask for: 512 MiB. A foreign file holds up nobody for long.
const MAX_M_KIB: u32 = 512 * 1024;
const MAX_T: u32 = 6;
const MAX_P: u32 = 8;
/// Over this, unlocking feels broken, and the smaller cost is chosen.
const TOO_SLOW: Duration = Duration::from_millis(2500);

impl KdfCost {
    /// 256 MiB, 3 passes, 4 lanes.
    pub const STANDARD: Self = Self {
        m_kib: 256 * 1024,
        t: 3,
        p: 4,
    };
    /// 64 MiB: for machines where [`KdfCost::STANDARD`] is not to be had. Never lower.
    pub const REDUCED: Self = Self {
        m_kib: 64 * 1024,
        t: 3,
        p: 4,
    };
    /// For recovery keys: 128 random bits need no stretching, this only follows good practice.
    pub const RECOVERY: Self = Self {
        m_kib: 19 * 1024,
        t: 2,
        p: 1,
    };

    /// A cost without worth, so that tests are quick. Nothing shipped may use it.
    #[doc(hidden)]
    pub const fn for_tests() -> Self {
        Self {
            m_kib: 64,
            t: 1,
            p: 1,
        }
    }

    /// The cost for this machine: [`KdfCost::STANDARD`], or [`KdfCost::REDUCED`] when its memory
    /// is not to be had or one try takes over 2.5 seconds. Takes as long as one try.
    pub fn measured() -> Self {
        let start = Instant::now();
        let tried = Self::STANDARD.stretch(b"measuring", &[0; 16]);
        Self::after(tried.map(|_| start.elapsed()))
    }

    /// The cost that follows from one try: how long it took, or why it could not be made.
    fn after(tried: Result<Duration, KdfError>) -> Self {
        match tried {
            Ok(took) if took <= TOO_SLOW => Self::STANDARD,
            Ok(_) | Err(_) => Self::REDUCED,
        }
    }

    /// Refuses what this program never writes, before any memory is asked for.
    pub(crate) fn check(self) -> Result<Params, KdfError> {
        let sane = self.m_kib <= MAX_M_KIB
            && (1..=MAX_T).contains(&self.t)
            && (1..=MAX_P).contains(&self.p)
            && self.m_kib >= 8 * self.p;
        if !sane {
            return Err(KdfError::Refused);
        }
        Params::new(self.m_kib, self.t, self.p, Some(32)).map_err(|_| KdfError::Refused)
    }

    /// The 32 bytes that a secret and a salt give. This is nearly all that unlocking costs; a
    /// bench compares the two.
    ///
    /// # Errors
    /// [`KdfError`].
    pub fn stretch(self, secret: &[u8], salt: &[u8; 16]) -> Result<Zeroizing<[u8; 32]>, KdfError> {
        let params = self.check()?;
        let count = params.block_count();
        // Asked for by hand: the ordinary way ends the program when the memory is not to be had.
        let mut memory: Vec<Block> = Vec::new();
        memory
            .try_reserve_exact(count)
            .map_err(|_| KdfError::OutOfMemory)?;
        memory.resize(count, Block::default());
        let mut out = Zeroizing::new([0u8; 32]);
        let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(secret, salt, &mut out[..], &mut memory[..]);
        // The last blocks alone give the result, so only they need wiping; 256 MiB would show.
        let lanes = self.p as usize;
        let lane = (count / lanes).max(1);
        for block in memory.chunks_mut(lane).filter_map(|lane| lane.last_mut()) {
            block.zeroize();
        }
        done.map_err(|_| KdfError::Refused)?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_costs_are_refused_before_memory_is_asked_for() {
        let small = KdfCost::for_tests();
        for cost in [
            KdfCost {
                m_kib: u32::MAX,
                ..small
            },
            KdfCost {
                m_kib: MAX_M_KIB + 1,
                ..small
            },
            KdfCost { m_kib: 0, ..small },
            KdfCost { t: 0, ..small },
            KdfCost { t: 17, ..small },
            KdfCost { p: 0, ..small },
            KdfCost {
                p: u32::MAX,
                ..small
            },
            KdfCost {
                m_kib: 8,
                t: 1,
                p: 2,
            },
        ] {
            assert_eq!(
                cost.stretch(b"x", &[0; 16]).err(),
                Some(KdfError::Refused),
                "{cost:?}"
            );
        }
    }

    #[test]
    fn the_cost_is_the_full_one_unless_it_is_too_slow_or_not_to_be_had() {
        let mib = |cost: KdfCost| (cost.m_kib / 1024, cost.t, cost.p);
        assert_eq!(mib(KdfCost::STANDARD), (256, 3, 4));
        assert_eq!(mib(KdfCost::REDUCED), (64, 3, 4));
        let ms = Duration::from_millis;
        for (tried, cost) in [
            (Ok(ms(400)), KdfCost::STANDARD),
            (Ok(ms(2500)), KdfCost::STANDARD),
            (Ok(ms(2501)), KdfCost::REDUCED),
            (Err(KdfError::OutOfMemory), KdfCost::REDUCED),
            (Err(KdfError::Refused), KdfCost::REDUCED),
        ] {
            assert_eq!(KdfCost::after(tried), cost, "{tried:?}");
        }
    }

    /// In a process that may have 220 MB of address space and no more.
    #[cfg(target_os = "linux")]
    #[test]
    fn where_the_memory_is_not_to_be_had_it_falls_back_and_does_not_end() {
        const LIMITED: &str = "STEPWISE_TEST_LIMITED";
        if std::env::var_os(LIMITED).is_some() {
            let full = KdfCost::STANDARD.stretch(b"x", &[0; 16]);
            assert_eq!(full.err(), Some(KdfError::OutOfMemory));
            assert_eq!(KdfCost::measured(), KdfCost::REDUCED);
            assert!(KdfCost::REDUCED.stretch(b"x", &[0; 16]).is_ok());
            return;
        }
        let this = "kdf::tests::where_the_memory_is_not_to_be_had_it_falls_back_and_does_not_end";
        let run = std::process::Command::new("sh")
            .args([
                "-c",
                "ulimit -v 220000 && exec \"$0\" --exact \"$1\" --test-threads=1",
            ])
            .arg(std::env::current_exe().unwrap())
            .arg(this)
            .env(LIMITED, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(run.status.success() && said.contains("1 passed"), "{said}");
    }

    /// Frozen: another value here means that no vault in use would open.
    #[test]
    fn the_stretching_is_frozen() {
        let cost = KdfCost {
            m_kib: 64,
            t: 2,
            p: 2,
        };
        let out = cost.stretch(b"passphrase", b"sixteen byte slt").unwrap();
        assert_eq!(
            data_encoding::HEXLOWER.encode(&out[..]),
            "db2f62355cc393ff79dca21e8fe3691866fd633ab93333f4fbf5b3cef9041d47"
        );
    }
}
