"""The last of lowering: a program as derivatives are made of it, with nothing computed twice and numbers in order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from s2sad.ir import Function, Program, bound, callees, defined, leaves, statements
from s2sad.optimise.cse import merge_repeated
from s2sad.optimise.inline import inline_holding
from s2sad.optimise.renumber import renumber
from s2sad.optimise.results import with_own_results
from s2sad.optimise.simplify import simplify


def finished(program: Program, entries: Sequence[str]) -> Program:
    """The program of functions as they were read, the entries first.

    What is differentiated inside a function goes through here too: it is the program that it is by itself, so that its
    derivatives round alike.
    """
    supply = itertools.count(1 + max(map(_highest, program.functions.values())))
    results = {n: f.body.yields for n, f in program.functions.items()}
    simple = {n: replace(f, body=simplify(f.body, supply)) for n, f in program.functions.items()}
    functions = inline_holding(Program(simple, supply)).functions
    functions = {n: functions[n] for n in dict.fromkeys((*entries, *functions))}
    called = {name for f in functions.values() for name in callees(f)}
    whole = Program(functions, supply)
    merged = {n: merge_repeated(f, whole, n not in called) for n, f in functions.items()}
    own = {n: with_own_results(f, results[n], supply) if n in called else f for n, f in merged.items()}
    return renumber(Program(own, supply))


def _highest(f: Function) -> int:
    """The highest number of a w: derivatives that were made inside count for themselves."""
    made = [v.id for s in statements(f) for v in (*defined(s), *bound(s))]
    return max([*made, *(v.id for p in f.params for v in (p.var, *leaves(p.tree)))], default=0)
