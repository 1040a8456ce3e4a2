"""A forward sweep that runs once more, without what it prints: the user has read that already.

::

    w3 = np.sin(x)            w3 = np.sin(x)
    print("at", x)      ->    w4 = h_again(w3)
    w4 = h(w3)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.ir import Block, Eqn, Function, Stmt, unused, walk
from s2sad.rewriting import map_blocks

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver


def silent(d: Deriver, stmts: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
    """The statements without prints; functions that they call and that print are replaced by copies that do not."""
    functions = {**d.program.functions, **d.made}
    copies: dict[str, str] = {}

    def inside(block: Block) -> Block:
        kept = (s for s in block.stmts if not (isinstance(s, Eqn) and s.op == "print"))
        return Block(tuple(call(s) if isinstance(s, Eqn) else map_blocks(inside, s) for s in kept), block.yields)

    def call(s: Eqn) -> Eqn:
        name = s.attr("function") if s.op == "call" else None
        if not isinstance(name, str) or not _prints(name, functions):
            return s
        if name not in copies:
            copies[name] = unused(f"{name}_again", {*functions, *copies.values()})
            d.keep(replace(functions[name], name=copies[name], body=inside(functions[name].body)))
        return replace(s, attrs=tuple((k, copies[name] if k == "function" else v) for k, v in s.attrs))

    return inside(Block(stmts, ())).stmts


def _prints(name: str, functions: Mapping[str, Function]) -> bool:
    todo, seen = [name], {name}
    while todo:
        for s in walk(functions[todo.pop()].body):
            if isinstance(s, Eqn) and s.op == "print":
                return True
            called = s.attr("function") if isinstance(s, Eqn) and s.op == "call" else None
            if isinstance(called, str) and called not in seen and called in functions:
                seen.add(called)
                todo.append(called)
    return False
