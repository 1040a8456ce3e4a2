"""Names that the primal may leave undefined, where the tape reads them all the same.

``if c: y = x`` leaves ``y`` undefined on one path; the adjoint reads it on the other path
only, but what crosses to the adjoint sweep is packed or pushed on both.  Such a w is None
where it has no value::

    w5 = if w3:                     w5 = if w3:
      yield w4                        yield w4
    else:                  ->       else:
      yield undef                     yield None
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from s2sad.ir import UNDEF, Arg, Block, Const, Eqn, If, Loop, Stmt, Var, leaves, walk


def defined(block: Block, more: Iterable[Var] = ()) -> Block:
    """The block in which every w that is pushed, and each of ``more``, has a value on every path."""
    wanted = set(more)
    for s in walk(block):
        if isinstance(s, Eqn) and s.op == "push":
            wanted.update(leaves(s.args[1]))
    while _spread(block, wanted):
        pass
    return _filled(block, wanted)


def _spread(block: Block, wanted: set[Var]) -> bool:
    """A w that has to be defined asks the same of what is yielded for it."""
    before = len(wanted)
    for s in walk(block):
        if isinstance(s, If):
            for out, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                if out in wanted:
                    wanted.update(v for v in (x, y) if isinstance(v, Var))
        elif isinstance(s, Loop):
            shift = 1 if s.until else 0
            for i, (out, p) in enumerate(zip(s.outs, s.params, strict=True)):
                if out in wanted or p in wanted:
                    found = (out, p, s.inits[i], s.body.yields[i + shift])
                    wanted.update(v for v in found if isinstance(v, Var))
    return len(wanted) > before


def _filled(block: Block, wanted: set[Var]) -> Block:
    return Block(tuple(_stmt(s, wanted) for s in block.stmts), block.yields)


def _stmt(s: Stmt, wanted: set[Var]) -> Stmt:
    def value(y: Arg, target: Var) -> Arg:
        return Const(None) if y is UNDEF and target in wanted else y

    if isinstance(s, If):
        then, orelse = _filled(s.then, wanted), _filled(s.orelse, wanted)
        return replace(
            s,
            then=Block(then.stmts, tuple(map(value, then.yields, s.outs))),
            orelse=Block(orelse.stmts, tuple(map(value, orelse.yields, s.outs))),
        )
    if isinstance(s, Loop):
        return replace(s, inits=tuple(map(value, s.inits, s.params)), body=_filled(s.body, wanted))
    return s
