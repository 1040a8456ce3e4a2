"""The rules of the three-address code, checked after every pass in tests and under ``S2SAD_DEBUG``.

A w is assigned once; every use is dominated by its definition; blocks yield as many values
as what owns them has results or carried w's, and of types that these can hold; effects
have no results, operations are known, and get as many operands as their rows name.
"""

from __future__ import annotations

import os

from s2sad.errors import InternalError
from s2sad.ir import (
    UNDEF,
    UNREAD,
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    If,
    Loop,
    Program,
    Stmt,
    Var,
    leaves,
    type_of,
    uses,
)
from s2sad.rules import REGISTRY
from s2sad.types import Array, Opaque, Record, Scalar, Tape, Type

_WRITE_AND_GIVE = {"pop", "list_pop", "list_take", "list_cut", "dict_enter", "dict_drop"}
_ANY_NUMBER_OF_OPERANDS = {"call", "pack"}


def checked(f: Function, after: str) -> Function:
    """The function itself, verified if ``S2SAD_DEBUG`` is set."""
    if os.environ.get("S2SAD_DEBUG"):
        verify(f, after)
    return f


def verify_program(program: Program, after: str) -> None:
    """Verify every function of a program."""
    for f in program.functions.values():
        verify(f, after)


def verify(f: Function, after: str = "") -> None:
    """Raise InternalError where the function breaks a rule."""
    _Verifier(f, after).run()


class _Verifier:
    def __init__(self, f: Function, after: str) -> None:
        self.f = f
        self.after = after
        self.assigned: set[Var] = set()

    def fail(self, what: str, s: Stmt | None = None) -> None:
        at = f" at {s.loc} in {s!r}"[:400] if s is not None else ""
        raise InternalError(f"{self.f.name} after {self.after or 'a pass'}: {what}{at}")

    def run(self) -> None:
        known: set[Var] = set()
        for p in self.f.params:
            self.define(p.var, known, None)
        self.block(self.f.body, known)

    def define(self, v: Var, known: set[Var], s: Stmt | None) -> None:
        if v in self.assigned:
            self.fail(f"{v!r} (w{v.id}) is assigned twice", s)
        self.assigned.add(v)
        known.add(v)

    def read(self, v: Var, known: set[Var], s: Stmt | None) -> None:
        if v not in known:
            self.fail(f"{v!r} (w{v.id}) is read where it has no value", s)

    def block(self, block: Block, outer: set[Var]) -> None:
        known = set(outer)
        for s in block.stmts:
            for v in uses(s):
                self.read(v, known, s)
            if isinstance(s, Eqn):
                self.eqn(s)
            elif isinstance(s, If):
                for arm in (s.then, s.orelse):
                    self.block(arm, known)
                    self.match(s.outs, arm.yields, s)
            else:
                self.loop(s, known)
            for v in s.outs:
                self.define(v, known, s)
            if isinstance(s, Loop) and s.count is not None:
                self.define(s.count, known, s)
        for y in block.yields:
            for v in leaves(y):
                self.read(v, known, None)

    def eqn(self, s: Eqn) -> None:
        rule = REGISTRY.by_name.get(s.op)
        if rule is None:
            self.fail(f"there is no operation {s.op}", s)
            return
        if s.op not in _ANY_NUMBER_OF_OPERANDS and len(s.args) != len(rule.operands):
            self.fail(f"{s.op} takes {len(rule.operands)} operands", s)
        if rule.writes and s.op not in _WRITE_AND_GIVE and s.outs:
            self.fail(f"{s.op} has no result", s)

    def loop(self, s: Loop, known: set[Var]) -> None:
        inner = set(known)
        if (s.index is None) != (s.bounds is None):
            self.fail("an index without bounds, or bounds without an index", s)
        for v in (*s.params, *((s.index,) if s.index is not None else ())):
            self.define(v, inner, s)
        self.match(s.params, s.inits, s)
        if s.test is not None:
            # What the condition's block computes is not for the body: it runs once more often.
            self.block(s.test, inner)
        self.block(s.body, inner)
        shift = 1 if s.until else 0
        self.match(s.params, s.body.yields[shift:], s)
        self.match(s.outs, s.params, s)

    def match(self, targets: tuple[Var, ...], values: tuple[Arg, ...], s: Stmt) -> None:
        if len(targets) != len(values):
            self.fail(f"{len(values)} values for {len(targets)} w's", s)
        for target, value in zip(targets, values, strict=True):
            if value not in (UNDEF, UNREAD, Const(None)) and not fits(type_of(value), target.type):
                self.fail(f"{type_of(value)} for {target!r}: {target.type}", s)


def fits(value: Type, target: Type) -> bool:
    """Whether a w of the target type can hold the value; names of axes are not compared."""
    if isinstance(target, Scalar):
        return isinstance(value, Scalar) or (isinstance(value, Array) and value.axes in ((), None))
    if isinstance(target, Array):
        if not isinstance(value, (Array, Scalar)):
            return False
        if target.axes is None:
            return True
        return isinstance(value, Array) and (value.axes is None or len(value.axes) == len(target.axes))
    if isinstance(target, Tape):
        return isinstance(value, Tape)
    if isinstance(target, Record):
        return isinstance(value, (Record, Opaque))
    return type(value) is type(target) or isinstance(target, Opaque)
