"""Seeds, tangents and gradients in the form of a function's arguments and results.

The gradient of ``f(x, p)`` with ``p = {"a": …, "b": …}`` is ``(x_bar, {"a": …, "b": …})``, each of the shape, dtype and
kind of what it belongs to and in memory of its own; a seed has the form of the result, a tangent that of the argument.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from s2sad.analyse.activity import Activity, Mask
from s2sad.analyse.aliases import param_leaves
from s2sad.build import Builder, bar
from s2sad.differentiate.reverse import Sweeps
from s2sad.differentiate.sweep import carried_type
from s2sad.ir import Arg, Block, Const, Eqn, Function, Pack, Param, Stmt, Var, leaves, type_of, unused
from s2sad.rewriting import renamed
from s2sad.rules.complexes import is_complex
from s2sad.types import Array, Record, Scalar, Struct, Type, rank


def seeds(
    f: Function, activity: Activity, supply: Iterator[int]
) -> tuple[dict[Var, Arg], tuple[Param, ...], tuple[Stmt, ...]]:
    """The seed parameter ``out_bar``: one w, or a structure like the result's."""
    result = f.body.yields[0]
    if isinstance(result, Var):
        if result not in activity.active:
            return (
                {},
                (Param("out_bar", (v := Var(next(supply), carried_type(result.type), "out_bar")), v),),
                (),
            )
        v = Var(next(supply), seed_type(result.type), "out_bar")
        return {result: v}, (Param("out_bar", v, v),), ()
    t = type_of(result)
    var = Var(next(supply), t, "out_bar")
    fields: list[Stmt] = []
    made: dict[Var, Arg] = {}

    def take(y: Arg, base: Var) -> None:
        for i, item in enumerate(y.items if isinstance(y, Pack) else ()):
            key = y.keys[i] if isinstance(y, Pack) and y.keys is not None else i
            if isinstance(item, Const) or (isinstance(item, Var) and item not in activity.active):
                continue
            part = Var(next(supply), type_of(item))
            fields.append(Eqn((part,), "field", (base, Const(key))))
            if isinstance(item, Var):
                made[item] = part if item not in made else Builder(supply, fields).keep("add", (made[item], part))
            else:
                take(item, part)

    take(result, var)
    return made, (Param("out_bar", var, var),), tuple(fields)


def by_param(f: Function, mask: Mask, grads: Sequence[Arg]) -> Arg:
    """The gradients per parameter that has any, in the parameter's structure."""
    on = iter(mask)
    rest = iter(grads)

    def tree(x: Arg) -> Arg:
        if isinstance(x, Pack):
            return x.like(map(tree, x.items))
        if isinstance(x, Const):
            return Const(None)
        return next(rest) if next(on) else Const(None)

    trees = [tree(p.tree) for p in f.params]
    some = [t for t in trees if any(True for _ in leaves(t)) or _has_number(t)]
    return some[0] if len(some) == 1 else Pack("tuple", tuple(some))


def conformed(f: Function, mask: Mask, sweeps: Sweeps, given: set[Var], supply: Iterator[int]) -> list[Arg]:
    """The adjoints of the active leaves with the shape, dtype and kind of the argument."""
    b = Builder(supply, sweeps.adjoint)
    return [_of_leaf(b, sweeps.grads.get(leaf), leaf) for leaf in _differentiated(f, mask, given)]


def conformed_again(
    f: Function, mask: Mask, adjoint: tuple[Stmt, ...], grads: Sequence[Arg], given: set[Var], supply: Iterator[int]
) -> tuple[tuple[Stmt, ...], tuple[Arg, ...]]:
    """The same of adjoints that were simplified: those that turned out to be literals have no kind and no shape."""
    b = Builder(supply, list(adjoint))
    pairs = zip(grads, _differentiated(f, mask, given), strict=True)
    found = tuple([_of_leaf(b, g, leaf) if isinstance(g, Const) else g for g, leaf in pairs])
    return tuple(b.stmts), found


def _differentiated(f: Function, mask: Mask, given: set[Var]) -> list[Var]:
    """The active leaves whose adjoints are handed out."""
    return [leaf for leaf, on in zip(param_leaves(f), mask, strict=True) if on and leaf not in given]


def _of_leaf(b: Builder, g: Arg | None, leaf: Var) -> Arg:
    b.of = Eqn((leaf,), "field", ())
    return conform(b, g, leaf)


def conform(b: Builder, g: Arg | None, leaf: Var) -> Arg:
    """An adjoint with the shape, dtype and scalar kind of its argument, in memory of its own."""
    t = leaf.type
    if isinstance(t, Array):
        if g is None:
            return b.zeros(leaf)
        if t.axes == () and getattr(type_of(g), "dtype", t.dtype) == t.dtype:
            return b.boxed(g, bar(leaf))  # arithmetic of arrays of rank 0 makes numbers: it may be either
        if isinstance(type_of(g), Scalar):
            return b.named(b.full(g, leaf), bar(leaf))
        g = b.full(g, leaf)
        gt = type_of(g)
        if isinstance(gt, Array) and gt.dtype != t.dtype:
            return b.keep("astype", (g,), (("dtype", t.dtype),))
        return b.keep("copy", (g,), hint=bar(leaf))
    if isinstance(t, Record):
        assert g is not None
        return g
    assert isinstance(t, Scalar)
    g = Const(0.0) if g is None else g
    if isinstance(type_of(g), Array) and rank(type_of(g)) != 0:
        g = b.keep("unbroadcast", (g, leaf))  # of a name that was a number first, and a number or an array later
    if t.kind == "np" and isinstance(type_of(g), Array):
        g = b.total(g)
    if t.kind == "np":
        return g if type_of(g) == t else b.keep("astype", (g,), (("dtype", t.dtype),), hint=bar(leaf))
    return b.op("complex" if is_complex(t) else "float", g, hint=bar(leaf)) if t.kind == "py" else g


def dot_fields(tree: Arg, var: Var, flags: Any, dots: dict[Var, Arg], lead: list[Stmt], supply: Iterator[int]) -> None:
    """Take the tangent of a parameter that is a structure apart: ``dots`` gets those of its leaves."""
    if isinstance(tree, Var):
        if next(flags):
            dots[tree] = var
        return
    assert isinstance(tree, Pack)
    for i, item in enumerate(tree.items):
        n = sum(1 for _ in leaves(item))
        taken = [next(flags) for _ in range(n)]
        if any(taken):
            key = tree.keys[i] if tree.keys is not None else i
            part = Var(next(supply), dot_type(type_of(item)))
            lead.append(Eqn((part,), "field", (var, Const(key))))
            dot_fields(item, part, iter(taken), dots, lead, supply)


def with_more(params: Sequence[Param], more: Sequence[Param]) -> tuple[Param, ...]:
    """The parameters and further ones, whose names give way: ``x_dot`` may be the user's own."""
    out = list(params)
    for p in more:
        out.append(replace(p, name=unused(p.name, {q.name for q in out})))
    return tuple(out)


def seed_type(t: Type) -> Type:
    """The type of the adjoint of a result; of a Python float it is one."""
    return t if isinstance(t, Scalar) and t.kind == "py" else carried_type(t)


def dot_type(t: Type) -> Type:
    """The type of a tangent."""
    if isinstance(t, Struct):
        return Struct(t.kind, t.keys, tuple(map(dot_type, t.items)), t.of)
    return carried_type(t)


def _has_number(t: Arg) -> bool:
    if isinstance(t, Pack):
        return any(map(_has_number, t.items))
    return isinstance(t, Const) and isinstance(t.value, float | complex)


def copied(
    f: Function,
    arrays: Mapping[int, Var],
    supply: Iterator[int],
    locked: Collection[int] = (),
    gaps: Collection[int] = (),
) -> Function:
    """The function with copies of parameters that it writes, by their numbers among the leaves; of those that are
    ``locked`` it is known that they are read-only, of those with ``gaps`` that NumPy's own copies have other strides.
    """
    fresh = {v: Var(next(supply), v.type) for v in arrays.values()}
    copies = [_copy(old, fresh[old], i in gaps) for i, old in arrays.items()]
    copies += [Eqn((), "lock", (fresh[arrays[i]],)) for i in locked]
    lead = taken_apart(f.params, f.body.stmts)
    kept = {id(s) for s in lead}
    # What reverse mode made has its tapes before the fields.
    body = renamed(Block(tuple(s for s in f.body.stmts if id(s) not in kept), f.body.yields), fresh)
    return replace(f, body=Block((*lead, *copies, *body.stmts), body.yields))


def taken_apart(params: Sequence[Param], stmts: Sequence[Stmt]) -> tuple[Stmt, ...]:
    """The statements that take parameters apart, wherever they stand; those that open a record do not count."""
    known = {v for p in params for v in (p.var, *leaves(p.tree))}
    found: list[Stmt] = []
    for s in stmts:
        if isinstance(s, Eqn) and s.op == "field" and s.args[0] in known:
            found.append(s)
            known.update(s.outs)
    return tuple(found)


def _copy(old: Var, new: Var, gaps: bool) -> Eqn:
    """A copy that stands for an argument lies in memory as the argument does: sums round as in the primal."""
    if gaps:
        return Eqn((new,), "copy_with_gaps", (old,))
    return Eqn((new,), "copy", (old,), () if rank(old.type) in (0, 1) else (("order", "K"),))
