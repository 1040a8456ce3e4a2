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
    for name in program.functions:
        done: set[Var] = set()
        while found := _found(made.functions[name], made) - done:  # the inner branches once the outer ones are done
            done |= found
            f = made.functions[name]
            made.functions[name] = with_body(f, _with_copies(f.body, found, made))
    return made


def _found(f: Function, program: Program) -> set[Var]:
    """The results that are to be copies, because the reverse sweep could not follow their memory."""
    mixed = [(s, o) for s in statements(f) if isinstance(s, If) for i, o in enumerate(s.outs) if _is_mixed(s, i)]
    if not mixed:
        return set()
    a = aliases(f, program)
    places = order(f, a, program)
    return {o for s, o in mixed if a.buffer(o) and not places.written_while_alive(o, s, a.find(o))}


def _is_mixed(s: If, i: int) -> bool:
    """Whether a result is an array of its type on one path only."""
    o = s.outs[i]
    if not isinstance(o.type, Array) or isinstance(o.type, List):
        return False
    arms = (s.then.yields[i], s.orelse.yields[i])
    return any(not isinstance(y, Var) or not alike(y.type, o.type) for y in arms if y not in _NOTHING)


def _with_copies(body: Block, found: set[Var], program: Program) -> Block:
    def stmt(s: Stmt) -> Stmt:
        s = map_blocks(block, s)
        which = [i for i, o in enumerate(s.outs) if o in found] if isinstance(s, If) else []
        return map_blocks(lambda b: copied(b, which, s), s) if which else s

    def copied(b: Block, which: list[int], owner: Stmt) -> Block:
        stmts, yields = list(b.stmts), list(b.yields)
        for i in which:
            y = yields[i]
            if isinstance(y, Var) and isinstance(y.type, Array):
                yields[i] = made = Var(next(program.supply), y.type, y.hint)
                stmts.append(Eqn((made,), "copy", (y,), (), owner.loc))
        return Block(tuple(stmts), tuple(yields))

    def block(b: Block) -> Block:
        return with_contents(b, [stmt(s) for s in b.stmts], b.yields)

    return block(body)
