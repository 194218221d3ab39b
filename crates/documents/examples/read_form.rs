//! Prints what is filled into forms, one line of JSON for each: `cargo run -p stepwise-documents --example read_form -- FILE...`.
//! For `tests/outside/fill_form.py`, which fills them with programs that are not ours.

use std::error::Error;

use serde_json::{Map, Value, json};
use stepwise_documents::{FieldValue, filled_form};

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let form = filled_form(&std::fs::read(path)?)?;
        let (mut texts, mut signed) = (Map::new(), Map::new());
        for field in &form.fields {
            match &field.value {
                FieldValue::Text(text) => texts.insert(field.name.clone(), json!(text)),
                FieldValue::Signature { signed: is } => {
                    signed.insert(field.name.clone(), json!(is))
                }
            };
        }
        let attached: Vec<Value> = form
            .attachments
            .iter()
            .map(|a| json!([a.name, String::from_utf8_lossy(&a.bytes)]))
            .collect();
        println!(
            "{}",
            json!({ "texts": texts, "signed": signed, "attached": attached })
        );
    }
    Ok(())
}
