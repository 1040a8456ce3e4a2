"""What can be looped over although no index finds its items: the run decides which there are, or how many come of each.

::

    filter(f, xs)                       each is asked for when its turn comes
    (e for x in xs if c)                the same, of a generator: `s2sad.lower.handed_generators`
    (e for x in xs for y in x)

A loop over it is written as other loops: `s2sad.lower.written_loops`.
"""

from __future__ import annotations

import ast

from s2sad.ir import Const, Pack
from s2sad.lower.frame import Frame
from s2sad.lower.iterables import STRUCTURES, Iteration, without_index
from s2sad.lower.written_loops import FILTERED, FLATTENED, SIFTED, Written


def _sifted(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """The items for which a function gives a tuple and not None; see `s2sad.lower.handed_generators`."""
    step, source = seq.items
    return without_index(frame, node, Written(SIFTED, {"source": source, "step": step}))


def _filtered(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``filter(f, xs)``, where the run decides which items stay."""
    function, source = seq.items
    if function == Const(None):
        function = Const(bool)
    return without_index(frame, node, Written(FILTERED, {"source": source, "function": function}))


def _flattened(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """The items of what a function gives for each item."""
    inner, source = seq.items
    return without_index(frame, node, Written(FLATTENED, {"source": source, "inner": inner}))


STRUCTURES.update({"sifted": _sifted, "filtered": _filtered, "flattened": _flattened})
