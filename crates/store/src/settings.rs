//! Settings: a key and JSON. The setting's details, its people and the address book are here.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::Value;

use crate::error::StoreError;
use crate::journal::NewEntry;
use crate::vault::Vault;

pub(crate) fn put(conn: &Connection, key: &str, value: &Value) -> Result<(), StoreError> {
    let json = serde_json::to_string(value)?;
    conn.prepare_cached(
        "INSERT INTO settings (key, json) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET json = excluded.json",
    )?
    .execute(params![key, json])?;
    Ok(())
}

impl Vault {
    /// Keeps a setting; committed when it returns.
    ///
    /// # Errors
    /// [`StoreError`]; the setting is as it was.
    pub fn put_setting(&mut self, key: &str, value: &Value) -> Result<(), StoreError> {
        put(&self.conn, key, value)
    }

    /// As [`Vault::put_setting`], with an entry of the journal that says so: both or neither.
    ///
    /// # Errors
    /// [`StoreError`]; the setting is as it was.
    pub fn put_setting_noting(
        &mut self,
        key: &str,
        value: &Value,
        entry: &NewEntry,
    ) -> Result<(), StoreError> {
        let payload = entry.whole_payload()?;
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        put(&tx, key, value)?;
        let tail = self.journal.clone().write(&tx, &entry.draft(&payload))?;
        tx.commit()?;
        self.journal = tail;
        self.anchor_if_due();
        Ok(())
    }

    /// One setting.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn setting(&self, key: &str) -> Result<Option<Value>, StoreError> {
        let json: Option<String> = self
            .conn
            .prepare_cached("SELECT json FROM settings WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
    }

    /// All settings, by key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn settings(&self) -> Result<Vec<(String, Value)>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT key, json FROM settings ORDER BY key")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        rows.map(|row| {
            let (key, json) = row?;
            Ok((key, serde_json::from_str(&json)?))
        })
        .collect()
    }
}
