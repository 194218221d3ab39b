"""Holds every policy against the schemas for editors, with programs that are not ours: tomllib and jsonschema.

Usage: check_schemas.py STEPWISE

STEPWISE is the built command. Every policy, every invented one and the template must fit. The short ones, which between
them use every key, must fit no more once any one thing is changed that the schema speaks of. Slips made in the template's own text must be refused by the
schema and by the command alike. Ends with `N passed, N failed`.
"""

import copy
import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
TEMPLATE = DOCS / "template"

# The largest file of which everything is changed, in bytes: each change is looked at with the whole of it.
SHORT = 12_000

# A slip in the template's policy.toml: what stands there, and what somebody typed.
SLIPS = [
    ("an unknown key", "heading = ", "haeding = "),
    ("an unknown section", "[role.", "[rolle."),
    ("a word of no list", 'force   = "must"', 'force   = "msut"'),
    ("a number for a text", 'board    = "', 'board    = 7 # "'),
    ("a text for a flag", "resolves = true", 'resolves = "yes"'),
    ("another format", "format   = 1", "format   = 2"),
    ("a name with a capital", "[stage.s1]", "[stage.S1]"),
    ("no title", "title    = ", "# title    = "),
    ("a list for a limit", 'limit   = "', 'limit   = ["a"] # "'),
]


def plain(value: object) -> object:
    """TOML as JSON: a date is a text."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def read(path: pathlib.Path) -> dict:
    with path.open("rb") as file:
        return plain(tomllib.load(file))


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((DOCS / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


def changes(schema: object, value: object):
    """Every single change of a value that its schema must refuse: where, and how it is made."""
    if not isinstance(schema, dict):
        return
    if "anyOf" in schema:
        fitting = [one for one in schema["anyOf"] if jsonschema.Draft202012Validator(one).is_valid(value)]
        yield (), "a number", lambda _: 3.5
        # What another shape would take is no mistake, so only the one shape's own parts are changed.
        for one in fitting[:1]:
            yield from (c for c in changes(one, value) if c[0])
        return
    for word in ("enum", "const", "type"):
        if word in schema:
            yield (), f"no {word}", lambda _: 3.5
            break
    if schema.get("format") == "date":
        yield (), "no date", lambda _: "the day before"
    if isinstance(value, list):
        for at, inner in enumerate(value):
            for path, what, change in changes(schema.get("items"), inner):
                yield (at, *path), what, change
    if isinstance(value, dict):
        if schema.get("additionalProperties") is False:
            yield (), "an unknown key", lambda table: {**table, "colour": "red"}
        if "propertyNames" in schema:
            yield (), "a name with a blank", lambda table: {**table, "a b": next(iter(table.values()), {})}
        for key in schema.get("required", []):
            yield (), f"{key} left out", lambda table, key=key: {k: v for k, v in table.items() if k != key}
        for key, inner in value.items():
            own = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            for path, what, change in changes(own, inner):
                yield (key, *path), what, change


def changed(value: object, path: tuple, change) -> object:
    if not path:
        return change(value)
    out = copy.copy(value)
    out[path[0]] = changed(value[path[0]], path[1:], change)
    return out


def check(what: str, well: bool, count: dict) -> None:
    count["passed" if well else "failed"] += 1
    if not well:
        print(f"   {what}")


def holds(file: pathlib.Path, rules: jsonschema.Draft202012Validator, count: dict) -> None:
    value = read(file)
    name = file.relative_to(ROOT).as_posix()
    for error in rules.iter_errors(value):
        check(f"{name} does not fit at {error.json_path}: {error.message}", False, count)
    check(f"{name} fits", True, count)
    if file.stat().st_size > SHORT:
        return
    taken = 0
    for path, what, change in changes(rules.schema, value):
        if rules.is_valid(changed(value, path, change)):
            check(f"{name}: {what} at {'.'.join(map(str, path))} is taken", False, count)
        taken += 1
    check(f"{name}: nothing could be changed", taken > 5, count)


def slips(rules: jsonschema.Draft202012Validator, stepwise: str, count: dict) -> None:
    text = (TEMPLATE / "policy.toml").read_text(encoding="utf-8")
    for what, right, wrong in SLIPS:
        check(f"the template has no {right!r}", right in text, count)
        slipped = text.replace(right, wrong, 1)
        check(f"{what} fits the schema", not rules.is_valid(plain(tomllib.loads(slipped))), count)
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch) / "our-policy"
            shutil.copytree(TEMPLATE, folder)
            (folder / "policy.toml").write_text(slipped, encoding="utf-8")
            found = subprocess.run([stepwise, "policy", "check", str(folder)], capture_output=True, text=True, check=False)
            check(f"{what}: the command says {found.stdout}", found.returncode == 1, count)


def main() -> int:
    policy, paper = validator("policy.schema.json"), validator("paper.schema.json")
    count = {"passed": 0, "failed": 0}
    folders = [TEMPLATE, *(ROOT / "policies").iterdir(), *(ROOT / "tests/packs").iterdir()]
    packs = [folder for folder in sorted(folders) if (folder / "policy.toml").is_file()]
    check("there are too few policies", len(packs) > 10, count)
    for folder in packs:
        holds(folder / "policy.toml", policy, count)
        for form in sorted(folder.glob("forms/*.toml")):
            holds(form, paper, count)
    slips(policy, sys.argv[1], count)
    print(f"{count['passed']} passed, {count['failed']} failed")
    return 1 if count["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
