"""All problems of a function are reported in one go, each at its place, whatever became of the types."""

import re
import sys
import warnings

import numpy as np
import pytest

from s2sad import UnsupportedError, differentiate, grad

FAST = False


def problems(function, *args):
    """(line from the def, column, what) of each problem, in the order in which they are printed."""
    with pytest.raises(UnsupportedError) as caught:
        differentiate(function).grad(*args)
    first = function.__code__.co_firstlineno
    return [(p.lineno - first, p.col, p.what) for p in caught.value.problems]


def several(x, n):
    a = input()
    b = sys.intern(x) + missing + input(2 * x + 3.0) + np.linalgg.det(x)  # noqa: F821
    for v in input(b):
        x = sys.intern(x) * v
    try:
        c = input("i->", x)
    except ValueError:
        c = input()
    if x[input()] > b:
        global FAST
    return a, c


def test_each_problem_has_its_place():
    assert problems(several, np.ones(3), 3) == [
        (1, 9, "a call of input"),
        (2, 9, "a call of intern"),
        (2, 25, "the name 'missing' is not defined here"),
        (2, 35, "a call of input"),
        (2, 56, "numpy has no attribute 'linalgg'"),
        (3, 14, "a call of input"),
        (4, 13, "a call of intern"),
        (6, 13, "a call of input"),
        (8, 13, "a call of input"),
        (9, 10, "a call of input"),
        (10, 9, "a write to a global name"),
    ]


def test_the_message_prints_them_all():
    with pytest.raises(UnsupportedError) as caught:
        grad(several)(np.ones(3), 3)
    text = str(caught.value)
    assert len(re.findall(r"^S2S\d{3} \S+:\d+:\d+ in several\(\): ", text, re.MULTILINE)) == 11
    assert text.count("\nWhy: ") == text.count("\nFix: ") == 11
    assert "S2S301 " + __file__ in text
    assert '\n    c = input("i->", x)\n        ^\n' in text  # the line without its indentation


def test_what_lowering_has_noted_is_not_noted_again():
    def f(x):
        y = input(x)
        return y * input(y)

    assert problems(f, 1.0) == [(1, 13, "a call of input"), (2, 20, "a call of input")]


def test_names_that_a_refused_statement_binds_are_no_problem_of_their_own():
    def f(x):
        class Local:
            pass

        async def inner(y):
            return nowhere * y  # noqa: F821

        z: list[nowhere] = input(inner)  # noqa: F821
        return inner(z) + Local()

    assert problems(f, 1.0) == [
        (1, 9, "a class defined inside the function"),
        (4, 9, "a coroutine defined inside the function"),
        (7, 28, "a call of input"),
    ]


def test_arms_that_are_not_taken_are_not_looked_at():
    def f(x, fast=False):
        if FAST or fast:
            input(x)
        return sys.intern(x)

    assert problems(f, 1.0) == [(3, 16, "a call of intern")]


def test_names_of_the_function_around():
    def f(x):
        scale, twice = 2.0, abs

        def inner(y):
            z = input(y) * scale + unknown  # noqa: F821
            return z * twice(y)

        return inner(x)

    assert problems(f, 1.0)[:2] == [
        (4, 17, "a call of input"),
        (4, 36, "the name 'unknown' is not defined here"),
    ]


def test_a_condition_that_is_refused():
    def f(x):
        if input(x):
            y = sys.intern(x)
            return y
        elif x > 0:
            y = 2.0
        return y * input(x)

    assert problems(f, 1.0) == [
        (1, 12, "a call of input"),
        (2, 17, "a call of intern"),
        (6, 20, "a call of input"),
    ]


def test_names_of_comprehensions_that_are_read_as_loops():
    def f(x, n):
        a = [x]
        for k in range(n):
            a = (a, k)
            b = [a[i] * x for i in range(k + 1)]
        return b[0]

    found = problems(f, 1.0, 3)
    assert found
    assert not [what for _, _, what in found if "not defined" in what]


def opened(x):
    with open("factor.txt") as file:
        factor = float(file.read())
    return {"scaled": factor * x, "parts": [x]}


def summed(x):
    d = opened(x)
    d["parts"].append(d["scaled"])
    for part in d["parts"]:
        x = x + part
    return x, len(d)


def test_a_mistake_in_a_callee_is_told_once_with_the_calls():
    def f(x):
        a, n = summed(x)
        b = a[0] if n else summed(x)[0]
        return b + opened(x)["scaled"] + input(x)

    with pytest.raises(UnsupportedError) as caught:
        grad(f)(1.0)
    whose = [(p.function.split(".")[-1], p.what) for p in caught.value.problems]
    assert whose == [("opened", "with open('factor.txt')"), ("opened", "a call of open"), ("f", "a call of input")]
    first = caught.value.problems[0]
    calls = [(summed, 1), (f, 1)]
    assert [c.rpartition(".py:")[2] for c in first.calls] == [
        f"{g.__code__.co_firstlineno + line} in {g.__qualname__}()" for g, line in calls
    ]
    assert "\n".join(f"Called at {c}" for c in first.calls) in str(first)
    assert not caught.value.problems[-1].calls


def test_managers_and_filters_that_are_read_are_no_problems():
    def f(x):
        i = 0
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                i += 1
                y = 1 / (i - x)
        except ZeroDivisionError:
            y = x * i
        return y

    assert [what for _, _, what in problems(f, 1.0)] == [
        "'i' is assigned before a statement that may raise, and read after the exception"
    ]

    def g(x):
        with np.errstate(all="ignore"):
            x = x * missing  # noqa: F821
        return x

    assert [what for _, _, what in problems(g, 1.0)] == ["the name 'missing' is not defined here"]

    def h(x):
        if x > 0.0:
            with np.errstate(all="ignore"), open("factor.txt") as file:
                x = x * len(file.read())
        return x

    found = [what for _, _, what in problems(h, 1.0)]
    assert found[0] == "with open('factor.txt')"
    assert not [what for what in found if "errstate" in what]


def test_exceptions_that_are_raised_are_no_problems():
    def f(x):
        if x > missing:  # noqa: F821
            raise ValueError("too large")
        return x * x

    assert [what for _, _, what in problems(f, 1.0)] == ["the name 'missing' is not defined here"]
