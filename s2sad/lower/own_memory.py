"""What operators inside the function give is theirs: memory that nothing else has, functions as they were.

Outside, values and tangents are copies, and a pullback or pushforward is of the arguments as they were::

    y, pull = vjp(f, a)         f may return a itself: y is a copy of it
    _, push = linearize(f, a)   what f reads from around it is copied, too
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from s2sad.analyse.aliases import aliases, param_leaves
from s2sad.ir import Arg, Function, Pack, Program, Var, map_arg
from s2sad.lower.closures import Closing, Opening
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.heap import anew, bare
from s2sad.types import Array, rank


def copy_of_array(frame: Frame, node: ast.AST, v: Var) -> Arg:
    """A copy of an array, laid out like it; a number as it is."""
    order: dict[str, object] | None = {"order": "K"} if rank(v.type) not in (0, 1) else None
    return emit(frame, node, "copy", (v,), order) if isinstance(v.type, Array) else v


def copied(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """A value as it is now, in memory and at places of its own."""
    return anew(map_arg(lambda v: copy_of_array(frame, node, v), bare(value)))


def apart(
    frame: Frame, node: ast.AST, f: Function, program: Program, tree: Arg, got: Arg, others: Sequence[Var]
) -> Arg:
    """What a call of a function gives, with copies of the arrays that share memory.

    ``tree`` is the result as the function has it. It shares memory where it may be that of the parameters, of
    ``others`` of the function's, or of another part of it.
    """
    a = aliases(f, program)
    met = {a.find(v) for v in (*param_leaves(f), *others) if isinstance(v.type, Array)}

    def part(inside: Arg, outside: Arg) -> Arg:
        if isinstance(inside, Pack) and isinstance(outside, Pack):
            return outside.like([part(i, o) for i, o in zip(inside.items, outside.items, strict=True)])
        if not (isinstance(inside, Var) and isinstance(inside.type, Array) and isinstance(outside, Var)):
            return outside
        root = a.find(inside)
        if root in met:
            return copy_of_array(frame, node, outside)
        met.add(root)
        return outside

    return part(tree, got)


def as_it_is(frame: Frame, node: ast.AST, function: Arg) -> Arg:
    """A function that reads what the variables around it are now, whatever they become."""
    closing = Closing(frame)
    closed = closing.value(function)
    cells = closing.packed()
    if cells is None:
        return function
    kept = copied(frame, node, cells)
    assert isinstance(kept, Pack)
    return Opening.of(frame, frame.where(node), kept).value(closed)
