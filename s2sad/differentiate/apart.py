"""Keep the tape apart from arrays that others hold: the caller may write them before the adjoint sweep runs.

::

    w3 = np.exp(w2)               w3 = np.exp(w2)
    return w3, (w3,)      ->      w4 = w3.copy()
                                  return w3, (w4,)

An array on the tape is copied; of a list of arrays that a result may be one of, the result is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from s2sad.analyse.aliases import Aliases, aliases, param_leaves
from s2sad.build import copy_of
from s2sad.ir import Block, Eqn, Function, Program, Stmt, Var, leaves, substitute
from s2sad.rewriting import map_blocks
from s2sad.types import Array, Tape


def kept_apart(
    f: Function,
    program: Program,
    cross: Sequence[Var],
    held: Sequence[Var],
    supply: Iterator[int],
    identical: bool,
) -> tuple[Block, dict[Var, Var]]:
    """The forward sweep with copies at its end, and for each w that crosses the seam what goes onto the tape for it.

    ``held`` are the w's whose arrays others hold; the results are among ``f``'s yields.  ``identical`` says that
    a result that is one of the parameters has to stay it.
    """
    a = aliases(f, program)
    given = {a.find(v): v for v in held if isinstance(v.type, Array)}
    if not given:
        return f.body, {}
    copies: list[Stmt] = []
    packed: dict[Var, Var] = {}
    for v in cross:
        if isinstance(v.type, Array) and a.find(v) in given and v not in a.joined:
            packed[v] = _copy(copies, v, supply)
    taped = {a.find(item) for v in cross if isinstance(v.type, Tape) and (item := a.held(v)) is not None}
    taped |= {a.find(v) for v in cross if v in a.joined}  # which may be none, so that there is nothing to copy
    body = f.body
    params = {a.find(v) for v in param_leaves(f)} if identical else set()
    results: dict[Var, Var] = {}
    for root in (r for r in given if r in taped):
        found = dict.fromkeys(v for y in body.yields for v in leaves(y) if a.find(v) is root)
        if root in params:
            body = _with_pushed_copies(body, a, root, supply)
            packed |= {v: _copy(copies, v, supply) for v in cross if v in a.joined and a.find(v) is root}
        else:
            results |= {v: _copy(copies, v, supply) for v in found}
    yields = tuple(substitute(results, y) for y in body.yields)
    return Block((*body.stmts, *copies), yields), packed


def _copy(stmts: list[Stmt], v: Var, supply: Iterator[int]) -> Var:
    made = Var(next(supply), v.type)
    stmts.append(copy_of(made, v, Eqn((v,), "field", ())))
    return made


def _with_pushed_copies(block: Block, a: Aliases, root: Var, supply: Iterator[int]) -> Block:
    """A parameter may be what is on the tape: every array that is pushed is copied."""
    stmts: list[Stmt] = []
    for s in block.stmts:
        if isinstance(s, Eqn) and s.op == "push":
            v = s.args[1]
            if isinstance(v, Var) and isinstance(v.type, Array) and a.find(v) is root:
                s = replace(s, args=(s.args[0], _copy(stmts, v, supply)))
        stmts.append(map_blocks(lambda b: _with_pushed_copies(b, a, root, supply), s))
    return Block(tuple(stmts), block.yields)
