//! A form that came back: what somebody filled into its fields, and the answers that one of ours carries. It is a value
//! to look at; nothing of it is taken into a case here.

use crate::clean::clean;
use serde::{Deserialize, Serialize};
use stepwise_documents::{DocumentError, FieldValue, filled_form};

/// The name of the data attached to a form of ours.
const DATA: &str = "form.json";
/// The version of that data that is read here.
const FORMAT: u32 = 1;
/// Between a field's name and its part.
const PART: char = '.';
/// The most answers that a form of ours has room for many times over.
const MOST_ANSWERS: usize = 1000;

/// What came back.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FormBack {
    /// The fields into which something was typed: name and text.
    pub typed: Vec<(String, String)>,
    /// The signature fields: name, and whether something was put in. Whether a signature is good is not looked at.
    signed: Vec<(String, bool)>,
    /// The attached answers, where the form is one of ours.
    pub answers: Option<Answers>,
}

/// The answers that a form of ours carries: those printed on it.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answers {
    format: u32,
    pub form: String,
    pub policy: String,
    pub case: String,
    /// The head of the record when it was printed, and at which entry; empty on forms of earlier versions.
    #[serde(default)]
    pub entry: u64,
    #[serde(default)]
    pub head: String,
    pub answers: Vec<OneAnswer>,
}

/// One answer.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OneAnswer {
    pub field: String,
    pub label: String,
    pub answer: String,
}

impl FormBack {
    /// Reads a PDF. Every text is cleaned: none of it can turn others around or hide.
    ///
    /// # Errors
    /// It is no PDF, is damaged or locked, or holds more than a form.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let form = filled_form(bytes)?;
        let mut back = Self::default();
        for field in form.fields {
            let name = clean(&field.name);
            match field.value {
                FieldValue::Text(text) if clean(&text).is_empty() => {}
                FieldValue::Text(text) => back.typed.push((name, clean(&text))),
                FieldValue::Signature { signed } => back.signed.push((name, signed)),
            }
        }
        let data = form.attachments.into_iter().find(|a| a.name == DATA);
        back.answers = data.and_then(|data| Answers::read(&data.bytes));
        Ok(back)
    }

    /// The signature fields by the form's own labels, and whether something was put in.
    pub fn signed(&self) -> Vec<(String, bool)> {
        let each = self.signed.iter();
        each.map(|(name, signed)| (self.label(name), *signed))
            .collect()
    }

    /// What came back in words: what was typed, under the form's own labels where it carries them, and what was signed.
    pub fn told(&self) -> Vec<(String, String)> {
        let mut told = Vec::new();
        if let Some(ours) = &self.answers {
            told.push((
                "A form of Stepwise".to_owned(),
                format!("{}, case {}", ours.form, ours.case),
            ));
        }
        let typed = self.typed.iter();
        told.extend(
            typed.map(|(name, text)| (format!("Filled in: {}", self.label(name)), text.clone())),
        );
        let signed = self.signed.iter().filter(|(_, signed)| *signed);
        told.extend(signed.map(|(name, _)| {
            (
                format!("Signed: {}", self.label(name)),
                "Something was put into the signature field. Whether the signature is good was not checked.".to_owned(),
            )
        }));
        told
    }

    /// "Signature of receiving manager, name" for the field `signature-receiving.name`.
    fn label(&self, name: &str) -> String {
        let answers = self.answers.iter().flat_map(|a| &a.answers);
        let mut of = answers.filter_map(|a| Some((a, name.strip_prefix(a.field.as_str())?)));
        match of.find(|(_, rest)| rest.is_empty() || rest.starts_with(PART)) {
            Some((answer, "")) => answer.label.clone(),
            Some((answer, part)) => format!("{}, {}", answer.label, part.trim_start_matches(PART)),
            None => name.to_owned(),
        }
    }
}

impl FormBack {
    /// What was typed into the parts of a field.
    pub fn parts<'a>(&'a self, field: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.typed.iter().filter_map(move |(name, text)| {
            let part = name.strip_prefix(field)?.strip_prefix(PART)?;
            Some((part, text.as_str()))
        })
    }

    /// The fields into which something was typed that belong to none of the answers: name and text.
    pub fn loose(&self) -> impl Iterator<Item = &(String, String)> {
        let answers = || self.answers.iter().flat_map(|a| &a.answers);
        self.typed.iter().filter(move |(name, _)| {
            !answers().any(|a| {
                name.strip_prefix(&a.field)
                    .is_some_and(|rest| rest.starts_with(PART))
            })
        })
    }
}

impl Answers {
    /// Reads the attached data; none where it is not what a form of ours carries.
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut read: Self = serde_json::from_slice(bytes).ok()?;
        if read.format != FORMAT || read.answers.len() > MOST_ANSWERS {
            return None;
        }
        for text in [
            &mut read.form,
            &mut read.policy,
            &mut read.case,
            &mut read.head,
        ] {
            *text = clean(text);
        }
        for answer in &mut read.answers {
            answer.field = clean(&answer.field);
            answer.label = clean(&answer.label);
            answer.answer = clean(&answer.answer);
        }
        Some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(json: &str) -> Option<Answers> {
        Answers::read(json.as_bytes())
    }

    /// As the first version wrote it, and as every later one has to read it.
    #[test]
    fn the_data_of_the_first_version_are_read() {
        let kept = include_str!("../../tests/kept/form-1.json");
        let answers = data(kept).unwrap();
        assert_eq!((answers.case.as_str(), answers.format), ("2026-001", 1));
        assert_eq!(answers.head.len(), 64);
        assert!(answers.answers.iter().any(|a| !a.answer.is_empty()));
    }

    proptest::proptest! {
        #[test]
        fn any_data_are_read_or_none(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300), cut in 0usize..2000) {
            let kept = include_bytes!("../../tests/kept/form-1.json");
            for data in [bytes.as_slice(), &kept[..cut.min(kept.len())]] {
                if let Some(answers) = Answers::read(data) {
                    let back = FormBack { answers: Some(answers), ..FormBack::default() };
                    proptest::prop_assert!(!back.told().is_empty());
                }
            }
        }
    }

    #[test]
    fn data_that_is_not_ours_is_none_and_what_is_read_is_cleaned() {
        assert!(data("{}").is_none());
        assert!(data("not json").is_none());
        assert!(data(r#"{"format":2,"form":"","policy":"","case":"","answers":[]}"#).is_none());
        let many = r#"{"field":"a","label":"b","answer":"c"}"#;
        let many = vec![many; MOST_ANSWERS + 1].join(",");
        assert!(
            data(&format!(
                r#"{{"format":1,"form":"","policy":"","case":"","answers":[{many}]}}"#
            ))
            .is_none()
        );
        let nested = "[".repeat(100_000);
        assert!(data(&format!(r#"{{"format":1,"answers":{nested}"#)).is_none());
        let turned = "{\"format\":1,\"form\":\"F\u{202e}orm\",\"policy\":\"\",\"case\":\"2026-001\",\"answers\":[{\"field\":\"sign\",\"label\":\"Receiving manager\",\"answer\":\"\"}]}";
        let answers = data(turned).unwrap();
        assert_eq!(answers.form, "Form");
        let back = FormBack {
            typed: vec![
                ("sign.name".into(), "Paul Shaw".into()),
                ("other".into(), "x".into()),
            ],
            signed: vec![("sign.signature".into(), true), ("empty".into(), false)],
            answers: Some(answers),
        };
        let told: Vec<String> = back.told().into_iter().map(|(label, _)| label).collect();
        assert_eq!(
            told,
            [
                "A form of Stepwise",
                "Filled in: Receiving manager, name",
                "Filled in: other",
                "Signed: Receiving manager, signature"
            ]
        );
    }
}
