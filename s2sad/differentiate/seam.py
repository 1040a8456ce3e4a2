"""What is alive across the seam between the sweeps, where they are functions of their own: packed, and unpacked.

::

    w3 = np.exp(w2)                    def f_forward(x):          def f_adjoint(x, tape):
    seam                       ->        …                          w3, t1 = tape
    w4_bar = w3_bar * w3                 return value, (w3, t1)     t1 = list(t1)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s2sad.build import Builder
from s2sad.ir import Arg, Block, Const, Eqn, Stmt, Var, blocks, bound, defined, leaves, uses, walk
from s2sad.types import Array, Record, Tape

TAPE = Var(0, Record(""), "tape")  # stands for the tape among parameters


def crossing(forward: Block, adjoint: Sequence[Stmt], grads: Sequence[Arg], params: set[Var]) -> list[Var]:
    """What is alive across the seam."""
    made: set[Var] = set()
    for s in forward.stmts:
        made.update(defined(s))
    return [v for v in free(adjoint, grads) if v in made and v not in params]


def free(stmts: Sequence[Stmt], yields: Sequence[Arg]) -> list[Var]:
    """The w's that statements read and do not define, in order."""
    block = Block(tuple(stmts), tuple(yields))
    inner: set[Var] = set()
    for s in walk(block):
        inner.update(defined(s))
        inner.update(bound(s))
    found: dict[Var, None] = {}
    for s in walk(block):
        for v in read(s):
            if v not in inner:
                found[v] = None
    for y in yields:
        for v in leaves(y):
            if v not in inner:
                found[v] = None
    return list(found)


def read(s: Stmt) -> list[Var]:
    """The w's that a statement reads itself, or hands out of its blocks."""
    return [*uses(s), *(v for b in blocks(s) for y in b.yields for v in leaves(y))]


def unpacked(
    t: Record, cross: Sequence[Var], supply: Iterator[int], turned: bool = False
) -> tuple[Var, list[Stmt], dict[Var, Var]]:
    """The items of a tape, under new w's; lists are copied, so that a tape can be used again.

    Where all are ``turned`` round, that copies them.
    """
    tape = Var(next(supply), t, "tape")
    fields: list[Stmt] = []
    copies: list[Stmt] = []
    renamed: dict[Var, Var] = {}
    for i, v in enumerate(cross):
        out = item = Var(next(supply), v.type, repr(v))
        if isinstance(v.type, Tape) and not turned:
            out = Var(next(supply), v.type, repr(v))
            copies.append(Eqn((out,), "tape_copy", (item,)))
        fields.append(Eqn((item,), "field", (tape, Const(i))))
        renamed[v] = out
    return tape, [*fields, *copies], renamed


def distinct(block: Block, supply: Iterator[int]) -> Block:
    """The block with a w of its own for each result: a call has one for each."""
    b = Builder(supply, list(block.stmts))
    seen: set[Arg] = set()
    yields: list[Arg] = []
    for y in block.yields:
        if not isinstance(y, Var) or y in seen:
            y = b.copied(y) if isinstance(y, Var) and isinstance(y.type, Array) else b.keep("pos", (y,))
        seen.add(y)
        yields.append(y)
    return Block(tuple(b.stmts), tuple(yields))


def flat(yields: Sequence[Arg]) -> tuple[Var, ...]:
    """The w's that are handed out, each once."""
    return tuple(dict.fromkeys(v for y in yields for v in leaves(y)))
