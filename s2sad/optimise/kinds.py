"""Which adjoints are Python floats, where reverse mode left the scalar kind open.

An adjoint that a loop carries starts as ``0.0`` and becomes what is added to it; whether
that is Python's or NumPy's number decides whether ``float(x_bar)`` at the end does
anything, and whether a division can raise.  Kinds flow through the statements until
nothing changes, from the optimistic side.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from s2sad.ir import (
    Arg,
    Block,
    Eqn,
    Function,
    If,
    Loop,
    Param,
    Program,
    Stmt,
    Var,
    leaves,
    map_arg,
    map_blocks,
    map_operands,
    same,
    substitute,
    type_of,
    with_body,
    with_contents,
)
from s2sad.rules import REGISTRY, NoType
from s2sad.types import Kind, Scalar, Type


def refine_kinds(program: Program) -> Program:
    """The program with the scalar kinds of its derivative w's made definite where they are."""
    return Program({n: _function(f) for n, f in program.functions.items()}, program.supply)


def _function(f: Function) -> Function:
    # What comes from elsewhere is of the kind that it was made for.
    types: dict[Var, Type] = {v: v.type for p in f.params for v in leaves(p.tree)}
    while _block(f.body, types):
        pass
    new = {v: Var(v.id, t, v.hint) for v, t in types.items() if t != v.type}
    if not new:
        return f

    def one(v: Var) -> Var:
        return new.get(v, v)

    def arg(a: Arg) -> Arg:
        return map_arg(one, a)

    def block(b: Block) -> Block:
        return with_contents(b, [stmt(s) for s in b.stmts], [arg(y) for y in b.yields])

    def stmt(s: Stmt) -> Stmt:
        s = map_blocks(block, map_operands(arg, s))
        outs = tuple(map(one, s.outs))
        if isinstance(s, Loop):
            params = tuple(map(one, s.params))
            return s if same(outs, s.outs) and same(params, s.params) else replace(s, outs=outs, params=params)
        return s if same(outs, s.outs) else replace(s, outs=outs)

    params = tuple(Param(p.name, one(p.var), map_arg(one, p.tree)) for p in f.params)
    return _without_casts(replace(f, params=params, body=block(f.body)))


def _without_casts(f: Function) -> Function:
    """``float(x)`` of what is a Python float is x."""
    known: dict[Var, Arg] = {}

    arg = partial(substitute, known)

    def block(b: Block) -> Block:
        stmts: list[Stmt] = []
        for s in b.stmts:
            s = map_operands(arg, s)
            if (
                isinstance(s, Eqn)
                and s.op == "float"
                and s.of is not None
                and type_of(s.args[0]) == Scalar("py", "float64")
            ):
                known[s.outs[0]] = s.args[0]
                continue
            if isinstance(s, Eqn) and s.op == "divide" and _numpy(s):
                s = replace(s, op="truediv")
            stmts.append(map_blocks(block, s))
        return with_contents(b, stmts, [arg(y) for y in b.yields])

    return with_body(f, block(f.body))


def _numpy(s: Eqn) -> bool:
    return any(isinstance(t, Scalar) and t.kind == "np" for t in map(type_of, s.args))


def _now(a: Arg, types: dict[Var, Type]) -> Arg:
    return map_arg(lambda v: Var(v.id, types[v], v.hint) if v in types else v, a)


def _block(block: Block, types: dict[Var, Type]) -> bool:
    changed = False
    for s in block.stmts:
        if isinstance(s, Eqn):
            changed |= _eqn(s, types)
        elif isinstance(s, If):
            changed |= _block(s.then, types) | _block(s.orelse, types)
            for i, o in enumerate(s.outs):
                changed |= _flow(o, (s.then.yields[i], s.orelse.yields[i]), types)
        else:
            shift = 1 if s.until else 0
            for i, p in enumerate(s.params):
                changed |= _flow(p, (s.inits[i],), types)
            if s.test is not None:
                changed |= _block(s.test, types)
            changed |= _block(s.body, types)
            for i, p in enumerate(s.params):
                changed |= _flow(p, (s.inits[i], s.body.yields[i + shift]), types)
                changed |= _flow(s.outs[i], (s.inits[i], p), types)
    return changed


def _flow(v: Var, sources: tuple[Arg, ...], types: dict[Var, Type]) -> bool:
    if not (isinstance(v.type, Scalar) and v.type.kind == "any"):
        return False
    kinds: set[Kind] = set()
    for s in sources:
        t = type_of(_now(s, types))
        if isinstance(s, Var) and isinstance(s.type, Scalar) and s.type.kind == "any" and s not in types:
            continue  # not reached yet: nothing is known against it
        if isinstance(t, Scalar):
            kinds.add(t.kind if t.dtype == v.type.dtype else "any")
    if not kinds:
        return False
    return _note(v, kinds.pop() if len(kinds) == 1 else "any", types)


def _note(v: Var, kind: Kind, types: dict[Var, Type]) -> bool:
    """A kind that is found for a w; two different ones make it open for good."""
    assert isinstance(v.type, Scalar)
    old = types.get(v)
    if isinstance(old, Scalar) and old.kind != kind:
        kind = "any"
    new = Scalar(kind, v.type.dtype)
    types[v] = new
    return new != old


def _eqn(s: Eqn, types: dict[Var, Type]) -> bool:
    if s.op in ("pop", "field", "call"):
        return any(_note(v, "any", types) for v in s.outs if isinstance(v.type, Scalar) and v.type.kind == "any")
    if len(s.outs) != 1 or not isinstance(s.outs[0].type, Scalar) or s.outs[0].type.kind != "any":
        return False
    out = s.outs[0]
    args = tuple(_now(a, types) for a in s.args)
    rule = REGISTRY.by_name[s.op]
    try:
        (new,) = rule.typing(rule, args, s.attrs, "")
    except NoType:
        return False
    if not isinstance(new, Scalar):
        return False
    return _note(out, new.kind, types)
