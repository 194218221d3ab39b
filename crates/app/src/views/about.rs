//! Whom a case is about, in as few letters as the place needs.

use stepwise_core::case::Case;

fn names(case: &Case) -> Vec<&str> {
    case.subjects
        .iter()
        .map(|s| s.value.name.trim())
        .filter(|n| !n.is_empty())
        .collect()
}

fn and_more(first: String, all: usize) -> String {
    match all {
        0 | 1 => first,
        n => format!("{first} and {} more", n - 1),
    }
}

/// First name and initial, for lists: "Maja K.", "Maja K. and 1 more".
pub(crate) fn about_list(case: &Case) -> String {
    let names = names(case);
    let Some(first) = names.first() else {
        return "Nobody named yet".into();
    };
    and_more(short_name(first), names.len())
}

/// First name and initial: "Maja K.".
pub(crate) fn short_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let given = words.next().unwrap_or_default();
    match words.next_back().and_then(|last| last.chars().next()) {
        Some(initial) => format!("{given} {initial}."),
        None => given.to_owned(),
    }
}

/// Full names, for the heading of a case.
pub(crate) fn about_heading(case: &Case) -> String {
    let names = names(case);
    match names.as_slice() {
        [] => "Nobody named yet".into(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [first, ..] => and_more((*first).to_owned(), names.len()),
    }
}
