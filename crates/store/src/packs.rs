//! The policy packs that cases are pinned to, as the bytes they had.

use rusqlite::{OptionalExtension, params};

use crate::error::StoreError;
use crate::vault::Vault;

/// The largest pack, in bytes.
const MAX_PACK: usize = 16 * 1024 * 1024;

impl Vault {
    /// Keeps a pack under the digest its reader gives it. Keeping the same one again does nothing.
    ///
    /// # Errors
    /// [`StoreError::PackDiffers`] when other bytes are kept under it; [`StoreError`].
    pub fn put_pack(&mut self, digest: [u8; 32], bytes: &[u8]) -> Result<(), StoreError> {
        if bytes.len() > MAX_PACK {
            return Err(StoreError::TooLarge { limit: MAX_PACK });
        }
        match self.pack(digest)? {
            Some(kept) if kept == bytes => Ok(()),
            Some(_) => Err(StoreError::PackDiffers),
            None => {
                self.conn.execute(
                    "INSERT INTO packs (digest, bytes) VALUES (?1, ?2)",
                    params![digest, bytes],
                )?;
                Ok(())
            }
        }
    }

    /// A pack's bytes.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn pack(&self, digest: [u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT bytes FROM packs WHERE digest = ?1")?
            .query_row([digest], |row| row.get(0))
            .optional()?)
    }

    /// The digests of all packs.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn packs(&self) -> Result<Vec<[u8; 32]>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT digest FROM packs ORDER BY digest")?;
        let digests = statement.query_map([], |row| row.get(0))?;
        Ok(digests.collect::<Result<_, _>>()?)
    }
}
