"""Rows of the functions of a sequence of numbers: items that are known one by one, or an array of rank one.

The derivative by an item is a formula in ``g``, the item ``x`` and the result ``out``; it serves both modes::

    sequence("math.hypot(*xs)", "g * x / out")
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Eqn, Pack, Var, type_of
from s2sad.rules.expand import evaluate
from s2sad.rules.registry import NAMESPACE, REGISTRY, Rule, Typing, declare
from s2sad.rules.typing import NoType
from s2sad.types import BOOL, FLOAT, INT, Array, Dim, Scalar, Type, rank


def _items(arg: Arg) -> Sequence[Arg]:
    return arg.items if isinstance(arg, Pack) else (arg,)


def sequence(text: str, item: str, typing: Typing, **options: Any) -> None:
    """A row whose first operand is a sequence; ``item`` is the derivative by one of its numbers."""
    formula = ast.parse(item, mode="eval").body

    def vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
        for x in (x for a in eqn.args for x in _items(a)):
            if adj.wants(x):
                env = {"g": g, "x": adj.before(x, eqn), "out": eqn.outs[0]}
                adj.add(x, adj.full(evaluate(formula, env, adj.b), x))

    def jvp(tan: Any, eqn: Eqn) -> Arg | None:
        total: Arg | None = None
        for xs, x in [(a, item) for a in eqn.args for item in _items(a)]:
            dot = tan.get(x)
            if dot is None:
                continue
            term = evaluate(formula, {"g": dot, "x": x, "out": eqn.outs[0]}, tan.b)
            if isinstance(xs, Var) and isinstance(type_of(x), Array):
                term = tan.b.op("np.sum", tan.b.full(term, x), axis=0)
            total = term if total is None else tan.b.op("add", total, term)
        return None if total is None else tan.b.cast(total, eqn.outs[0])

    declare(text, "linear", typing, vjp=vjp, jvp=jvp, **options)


def _numbers(rule: Rule, args: tuple[Arg, ...], also_complex: bool = False) -> list[Scalar]:
    """The types of the items; an array of rank one gives its own, one without axes is a number like any other."""
    found: list[Scalar] = []
    for arg in args:
        if isinstance(arg, Pack) and arg.kind not in ("tuple", "list"):
            raise NoType(f"{rule.name.split(':')[0]} of {type_of(arg)}")
    for arg, item in [(a, x) for a in args for x in _items(a)]:
        t = type_of(item)
        if isinstance(t, Array) and (rank(t) == 0 if isinstance(arg, Pack) else rank(t) == 1):
            t = Scalar("np", t.dtype)
        if not isinstance(t, Scalar) or (t.dtype.startswith("complex") and not also_complex):
            raise NoType(f"{rule.name.split(':')[0]} of {t}")
        found.append(t)
    return found


def _real(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    _numbers(rule, args)
    return (FLOAT,)


def _added(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Numbers give a number, the rows of an array one such row; of no rows it is 0, which stands for zeros."""
    add = REGISTRY.by_name["add"]
    whole = type_of(args[0])
    if len(args) == 1 and isinstance(whole, Array) and whole.axes is not None and len(whole.axes) > 1:
        return add.typing(add, (Var(0, INT), Var(0, Array(whole.dtype, whole.axes[1:]))), (), where)
    starts = _numbers(rule, args[1:], also_complex=True)
    if len(args) > 1 and not starts:
        raise NoType(f"sum that starts from {type_of(args[1])}")
    total: Type = starts[0] if starts else INT
    start = total
    for t in _numbers(rule, args[:1], also_complex=True):
        (total,) = add.typing(add, (Var(0, total), Var(0, t)), (), where)
    if isinstance(args[0], Var) and isinstance(total, Scalar) and isinstance(start, Scalar):
        return (Scalar("any", total.dtype),)  # of an empty array it is what it starts with
    return (total,)


def _compared(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    _numbers(rule, args)
    return (BOOL,)


def _one_of(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if not isinstance(args[0], Var):
        raise NoType(f"{rule.name} of {type_of(args[0])}")
    return (_numbers(rule, args)[0],)


sequence("sum(xs)", "g", _added)
sequence("sum_from: sum(xs, start)", "g", _added)
sequence("math.fsum(xs)", "g", _real, raises=True)
sequence(
    "math.hypot(*xs)",
    "select(out == 0.0, 0.0, g * x / out)",
    _real,
    raises=True,
    kinks=(((0.0, 0.0), (0.0, 0.0)),),
)
_SHARED = "g * (x == out) / np.sum(x == out)"
sequence("largest: max(xs)", _SHARED, _one_of, raises=True)
sequence("smallest: min(xs)", _SHARED, _one_of, raises=True)


def ranked(keys, reverse=False):  # type: ignore[no-untyped-def]
    """The numbers of ``keys`` in the order in which ``sorted`` puts these."""
    return np.array(sorted(range(len(keys)), key=keys.__getitem__, reverse=reverse))


def _order(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (Array("int64", (Dim(where, "n"),)),)


def ranked_rows(columns, reverse=False):  # type: ignore[no-untyped-def]
    """The numbers of the rows of ``columns`` in the order in which ``sorted`` puts these."""
    rows = list(zip(*columns, strict=True))
    return np.array(sorted(range(len(rows)), key=rows.__getitem__, reverse=reverse))


NAMESPACE["ranked"] = ranked
NAMESPACE["ranked_rows"] = ranked_rows
declare("ranked(keys, reverse=False)", "constant", _order, helper="ranked", function=False, raises=True)
declare("ranked_rows(columns, reverse=False)", "constant", _order, helper="ranked_rows", function=False, raises=True)
declare("list_has: v in xs", "constant", _compared)


# ---- comparisons of the items, as Python makes them: an item is equal to itself, the first that differs decides
for _name, _sign in (("eq", "=="), ("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
    declare(f"items_{_name}: xs {_sign} ys", "constant", _compared)
