"""One random program for each seed: a module with ``f``, its helpers, and ``arguments()``.

A program is written by *rows*: each says how one construct is written (`tests.fuzz.expressions`, ``statements``, …).
Some rows write one *feature* of Python or NumPy in several ways: ``break`` alone, in the ``else`` of an ``if``; an
alias through a tuple, a list, a dict (`tests.fuzz.features`).  Each program uses a random subset of the rows, and some
features much more often than others (swarm testing), so that rare pairs of features meet in programs that do little
else: each feature is in at least 1 % of the programs, and each pair of features in at least 0.1 %.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.fuzz.blocks import BLOCKS, give
from tests.fuzz.calls import CALLS
from tests.fuzz.classes import CLASSES
from tests.fuzz.collected import COLLECTED
from tests.fuzz.detours import COMPLEX_NUMBERS, COMPLEX_VECTORS, INNER
from tests.fuzz.expressions import CONDITIONS, MATRICES, NUMBERS, PAIRS, VECTORS
from tests.fuzz.features import NAMES, ROWS_OF
from tests.fuzz.handed import HANDED
from tests.fuzz.inputs import INPUTS, RESULTS, VALUES
from tests.fuzz.library import LIBRARY
from tests.fuzz.memory import MEMORY
from tests.fuzz.naming import NAMINGS, renamed
from tests.fuzz.statements import STATEMENTS
from tests.fuzz.structures import STRUCTURES
from tests.fuzz.writer import Feature, Scope, Unfit, Writer

TABLES: dict[str, tuple[Feature, ...]] = {
    "number": NUMBERS + COMPLEX_NUMBERS,
    "vector": VECTORS + COMPLEX_VECTORS,
    "pair": PAIRS,
    "matrix": MATRICES,
    "condition": CONDITIONS,
    "statement": STATEMENTS + MEMORY + STRUCTURES + COLLECTED + CLASSES + BLOCKS + CALLS + INNER + LIBRARY + HANDED,
    "input": INPUTS,
    "naming": NAMINGS,
    "result": RESULTS,
}
FEATURES: dict[str, Feature] = {f.name: f for table in TABLES.values() for f in table}
FOCUS = 42  # features that a program is to have, by one of their rows
SELDOM = 0.05  # of the programs may have a row that is refused
PARAMETERS = 7  # at most, beside the three that are always there

HEAD = """import bisect
import contextlib
import copy
import dataclasses
import functools
import heapq
import itertools
import math
import operator
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from s2sad import grad, hessian, hvp, jacobian, jvp, value_and_grad, vjp

GAIN = 1.3
WEIGHTS = np.array([0.7, -0.2, 0.4, 1.1])
SETTINGS = {"rate": 0.15, "name": "x"}
ids = np.array([0, 2, 2, 1])
SHARED = np.array([0.3, -0.6, 0.9, 0.2, 1.1, -0.4])


class Pair(NamedTuple):
    left: float
    right: np.ndarray


@dataclass
class Body:
    mass: float
    place: np.ndarray

    def energy(self, factor):
        return self.mass * factor + self.place[1]

    def push(self, force):
        self.mass = self.mass * 0.5 + force
        self.place[0] += force


class Meter:
    unit = 0.5

    def __init__(self, start):
        self.total = start
        self.seen = [start]

    def add(self, z):
        self.total += self.unit * z
        self.seen.append(z)
        return self

    @property
    def mean(self):
        return sum(self.seen) / len(self.seen)

    def __len__(self):
        return len(self.seen)

    def __call__(self, z):
        return self.total * z

    def __add__(self, other):
        made = Meter(self.total)
        return made.add(other.total)


class Fine(Meter):
    unit = 0.25

    def add(self, z):
        return super().add(z * 0.3)


class Store:
    def __init__(self, *values):
        self.values = list(values)

    def __getitem__(self, k):
        return self.values[k]

    def __setitem__(self, k, z):
        self.values[k] = z

    def __iter__(self):
        return iter(self.values)

    def __enter__(self):
        self.values.append(0.55)
        return self

    def __exit__(self, *error):
        self.left = True
        return False

    @classmethod
    def of(cls, z):
        return cls(z, z * 2.0)

    @staticmethod
    def scale(z):
        return z * 0.3


def frozen(values):
    made = np.array(values)
    made.flags.writeable = False
    return made
"""


@dataclass(frozen=True)
class Program:
    """The text of a module, and which rows of the tables it was written by."""

    seed: int
    text: str
    rows: frozenset[str]


def program(seed: int) -> Program:
    """The program of a seed."""
    r = random.Random(seed)
    share = r.uniform(0.25, 0.75)
    focus = {r.choice([n for n in ROWS_OF[name] if not FEATURES[n].refused]) for name in r.sample(NAMES, FOCUS)}
    focus |= {FEATURES[name].needs for name in focus if FEATURES[name].needs}
    enabled = focus | {name for name, f in FEATURES.items() if r.random() < (SELDOM if f.refused else share)}
    g = Writer(r, TABLES, frozenset(enabled), frozenset(focus))
    params, arguments = _inputs(g)
    g.lines = [f"def f({', '.join(params)}):"]
    g.choose("result")
    _start(g)
    g.budget = r.randint(6, 16)
    while g.budget > 0:
        g.statements(1, 1)
    _finish(g)
    functions = [*g.functions, renamed(g, "\n".join(g.lines), params)]
    functions.append(f"def arguments():\n    return ({', '.join(arguments)},)")
    return Program(seed, HEAD + "\n\n" + "\n\n\n".join(functions) + "\n", frozenset(g.used))


def _inputs(g: Writer) -> tuple[list[str], list[str]]:
    """The parameters with their arguments; the first three are always there."""
    g.scope = Scope({"x": "val", "p": "num", "n": "int"})
    given = [("x", f"np.array({VALUES})"), ("p", "0.8"), ("n", str(g.r.choice([3, 3, 3, 2, 1, 0])))]
    rows = [row for row in INPUTS if row.name in g.focus]
    others = [row for row in INPUTS if row.name in g.enabled and row not in rows]
    rows += g.r.sample(others, min(len(others), g.r.randint(0, 2)))
    for row in rows[:PARAMETERS]:
        name, _, argument = row.write(g).partition(" = ")
        given.append((name, argument))
        g.used.add(row.name)
    return [name for name, _ in given], [argument for _, argument in given]


def _start(g: Writer) -> None:
    """Some names to begin with: numbers, a value, buffers, a matrix perhaps."""
    kinds = ["num", "vec", "val", *g.r.sample(["num", "vec", "two", "two", "mat", "mat"], g.r.randint(1, 4))]
    for kind in kinds:
        name = g.new(kind)
        form = {
            "num": ["p * x[0]", "0.5", "p", "0.0", "1"],
            "vec": ["x * 1.0", "np.zeros(4)", "np.sin(x)", "np.ones(4)", "np.zeros(4) + p", "x.copy()"],
            "val": ["x + p", "x", "np.cos(x)"],
            "two": ["x[1:3] * p", "np.zeros(2)"],
            "mat": ["np.outer(x, x)", "np.zeros((4, 4))", "np.ones((4, 4)) * p"],
        }[kind]
        g.put(f"{name} = {g.r.choice(form)}")
        g.bind(name, kind)


def _finish(g: Writer) -> None:
    """The last ``return``: most of what is bound goes into it."""
    terms = []
    for name, kind in g.scope.names.items():
        if g.r.random() < 0.85:
            term = {
                "num": "{}", "vec": "np.sum({0} * {0})", "vec32": "np.sum({0} * {0})", "val": "np.sum({} * x)",
                "val32": "np.sum({} * x)",
                "two": "np.sum({0} ** 2)", "mat": "np.sum({0} * {0})", "flat": "np.sum({0})", "mat2": "np.sum({0})",
            }.get(kind)  # fmt: skip
            if term:
                terms.append(term.format(name))
    total = " + ".join(terms) or "p"
    result = g.scope.result
    try:
        if result == "number":
            g.put(f"return {total}")
        elif result in ("tuple", "numbers", "dict"):
            g.put(f"s = {total}")
            g.bind("s", "num")
            other = {"tuple": "s, {vector} * s", "numbers": "s, {number}", "dict": '{"a": s, "b": {vector} * s}'}
            g.put(g.fill(f"return {other[result]}"))
        elif result == "array":
            g.put(f"return ({g.deeper('vector')}) * ({total})")
        else:
            give(g)
    except Unfit:
        g.put(f"return {total}")


__all__ = ["FEATURES", "TABLES", "Program", "program"]
