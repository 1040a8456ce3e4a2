"""Branches that give an array on one path and a number on another: the array is copied where nobody can tell.

::

    b[:, j] = a * (b[:, j - 1] if j else 1.0)        w7 = if j:   w5 = getitem(b, …);  w6 = copy(w5);  yield w6
                                                           else:  yield 1.0

Where arrays are mixed, their shadows are mixed alike (`s2sad.differentiate.mirror`), and a number has none.  What is
read before that memory is written again is a Value all the same.
"""

from __future__ import annotations

from s2sad.analyse.aliases import aliases
from s2sad.analyse.order import order
from s2sad.differentiate.mirror import alike
from s2sad.ir import UNDEF, UNREAD, Block, Const, Eqn, Function, If, Program, Stmt, Var, statements
from s2sad.rewriting import map_blocks, with_body, with_contents
from s2sad.types import Array, List

_NOTHING = (UNDEF, UNREAD, Const(None))


def told_apart(program: Program) -> Program:
    """The program with copies in such branches, where nothing writes their memory while the result is alive."""
    made = Program(dict(program.functions), program.supply)
    for name, f in program.functions.items():
        found = _found(f, made)
        if found:
            made.functions[name] = with_body(f, _with_copies(f.body, found, made))
    return made


def _found(f: Function, program: Program) -> set[Var]:
    """The results of such branches that share nothing from now on."""
    mixed = [p for s in statements(f) if isinstance(s, If) for i, _ in enumerate(s.outs) if (p := _mixed(s, i))]
    if not mixed:
        return set()
    a = aliases(f, program)
    places = order(f, a, program)
    alone = [
        p for p in mixed if a.buffer(p[0][1]) and not any(places.written_while_alive(o, s, a.find(o)) for s, o in p)
    ]
    return {o for p in alone for _, o in p}


def _mixed(s: If, i: int) -> list[tuple[If, Var]]:
    """A result that is an array of its type on some paths only, and those of inner branches that it is."""
    o = s.outs[i]
    if not isinstance(o.type, Array) or isinstance(o.type, List):
        return []
    numbers, inner = False, list[tuple[If, Var]]()
    for b in (s.then, s.orelse):
        y = b.yields[i]
        if y in _NOTHING:
            continue
        numbers |= not isinstance(y, Var) or not alike(y.type, o.type)
        for t in b.stmts:
            if isinstance(t, If) and y in t.outs:
                inner += _mixed(t, t.outs.index(y))
    return [(s, o), *inner] if numbers or inner else []


def _with_copies(body: Block, found: set[Var], program: Program) -> Block:
    def stmt(s: Stmt) -> Stmt:
        s = map_blocks(block, s)
        which = [i for i, o in enumerate(s.outs) if o in found] if isinstance(s, If) else []
        return map_blocks(lambda b: copied(b, which, s), s) if which else s

    def copied(b: Block, which: list[int], owner: Stmt) -> Block:
        stmts, yields = list(b.stmts), list(b.yields)
        for i in which:
            y = yields[i]
            if isinstance(y, Var) and isinstance(y.type, Array) and y not in found:
                yields[i] = made = Var(next(program.supply), y.type, y.hint)
                stmts.append(Eqn((made,), "copy", (y,), (), owner.loc))
        return Block(tuple(stmts), tuple(yields))

    def block(b: Block) -> Block:
        return with_contents(b, [stmt(s) for s in b.stmts], b.yields)

    return block(body)
