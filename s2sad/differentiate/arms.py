"""Conditions that are computed in an arm of an ``if`` and asked for outside of it: the branch yields them.

::

    w2 = np.sqrt(x)                                w2 = np.sqrt(x)
    w8 = if w4:                                    w8, w9 = if w4:
      w5 = int(w3)                                   w5 = int(w3)
      w6 = x > x[w5]                                 w6 = x > x[w5]
      w7 = np.where(w6, w2, 1.0)          ->         w7 = np.where(w6, w2, 1.0)
      yield np.sum(w7)                               yield np.sum(w7), w6
    else:  yield 1.0                               else:  yield 1.0, np.zeros_like(w2, dtype=bool)

The adjoint of ``w2`` is cut off by ``w6`` (`s2sad.differentiate.masks`), which cannot be asked again where the arm need
not have been run: ``int`` may raise.  What the other arm yields is that nothing is taken.  Conditions that are asked
again without harm, as ``x > 0`` is, stay where they are.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.analyse.activity import Mask
from s2sad.analyse.aliases import aliases
from s2sad.analyse.order import order
from s2sad.build import Builder
from s2sad.dataclass import dataclass
from s2sad.differentiate.masks import Asked, Masks, masks
from s2sad.ir import Block, Function, If, Loop, Stmt, Var
from s2sad.rewriting import map_blocks, with_body, with_contents
from s2sad.types import Array, Scalar

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver

_MOST = 8  # readings: a condition that is known may ask for another one


def told_outside(f: Function, known: Masks, mask: Mask, written: frozenset[int], d: Deriver) -> Function:
    """The function with the conditions yielded that are asked for; itself where that cuts nothing off."""
    made, wanted, told = f, set[Var](), set[Var]()
    for _ in range(_MOST):
        asked = [x for x in known.asked if x.cond not in told]
        if not asked:
            break
        wanted.update(x.out for x in asked)
        told.update(x.cond for x in asked)
        made = with_body(made, _yielding(made.body, asked, d.supply))
        a = aliases(made, d.program, written)
        known = masks(made, d.activities.anew(made, mask, a).active, a, order(made, a, d.program), d.program)
    return f if wanted.isdisjoint(known.found) else made


@dataclass(frozen=True)
class _Leaving:
    """A condition on its way out of arms."""

    cond: Var
    depth: int  # how many arms around it are to yield it
    like: Var  # of its shape, if it is an array


def _yielding(body: Block, asked: Iterable[Asked], supply: Iterator[int]) -> Block:
    """The body, with branches that yield the conditions."""
    asked = sorted(asked, key=lambda x: x.depth)  # the outermost who asks is the last
    starts = {x.cond: _Leaving(x.cond, x.depth, x.out) for x in asked}

    def block(b: Block) -> tuple[Block, list[_Leaving]]:
        stmts: list[Stmt] = []
        leaving: list[_Leaving] = []
        for s in b.stmts:
            leaving += (starts[v] for v in s.outs if v in starts)
            if isinstance(s, If):
                s, more = branch(s)
                leaving += more
            stmts.append(map_blocks(lambda inner: block(inner)[0], s) if isinstance(s, Loop) else s)
        return with_contents(b, stmts, b.yields), [x for x in leaving if x.depth > 0]

    def branch(s: If) -> tuple[If, list[_Leaving]]:
        (then, ours), (orelse, theirs) = block(s.then), block(s.orelse)
        leaving = [*ours, *theirs]
        outs = tuple(Var(next(supply), _type(x.cond), x.cond.hint) for x in leaving)
        then = with_yields(then, leaving, ours, s)
        orelse = with_yields(orelse, leaving, theirs, s)
        further = zip(outs, leaving, strict=True)
        made = replace(s, outs=(*s.outs, *outs), then=then, orelse=orelse)
        return made, [replace(x, cond=o, depth=x.depth - 1) for o, x in further]

    def with_yields(b: Block, leaving: Iterable[_Leaving], own: Container[_Leaving], s: If) -> Block:
        """An arm that yields its own conditions, and for those of the other that nothing is taken."""
        more = Builder(supply, list(b.stmts), s.loc)
        yields = [x.cond if x in own else more.nowhere(x.cond, x.like) for x in leaving]
        return Block(tuple(more.stmts), (*b.yields, *yields))

    return block(body)[0]


def _type(cond: Var) -> Array | Scalar:
    """What a condition is, or False instead."""
    assert isinstance(cond.type, (Array, Scalar))
    return cond.type if isinstance(cond.type, Array) else Scalar("any", cond.type.dtype)
