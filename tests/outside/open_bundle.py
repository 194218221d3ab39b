"""Opens each bundle that a walkthrough left, with programs that are not ours: qpdf and age.

Usage: open_bundle.py FOLDER

Beside each bundle (`*.age`, with the sealed PDF of the same case) lies `bundle-password.txt`, the invented
password as it was shown on the screen. Only Python's own library is used. Ends with `N passed, N failed`.
"""

import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile

# How long age may take, in seconds.
PATIENCE = 60

def age_opens(path: pathlib.Path, password: str, out: pathlib.Path) -> bool:
    """age asks a terminal for the passphrase, so that it gets one."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", "--decrypt", "--output", str(out), str(path)])
    asked = b""
    sent = False
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            said = os.read(terminal, 1024)
        except OSError:
            break
        if not said:
            break
        asked += said
        if not sent and b"assphrase" in asked:
            os.write(terminal, password.encode() + b"\n")
            sent = True
    else:
        # It asked for something else, or hangs.
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0 and out.exists() and out.stat().st_size > 0


def qpdf_opens(path: pathlib.Path, password: str) -> bool:
    command = ["qpdf", f"--password={password}", "--check", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def is_sealed(path: pathlib.Path) -> bool:
    """Whether a PDF cannot be opened without a password."""
    return subprocess.run(["qpdf", "--requires-password", str(path)], check=False).returncode == 0


def uses_aes_256(path: pathlib.Path, password: str) -> bool:
    command = ["qpdf", f"--password={password}", "--show-encryption", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return "R = 6" in said and "AESv3" in said


def check(what: str, holds: bool, count: dict) -> None:
    print(f"{'ok     ' if holds else 'FAILED '} {what}")
    count["passed" if holds else "failed"] += 1


def main() -> int:
    top = pathlib.Path(sys.argv[1])
    count = {"passed": 0, "failed": 0}
    notes = sorted(top.rglob("bundle-password.txt"))
    check(f"a bundle was left in {top}", bool(notes), count)
    for note in notes:
        password = note.read_text(encoding="utf-8").strip()
        folder = note.parent
        sealed = [pdf for pdf in sorted(folder.glob("*.pdf")) if is_sealed(pdf)]
        aged = sorted(folder.glob("*.age"))
        check(f"{folder.name}: a sealed PDF and an age file", bool(sealed) and bool(aged), count)
        for pdf in sealed:
            # An e-mail of the same case has a password of its own beside it.
            own = pdf.with_suffix(".password")
            secret = own.read_text(encoding="utf-8").strip() if own.exists() else password
            check(f"{pdf.name} opens in qpdf with its password", qpdf_opens(pdf, secret), count)
            check(f"{pdf.name} does not open with another", not qpdf_opens(pdf, secret + "x"), count)
            check(f"{pdf.name} is sealed with AES-256, revision 6", uses_aes_256(pdf, secret), count)
        with tempfile.TemporaryDirectory() as scratch:
            for number, file in enumerate(aged):
                out = pathlib.Path(scratch) / f"{number}"
                check(f"{file.name} opens in age with its password", age_opens(file, password, out), count)
                wrong = pathlib.Path(scratch) / f"{number}-wrong"
                check(f"{file.name} does not open with another", not age_opens(file, "x" + password, wrong), count)
    print(f"{count['passed']} passed, {count['failed']} failed")
    return 1 if count["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
