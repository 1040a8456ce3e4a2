"""The items of what can be looped over, where their number is known.

::

    max(a, *rest)           the items of ``rest`` one by one
    sum(x for x in rows)    none: only the run knows how many there are
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from s2sad.ir import Arg, Var, type_of
from s2sad.lower.emitting import force
from s2sad.lower.frame import Frame
from s2sad.lower.iterables import iteration
from s2sad.lower.runtime_lists import is_list

Kwargs = dict[str, Arg]


def known_items(frame: Frame, node: ast.AST, seq: Arg) -> list[Arg] | None:
    """The items of what can be looped over, if their number is known."""
    if isinstance(seq, Var) or is_list(seq):
        return None
    around = set(frame.iterated)
    items = iteration(frame, node, seq).items()
    if items is None:
        frame.iterated = around  # nothing runs over it yet
        return None
    return [force(frame, i, node) for i in items]


def needed_items(frame: Frame, node: ast.AST, seq: Arg, what: str) -> list[Arg]:
    """The items; refused where their number is not known."""
    items = known_items(frame, node, seq)
    if items is None:
        over = None if isinstance(seq, Var) or is_list(seq) else iteration(frame, node, seq)
        if over is not None and over.more is None and not over.endless:
            frame.ask_for(over.length())
        frame.refuse(
            node,
            "S2S304",
            f"{what} of {type_of(seq)}",
            "the number of its items is not known when the text is made.",
            "write a loop over it, or use the NumPy function for arrays.",
        )
    return items


def by_name(names: str, args: Sequence[Arg], kwargs: Kwargs) -> dict[str, Arg]:
    """The arguments by their names; those that are too many get names that no function knows."""
    known = names.split()
    more = [f"argument {i + 1}" for i in range(len(known), len(args))]
    return dict(zip((*known, *more), args, strict=False)) | kwargs


def no_keywords(frame: Frame, node: ast.AST, kwargs: Kwargs, what: str, args: Sequence[Arg], *counts: int) -> None:
    if kwargs or len(args) not in counts:
        names = ", ".join([f"{len(args)} arguments", *kwargs])
        frame.refuse(node, "S2S211", f"{what} with {names}", "it is read without.", "write it with fewer arguments.")
