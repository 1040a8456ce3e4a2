"""Parts of ranges, which are ranges: ``range(n)[::-1]``, ``range(n)[1:]``, ``range(n)[:-1]``.

::

    range(n)[::-1]      range(n - 1, -1, -1)
    range(n)[1:-1]      range(1, n - 1)

Where fewer items are left than are cut off, the range is empty either way.
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame

_ALL = Const(None)


def part(frame: Frame, node: ast.AST, base: Pack, index: Arg) -> Pack | None:
    """A slice of a range; None of other indices, and of bounds that would have to be compared with its length."""
    from s2sad.lower.iterables import backwards, iteration

    if not isinstance(index, Pack) or index.kind != "slice":
        return None
    (start, stop, step), (first, last, by) = base.items, index.items
    known = [x.value for x in (*base.items, *index.items) if isinstance(x, Const)]
    if Const(0) in (step, by) or not all(x is None or isinstance(x, int) for x in known):
        return None  # the primal raises
    if len(known) == 6:
        found = range(*known[:3])[slice(*known[3:])]
        return Pack("range", (Const(found.start), Const(found.stop), Const(found.step)))
    if by == Const(-1) and first == last == _ALL:
        return Pack("range", tuple(backwards(frame, node, (start, stop, step), iteration(frame, node, base).length)))
    if by not in (_ALL, Const(1)) or step not in (Const(1), Const(-1)):
        return None
    if (
        isinstance(first, Const)
        and (first.value or 0) >= 0
        and isinstance(last, Const)
        and (last == _ALL or last.value < 0)
    ):
        ends = []
        for end, more in ((start, first.value), (stop, last.value)):
            ends.append(emit(frame, node, "add", (end, emit(frame, node, "mul", (Const(more), step)))) if more else end)
        return Pack("range", (*ends, step))
    return None
