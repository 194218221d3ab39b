"""Checks every PDF in a folder with tools written by others.

    python tests/pdf/check.py FOLDER

For each file: PDF/UA-1 and PDF/A (2a, or 3a with an attachment) by `page`, accessibility by `outloud`, soundness by
`qpdf --check`, text by `pdftotext`, links by `pikepdf`. A file whose name ends in `-encrypted.pdf` needs a file of the same name ending in
`.password` beside it, or the default of the samples; it is decrypted first, and no PDF/A is asked of it.
Prints one line for each file and ends with the count; the exit code says whether all passed.
"""

import pathlib
import subprocess
import sys
import tempfile

import page
import pikepdf

SAMPLE_PASSWORD = "copper-lantern-41 ŵ"
Profile = page.ValidationProfile


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def standards(path, profiles):
    for profile in profiles:
        report = page.validate_pdf(str(path), profile=profile)
        for rule, message in sorted({(f.rule_id, f.message) for f in report.failures}):
            yield f"{profile}: {rule}: {message[:150]}"


def aloud(path, folder):
    report = pathlib.Path(folder) / "outloud.json"
    done = run(str(pathlib.Path(sys.executable).parent / "outloud"), "--json", str(report), "--fail-on", "error", str(path))
    if done.returncode != 0:
        found = [line.strip() for line in done.stdout.splitlines() if "error" in line.lower()]
        yield "outloud: " + ("; ".join(found)[:400] or done.stderr.strip()[:400])


def sound(path, *options):
    done = run("qpdf", "--check", *options, str(path))
    if done.returncode != 0:
        yield "qpdf: " + (done.stdout + done.stderr).strip()[-300:]


def readable(path):
    done = run("pdftotext", "-layout", str(path), "-")
    if done.returncode != 0:
        yield "pdftotext: " + done.stderr.strip()[:200]
    elif "Page 1 of" not in done.stdout:
        yield "pdftotext: the footer's words are not in the text"
    if done.stderr.strip():
        yield "pdftotext warns: " + done.stderr.strip()[:200]


def links(path):
    """Each link leads to a page of the same file: a list of contents that can be pressed."""
    with pikepdf.open(path) as pdf:
        pages = {page.objgen for page in (p.obj for p in pdf.pages)}
        for page_of in pdf.pages:
            for note in page_of.obj.get("/Annots", []):
                to = note.get("/Dest")
                if note.get("/Subtype") == "/Link" and (to is None or to[0].objgen not in pages):
                    yield "a link leads nowhere"


def check(path, folder):
    problems = []
    profiles = [Profile.PDF_UA_1]
    plain = path
    if path.name.endswith("-encrypted.pdf"):
        beside = path.with_suffix(".password")
        password = beside.read_text(encoding="utf-8").strip() if beside.exists() else SAMPLE_PASSWORD
        problems += sound(path, f"--password={password}")
        if run("qpdf", "--check", str(path)).returncode == 0:
            problems.append("the file opens without its password")
        plain = pathlib.Path(folder) / path.name
        with pikepdf.open(path, password=password) as pdf:
            if pdf.encryption.R != 6:
                problems.append(f"encryption revision {pdf.encryption.R}, not 6")
            pdf.save(plain)
    else:
        with pikepdf.open(path) as pdf:
            profiles.append(Profile.PDF_A_3A if pdf.attachments else Profile.PDF_A_2A)
    problems += standards(plain, profiles)
    problems += aloud(plain, folder)
    problems += sound(plain)
    problems += readable(plain)
    problems += links(plain)
    return problems


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).rglob("*.pdf")) if len(sys.argv) == 2 else []
    if not paths:
        sys.exit("give a folder that has PDF files in it")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            problems = check(path, folder)
            failed += bool(problems)
            print(("FAILED " if problems else "ok     ") + path.name)
            for problem in problems:
                print("       " + problem)
    print(f"{len(paths) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
