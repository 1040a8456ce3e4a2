"""``python -m tests.fuzz -n 5000``: many random programs, what became of them, and which features they had.

A run that is interrupted, or cut off by ``timeout``, reports what it has found so far.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import multiprocessing
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.generator import Program, program
from tests.fuzz.minimise import minimise
from tests.fuzz.runner import Outcome, run
from tests.fuzz.statistics import Statistics

THOROUGH = 4  # each so many seeds, everything is checked


def main(argv: list[str] | None = None) -> int:
    """Run the programs of a range of seeds; 1 where one is wrong or crashes."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition(": ")[2])
    parser.add_argument("-n", type=int, default=100, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    parser.add_argument("--minimise", action="store_true", help="reduce each program that fails")
    parser.add_argument("--show", action="store_true", help="print the program of --seed, and what became of it")
    parser.add_argument("--table", action="store_true", help="print how often each feature occurred")
    parser.add_argument("--list", nargs="*", default=(), help="outcomes, such as refused, or keys: print their seeds")
    parser.add_argument("--count-only", action="store_true", help="count features, run nothing")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        return _show(options.seed, Path(name)) if options.show else _many(options, Path(name))


def _show(seed: int, folder: Path) -> int:
    made = program(seed)
    outcome = run(made.text, folder)
    print(made.text, outcome.kind, outcome.key, outcome.detail, sep="\n")
    return int(outcome.failed)


def _many(options: argparse.Namespace, folder: Path) -> int:
    statistics = Statistics()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        seeds = range(options.seed, options.seed + options.n)
        if options.count_only:
            for seed in seeds:
                statistics.occurred(program(seed))
        for made, outcome in () if options.count_only else _outcomes(seeds, folder, options.jobs):
            statistics.add(made, outcome)
            if outcome.failed or {outcome.kind, outcome.key} & set(options.list):
                print(f"seed {made.seed}: {outcome.kind}: {outcome.key}: {outcome.detail[-300:]}", flush=True)
            if outcome.failed and options.minimise:
                print(_smaller(made, outcome, folder), flush=True)
    print(f"{statistics.programs} of the seeds from {options.seed} on")
    print(statistics.report(options.table))
    return int(bool(statistics.kinds["wrong"] or statistics.kinds["crash"]))


def _outcomes(seeds: range, folder: Path, jobs: int) -> Iterator[tuple[Program, Outcome]]:
    one = functools.partial(_outcome, folder=folder)
    if jobs == 1:
        yield from map(one, seeds)
        return
    with multiprocessing.Pool(jobs, _start) as pool:
        yield from pool.imap(one, seeds, chunksize=4)


def _start() -> None:
    """A worker ends when it is told so, and not by what interrupts the run."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _outcome(seed: int, folder: Path) -> tuple[Program, Outcome]:
    made = program(seed)
    return made, run(made.text, folder, thorough=seed % THOROUGH == 0)


def _smaller(made: Program, outcome: Outcome, folder: Path) -> str:
    def fails(candidate: str) -> bool:
        found = run(candidate, folder, made.seed % THOROUGH == 0)
        return (found.kind, found.key) == (outcome.kind, outcome.key)

    return minimise(made.text, fails)


if __name__ == "__main__":
    sys.exit(main())
