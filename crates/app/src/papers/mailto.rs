//! The address by which the system's e-mail program is asked for a new message (RFC 6068).

use std::fmt::Write as _;

/// The longest address that every system hands on whole, in bytes: Windows cuts at 2,083.
const LONGEST: usize = 2000;

/// The address; none where it would be too long to arrive whole.
pub(super) fn mailto(to: &[&str], subject: &str, body: &str) -> Option<String> {
    let to: Vec<String> = to
        .iter()
        .map(|one| quoted(one).replace("%40", "@"))
        .collect();
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    let address = format!(
        "mailto:{}?subject={}&body={}",
        to.join(","),
        quoted(subject),
        quoted(&body)
    );
    (address.len() <= LONGEST).then_some(address)
}

/// Everything but letters, digits and four signs as its bytes, so that nothing in it can end one part and begin another.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unquoted(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let [first, after @ ..] = rest {
            match (first, after) {
                (b'%', [a, b, more @ ..]) => {
                    let hex = [*a, *b];
                    let hex = std::str::from_utf8(&hex).unwrap();
                    bytes.push(u8::from_str_radix(hex, 16).unwrap());
                    rest = more;
                }
                _ => {
                    bytes.push(*first);
                    rest = after;
                }
            }
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn it_is_written_as_mail_programs_read_it() {
        assert_eq!(
            mailto(
                &["a.b@example.org", "c+d@example.org"],
                "Case 2026-001",
                "Dear all,\nyes & no?"
            )
            .unwrap(),
            "mailto:a.b@example.org,c%2Bd@example.org?subject=Case%202026-001&body=Dear%20all%2C%0D%0Ayes%20%26%20no%3F"
        );
        assert!(mailto(&["a@example.org"], "", &"x".repeat(LONGEST)).is_none());
    }

    proptest! {
        #[test]
        fn no_text_can_add_a_part_and_each_comes_back(subject in "\\PC{0,40}", body in "[\\PC\n]{0,80}") {
            if let Some(address) = mailto(&["a@example.org"], &subject, &body) {
                prop_assert!(address.len() <= LONGEST && address.is_ascii());
                let (_, rest) = address.split_once('?').unwrap();
                let parts: Vec<&str> = rest.split('&').collect();
                prop_assert_eq!(parts.len(), 2);
                prop_assert_eq!(unquoted(parts[0].strip_prefix("subject=").unwrap()), subject);
                let back = unquoted(parts[1].strip_prefix("body=").unwrap());
                prop_assert_eq!(back.replace("\r\n", "\n"), body);
            }
        }
    }
}
