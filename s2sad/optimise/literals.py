"""Literals come first in the products of derivative terms, and take up the sign before them.

::

    x * (2.0 * y)      ->    2.0 * x * y
    2.0 * (s * a)      ->    2.0 * s * a        (one pass over the array a, not two)
    -(2.0 * x)         ->    -2.0 * x
    -(s * a)           ->    -s * a            (where a has more axes than s)
    2.0 * (s / a)      ->    2.0 * s / a
    x + x              ->    2.0 * x

Only once all terms are there: while they are added up, ``a + -b`` becomes ``a - b``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

from s2sad.analyse.effects import writes
from s2sad.analyse.reads import reads
from s2sad.ir import Arg, Block, Const, Eqn, Function, Program, Stmt, Var, leaves, statements, substitute, type_of, uses
from s2sad.rewriting import map_blocks, substituted, with_body, with_contents
from s2sad.rules import REGISTRY
from s2sad.types import Array, axes, is_inexact

_ADDS = {"update", "index_add"}


def literals_first(f: Function, program: Program) -> Function:
    """The function with the literals of its derivative terms in front."""
    counts = reads(f).copy()
    known: dict[Var, Arg] = {}
    size = f.note("size", 0)
    added = {v for s in statements(f) if isinstance(s, Eqn) and s.op in _ADDS for v in leaves(s.args[-1])}

    arg = partial(substitute, known)

    def inside(block: Block) -> Block:
        scope = _Scope(program, counts, known, added)
        for s in block.stmts:
            s = substituted(known, s)
            if not isinstance(s, Eqn):
                s = map_blocks(inside, s)
            if not isinstance(s, Eqn) or writes(s) or not s.outs or s.op == "call":
                scope.wrote()
                scope.stmts.append(s)
            elif s.of is None or s.outs[0].id <= size:
                scope.stmts.append(s)  # of the primal, which may be a derivative itself
            else:
                scope.add(s)
        dropped = scope.dropped
        kept = [s for s in scope.stmts if not (isinstance(s, Eqn) and s.outs and s.outs[0] in dropped)]
        return with_contents(block, kept, [arg(y) for y in block.yields])

    return with_body(f, inside(f.body))


class _Scope:
    """The statements of one block, turned round one after the other."""

    def __init__(self, program: Program, counts: Counter[Var], known: dict[Var, Arg], added: set[Var]) -> None:
        self.program = program
        self.added = added  # to memory, which may as well be subtracted
        self.counts = counts
        self.known = known  # products with one
        self.stmts: list[Stmt] = []
        self.products: dict[Var, Eqn] = {}  # those that are used once, and quotients
        self.of_arrays: list[Var] = []  # those of the products that read memory
        self.dropped: set[Var] = set()

    def wrote(self) -> None:
        """Memory may have been written: products of arrays are made where they are made."""
        for v in self.of_arrays:
            self.products.pop(v, None)
        self.of_arrays.clear()

    def add(self, s: Eqn) -> None:
        """Append a derivative term in its best form."""
        if s.op == "add" and self.same(*s.args) and is_inexact(s.outs[0].type):
            s = replace(s, op="mul", args=(Const(2.0), s.args[1]))
        if s.op == "neg":
            s = self.negated(s)
        if s.op == "mul":
            s = self.product(s)
        if s.op == "mul" and s.args[0] == Const(1.0) and is_inexact(type_of(s.args[1])):
            if not isinstance(s.outs[0].type, Array):
                self.known[s.outs[0]] = s.args[1]
                return
            s = replace(s, op="copy", args=s.args[1:])
        if s.op in ("mul", "truediv") and self.counts[s.outs[0]] == 1:
            self.products[s.outs[0]] = s
            if any(isinstance(v.type, Array) for v in uses(s)):
                self.of_arrays.append(s.outs[0])
        self.stmts.append(s)

    def negated(self, s: Eqn) -> Eqn:
        """``-(2.0 * x)``"""
        inner = self.inner(s.args[0])
        if inner is None:
            return s
        if _literal(inner.args[0]):
            self.dropped.add(inner.outs[0])
            return replace(s, op=inner.op, args=(_times(Const(-1), inner.args[0]), inner.args[1]))
        sizes = [_size(x) for x in inner.args]
        if inner.op != "mul" or sizes[0] == sizes[1] or s.outs[0] in self.added:
            return s
        small, large = inner.args if sizes[0] < sizes[1] else inner.args[::-1]
        if not isinstance(small, Var) or not is_inexact(small.type):
            return s  # a truth value has no negative, and that of an unsigned number is another number
        self.dropped.add(inner.outs[0])
        return replace(s, op="mul", args=(self.opposite(inner, small), large))

    def opposite(self, s: Eqn, x: Var) -> Var:
        """``-x``, for a statement."""
        out = Var(next(self.program.supply), x.type)
        self.counts[out] = 1
        self.add(replace(s, op="neg", outs=(out,), args=(x,), attrs=()))
        return out

    def product(self, s: Eqn) -> Eqn:
        """``x * (p * q)`` or ``x * (p / q)`` with literals."""
        if s.op == "truediv":
            return s
        x, inner = s.args[0], self.inner(s.args[1])
        if inner is None:
            return s
        p, q = inner.args
        if _literal(x) and _literal(p):
            self.dropped.add(inner.outs[0])
            return self.product(replace(s, op=inner.op, args=(_times(x, p), q)))
        if inner.op == "truediv":
            if not _literal(x):
                return s
            self.dropped.add(inner.outs[0])
            return replace(s, op="truediv", args=(self.made(inner, x, p), q))
        if _literal(p) and (_number(x) or not _number(q)):
            x, p = p, x
        if not _literal(x):
            return s
        self.dropped.add(inner.outs[0])
        return replace(s, args=(self.made(inner, x, p), q))

    def made(self, s: Eqn, x: Arg, y: Arg) -> Arg:
        """``x * y``, instead of a statement."""
        rule = REGISTRY.by_name["mul"]
        (t,) = rule.typing(rule, (x, y), (), f"d{next(self.program.supply)}")
        out = Var(next(self.program.supply), t)
        self.counts[out] = 1
        self.add(replace(s, op="mul", outs=(out,), args=(x, y)))
        return self.known.get(out, out)

    def same(self, x: Arg, y: Arg) -> bool:
        """Whether two operands are one, or products of the same."""
        p, q = self.inner(x), self.inner(y)
        return x == y or (p is not None and q is not None and p.op == q.op and all(map(self.same, p.args, q.args)))

    def inner(self, x: Arg) -> Eqn | None:
        """The product or quotient that an operand is, if it is used once."""
        return self.products.get(x) if isinstance(x, Var) and x not in self.dropped else None


def _times(x: Arg, y: Arg) -> Const:
    assert isinstance(x, Const)
    assert isinstance(y, Const)
    return Const(x.value * y.value)


def _literal(x: Arg) -> bool:
    return isinstance(x, Const) and type(x.value) in (int, float)


def _size(x: Arg) -> int:
    """How many axes an operand has that may be longer than one; all, if that is not known."""
    shape = axes(type_of(x))
    return 99 if shape is None else sum(d.known != "1" for d in shape)


def _number(x: Arg) -> bool:
    return not isinstance(type_of(x), Array)
