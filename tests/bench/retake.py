#!/usr/bin/env python3
"""Takes factio's figures again, and writes the table and the plot of README.md from them.

    python3 tests/bench/retake.py                 everything
    python3 tests/bench/retake.py events writes   some benchmarks; the other figures stay
    python3 tests/bench/retake.py --table         nothing is run: the page is written from figures.json

FACTIO_BENCH_EVENTS names a folder with events (nodes.csv, edges.csv, queries.json); without it they are made.
Needs cargo and Python alone. Times are processor milliseconds unless they are called wall."""

import json
import os
import pathlib
import subprocess
import sys

import growth
import page

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIGURES = HERE / "figures.json"
BENCHES = ["statements", "events", "patterns", "writes", "sizes"]


def main():
    asked = [word for word in sys.argv[1:] if not word.startswith("-")]
    figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {"times": {}, "sizes": []}
    if "--table" not in sys.argv:
        for bench in asked or BENCHES:
            take(bench, figures)
        FIGURES.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")
    (HERE / "growth.svg").write_text(growth.plot(figures["sizes"]))
    page.write(HERE / "README.md", figures, json.loads((HERE / "peers.json").read_text()))


def take(bench, figures):
    """Runs one benchmark and puts what it measured among the figures."""
    home = ROOT / "target" / "criterion-figures" / bench
    command = ["cargo", "bench", "-p", "factio-bench", "--bench", bench]
    environment = dict(os.environ, CRITERION_HOME=str(home))
    printed = subprocess.PIPE if bench == "sizes" else None
    ran = subprocess.run(command, cwd=ROOT, env=environment, stdout=printed, text=True, check=True)
    if bench == "sizes":
        lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]
        figures["sizes"] = [json.loads(line) for line in lines]
        return
    for about in home.glob("**/new/benchmark.json"):
        name = json.loads(about.read_text())["full_id"]
        estimates = json.loads((about.parent / "estimates.json").read_text())
        figures["times"][name] = round(estimates["median"]["point_estimate"] / 1e6, 6)


if __name__ == "__main__":
    main()
