"""``python -m tests.fuzz -n 5000``: many random programs, what became of them, and which features they had."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.generator import program
from tests.fuzz.minimise import minimise
from tests.fuzz.runner import run
from tests.fuzz.statistics import Statistics


def main(argv: list[str] | None = None) -> int:
    """Run the programs of a range of seeds; 1 where one is wrong or crashes."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition(": ")[2])
    parser.add_argument("-n", type=int, default=100, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--minimise", action="store_true", help="reduce each program that fails")
    parser.add_argument("--show", action="store_true", help="print the program of --seed, and what became of it")
    parser.add_argument("--table", action="store_true", help="print how often each feature occurred")
    parser.add_argument("--refused", metavar="CODE", help="print the programs that are refused with this code")
    parser.add_argument("--count-only", action="store_true", help="count features, run nothing")
    options = parser.parse_args(argv)
    statistics = Statistics()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.show:
            made = program(options.seed)
            outcome = run(made.text, folder)
            print(made.text, outcome.kind, outcome.key, outcome.detail, sep="\n")
            return int(outcome.failed)
        for seed in range(options.seed, options.seed + options.n):
            made = program(seed)
            if options.count_only:
                statistics.occurred(made)
                continue
            outcome = run(made.text, folder, thorough=seed % 4 == 0)
            statistics.add(made, outcome)
            if outcome.failed:
                print(f"seed {seed}: {outcome.kind}: {outcome.key}: {outcome.detail[-300:]}", flush=True)
                if options.minimise:
                    print(_smaller(made.text, outcome, folder, seed % 4 == 0), flush=True)
            elif outcome.kind == "refused" and outcome.key == options.refused:
                print(f"seed {seed}: {outcome.key}: {outcome.detail}", flush=True)
    print(statistics.report(options.table))
    return int(bool(statistics.kinds["wrong"] or statistics.kinds["crash"]))


def _smaller(text, outcome, folder, thorough):
    def fails(candidate):
        found = run(candidate, folder, thorough)
        return (found.kind, found.key) == (outcome.kind, outcome.key)

    return minimise(text, fails)


if __name__ == "__main__":
    sys.exit(main())
