"""Large functions: long, wide, chained and nested, derived without running into Python's own limits."""

from __future__ import annotations

import cProfile
import importlib.util
import pstats
import sys

import numpy as np
import pytest

from s2sad import pipeline
from s2sad.lower import looping
from s2sad.signature import spec_of
from tests.driver import Derived

X, Y, STEP = 0.5, 1.5, 1e-6


def statements(n):
    """Assignments one after another."""
    lines = [f"    a = a * 0.5 + np.sin(y + {i}.0)" if i % 3 else "    y = y * 0.9 + 0.01 * a" for i in range(n)]
    return ["    a = x", *lines, "    return a * y"]


def stores(n):
    """Items of an array, one after another."""
    lines = [f"    a[{i % 5}] = a[{(i + 1) % 5}] * y + np.sin(a[{i % 5}])" for i in range(n)]
    return ["    a = np.full(5, x)", *lines, "    return np.sum(a) * y"]


def terms(n):
    """One sum."""
    return ["    return " + " + ".join(f"x * {i}.5" if i % 2 else "np.sin(y)" for i in range(n))]


def elifs(n):
    """One chain."""
    lines = ["    if x > 9.0:", "        a = x"]
    for i in range(n):
        lines += [f"    elif x < {i - n + 1}.25:", f"        a = x * y + {i}.0"]
    return [*lines, "    else:", "        a = x * y", "    return a * y"]


def guards(n):
    """Returns one after another."""
    lines = []
    for i in range(n):
        lines += [f"    if x < {i - n + 1}.0:", f"        return x * y + {i}.0", "    y = y * 1.01"]
    return [*lines, "    return x * y"]


def conditionals(n):
    """Conditional expressions in one another."""
    return ["    return " + " else ".join(f"x * y * {i}.0 if x < {i - n + 2}.0" for i in range(n)) + " else y * x"]


def conjunctions(n):
    """One condition of many."""
    return ["    if " + " and ".join(f"x * y / {i + 1}.0 < {i + 5}.0" for i in range(n)) + ":", "        return x * y",
            "    return x + y"]  # fmt: skip


def nested_calls(n):
    """Calls in one another."""
    return ["    return " + "np.sin(" * n + "x * y" + ")" * n]


def nested_branches(n):
    """Branches in one another."""
    lines = [f"{'    ' * (i + 1)}if x > {i - n}.0:" for i in range(n)]
    return ["    a = x", *lines, "    " * (n + 1) + "a = a * y + x", "    return a"]


def nested_loops(n):
    """Loops in one another; the innermost ones run twice."""
    lines = [f"{'    ' * (i + 1)}for i{i} in range({2 if i > n - 3 else 1}):" for i in range(n)]
    return ["    a = x", *lines, "    " * (n + 1) + "a = a * y + x", "    return a"]


def chained(n):
    """A function that calls one, which calls one, and so on."""
    lines = ["    return np.sin(x) * y", ""]
    for i in range(n):
        called = f"chained{i - 1}" if i else "innermost"
        lines += ["", f"def chained{i}(x, y):", f"    return {called}(x, y) * 0.99 + x * y", ""]
    return lines


def rooted(n):
    """A chain of functions, and a root of what may stay at zero in the innermost."""
    return ["    return np.sqrt(np.maximum(x - 9.0, 0.0)) * y + x", *chained(n)[1:]]


def cyclic(n):
    """The same, and the innermost calls the outermost."""
    lines = [f"    return x if y < 1.0 else cyclic{n - 1}(x * 0.9, y - 1.0) * x", ""]
    for i in range(n):
        called = f"cyclic{i - 1}" if i else "innermost"
        lines += ["", f"def cyclic{i}(x, y):", f"    return {called}(x, y) * 0.99 + x * y", ""]
    return lines


def choices(n):
    """Choices by conditions, each made of the one before it twice: what only one branch of them all uses."""
    lines = []
    for i in range(n):
        lines += [f"    half = np.where(y == {i}.0, 0.5 * a, 0.0)", f"    a = np.where(y > {i}.0, a, half) + x"]
    return ["    a = np.sqrt(x)", *lines, "    return a * y"]


def load(name, lines, folder):
    functions = [line[4:].partition("(")[0] for line in lines if line.startswith("def ")]
    name, first = (functions[-1], "innermost") if functions else (name, name)
    text = "\n".join(["import numpy as np", "", "", f"def {first}(x, y):", *lines, ""])
    path = folder / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(f"limits_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module
    spec.loader.exec_module(module)
    return getattr(module, name)


SIZES = [
    (statements, 300, False),
    (terms, 450, False),
    (elifs, 120, False),
    (guards, 60, False),
    (conditionals, 120, False),
    (conjunctions, 200, False),
    (nested_calls, 80, False),
    (nested_branches, 40, False),
    (nested_loops, 8, False),
    (chained, 90, False),
    (cyclic, 90, False),
    (statements, 2000, True),
    (stores, 2000, True),
    (elifs, 500, True),
    (guards, 300, True),
    (conditionals, 450, True),
    (nested_loops, 18, True),
    (chained, 300, True),
    (rooted, 300, True),
]


@pytest.mark.parametrize(
    ("make", "n"),
    [pytest.param(m, n, id=f"{m.__name__}-{n}", marks=[pytest.mark.slow] if slow else []) for m, n, slow in SIZES],
)
def test_large_functions_are_derived(make, n, tmp_path):
    f = load(make.__name__, make(n), tmp_path)
    made = Derived(f, (X, Y))
    value, gradient = made.call("value_and_grad")
    assert value == f(X, Y)
    wanted = (f(X + STEP, Y) - f(X - STEP, Y)) / (2 * STEP), (f(X, Y + STEP) - f(X, Y - STEP)) / (2 * STEP)
    np.testing.assert_allclose(gradient, wanted, rtol=1e-5, atol=1e-6)


def test_lowering_a_long_chain_twice_as_long_makes_twice_the_text(tmp_path):
    sizes = [
        len(Derived(load(f"chain{n}", elifs(n), tmp_path), (X, Y), modes=("reverse",)).module.text)
        for n in (32, 64, 96)
    ]
    assert sizes[2] - sizes[1] < 1.3 * (sizes[1] - sizes[0])


@pytest.mark.parametrize("make", [chained, cyclic])
def test_how_deep_a_chain_may_be_on_the_stack_decides_nothing_of_the_text(make, tmp_path):
    f = load(make.__name__, make(40), tmp_path)
    texts = []
    limit = sys.getrecursionlimit()
    for more in (0, 20_000):
        sys.setrecursionlimit(limit + more)
        try:
            texts.append(Derived(f, (X, Y)).module.text)
        finally:
            sys.setrecursionlimit(limit)
    assert texts[0] == texts[1]


def calls(f):
    """How many functions run while the gradient of one is generated."""
    profile = cProfile.Profile()
    profile.runcall(Derived, f, (X, Y), modes=("gradient",))
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize(
    ("make", "n"),
    [pytest.param(m, n, id=m.__name__) for m, n in [(statements, 50), (stores, 50), (choices, 6)]],
)
def test_each_further_statement_costs_the_same(make, n, tmp_path):
    costs = [calls(load(f"{make.__name__}{k}", make(k), tmp_path)) for k in (n, 2 * n, 4 * n)]
    assert costs[2] - costs[1] < 2.15 * (costs[1] - costs[0])


def readings(f, monkeypatch):
    """How often lowering reads a function, and that of its loops which it reads most often."""
    read = []
    functions = sys.modules[pipeline.lower.__module__]
    monkeypatch.setattr(functions, "_lower_one", lambda *args, own=functions._lower_one: read.append("") or own(*args))
    monkeypatch.setattr(looping, "_read", lambda *args, own=looping._read: read.append(args[1]) or own(*args))
    pipeline.lower(f, {"x": spec_of(X, "x"), "y": spec_of(Y, "y")})
    return read.count(""), max(read.count(loop) for loop in read if loop)


def after_loops(n):
    """What each loop binds is read after it, and by the loop around it."""
    lines = [f"{'    ' * (i + 1)}for i{i} in range(int(x) + 2):" for i in range(n)]
    bound = [f"{'    ' * (i + 1)}b{i} = a * y" for i in range(n, 0, -1)]
    return ["    a = x", *lines, "    " * (n + 1) + "a = a * y + x", *bound, "    return a + b1"]


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        (["    for k in range(int(y)):", "        t = x * y", "        x = t + k", "    return x * t"], (1, 1)),
        (["    for k in range(int(y)):", "        if k:", "            t = x * y", "    return x * t"], (1, 2)),
        (["    s = 0", "    for k in range(int(y)):", "        s = s + x", "    return s"], (1, 2)),
        (["    s = None", "    for k in range(int(y)):", "        s = [x, x]", "    return s[0]"], (3, 3)),
        (after_loops(3), (1, 2)),
        (after_loops(12), (1, 2)),
    ],
    ids=["bound anew", "may be bound before", "another type", "another form", "three loops", "twelve loops"],
)
def test_loops_are_read_as_often_as_their_assumptions_change(lines, times, tmp_path, monkeypatch):
    assert readings(load("f", lines, tmp_path), monkeypatch) == times
