"""Reads calendar files with a program that is not ours, and looks for what must not be in them.

    python tests/outside/check_calendar.py FOLDER NAME...

Each `*.ics` in FOLDER must be read by `icalendar`, hold all-day events of a case number and a count with a name of their own, and
none of the NAMEs. Prints one line for each file and ends with the count.
"""

import datetime
import pathlib
import re
import sys

from icalendar import Calendar

TITLE = re.compile(r"Case \S+: \d+ steps? due")


def problems(path, names):
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    calendar = Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    if not events:
        yield "no event"
    seen = set()
    for event in events:
        if not isinstance(event.decoded("DTSTART"), datetime.date) or isinstance(event.decoded("DTSTART"), datetime.datetime):
            yield "an event is not a whole day"
        if not TITLE.fullmatch(str(event["SUMMARY"])):
            yield f"an event is called {event['SUMMARY']}"
        if str(event["UID"]) in seen:
            yield "two events have one name"
        seen.add(str(event["UID"]))
    if b"\n" in raw.replace(b"\r\n", b""):
        yield "a line does not end as RFC 5545 asks"
    yield from (f"it holds {name}" for name in names if name in text)


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).rglob("*.ics")) if len(sys.argv) > 1 else []
    if not paths:
        sys.exit("give a folder that has calendar files in it")
    failed = 0
    for path in paths:
        found = list(problems(path, sys.argv[2:]))
        failed += bool(found)
        print(("FAILED " if found else "ok     ") + path.name)
        for problem in found:
            print("       " + problem)
    print(f"{len(paths) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
