"""What reads the records of a function, put behind it: then what is on a record has all its uses in view.

::

    def h_forward(b):                  def h_adjoint(tape, out_bar):          w2 = sqrt(b)
      w2 = sqrt(b)                       w4 = field(tape, 0)                  w3 = where(b < 0.01, 0.0, w2)
      w3 = where(b < 0.01, 0.0, w2)      w5 = field(tape, 1)           ->     if True:
      return w3, pack(w2, b)             w6 = truediv(out_bar, w4)              w8 = call()
                                         w7 = select(w5 < 0.01, 0.0, w6)        w9 = truediv(w8, w2)
                                         return w7                              w10 = select(b < 0.01, 0.0, w9)

Only readers look into a record: functions that have it as a parameter, which take it apart.  Each of them stands in a
block of its own, with what was packed for the items; what else it is given comes from a call of nobody knows what, and
what it gives is on a record that nobody reads.  That is to be analysed, not to be run.
"""

from __future__ import annotations

from dataclasses import replace

from s2sad.analyse.aliases import Aliases, aliases, param_leaves
from s2sad.analyse.order import LATER, Order, order
from s2sad.ir import (
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    If,
    Param,
    Program,
    Stmt,
    Var,
    leaves,
    statements,
)
from s2sad.optimise.inline import instance
from s2sad.rewriting import map_blocks
from s2sad.types import Record


def with_readers(f: Function, a: Aliases, places: Order, program: Program) -> tuple[Function, Aliases, Order]:
    """A function with the readers of its records behind it, and what is known of that whole.

    A record of which not all readers are known stays one.
    """

    behind: list[Stmt] = []

    def inside(block: Block) -> Block:
        stmts: list[Stmt] = []
        for s in block.stmts:
            opened = _opened(s, program) if isinstance(s, Eqn) and s.op == "pack" else []
            behind.extend(opened)
            stmts += opened or [map_blocks(inside, s)]
        return Block(tuple(stmts), block.yields)

    whole = replace(f, body=inside(f.body))
    every = aliases(whole, program, frozenset(i for i, v in enumerate(param_leaves(f)) if a.buffer(v)))
    there = order(whole, every, program)
    for v, at in places.writes.items():
        if max(at) == LATER:  # the caller may write it before it calls the readers
            there.writes.setdefault(every.find(v), []).extend([*(there.at[id(s)] for s in behind), LATER])
    return whole, every, there


def _opened(pack: Eqn, program: Program) -> list[Stmt]:
    """The readers of a record where it is made; none where others get hold of its items."""
    found = [(g, v) for g in program.functions.values() for v in _taken_apart(g) if v.type == pack.outs[0].type]
    if any(v not in (p.var for p in g.params) for g, v in found):
        return []
    return [_read(g, v, pack, program) for g, v in found]


def _taken_apart(f: Function) -> list[Var]:
    """The records of which a function takes items; found once."""
    if "taken apart" not in f.facts:
        taken = (v for s in statements(f) if isinstance(s, Eqn) and s.op == "field" for v in leaves(s.args[0]))
        f.facts["taken apart"] = list(dict.fromkeys(v for v in taken if isinstance(v.type, Record)))
    found: list[Var] = f.facts["taken apart"]
    return found


def _read(reader: Function, record: Var, pack: Eqn, program: Program) -> Stmt:
    """The statements of a reader with what was packed for the items of its record."""
    items: list[Param] = []
    packed: list[Arg] = []
    for s in statements(reader):
        if isinstance(s, Eqn) and s.op == "field" and s.args[0] is record:
            assert isinstance(s.args[1], Const)
            items.append(Param("", s.outs[0], s.outs[0]))
            packed.append(pack.args[s.args[1].value])
    others = tuple(p.var for p in reader.params if p.var is not record)
    given = Eqn(others, "call", (), (("function", ""),))
    opened = replace(reader, params=tuple(items), body=Block((given, *reader.body.stmts), reader.body.yields))
    stmts, results = instance(opened, tuple(packed), program, pack.loc)
    kept = Eqn((Var(next(program.supply), Record(reader.name)),), "pack", results)
    return If((), Const(True), Block((*stmts, kept)), Block(()))
