"""Which functions call which: what each one reaches, and what only computes.

::

    def even(n): return n == 0 or odd(n - 1)        reachable(f) = even, odd
    def odd(n): return n > 0 and even(n - 1)        recursive(even), recursive(odd), not recursive(f)
    def f(n): return even(n)
"""

from __future__ import annotations

from s2sad.analyse.effects import may_raise, operations, writes
from s2sad.analyse.undefined import undefined
from s2sad.ir import Eqn, Function, Loop, Program, Stmt, Var, same, statements, walk
from s2sad.rules import REGISTRY
from s2sad.types import Array


def calls_of(f: Function) -> set[str]:
    """The names of the functions that a function calls."""
    if "call" not in operations(f):
        return set()
    if "calls" not in f.facts:
        f.facts["calls"] = {s.attr("function") for s in statements(f) if isinstance(s, Eqn) and s.op == "call"}
    found: set[str] = f.facts["calls"]
    return found


def reachable(f: Function, program: Program) -> tuple[str, ...]:
    """The names of the functions that a function calls, at any depth, in order."""
    known = f.facts.get("reachable")
    if known is None or not same(known[1], [*map(program.functions.get, known[0])]):
        seen: set[str] = set()
        todo = [f]
        while todo:
            for callee in calls_of(todo.pop()) - seen:
                seen.add(callee)
                if callee in program.functions:
                    todo.append(program.functions[callee])
        names = tuple(sorted(seen))
        known = f.facts["reachable"] = (names, [*map(program.functions.get, names)])
    names = known[0]
    return names


def reached(f: Function, program: Program) -> list[Function | None]:
    """The functions themselves; None for one that is not made yet."""
    return [*map(program.functions.get, reachable(f, program))]


def recursive(f: Function, program: Program) -> bool:
    """Whether a function may call itself, directly or by others."""
    return f.name in reachable(f, program)


def writes_anything(f: Function, program: Program) -> bool:
    """Whether any array that is not a tape is written by what a recursive function reaches, as far as it is made."""
    names = reachable(f, program)
    return not program.functions.keys() >= {*names} or any(
        isinstance(w, Var) and isinstance(w.type, Array)
        for name in names
        for s in walk(program.functions[name].body)
        if isinstance(s, Eqn) and s.op != "call"
        for w in writes(s)
    )


def idle(program: Program) -> frozenset[str]:
    """The functions that do nothing but give results: a call whose results nobody reads may go.

    One that calls itself may do so for ever.
    """
    if len(program.functions) == 1:
        return frozenset()
    found: set[str] = set()
    rest = {name: f for name, f in program.functions.items() if not undefined(f.body)}
    while True:
        more = {name for name, f in rest.items() if all(_does_nothing(s, found) for s in statements(f))}
        if not more:
            return frozenset(found)
        found |= more
        rest = {name: f for name, f in rest.items() if name not in more}


def _does_nothing(s: Stmt, idle: set[str]) -> bool:
    if isinstance(s, Loop):
        return s.test is None and not s.until
    if not isinstance(s, Eqn):
        return True
    if s.op == "call":
        return s.attr("function") in idle
    return s.op != "seam" and not REGISTRY.by_name[s.op].acts and not writes(s) and not may_raise(s)
