"""Times typst on a file of its markup: `python tests/outside/time_typst.py FILE.typ RUNS`.

Prints `typst: N ms median of RUNS, P pages`. Its library is loaded already and its start is no part of the time. Each run is in
a process of its own, because typst remembers what it has set before.
"""

import statistics
import subprocess
import sys

import pikepdf

ONCE = """
import sys, time, typst
begun = time.perf_counter()
pdf = typst.compile(sys.argv[1])
print((time.perf_counter() - begun) * 1000)
open(sys.argv[1] + ".pdf", "wb").write(pdf)
"""


def main():
    file, runs = sys.argv[1], int(sys.argv[2])
    times = []
    for _ in range(runs):
        done = subprocess.run([sys.executable, "-c", ONCE, file], capture_output=True, text=True, check=True)
        times.append(float(done.stdout))
    with pikepdf.open(file + ".pdf") as pdf:
        pages = len(pdf.pages)
    print(f"typst: {statistics.median(times):.1f} ms median of {runs}, {pages} pages")


if __name__ == "__main__":
    main()
