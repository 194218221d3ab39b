//! Mistakes in its forms and letters.

use super::Mistake;

pub(super) const IN_FORM: &[Mistake] = &[
    (
        "kind = \"form\"",
        "kind = \"from\"",
        "forms/form.toml:2:8: `kind` of the file cannot be `from`. Did you mean `form`?",
    ),
    (
        "kind = \"line\"",
        "kind = \"lines\"",
        "forms/form.toml:7:33: `kind` of field `name` cannot be `lines`. Did you mean `line`?",
    ),
    (
        "source = \"subjects\"",
        "source = \"subject\"",
        "forms/form.toml:7:50: `source` of field `name` cannot be `subject`. Did you mean `subjects`?",
    ),
    (
        "choices = [\"1 = s1\"",
        "choices = [\"1 = s4\"",
        "forms/form.toml:8:54: There is no stage `s4`. Did you mean `s1`?",
    ),
    (
        ", choices = [\"1 = s1\", \"2 = s2\", \"neither\"]",
        "",
        "forms/form.toml:8:1: `choices` is missing in field",
    ),
    (
        ", party = \"raiser.manager\"",
        "",
        "forms/form.toml:9:1: `party` is missing in field `sign`. Write party = \"…\".",
    ),
    (
        "kind = \"line\"",
        "kind = \"line\", text = \"x\"",
        "forms/form.toml:7:48: Field `name` has `text` and is not of the kind `printed`. Take it out, or write kind = \"printed\".",
    ),
    (
        "text = \"Keep a copy.\"",
        "text = \"Keep a copy.\", wanted = true",
        "forms/form.toml:10:61: Field `words` is not answered, so it has no `wanted`. Take it out.",
    ),
    (
        "{case-number}",
        "{decision}",
        "forms/form.toml:4:11: `{decision}` cannot stand in a subject, which names nobody.",
    ),
    (
        "{case-number}",
        "{case-nubmer}",
        "forms/form.toml:4:11: There is no placeholder `{case-nubmer}`. Did you mean `case-number`?",
    ),
    (
        "heading = \"Appendix\"\n",
        "",
        "forms/form.toml:1:1: `heading` is missing in the file. Write heading = \"…\".",
    ),
];

pub(super) const IN_LETTER: &[Mistake] = &[
    (
        "{their-person}",
        "{their-preson}",
        "forms/letter.toml:4:9: There is no placeholder `{their-preson}`. Did you mean `their-person`?",
    ),
    (
        "{their-person}",
        "{their-person",
        "forms/letter.toml:4:9: A curly bracket has no partner. Placeholders are written {like-this}.",
    ),
    (
        "subject = \"About case {case-number}\"\n",
        "",
        "forms/letter.toml:1:1: `subject` is missing in the letter.",
    ),
    (
        "heading",
        "[field]\nx = { label = \"X\", kind = \"line\" }\n[ignored]\nheading",
        "forms/letter.toml:5:1: A letter has no fields. It has `body`, with placeholders such as {policy}.",
    ),
];
