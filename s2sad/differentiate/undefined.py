"""Names that the primal may leave undefined, where the tape reads them all the same.

``if c: y = x`` leaves ``y`` undefined on one path; the adjoint reads it on the other path
only, but what crosses to the adjoint sweep is packed or pushed on both.  Such a w gets a
twin for the tape that is None where it has no value; the primal goes on reading the w
itself, and raises where that has none::

    w5 = if w3:                     w5, w6 = if w3:
      yield w4                        yield w4, w4
    else:                  ->       else:
      yield undef                     yield undef, None
    w7 = mul(w5, x)                 w7 = mul(w5, x)
    … = pack(w5)                    … = pack(w6)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from s2sad.analyse.undefined import merges, undefined
from s2sad.differentiate.seam import free
from s2sad.ir import UNDEF, Arg, Block, Const, Eqn, If, Loop, Stmt, Var, leaves, substitute, walk
from s2sad.rules import REGISTRY

Twins = Mapping[Var, Var]


def defined(block: Block, supply: Iterator[int], more: Iterable[Var] = ()) -> tuple[Block, Twins]:
    """The block in which every w that is pushed, and each of ``more``, or else its twin, has a value on every path."""
    missing = undefined(block)
    wanted = {v for v in more if v in missing}
    for s in walk(block):
        if isinstance(s, Eqn) and s.op == "push":
            wanted.update(v for v in leaves(s.args[1]) if v in missing)
    if not wanted:
        return block, {}
    while _spread(block, wanted, missing):
        pass
    made = (v for s in walk(block) if not isinstance(s, Eqn) for v in (*s.outs, *_params(s)))
    twins = {v: Var(next(supply), v.type, v.hint) for v in made if v in wanted}
    return _twinned(block, twins), twins


def shapes_read(block: Block) -> Iterator[Var]:
    """The w's of which statements ask for the shape."""
    for s in walk(block):
        if isinstance(s, Eqn):
            names = REGISTRY.by_name[s.op].shape_only
            yield from (
                v
                for a, name in zip(s.args, REGISTRY.by_name[s.op].operands, strict=False)
                if name in names
                for v in leaves(a)
            )


def overtaken(forward: Block, adjoint: Block) -> set[Var]:
    """The w's that the adjoint reads and that are yielded for others: beside these they need a name of their own.

    ``if c: s = x`` stands twice, and the adjoint reads the ``s`` of both: where no branch is taken, the second
    would be a copy of the first, and a copy reads what has no value.
    """
    return {x for _, sources in merges(forward) for x in sources if isinstance(x, Var)}.intersection(
        free(adjoint.stmts, adjoint.yields)
    )


def _params(s: If | Loop) -> tuple[Var, ...]:
    return s.params if isinstance(s, Loop) else ()


def _spread(block: Block, wanted: set[Var], missing: set[Var]) -> bool:
    """A twin asks for one of what is yielded for it; a loop's w's have twins together."""
    before = len(wanted)
    for v, sources in merges(block):
        if v in wanted:
            wanted.update(x for x in sources if isinstance(x, Var) and x in missing)
    for s in walk(block):
        if isinstance(s, Loop):
            for out, p in zip(s.outs, s.params, strict=True):
                if p in wanted:
                    wanted.add(out)
    return len(wanted) > before


def _twinned(block: Block, twins: Twins) -> Block:
    return Block(tuple(_stmt(s, twins) for s in block.stmts), block.yields)


def _stmt(s: Stmt, twins: Twins) -> Stmt:
    def values(targets: tuple[Var, ...], yields: tuple[Arg, ...]) -> tuple[Arg, ...]:
        return tuple(map(value, (y for v, y in zip(targets, yields, strict=True) if v in twins)))

    def value(y: Arg) -> Arg:
        return Const(None) if y is UNDEF else twins.get(y, y) if isinstance(y, Var) else y

    def extended(targets: tuple[Var, ...], block: Block, shift: int = 0) -> Block:
        inner = _twinned(block, twins)
        return Block(inner.stmts, inner.yields + values(targets, inner.yields[shift:]))

    if isinstance(s, If):
        more = tuple(twins[v] for v in s.outs if v in twins)
        return replace(s, outs=s.outs + more, then=extended(s.outs, s.then), orelse=extended(s.outs, s.orelse))
    if isinstance(s, Loop):
        return replace(
            s,
            outs=s.outs + tuple(twins[v] for v in s.outs if v in twins),
            params=s.params + tuple(twins[v] for v in s.params if v in twins),
            inits=s.inits + values(s.params, s.inits),
            body=extended(s.params, s.body, 1 if s.until else 0),
        )
    if s.op == "push":
        return replace(s, args=(s.args[0], substitute(twins, s.args[1])))
    return s
