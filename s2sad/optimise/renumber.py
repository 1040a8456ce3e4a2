"""Number the w's from 1 in program order, parameters first; drop what nothing reads.

``w17 = mul(w3, w9)`` after all readings and merges becomes ``w4 = mul(w1, w2)``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from s2sad.analyse.call_graph import idle
from s2sad.ir import Block, Eqn, Function, If, Loop, Param, Program, Stmt, Var, substitute
from s2sad.optimise.dce import eliminate_dead, is_part


def renumber(program: Program, supply: Iterator[int] | None = None) -> Program:
    """Every function with consecutive numbers, after dead merges are gone.

    Further numbers are those after the highest, or of a ``supply``, which gives none of these any more.
    """
    functions = {}
    nothing = idle(program)
    highest = 1
    for name, f in program.functions.items():
        numbers = itertools.count(1)
        functions[name] = _renumbered(eliminate_dead(f, is_part(f), nothing), numbers)
        highest = max(highest, next(numbers))
    if supply is None:
        return Program(functions, itertools.count(highest))
    while next(supply) < highest:
        pass
    return Program(functions, supply)


def _renumbered(f: Function, supply: Iterator[int]) -> Function:
    new: dict[Var, Var] = {}
    numbers: dict[str, str] = {}  # the w's that are called by their number, before and after

    def fresh(v: Var) -> Var:
        n = next(supply)
        stem, _, ending = v.hint.partition("_")
        hint = v.hint
        if stem in numbers:
            hint = f"{numbers[stem]}_{ending}" if ending else numbers[stem]
        new[v] = Var(n, v.type, hint)
        if not v.hint:
            numbers[f"w{v.id}"] = f"w{n}"
        return new[v]

    arg = partial(substitute, new)

    def block(b: Block) -> Block:
        return Block(tuple(map(stmt, b.stmts)), tuple(map(arg, b.yields)))

    def stmt(s: Stmt) -> Stmt:
        if isinstance(s, Eqn):
            args = tuple(map(arg, s.args))
            return Eqn(tuple(map(fresh, s.outs)), s.op, args, s.attrs, s.loc, s.of)
        if isinstance(s, If):
            cond = arg(s.cond)
            then, orelse = block(s.then), block(s.orelse)
            return replace(s, cond=cond, then=then, orelse=orelse, outs=tuple(map(fresh, s.outs)))
        assert isinstance(s, Loop)
        inits = tuple(map(arg, s.inits))
        bounds = None if s.bounds is None else (arg(s.bounds[0]), arg(s.bounds[1]), arg(s.bounds[2]))
        take = None if s.take is None else arg(s.take)
        index = None if s.index is None else fresh(s.index)
        params = tuple(map(fresh, s.params))
        test = None if s.test is None else block(s.test)
        body = block(s.body)
        outs = tuple(map(fresh, s.outs))
        count = None if s.count is None else fresh(s.count)
        return Loop(
            outs, params, inits, body, index, bounds, test, s.until, count, take, s.reverse, s.loc, s.tag, s.adjoint
        )

    params = [(p, fresh(p.var)) for p in f.params]
    body = block(f.body)
    notes = {**dict(f.notes), "size": next(supply) - 1}
    if "hidden" in notes:
        hidden = notes["hidden"]
        notes["hidden"] = tuple(
            (Param(p.name, new[p.var], new[p.var]), w)
            for p, w in hidden  # type: ignore[attr-defined]
            if p.var in new  # an adjoint sweep gets them by its tape
        )
    notes["starts"] = tuple((new[v], arm, loc) for v, arm, loc in f.note("starts", ()) if v in new)
    notes["size"] = max((v.id for v in new.values()), default=0)  # derivatives are numbered from here on
    return Function(f.name, tuple(Param(p.name, v, arg(p.tree)) for p, v in params), body, tuple(notes.items()))
