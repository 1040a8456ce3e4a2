"""What a handler cannot know: whether a name was assigned, or an array written, when the exception came.

::

    try:
        k = y / x            k is half done where the handler begins: the second division may have raised,
        r = k / z            or the first; r is not, for nothing raises after it
    except ...:
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence

from s2sad.analyse.aliases import written_by
from s2sad.analyse.effects import may_raise
from s2sad.analyse.growth import grown, grown_by
from s2sad.dataclass import dataclass
from s2sad.exceptions import may_be
from s2sad.ir import Arg, Block, Const, Eqn, Loop, Program, Stmt, Var, blocks, leaves, touched, type_of
from s2sad.lower.conflicts import Conflict
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, settled
from s2sad.rules import REGISTRY
from s2sad.rules.memory import shares
from s2sad.types import Array

_HALF_DONE = (
    "assigned before a statement that may raise, and read after the exception",
    "only the run knows whether it was assigned when the exception came.",
    "assign it before the try statement, or in the handler too, or put one statement that may raise into the try.",
)
_HALF_WRITTEN = (
    "written before a statement that may raise, and read after the exception",
    "only the run knows how much of it was written when the exception came.",
    "write to a copy, and to the array after the try statement.",
)


@dataclass(frozen=True)
class Step:
    """A part of the body: the names before it, its statements, what it binds, and what of that is bound at its end."""

    env: dict[str, Arg]
    start: int
    end: int
    bound: frozenset[str]
    last: frozenset[str]


def unknown_values(frame: Frame, env: dict[str, Arg], ended: dict[str, Arg]) -> dict[str, Arg]:
    """W's that nobody makes for what is half done: what is run on the way out may compute with them, not show them."""
    halves = [k for k, v in env.items() if is_half_done(v) and isinstance(ended.get(k), Var)]
    return {k: frame.b.var(type_of(ended[k])) for k in halves}


def check_known(frame: Frame, node: ast.AST, stmts: Sequence[Stmt], unknown: dict[str, Arg]) -> None:
    read = {v for s in stmts for v in touched(s)}
    for name, v in unknown.items():
        if v in read:
            what, why, fix = _HALF_DONE
            frame.refuse(node, "S2S305", f"{name!r} is {what}", why, fix)


def is_half_done(value: Arg) -> bool:
    conflict = value.value if isinstance(value, Const) else None
    return isinstance(conflict, Conflict) and conflict.what in (_HALF_DONE[0], _HALF_WRITTEN[0])


class Failing:
    """Which statements may raise something that is caught."""

    def __init__(self, frame: Frame, caught: Collection[str]) -> None:
        # Where NumPy is told to raise, or warnings are errors, any arithmetic may.
        self.everything = any(may_be(n, FloatingPointError, RuntimeWarning) for n in caught)
        self.names = any(may_be(n, UnboundLocalError) for n in caught)
        self.program = Program({f.name: f for f in frame.session.functions.values()}, frame.session.supply)

    def one(self, s: Eqn) -> bool:
        """Whether a statement may raise."""
        return (
            may_raise(s)
            or (s.op == "bound" and self.names)
            or (self.everything and REGISTRY.by_name[s.op].kind != "constant")
        )

    def any(self, stmts: Iterable[Stmt]) -> bool:
        """Whether one of some statements, or of what is inside them, may."""
        return any(self.one(s) if isinstance(s, Eqn) else any(map(self.any_in, blocks(s))) for s in stmts)

    def any_in(self, block: Block) -> bool:
        return self.any(block.stmts)


def half_done(before: dict[str, Arg], steps: Sequence[Step], failing: Sequence[bool]) -> dict[str, Arg]:
    """The names where a handler begins."""
    env = dict(before)
    for i, step in enumerate(steps):
        later = any(failing[i + 1 :])
        for k in sorted(step.bound):
            if later or (failing[i] and k not in step.last):
                env[k] = Const(Conflict(k, *_HALF_DONE))
    return settled(env)


def half_written(frame: Frame, stmts: Sequence[Stmt], fails: Failing) -> list[Var]:
    """The arrays of which a part may have been written when an exception is caught."""
    written: list[Var] = []
    half: dict[Var, None] = {}

    def visit(block: Iterable[Stmt]) -> None:
        for s in block:
            if isinstance(s, Eqn):
                if s.op == "completed":
                    return
                failing = fails.one(s)
                if failing:
                    half.update(dict.fromkeys(written))
                mine = [v for w in (*written_by(s, fails.program), *_grown(s)) for v in leaves(w)]
                if failing and (s.op == "call" or (fails.everything and s.op == "update")):
                    half.update(dict.fromkeys(mine))
                written.extend(mine)
                continue
            for b in (*blocks(s), *(blocks(s) if isinstance(s, Loop) else ())):
                visit(b.stmts)

    visit(stmts)
    return [v for v in half if _source(v, stmts, frame) is not None]


def _grown(s: Eqn) -> list[Arg]:
    """What a statement writes that is no array: a list."""
    return [s.args[i] for i in REGISTRY.by_name[s.op].writes if i < len(s.args)]


def _source(v: Var, inside: Sequence[Stmt], frame: Frame) -> Var | None:
    """The array of which a w is a view; None where it was made among the statements, so that nobody else has it."""
    made = {out: s for s in _every(inside) for out in s.outs}
    while True:
        s = made.get(v) or frame.b.made.get(v)
        if isinstance(s, Eqn) and shares(s) in ("view", "maybe") and isinstance(s.args[0], Var):
            v = s.args[0]
        else:
            new = isinstance(s, Eqn) and s.op not in ("call", "pop") and v in made
            return None if new else v


def _every(stmts: Iterable[Stmt]) -> Iterator[Stmt]:
    for s in stmts:
        yield s
        for b in blocks(s):
            yield from _every(b.stmts)


def poisoned(frame: Frame, env: dict[str, Arg], arrays: Sequence[Var]) -> dict[str, Arg]:
    """The names that may share memory with arrays that are half written, with no meaning."""
    roots = {r for v in arrays if (r := _source(v, (), frame)) is not None}
    made: dict[str, Arg] = {}
    for name, value in env.items() if roots else ():
        for v in leaves(current(env, value)):
            source = _source(v, (), frame) if isinstance(v.type, Array) else None
            if source is not None and any(_may_share(frame, source, r) for r in roots):
                made[name] = Const(Conflict(name, *_HALF_WRITTEN))
    return made


def _may_share(frame: Frame, a: Var, b: Var) -> bool:
    """Whether two arrays that are no views may be one: not if this function made one, and the other comes from it or
    from its caller.
    """
    if a is b:
        return True
    own = [v in frame.b.made for v in (a, b)]
    return not (any(own) and all(o or v in frame.given for o, v in zip(own, (a, b), strict=True)))


def check_lengths(frame: Frame, node: ast.AST, arrays: Sequence[Var], stmts: Sequence[Stmt], program: Program) -> None:
    """Refuse where nobody knows how long a list is after the exception, in which what was read before has places."""
    eqns = [s for s in _every(stmts) if isinstance(s, Eqn)]
    changed = {v for s in eqns for v in (grown_by(s, program) if s.op == "call" else grown(s, program))}
    if not changed.isdisjoint(arrays):
        frame.refuse(
            node,
            "S2S208",
            "a list that gets longer or shorter before a statement that may raise, where that is caught",
            "only the run knows how long it was when the exception came.",
            "append to it after the try statement, or in a copy.",
        )


def check_seen(frame: Frame, node: ast.AST, arrays: Sequence[Var]) -> None:
    """Refuse where a caller sees what is half written."""
    if frame.caller is not None and not all(_source(v, (), frame) in frame.b.made for v in arrays):
        frame.refuse(
            node,
            "S2S208",
            "an array of the caller's that is written where an exception may be caught",
            *_HALF_WRITTEN[1:],
        )
