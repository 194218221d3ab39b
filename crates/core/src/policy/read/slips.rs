//! What somebody probably meant by a limit that cannot be read: policies word their limits in more ways
//! than the language does, and a message that names the one right wording helps more than a list of all.

use super::spans::span;
use crate::policy::model::Unit;

const LIMITS: &str = "A limit is a number of working days, calendar days, weeks, working weeks, months or hours \
(\"5 working days\"), two of them for one limit (\"48 hours (2 working days)\"), \"same working day\", \"next working day\", \
\"same calendar day\", \"next calendar day\", one of them counted back (\"5 working days before\", \"5 clear working days before\"), \
\"every 1 week\", \"next working day by 12:00\", \"5 working days or sooner as entered by <party>\", \
\"5 working days or as entered by <party>\", \"entered by <party>\", \"immediately\", \"without delay\", \
\"as soon as possible\", \"within a reasonable time\", or \"immediately and within 1 working day\".";

/// Words for numbers that policies spell out.
const NUMBERS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const TENS: [(&str, u32); 5] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("sixty", 60),
    ("ninety", 90),
];

/// Words around a limit that say nothing more.
const AROUND: [&str; 18] = [
    "within", "in", "by", "at", "no", "not", "later", "more", "than", "up", "to", "the", "end",
    "close", "of", "most", "maximum", "latest",
];

/// Words for a limit without a number.
const AT_ONCE: [&str; 10] = [
    "as soon as practicable",
    "as soon as reasonably practicable",
    "as soon as is practicable",
    "asap",
    "promptly",
    "urgently",
    "at once",
    "straight away",
    "forthwith",
    "immediate",
];

/// What to write instead of a text that is no limit.
pub(super) fn of_limit(text: &str) -> String {
    let words = words(text);
    let said = words.join(" ");
    if AT_ONCE.iter().any(|w| said == *w) {
        return "Write \"immediately\", \"without delay\" or \"as soon as possible\".".into();
    }
    if words.iter().any(|w| w == "reasonable") {
        return "Write \"within a reasonable time\".".into();
    }
    if let Some(slip) = special(&words, &said) {
        return slip;
    }
    let plain = plain(&words);
    if span(&plain).is_some() {
        return format!("Write \"{plain}\".");
    }
    days(&plain).unwrap_or_else(|| LIMITS.into())
}

/// What has an answer of its own.
fn special(words: &[String], said: &str) -> Option<String> {
    let has = |word: &str| words.iter().any(|w| w == word);
    if said.ends_with("working hours") || said.ends_with("office hours") {
        return Some(
            "Hours are elapsed hours, nights and closed days included: write \"4 hours\", or a time of day such as \
             \"same working day by 17:00\"."
                .into(),
        );
    }
    if let Some(at) = words.iter().position(|w| time_of_day(w).is_some()) {
        return Some(by_a_time(words, at));
    }
    if has("school") || has("term") {
        return Some(
            "A school's terms lengthen no limit. Write working days, and say in a [finding] what the policy says."
                .into(),
        );
    }
    let urgent = [
        ("immediately", "immediately"),
        ("immediate", "immediately"),
        ("delay", "without delay"),
    ];
    if let Some((_, urgency)) = urgent.iter().find(|(w, _)| has(w)) {
        let rest = said
            .rsplit_once(" and ")
            .or_else(|| said.rsplit_once(" but "))
            .map(|(_, r)| r);
        let bracket = said.split_once('(').map(|(_, r)| r.trim_end_matches(')'));
        let most = rest
            .or(bracket)
            .map(|r| plain(&self::words(r)))
            .filter(|r| span(r).is_some());
        let most = most.unwrap_or_else(|| "1 working day".into());
        return Some(format!(
            "Write \"{urgency}\", or \"{urgency} and within {most}\"."
        ));
    }
    if has("sooner") || has("earlier") || has("first") || has("shorter") {
        return Some(
            "Write two clocks with the same start and end, and name the one under `caps` of the other; \
             or \"5 working days or sooner as entered by <party>\" where somebody judges it."
                .into(),
        );
    }
    if has("extended") || has("agreed") || (has("or") && has("later")) || has("longer") {
        return Some(
            "Write the fixed limit, and make it `void` at a moment such as `extended`; then a second clock from that \
             moment with \"entered by both\"."
                .into(),
        );
    }
    range(words)
}

/// "5-10 working days", "5 to 10 working days": the longest is the limit.
fn range(words: &[String]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let dash = first
        .split_once(['-', '\u{2013}'])
        .filter(|_| digits(first).is_none());
    let (least, most, unit) = match (dash, rest) {
        (Some((least, most)), unit) => (least, most.to_owned(), unit),
        (None, [to, most, unit @ ..]) if to == "to" || to == "or" => {
            (first.as_str(), most.clone(), unit)
        }
        _ => return None,
    };
    digits(least)?;
    let limit = plain(&[&[most], unit].concat());
    let read = span(&limit).is_some();
    read.then(|| {
        format!("The longest time that is allowed is the limit. Write \"{limit}\", and in `written` the policy's own words.")
    })
}

/// "5pm on the same working day", "noon the next working day".
fn by_a_time(words: &[String], at: usize) -> String {
    let time = time_of_day(&words[at]).unwrap_or_default();
    let mut rest = words.to_vec();
    rest.remove(at);
    rest.retain(|w| w != "12" && w != "on" && w != "o'clock");
    let days = plain(&rest);
    if span(&days).is_some() {
        return format!("Write \"{days} by {time}\".");
    }
    format!("Write on which day: \"same working day by {time}\" or \"next working day by {time}\".")
}

/// "05:00" in the afternoon: "17:00".
fn later(time: &str) -> String {
    let (hour, minute) = time.split_once(':').unwrap_or((time, "00"));
    match hour.parse::<u32>() {
        Ok(hour) if hour < 12 => format!("{:02}:{minute}", hour + 12),
        _ => time.to_owned(),
    }
}

/// A word that is a time of day: "5pm", "5.30pm", "noon", "17:00".
fn time_of_day(word: &str) -> Option<String> {
    if word == "noon" || word == "midday" {
        return Some("12:00".into());
    }
    let half = ["am", "pm"].iter().find(|half| is_clock(word, half));
    let number = half.map_or(word, |half| word.trim_end_matches(half));
    let (hour, minute) = match number.split_once([':', '.']) {
        Some((hour, minute)) => (hour, minute),
        None if half.is_some() => (number, "00"),
        None => return None,
    };
    let hour: u32 = hour.parse().ok().filter(|h| *h < 24)?;
    let minute: u32 = minute.parse().ok().filter(|m| *m < 60)?;
    let time = format!("{hour:02}:{minute:02}");
    Some(if half == Some(&"pm") {
        later(&time)
    } else {
        time
    })
}

/// "3pm", "pm".
fn is_clock(word: &str, half: &str) -> bool {
    let start = word.strip_suffix(half);
    start.is_some_and(|n| n.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// Lower-case words without punctuation at their ends; a number that sticks to its unit is cut off it.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.to_lowercase().split_whitespace().take(40) {
        let word = word.trim_matches([',', '.', ';', ':']);
        if matches!(word, "am" | "pm")
            && let Some(hour) = out.last_mut()
            && hour.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        {
            hour.push_str(word);
            continue;
        }
        let cut = word.find(|c: char| !c.is_ascii_digit()).filter(|i| *i > 0);
        match cut.map(|i| word.split_at(i)) {
            Some((n, unit))
                if !is_clock(word, "pm")
                    && !is_clock(word, "am")
                    && unit.chars().all(char::is_alphabetic) =>
            {
                out.push(n.to_owned());
                out.push(unit.to_owned());
            }
            _ if !word.is_empty() => out.push(word.to_owned()),
            _ => {}
        }
    }
    out
}

/// A number in digits or spelt out.
pub(super) fn digits(word: &str) -> Option<u32> {
    if let Ok(n) = word.parse() {
        return Some(n);
    }
    if let Some(n) = NUMBERS.iter().position(|w| *w == word) {
        return u32::try_from(n).ok();
    }
    let (ten, one) = word.split_once('-').unwrap_or((word, "zero"));
    let (_, ten) = TENS.iter().find(|(w, _)| *w == ten)?;
    let one = NUMBERS.iter().take(10).position(|w| *w == one)?;
    Some(ten + u32::try_from(one).ok()?)
}

/// The same in the language's own words, as far as they can be guessed.
fn plain(words: &[String]) -> String {
    let mut out: Vec<String> = Vec::new();
    let named = words.iter().any(|w| w == "same" || w == "next");
    for word in words.iter().map(String::as_str) {
        match word {
            w if AROUND.contains(&w) => {}
            "a" | "an" if !named => out.push("1".into()),
            "business" | "work" | "office" => out.push("working".into()),
            "workday" | "workdays" | "wd" | "wds" => out.push("working days".into()),
            "hr" | "hrs" | "h" => out.push("hours".into()),
            "fortnight" => out.push("2 weeks".into()),
            "year" | "years" | "quarter" | "quarters" => {
                let each = if word.starts_with('y') { 12 } else { 3 };
                let n = out.pop().and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
                out.push(format!("{} months", n.saturating_mul(each)));
            }
            w => out.push(digits(w).map_or_else(|| w.to_owned(), |n| n.to_string())),
        }
    }
    let mut said = out.join(" ");
    if let Some(rest) = said.strip_prefix("1 2 weeks") {
        said = format!("2 weeks{rest}");
    }
    if said.starts_with("0 ") {
        said = "same working day".into();
    }
    said
}

/// "5 days", "same day": of which kind, only the policy can say.
fn days(plain: &str) -> Option<String> {
    let (first, rest) = plain.split_once(' ')?;
    let (clear, rest) = match rest.strip_prefix("clear ") {
        Some(rest) => ("clear ", rest),
        None => ("", rest),
    };
    let (day, back) = match rest.strip_suffix(" before") {
        Some(day) => (day, " before"),
        None => (rest, ""),
    };
    if day != "day" && day != "days" {
        return None;
    }
    let both = [Unit::WorkingDays, Unit::CalendarDays].map(|unit| {
        let kind = if unit == Unit::WorkingDays {
            "working"
        } else {
            "calendar"
        };
        format!("{first} {clear}{kind} {day}{back}")
    });
    let [working, calendar] = &both;
    both.iter().all(|s| span(s).is_some()).then(|| {
        format!("Which days? Write \"{working}\" or \"{calendar}\", and say in a [finding] which you took where the policy leaves it open.")
    })
}
