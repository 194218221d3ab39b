"""Holds how the pages of every template look against what was looked at before.

    python tests/pdf/pages.py FOLDER

Each page of each `*.pdf` in FOLDER is drawn by poppler's `pdftoppm`, small and in greys, and its darkness over a grid of
cells is held against `pages.json` beside this file. A record's head is another on each run, so a cell may differ a
little; a line that moved, a box that went or a missing sign does not fit in that. Where a page differs it is drawn for the
eye into `target/pages`, with what to do. `UPDATE_PAGES=1` keeps the pages as they are now: look at them first.

Another version of poppler draws letters otherwise, so the pages are then not compared, and that is said loudly.
Prints one line for each file and ends with the count; the exit code says whether all passed.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

KEPT = pathlib.Path(__file__).with_name("pages.json")
LOOK = pathlib.Path(__file__).parents[2] / "target" / "pages"
# A4 at 24 dots to the inch is 198 by 280 or 281 dots: cells of 9 by 10.
DOTS, CELL_WIDE, CELL_HIGH = 24, 9, 10
# How dark a cell is, from 0 to 15; by how much one cell may differ, and all of a page together for each hundred cells.
LEVELS, ONE_CELL, EACH_HUNDRED = 15, 3, 12
# Pages of a long document repeat one another.
MOST = 6


def version():
    said = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=False)
    found = re.search(r"version (\S+)", said.stderr + said.stdout)
    return found[1] if found else ""


def picture(path):
    """Width, height and greys of a binary PGM."""
    raw = path.read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", raw)
    wide, high = int(head[1]), int(head[2])
    return wide, high, raw[head.end() :]


def cells(path):
    wide, high, greys = picture(path)
    rows = []
    for top in range(0, high - CELL_HIGH + 1, CELL_HIGH):
        row = ""
        for left in range(0, wide - CELL_WIDE + 1, CELL_WIDE):
            dark = sum(255 * CELL_WIDE - sum(greys[y * wide + left : y * wide + left + CELL_WIDE]) for y in range(top, top + CELL_HIGH))
            # Print is mostly white: a root tells light from lighter.
            share = (dark / (255 * CELL_WIDE * CELL_HIGH)) ** 0.5
            row += f"{round(share * LEVELS):x}"
        rows.append(row)
    return " ".join(rows)


def pages(path, folder):
    """How many pages there are, and how the first ones look."""
    info = subprocess.run(["pdfinfo", *password(path), str(path)], capture_output=True, text=True, check=True)
    count = int(re.search(r"^Pages:\s+(\d+)", info.stdout, re.MULTILINE)[1])
    prefix = pathlib.Path(folder) / "page"
    subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), "-l", str(MOST), *password(path), str(path), str(prefix)], check=True, capture_output=True)
    drawn = sorted(pathlib.Path(folder).glob("page-*.pgm"))
    looks = [cells(one) for one in drawn]
    for one in drawn:
        one.unlink()
    return {"pages": count, "looks": looks}


def password(path):
    beside = path.with_suffix(".password")
    return ["-upw", beside.read_text(encoding="utf-8").strip()] if beside.exists() else []


def differs(before, now):
    """Why two pages are not alike; empty where they are."""
    if len(before) != len(now):
        return "its size is another"
    apart = [abs(int(a, 16) - int(b, 16)) for a, b in zip(before, now) if a != " " and b != " "]
    worst, all_of_it = max(apart, default=0), sum(apart) * 100 / max(1, len(apart))
    if worst > ONE_CELL or all_of_it > EACH_HUNDRED:
        return f"a cell differs by {worst} of {LEVELS}, all of them by {all_of_it:.0f} for each hundred"
    return ""


def problems(name, before, now):
    if before is None:
        yield 1, "it was not looked at yet"
        return
    if before["pages"] != now["pages"]:
        yield 1, f"it had {before['pages']} pages and has {now['pages']}"
    for n, (old, new) in enumerate(zip(before["looks"], now["looks"]), 1):
        why = differs(old, new)
        if why:
            yield n, why


def draw(path, n):
    """The page for the eye."""
    LOOK.mkdir(parents=True, exist_ok=True)
    prefix = LOOK / f"{path.stem}-{n}"
    subprocess.run(["pdftoppm", "-png", "-r", "80", "-f", str(n), "-l", str(n), "-singlefile", *password(path), str(path), str(prefix)], check=False, capture_output=True)
    return prefix.with_suffix(".png").relative_to(LOOK.parents[1])


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*.pdf")) if len(sys.argv) == 2 else []
    # The samples' own encrypted files are those of other samples once more.
    paths = [path for path in paths if not path.name.endswith("-encrypted.pdf")]
    if not paths:
        sys.exit("give a folder that has PDF files in it")
    update = os.environ.get("UPDATE_PAGES") == "1"
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"poppler": "", "files": {}}
    here = version()
    if not update and kept["poppler"] != here:
        print(f"SKIPPED: the pages were looked at as poppler {kept['poppler']} draws them, and this is {here or 'not poppler'}.")
        print("0 passed, 0 failed")
        return
    found, failed = {}, 0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            now = pages(path, folder)
            found[path.name] = now
            wrong = [] if update else list(problems(path.name, kept["files"].get(path.name), now))
            failed += bool(wrong)
            print(("FAILED " if wrong else "ok     ") + path.name)
            for n, why in wrong:
                print(f"       page {n}: {why}. Look at it: {draw(path, n)}, then UPDATE_PAGES=1")
    if update:
        KEPT.write_text(json.dumps({"poppler": here, "files": found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"kept as poppler {here} draws them")
    else:
        for name in sorted(set(kept["files"]) - set(found)):
            print(f"FAILED {name}\n       it was looked at once and is not made any more; UPDATE_PAGES=1 forgets it")
            failed += 1
    print(f"{len(paths) - min(failed, len(paths))} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
