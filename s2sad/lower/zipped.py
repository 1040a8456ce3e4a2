"""``zip`` and ``map``: sequences side by side, as long as the shortest of them.

::

    for a, b in zip(x, y):              n = len(x) if len(x) < len(y) else len(y)
                                        for w3 in range(n): a, b = x[w3], y[w3]
    for a, b in zip(it, it):            a, b = items[2 * w3], items[2 * w3 + 1]
    for v in map(f, x, y):              v = f(x[w3], y[w3])
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.iterables import STRUCTURES, Iteration, items_of, iteration, same_axis, source_of, without_index
from s2sad.lower.written_loops import MAPPED, Written


def _zip(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """As many items as the shortest; where one is a structure, what the arrays beside it have is asked item by item."""
    inner = _side_by_side(frame, node, seq.items)
    at: Callable[[Arg], Arg] = lambda k: Pack("tuple", tuple(i.at(k) for i in inner))  # noqa: E731
    if not inner:
        return items_of(())
    if all(i.endless for i in inner):
        return Iteration(inner[0].length, at, endless=True)
    counted = [i for i in inner if i.ended is None and not i.endless]
    sized = [i for i in inner if i.ended is not None]
    length = _shortest(frame, node, [i.length() for i in counted])
    if not sized:
        assert length is not None
        shortest = length
        return Iteration(lambda: shortest, at)
    ends = [i.ended for i in sized if i.ended is not None]
    guards = [i.more for i in sized if i.more is not None]
    if length is not None:
        number: Arg = length
        guards.append(lambda k: emit(frame, node, "lt", (Const(k), number)))

    def more(k: int) -> Arg:
        found: Arg = Const(True)
        for guard in guards:
            goes_on = guard(k)
            if found == Const(True) or goes_on == Const(False):
                found = goes_on
            elif goes_on != Const(True):
                found = emit(frame, node, "and", (found, goes_on))
            if found == Const(False):
                return found
        return found

    def all_lengths() -> Arg:
        shortest = _shortest(frame, node, [i.length() for i in sized])
        assert shortest is not None
        return shortest

    return Iteration(all_lengths, at, lambda k: any(end(k) for end in ends), more if guards else None)


def _side_by_side(frame: Frame, node: ast.AST, sequences: Sequence[Arg]) -> list[Iteration]:
    """Each sequence; an iterator that stands there several times gives its items in turn."""
    found: dict[object, Iteration] = {}
    given: dict[object, int] = {}
    result = []
    for s in sequences:
        is_kept = isinstance(s, Pack) and s.kind == "iterator" and s.at
        place = s.at if isinstance(s, Pack) and is_kept else object()
        times = sum(isinstance(t, Pack) and t.kind == "iterator" and t.at == place for t in sequences)
        over = found[place] if place in found else iteration(frame, node, s)
        if times < 2 or over.more is not None or over.written is not None:
            result.append(over if place not in found else iteration(frame, node, s))  # refused: it is used up
        else:
            result.append(_dealt(frame, node, over, times, given.get(place, 0)))
        found[place], given[place] = over, given.get(place, 0) + 1
    return result


def _dealt(frame: Frame, node: ast.AST, over: Iteration, times: int, first: int) -> Iteration:
    """One item out of so many, beginning with some."""
    ended = over.ended

    def length() -> Arg:
        return emit(frame, node, "floordiv", (over.length(), Const(times)))

    def at(k: Arg) -> Arg:
        before = emit(frame, node, "mul", (k, Const(times)))
        return over.at(before if first == 0 else emit(frame, node, "add", (before, Const(first))))

    last = times - 1
    return Iteration(length, at, None if ended is None else lambda k: ended(k * times + last), endless=over.endless)


def _map(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``map(f, xs, ys)``: a call for each item of the zip."""
    from s2sad.lower.calls import call_value

    function, *sequences = seq.items
    if len(sequences) > 1:
        inner = _zip(frame, node, Pack("zip", tuple(sequences)))
    else:
        source, inner = source_of(frame, node, sequences[0])
        if inner.written is not None:
            return without_index(frame, node, Written(MAPPED, {"source": source, "function": function}))

    def at(k: Arg) -> Arg:
        items = inner.at(k)
        given = list(items.items) if len(sequences) > 1 and isinstance(items, Pack) else [items]
        with frame.at_item(k):
            return call_value(frame, node, function, given, {})

    return Iteration(inner.length, at, inner.ended, inner.more)


def _shortest(frame: Frame, node: ast.AST, lengths: Sequence[Arg]) -> Arg | None:
    """The least of some lengths; axes of one name are equally long."""
    least: Arg | None = None
    for n in lengths:
        if least is None or least == n or same_axis(least, n):
            least = n if least is None else least
        elif isinstance(least, Const) and isinstance(n, Const):
            least = Const(min(least.value, n.value))
        else:
            least = emit(frame, node, "shortest", (least, n))
    return least


STRUCTURES.update({"zip": _zip, "map": _map})
