"""Which adjoints are Python floats, where reverse mode left the scalar kind open.

An adjoint that a loop carries starts as ``0.0`` and becomes what is added to it; whether
that is Python's or NumPy's number decides whether ``float(x_bar)`` at the end does
anything, and whether a division can raise.  Kinds flow through the statements until
nothing changes, from the optimistic side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from s2sad.fold import is_numpy
from s2sad.ir import Arg, Block, Eqn, Function, If, Param, Program, Stmt, Var, leaves, substitute, type_of
from s2sad.rewriting import map_blocks, relabelled, substituted, with_body, with_contents
from s2sad.rules import REGISTRY, NoType
from s2sad.types import Kind, Scalar


def refine_kinds(program: Program) -> Program:
    """The program with the scalar kinds of its derivative w's made definite where they are."""
    return Program({n: _function(f) for n, f in program.functions.items()}, program.supply)


def _function(f: Function) -> Function:
    open_ = list(_open(f.body))
    # What comes from elsewhere is of the kind that it was made for.
    known = {v: v for p in f.params for v in leaves(p.tree)}
    while sum(_found(v, how, known) for v, how in open_):
        pass
    new = {v: w for v, w in known.items() if v.type != w.type}
    if not new:
        return f
    params = tuple(Param(p.name, new.get(p.var, p.var), substitute(new, p.tree)) for p in f.params)
    return _without_casts(replace(f, params=params, body=relabelled(f.body, new)))


def _without_casts(f: Function) -> Function:
    """``float(x)`` of what is a Python float is x, and ``complex(x)`` of what is Python's complex number."""
    known: dict[Var, Arg] = {}

    arg = partial(substitute, known)

    def block(b: Block) -> Block:
        stmts: list[Stmt] = []
        for s in b.stmts:
            s = substituted(known, s)
            if (
                isinstance(s, Eqn)
                and s.op in ("float", "complex")
                and s.of is not None
                and type_of(s.args[0]) == s.outs[0].type
            ):
                known[s.outs[0]] = s.args[0]
                continue
            if isinstance(s, Eqn) and s.op == "divide" and any(map(is_numpy, s.args)):
                s = replace(s, op="truediv")
            stmts.append(s if isinstance(s, Eqn) else map_blocks(block, s))
        return with_contents(b, stmts, [arg(y) for y in b.yields])

    return with_body(f, block(f.body))


# A w whose kind is open, and what it comes from: a statement, or one of several operands.
Open = tuple[Var, Eqn | tuple[Arg, ...]]


def _open(block: Block) -> Iterator[Open]:
    """The w's of open kind in the order in which kinds flow."""
    for s in block.stmts:
        if isinstance(s, Eqn):
            for v in filter(_is_open, s.outs):
                yield v, s
        elif isinstance(s, If):
            yield from _open(s.then)
            yield from _open(s.orelse)
            for v, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                if _is_open(v):
                    yield v, (x, y)
        else:
            carried = list(zip(s.outs, s.params, s.inits, s.body.yields[1 if s.until else 0 :], strict=True))
            for _, p, start, _ in carried:
                if _is_open(p):
                    yield p, (start,)
            if s.test is not None:
                yield from _open(s.test)
            yield from _open(s.body)
            for out, p, start, y in carried:
                if _is_open(p):
                    yield p, (start, y)
                if _is_open(out):
                    yield out, (start, p)


def _is_open(v: Var) -> bool:
    return isinstance(v.type, Scalar) and v.type.kind == "any"


def _found(v: Var, how: Eqn | tuple[Arg, ...], known: dict[Var, Var]) -> bool:
    """Note what is found out of a w of open kind; whether it is news."""
    kind = _computed(how, known) if isinstance(how, Eqn) else _merged(v, how, known)
    if kind is None:
        return False
    assert isinstance(v.type, Scalar)
    new, old = Scalar(kind, v.type.dtype), known.get(v)
    if old is not None and old.type != new:
        new = Scalar("any", v.type.dtype)  # two different ones make it open for good
    if old is not None and old.type == new:
        return False
    known[v] = Var(v.id, new, v.hint)
    return True


def _merged(v: Var, sources: tuple[Arg, ...], known: dict[Var, Var]) -> Kind | None:
    assert isinstance(v.type, Scalar)
    kinds: set[Kind] = set()
    for s in sources:
        if isinstance(s, Var) and _is_open(s) and s not in known:
            continue  # not reached yet: nothing is known against it
        t = type_of(substitute(known, s))
        kinds.add(t.kind if isinstance(t, Scalar) and t.dtype == v.type.dtype else "any")
    return None if not kinds else kinds.pop() if len(kinds) == 1 else "any"


def _computed(s: Eqn, known: dict[Var, Var]) -> Kind | None:
    if s.op in ("pop", "field", "call"):
        return "any"
    if len(s.outs) != 1:
        return None
    rule = REGISTRY.by_name[s.op]
    try:
        (new,) = rule.typing(rule, tuple([substitute(known, a) for a in s.args]), s.attrs, "")
    except NoType:
        return None
    return new.kind if isinstance(new, Scalar) else None
