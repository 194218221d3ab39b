//! Finding people in text by the forms in which their names are written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is looked for, and on whose account.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// Folded letters.
    letters: Vec<char>,
    /// Capitals count: for initials, so that "AS" does not find "as".
    exact: bool,
    /// The name that it is a form of.
    pub name: String,
}

/// One letter of a folded text, and where it stood.
#[derive(Clone, Copy)]
struct Letter {
    small: char,
    cased: char,
    from: usize,
    to: usize,
}

/// A text letter by letter: without marks, in small letters, all blanks one, with the places in the original.
fn folded(text: &str) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::with_capacity(text.len());
    for (from, c) in text.char_indices() {
        let to = from + c.len_utf8();
        if c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}') {
            match out.last_mut() {
                Some(last) if last.small == ' ' => last.to = to,
                _ => out.push(Letter {
                    small: ' ',
                    cased: ' ',
                    from,
                    to,
                }),
            }
            continue;
        }
        // Shows nothing by itself: a name with one inside is the same name.
        if matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        ) {
            continue;
        }
        for part in c.nfkd().filter(|p| !is_combining_mark(*p)) {
            for cased in plain(part).chars() {
                for small in cased.to_lowercase().take(1) {
                    out.push(Letter {
                        small,
                        cased,
                        from,
                        to,
                    });
                }
            }
        }
        if is_combining_mark(c)
            && let Some(last) = out.last_mut()
        {
            last.to = to;
        }
    }
    out
}

/// Letters that do not come apart into a letter and a mark, as they are often typed without one.
fn plain(c: char) -> String {
    match c {
        'ł' => "l".into(),
        'Ł' => "L".into(),
        'ø' => "o".into(),
        'Ø' => "O".into(),
        'đ' | 'ð' => "d".into(),
        'Đ' | 'Ð' => "D".into(),
        'ı' => "i".into(),
        'ß' => "ss".into(),
        'æ' => "ae".into(),
        'Æ' => "AE".into(),
        'œ' => "oe".into(),
        'Œ' => "OE".into(),
        'þ' => "th".into(),
        'Þ' => "TH".into(),
        '’' | '‘' | 'ʼ' | '`' => "'".into(),
        '‐' | '‑' | '–' | '−' => "-".into(),
        c => c.to_string(),
    }
}

/// The words of a name, without titles.
fn words_of(name: &str) -> Vec<&str> {
    const TITLES: [&str; 9] = ["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "baby", "prof"];
    name.split_whitespace()
        .map(|w| w.trim_matches([',', '.', '(', ')', '"', '“', '”']))
        .filter(|w| !w.is_empty() && !TITLES.contains(&w.to_lowercase().as_str()))
        .collect()
}

fn letters(text: &str, exact: bool) -> Vec<char> {
    let all = folded(text);
    all.iter()
        .map(|l| if exact { l.cased } else { l.small })
        .collect()
}

/// The forms in which a name is written: whole, first name and surname, each word alone, with initials, and
/// initials alone. Words that belong to a spared name as well are left out where they stand alone; they are
/// given back second.
pub(crate) fn forms(name: &str, spared: &[&str]) -> (Vec<Term>, Vec<String>) {
    let words = words_of(name);
    let own: Vec<Vec<char>> = spared
        .iter()
        .flat_map(|s| words_of(s))
        .flat_map(|w| {
            w.split('-')
                .chain([w])
                .map(|p| letters(p, false))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut texts: Vec<(String, bool)> = vec![(words.join(" "), false)];
    let mut shared = Vec::new();
    let first = words.first().copied().unwrap_or_default();
    let last = words.last().copied().unwrap_or_default();
    let initial = |w: &str| w.chars().next().map(String::from).unwrap_or_default();
    if words.len() > 1 {
        texts.push((format!("{first} {last}"), false));
        texts.push((format!("{last} {first}"), false));
        texts.push((format!("{last}, {first}"), false));
        for dot in ["", "."] {
            texts.push((format!("{}{dot} {last}", initial(first)), false));
            texts.push((format!("{first} {}{dot}", initial(last)), false));
        }
        let all: Vec<String> = words.iter().map(|w| initial(w).to_uppercase()).collect();
        let ends = vec![initial(first).to_uppercase(), initial(last).to_uppercase()];
        let theirs: Vec<String> = spared.iter().map(|s| initials(s)).collect();
        for set in [all, ends] {
            if theirs.contains(&set.concat()) {
                shared.push(set.concat());
                continue;
            }
            texts.push((set.concat(), true));
            texts.push((set.iter().map(|i| format!("{i}.")).collect(), true));
            texts.push((
                set.iter()
                    .map(|i| format!("{i}."))
                    .collect::<Vec<_>>()
                    .join(" "),
                true,
            ));
            texts.push((set.join(" "), true));
        }
    }
    for word in &words {
        let parts = word.split('-').filter(|p| p.chars().count() > 2);
        for part in parts.chain([*word]) {
            // "de", "al", "van": by themselves they are no name.
            let particle = part.chars().next().is_some_and(char::is_lowercase);
            if part.chars().count() < 2 || (particle && words.len() > 1) {
                continue;
            }
            if own.contains(&letters(part, false)) {
                shared.push(part.to_owned());
            } else {
                texts.push((part.to_owned(), false));
            }
        }
    }
    let mut terms: Vec<Term> = Vec::new();
    for (text, exact) in texts {
        let letters = letters(text.trim(), exact);
        if !letters.is_empty()
            && !terms
                .iter()
                .any(|t| t.letters == letters && t.exact == exact)
        {
            terms.push(Term {
                letters,
                exact,
                name: name.to_owned(),
            });
        }
    }
    shared.sort_unstable();
    shared.dedup();
    (terms, shared)
}

/// A text that is looked for just as it is, such as an address or a telephone number of somebody.
pub(crate) fn exactly(text: &str, name: &str) -> Option<Term> {
    let letters = letters(text.trim(), false);
    (letters.len() > 3).then(|| Term {
        letters,
        exact: false,
        name: name.to_owned(),
    })
}

/// Words that somebody marked: looked for just as they are, however short.
pub(crate) fn marked(words: &str) -> Option<Term> {
    let letters = letters(words.trim(), false);
    (!letters.is_empty()).then(|| Term {
        letters,
        exact: false,
        name: String::new(),
    })
}

/// People and other words that a text may name.
pub(crate) struct Naming(Vec<Term>);

impl Naming {
    /// People, in any form in which a name is written; other words just as they are.
    pub fn of(people: &[&str], words: &[&str]) -> Self {
        let people = people.iter().flat_map(|name| forms(name, &[]).0);
        let words = words.iter().filter_map(|word| exactly(word, word));
        Self(people.chain(words).collect())
    }

    /// Whether any of them stands in the text.
    pub fn is_in(&self, text: &str) -> bool {
        stands_in(text, &self.0)
    }
}

/// Whether any of some forms stands in a text.
pub(crate) fn stands_in(text: &str, terms: &[Term]) -> bool {
    !find(text, terms).is_empty()
}

fn initials(name: &str) -> String {
    let first = words_of(name).into_iter().filter_map(|w| w.chars().next());
    first.flat_map(char::to_uppercase).collect()
}

/// Where names stand in a text: byte ranges of whole words, not overlapping, with the name found.
pub(super) fn find(text: &str, terms: &[Term]) -> Vec<(std::ops::Range<usize>, String)> {
    let all = folded(text);
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for at in 0..all.len() {
        // A name begins where a word does: most places need not be compared at all.
        if at > 0 && all[at - 1].small.is_alphanumeric() {
            continue;
        }
        for term in terms {
            let begins = if term.exact {
                all[at].cased
            } else {
                all[at].small
            };
            if term.letters.first() != Some(&begins) {
                continue;
            }
            let n = term.letters.len();
            let Some(here) = all.get(at..at + n) else {
                continue;
            };
            let same = here.iter().zip(&term.letters).all(|(l, t)| {
                if term.exact {
                    l.cased == *t
                } else {
                    l.small == *t
                }
            });
            if !same {
                continue;
            }
            let mut end = at + n;
            // "the Kowalskis", "Zofias": the plural and a forgotten apostrophe.
            if !term.exact && all.get(end).is_some_and(|l| l.small == 's') {
                end += 1;
            }
            let open = all.get(end).is_some_and(|l| l.small.is_alphanumeric());
            let open = if open && end > at + n {
                end = at + n;
                all.get(end).is_some_and(|l| l.small.is_alphanumeric())
            } else {
                open
            };
            // A letter of several that came apart is taken whole.
            if !open {
                found.push((all[at].from, all[end - 1].to, &term.name));
            }
        }
    }
    merged(found)
}

/// Overlapping and touching finds as one.
fn merged(mut found: Vec<(usize, usize, &str)>) -> Vec<(std::ops::Range<usize>, String)> {
    // The longer one first, so that it gives the name.
    found.sort_by_key(|(from, to, _)| (*from, usize::MAX - *to));
    let mut out: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (from, to, name) in found {
        match out.last_mut() {
            Some((last, _)) if from < last.end => last.end = last.end.max(to),
            _ => out.push((from..to, name.to_owned())),
        }
    }
    out
}

/// Whether two texts are the same but for capitals and marks.
pub(super) fn alike(a: &str, b: &str) -> bool {
    letters(a.trim(), false) == letters(b.trim(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, spared: &[&str], text: &str) -> Vec<String> {
        let (terms, _) = forms(name, spared);
        let hits = find(text, &terms);
        hits.into_iter().map(|(r, _)| text[r].to_owned()).collect()
    }

    #[test]
    fn a_name_is_found_in_each_form_in_which_it_is_written() {
        let text = "Łukasz Kowalski; LUKASZ, lukasz's bag, the Kowalskis, Kowalski-like, L. Kowalski, L.K., LK and \
                    Łukasz  K. came; alukasz and Kowalskich did not. Kowalski, Łukasz.";
        let hits = found("Łukasz Kowalski", &[], text);
        assert_eq!(
            hits,
            [
                "Łukasz Kowalski",
                "LUKASZ",
                "lukasz",
                "Kowalskis",
                "Kowalski",
                "L. Kowalski",
                "L.K.",
                "LK",
                "Łukasz  K.",
                "Kowalski, Łukasz"
            ]
        );
    }

    #[test]
    fn marks_blanks_and_hidden_letters_do_not_hide_a_name() {
        assert_eq!(
            found("Zoë Núñez", &[], "ZOE\u{a0}NUNEZ and Zo\u{200b}ë").len(),
            2
        );
        assert_eq!(
            found("Zoë Núñez", &[], "Zoe\u{308} Nun\u{303}ez"),
            ["Zoe\u{308} Nun\u{303}ez"]
        );
        assert_eq!(found("O’Brien", &[], "o'brien's"), ["o'brien"]);
        assert_eq!(found("Anna Nowak-Wójcik", &[], "Mrs Wojcik"), ["Wojcik"]);
        assert_eq!(found("Weiß", &[], "WEISS"), ["WEISS"]);
    }

    #[test]
    fn what_the_person_who_asks_is_called_too_stays_where_it_stands_alone() {
        let (terms, shared) = forms("Jan Wiśniewski", &["Zofia Wiśniewski"]);
        let text = "Jan Wiśniewski and Zofia Wiśniewski; Wiśniewski.";
        let hits: Vec<&str> = find(text, &terms)
            .into_iter()
            .map(|(r, _)| &text[r])
            .collect();
        assert_eq!(hits, ["Jan Wiśniewski"]);
        assert_eq!(shared, ["Wiśniewski"]);
    }

    #[test]
    fn initials_are_found_in_capitals_alone() {
        assert_eq!(
            found("Ada Sample", &[], "as AS a.s. A.S. As"),
            ["AS", "A.S."]
        );
    }
}
