"""Functions of a module that are called like what its text needs: they get names of their own.

::

    def float(z): ...            def float_2(z): ...
    w5 = float(w4)          ->   w5 = float_2(w4)
    float(x_bar)                 float(x_bar)

The right of these is what a module prints; ``float(x_bar)`` in it is text that derivatives are printed with.
"""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Collection, Iterable

from s2sad.analyse.effects import operations
from s2sad.emit.imports import tops_reached
from s2sad.ir import Block, Eqn, Function, Program, Stmt, unused
from s2sad.rewriting import map_blocks, with_contents
from s2sad.rules import REGISTRY

_OWN = frozenset({"_", "np", "math", *keyword.kwlist, *vars(builtins)})  # which any text may need


def helpers_of(functions: Iterable[Function]) -> set[str]:
    """The names of the helpers that the text of functions calls."""
    return {REGISTRY.by_name[op].helper for f in functions for op in operations(f)} - {""}


def without_clashes(program: Program, others: Collection[str]) -> Program:
    """The program, no function of which hides a builtin, a module or a helper; the module has ``others`` names too."""
    functions = program.functions
    clashes = functions.keys() & (_OWN | helpers_of(functions.values()) | tops_reached(functions.values()))
    if not clashes:
        return program
    names: dict[str, str] = {}
    for name in functions:
        if name in clashes:
            names[name] = unused(f"{name}_2", {*functions, *others, *names.values()})

    def stmt(s: Stmt) -> Stmt:
        if not isinstance(s, Eqn):
            return map_blocks(inside, s)
        if s.op != "call" or s.attr("function") not in names:
            return s
        attrs = tuple([(k, names[str(v)] if k == "function" else v) for k, v in s.attrs])
        return Eqn(s.outs, s.op, s.args, attrs, s.loc, s.of)

    def inside(b: Block) -> Block:
        return with_contents(b, list(map(stmt, b.stmts)), b.yields)

    made: dict[str, Function] = {}
    for f in functions.values():
        new = names.get(f.name, f.name)
        notes = f.notes if new == f.name else (*f.notes, ("was", f.name))
        made[new] = Function(new, f.params, inside(f.body), notes)
    return Program(made, program.supply)
