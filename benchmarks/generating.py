"""How long generating takes as functions grow: it is linear in the number of statements, also where they are nested.

Each kind of function is made of half the size and of the whole; twice the size takes about twice the time.
"""

import linecache
import time
import types
from collections.abc import Callable

from s2sad.collector import waits
from s2sad.pipeline import generate
from s2sad.types import FLOAT


def statements(n: int) -> list[str]:
    """Assignments one after another."""
    return ["    y = x", *(f"    y = y * x + {i}.5" for i in range(n)), "    return y"]


def terms(n: int) -> list[str]:
    """One sum."""
    return ["    return " + " + ".join(f"x * {i}.5" for i in range(n))]


def branches(n: int) -> list[str]:
    """One chain of ``elif``."""
    lines = ["    if x < 0.0:", "        y = -x"]
    for i in range(n):
        lines += [f"    elif x < {i}.5:", f"        y = x * {i}.25"]
    return [*lines, "    else:", "        y = x", "    return y"]


def loops(n: int) -> list[str]:
    """Loops in one another."""
    lines = [f"{'    ' * (i + 1)}for i{i} in range(2):" for i in range(n)]
    return ["    y = x", *lines, "    " * (n + 1) + "y = y * x", "    return y"]


# By title: how a function of a size is made, and the size.
KINDS: dict[str, tuple[Callable[[int], list[str]], int]] = {
    "statements": (statements, 2000),
    "terms in one expression": (terms, 450),
    "branches of one elif chain": (branches, 500),
    "nested loops": (loops, 18),
}


def function(make: Callable[[int], list[str]], n: int) -> types.FunctionType:
    """The function of a size, with a source that can be found."""
    text = "\n".join(["def f(x):", *make(n), ""])
    name = f"<{make.__name__} {n}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    namespace: dict[str, types.FunctionType] = {}
    exec(compile(text, name, "exec"), namespace)
    return namespace["f"]


def seconds(make: Callable[[int], list[str]], n: int, repeats: int) -> float:
    """The least processor time in which both modes are generated."""
    f, least = function(make, n), float("inf")
    for _ in range(repeats):
        with waits():  # as where a module is made for a user
            start = time.process_time()
            generate(f, {"x": FLOAT}, {"x": 0.5}, ("x",))
            least = min(least, time.process_time() - start)
    return least
