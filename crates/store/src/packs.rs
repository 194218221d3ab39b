//! The policy packs that cases are pinned to, as the bytes they had.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::vault::Vault;

/// The largest pack, in bytes.
const MAX_PACK: usize = 16 * 1024 * 1024;

/// As [`Vault::put_pack`], in a transaction of the caller's.
pub(crate) fn put(conn: &Connection, digest: [u8; 32], bytes: &[u8]) -> Result<(), StoreError> {
    if bytes.len() > MAX_PACK {
        return Err(StoreError::TooLarge { limit: MAX_PACK });
    }
    match kept(conn, digest)? {
        Some(kept) if kept == bytes => Ok(()),
        Some(_) => Err(StoreError::PackDiffers),
        None => {
            conn.execute(
                "INSERT INTO packs (digest, bytes) VALUES (?1, ?2)",
                params![digest, bytes],
            )?;
            Ok(())
        }
    }
}

fn kept(conn: &Connection, digest: [u8; 32]) -> rusqlite::Result<Option<Vec<u8>>> {
    conn.prepare_cached("SELECT bytes FROM packs WHERE digest = ?1")?
        .query_row([digest], |row| row.get(0))
        .optional()
}

impl Vault {
    /// Keeps a pack under the digest its reader gives it. Keeping the same one again does nothing.
    ///
    /// # Errors
    /// [`StoreError::PackDiffers`] when other bytes are kept under it; [`StoreError`].
    pub fn put_pack(&mut self, digest: [u8; 32], bytes: &[u8]) -> Result<(), StoreError> {
        put(&self.conn, digest, bytes)
    }

    /// A pack's bytes.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn pack(&self, digest: [u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(kept(&self.conn, digest)?)
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
