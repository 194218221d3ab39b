//! A bundle taken apart, changed, and sealed again by a key of its own: whole by every check, and made by no copy of ours.

use ed25519_dalek::Signer as _;
use serde_json::Value;
use stepwise_bundle::{Contents, Fetched, Item, Limits, Opened};
use stepwise_core::chain::{self, ChainRow, Head};

/// What a bundle holds, to be changed.
pub(super) struct Apart {
    pub(super) opened: Opened,
    pub(super) documents: Vec<(String, String, Vec<u8>)>,
}

pub(super) fn taken_apart(sealed: &[u8], password: &str) -> Apart {
    let mut documents = Vec::new();
    let opened = stepwise_bundle::open(sealed, password, Limits::default(), &mut |entry, bytes| {
        let name = entry.path.trim_start_matches("documents/").to_owned();
        documents.push((name, entry.title.clone(), bytes));
        Ok(())
    })
    .unwrap();
    Apart { opened, documents }
}

pub(super) const PASSWORD: &str = "somebody-else-knows-these-six-words";

impl Apart {
    /// A bundle of the same texts, each changed, under a chain and a key of its own: whole by every check.
    pub(super) fn sealed(&self, change: impl Fn(&mut Value)) -> Vec<u8> {
        self.of(self.texts(&change))
    }

    /// A bundle of the same texts, and more after them.
    pub(super) fn grown(&self, more: impl IntoIterator<Item = Value>) -> Vec<u8> {
        let mut texts = self.texts(&|_| {});
        let (last, ..) = texts.last().unwrap().clone();
        texts.extend(more.into_iter().map(|said| {
            let mut row = last.clone();
            row.kind = said["type"].as_str().unwrap().to_owned();
            (row, vec![7; 16], said)
        }));
        self.of(texts)
    }

    fn texts(&self, change: &dyn Fn(&mut Value)) -> Vec<(ChainRow, Vec<u8>, Value)> {
        let rows = self.opened.rows.iter();
        let texts = rows.map(|row| {
            let text = &self.opened.payloads[&row.seq];
            let mut said = serde_json::from_slice(&text.bytes).unwrap();
            change(&mut said);
            (row.clone(), text.salt.clone(), said)
        });
        texts.collect()
    }

    /// A chain of these texts, each in the place of its number.
    fn of(&self, texts: Vec<(ChainRow, Vec<u8>, Value)>) -> Vec<u8> {
        let bytes = |text: &Option<String>| text.clone().unwrap_or_default();
        let id = |hex: &str| -> [u8; 16] {
            let bytes = data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
            bytes.try_into().unwrap()
        };
        let (vault, case) = (
            id(&self.opened.manifest.vault),
            id(&self.opened.manifest.case),
        );
        let mut head = Head {
            seq: 0,
            hash: chain::case_genesis(&vault, &case),
        };
        let (mut rows, mut payloads) = (Vec::new(), Vec::new());
        for (mut row, salt, said) in texts {
            let text = serde_json::to_vec(&said).unwrap();
            row.seq = head.seq + 1;
            row.actor.push_str("\u{202e}<b>");
            row.commitment = chain::commit(&salt, &text);
            row.previous = head.hash;
            let row = row.sealed();
            head = row.head();
            rows.push(row);
            payloads.push((head.seq, salt, text));
        }
        let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
        let policy = self.opened.policy.clone();
        let contents = Contents {
            made_by: "Stepwise\u{202e} <script>".into(),
            made_at: "<b>never</b>".into(),
            number: "2026-001\u{202e}<img src=x onerror=alert(1)>".into(),
            vault,
            case,
            rows,
            payloads,
            head,
            public_key: key.verifying_key().to_bytes(),
            signature: key
                .sign(&chain::head_message(&vault, &case, &head))
                .to_bytes(),
            policy: policy.map(|pack| (bytes(&self.opened.manifest.policy), pack)),
            items: self
                .documents
                .iter()
                .map(|(name, title, bytes)| Item {
                    name: name.clone(),
                    title: title.clone(),
                    bytes: bytes.clone(),
                })
                .collect(),
            fetched: Vec::new(),
        };
        let mut nothing = |_: &Fetched| Ok(Vec::new());
        stepwise_bundle::seal(&contents, PASSWORD, 2, Vec::new(), &mut nothing).unwrap()
    }
}

/// Every text of a value.
pub(super) fn each_text(value: &mut Value, change: &dyn Fn(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| each_text(field, change)),
        _ => {}
    }
}
