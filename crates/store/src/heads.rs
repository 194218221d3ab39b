//! Every head that a case ever had: for looking up one that somebody reads off a paper.

use rusqlite::params;
use serde::Deserialize;
use stepwise_core::chain::{ChainHash, ChainRow, Head};

use crate::database::{to_i64, to_u64};
use crate::error::StoreError;
use crate::ids::CaseId;
use crate::journal::CASE_HEAD;
use crate::record::{ROW_COLUMNS, row_of};
use crate::vault::Vault;

#[derive(Deserialize)]
struct Noted {
    case: CaseId,
    #[serde(flatten)]
    head: Head,
}

impl Vault {
    /// Shows every head of every case as the rows stand: the case, and where its chain stood after that row.
    /// Nothing is checked here; [`Vault::verify`] checks a case.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_head(&self, mut show: impl FnMut(CaseId, Head)) -> Result<(), StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT case_id, seq, hash FROM case_rows")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let head = Head {
                seq: to_u64(row.get(1)?),
                hash: ChainHash(row.get(2)?),
            };
            show(CaseId(row.get(0)?), head);
        }
        Ok(())
    }

    /// Shows every head that the journal noted, with the number of the entry that noted it. One that no row
    /// of its case bears any more says that the case was altered.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_noted_head(
        &self,
        mut show: impl FnMut(u64, CaseId, Head),
    ) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT j.seq, p.bytes FROM journal j JOIN journal_payloads p USING (seq) WHERE j.kind = ?1",
        )?;
        let mut rows = statement.query([CASE_HEAD])?;
        while let Some(row) = rows.next()? {
            // One that cannot be read is for `verify_all` to tell.
            if let Ok(noted) =
                serde_json::from_slice::<Noted>(row.get_ref(1)?.as_blob().unwrap_or_default())
            {
                show(to_u64(row.get(0)?), noted.case, noted.head);
            }
        }
        Ok(())
    }

    /// A case's rows from one entry on, in order, without what they say.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn rows(&self, case: CaseId, from_seq: u64) -> Result<Vec<ChainRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT {ROW_COLUMNS} FROM case_rows r WHERE r.case_id = ?1 AND r.seq >= ?2 ORDER BY r.seq"
        ))?;
        let rows = statement.query_map(params![case.0, to_i64(from_seq)], row_of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
