"""Iterators that are kept: a thing with a place, which holds what it runs over and how far it is.

::

    it = iter([x, y, 2.0])      it -> &I       &I = iterator((w1, w2, 2.0), 0)
    first = next(it)            first = w1     &I = iterator((w1, w2, 2.0), 1)
    for v in it: ...            v = w2; …; v = 2.0

What a generator computes it computes when it is asked, with the names as they are then.  Where only the run knows how
far an iterator is, a use of it is refused; so is a second one after a use that took all of it.
"""

from __future__ import annotations

import ast
import builtins
import itertools
from typing import Any

from s2sad.ir import LAZY, Arg, Const, Pack, Var, type_of
from s2sad.lower.acts import Raised, throw
from s2sad.lower.asking import code_without_stop, default_of
from s2sad.lower.calls import call_value
from s2sad.lower.comprehensions import is_stepped
from s2sad.lower.emitting import emit, force, usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import contents, fresh, kept, write
from s2sad.lower.iterables import ITERATORS, STEPPED, STRUCTURES, Iteration, iteration
from s2sad.lower.known_items import Kwargs, by_name, needed_items, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.objects import iterated, own_method
from s2sad.lower.operations import is_object
from s2sad.lower.reductions import first_item, is_open

NOTHING = Pack("tuple", ())
USED = Const(None)  # in place of how far it is: to its end, or nobody knows


def made(source: Arg) -> Pack:
    """A new iterator over something, at its beginning."""
    return fresh("iterator", (source, Const(0)))


@meaning(builtins.iter)
def _iter(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "iter", args, 1)
    (x,) = args
    if own_method(x, "__iter__") is not None:
        return iterated(frame, node, x)
    if isinstance(x, Pack) and x.kind in ITERATORS:
        return x
    iteration(frame, node, x)  # refused of what has no items
    return made(x)


def _state(frame: Frame, node: ast.AST, base: Pack) -> tuple[Arg, int]:
    """What an iterator runs over, and how far it is."""
    held = usable(frame, contents(frame, node, base), node)
    assert isinstance(held, Pack)
    source, at = held.items
    if not isinstance(at, Const) or type(at.value) is not int:
        frame.refuse(
            node,
            "S2S206",
            "an iterator that was used before",
            "it is used up by its first use, or only the run knows how far it is.",
            "make a new one where it is looped over, or keep its items: xs = list(...).",
        )
    return source, at.value


def _move(frame: Frame, node: ast.AST, base: Pack, to: Arg) -> None:
    source, _ = contents(frame, node, base).items
    write(frame, node, base, (source, to))


def consumed(frame: Frame, node: ast.AST, base: Pack) -> Iteration:
    """All that is left of an iterator; nothing of it is afterwards."""
    source, _ = _state(frame, node, base)
    return _the_rest(frame, node, base, iteration(frame, node, source))


def _the_rest(frame: Frame, node: ast.AST, base: Pack, inner: Iteration) -> Iteration:
    source, start = _state(frame, node, base)
    if start and (by_steps(source) or inner.written is not None):
        _state(frame, node, fresh("iterator", (source, USED)))
    _move(frame, node, base, USED)
    if not start:
        return inner
    ended, more = inner.ended, inner.more

    def length() -> Arg:
        return emit(frame, node, "sub", (inner.length(), Const(start)))

    def at(k: Arg) -> Arg:
        return inner.at(emit(frame, node, "add", (k, Const(start))))

    return Iteration(
        length,
        at,
        None if ended is None else lambda k: ended(k + start),
        None if more is None else lambda k: more(k + start),
    )


def stepped(frame: Frame, node: ast.AST, base: Pack) -> Iteration:
    """For a loop, which may stop on the way, and what follows goes on there."""
    source, start = _state(frame, node, base)
    inner = iteration(frame, node, source)
    ended, more = inner.ended, inner.more
    if ended is None or more is not None or not base.at:
        return _the_rest(frame, node, base, inner)
    stops = ended

    def at(k: Arg) -> Arg:
        assert isinstance(k, Const)
        if _state(frame, node, base)[1] != start + k.value:
            _move(frame, node, base, USED)
            _state(frame, node, base)
        _move(frame, node, base, Const(start + k.value + 1))
        return inner.at(Const(start + k.value))

    def is_at_end(k: int) -> bool:
        if not stops(start + k):
            return False
        _move(frame, node, base, USED)
        return True

    return Iteration(inner.length, at, is_at_end)


def by_steps(source: Arg) -> bool:
    """Whether its items come of those before them: of one that was used before, no number says what is left."""
    if not isinstance(source, Pack) or source.kind not in LAZY:
        return False
    return source.kind in STEPPED or is_stepped(source) or any(map(by_steps, source.items))


@meaning(builtins.next)
def _next(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "next", args, 1, 2)
    base, default = args[0], args[1] if len(args) == 2 else None
    own = own_method(base, "__next__")
    if own is not None and default is not None:
        code = code_without_stop(frame, base)
        if code is not None:
            return default_of(frame, node, base, code, default)
    if own is not None and default is None:
        return call_value(frame, node, own, [], {})
    if not isinstance(base, Pack) or base.kind not in ITERATORS:
        what = f"next of {type_of(base)}"
        frame.refuse(node, "S2S304", what, "it is no iterator: the primal raises TypeError.", "write next(iter(x)).")
    if base.kind in STEPPED and is_open(frame, node, base):
        return first_item(frame, node, base, default)
    base = kept(frame, node, base)
    assert isinstance(base, Pack)
    source, start = _state(frame, node, base)
    if is_stepped(source) or (start and by_steps(source)):
        frame.refuse(
            node,
            "S2S206",
            "next of a generator with conditions, or of an iterator over others, that is kept",
            "how far it is depends on the items before.",
            "write next(... for ... if ...), or keep its items: xs = [...].",
        )
    inner = iteration(frame, node, source)
    there: Arg = Const(True)
    if inner.ended is not None:
        there = Const(not inner.ended(start))
        if there == Const(True) and inner.more is not None:
            there = inner.more(start)
    else:
        there = emit(frame, node, "lt", (Const(start), inner.length()))

    def item() -> Arg:
        if inner.rest is None:
            _move(frame, node, base, Const(start + 1))
        else:
            write(frame, node, base, (inner.rest(), Const(0)))
        return force(frame, inner.at(Const(start)), node)

    if there == Const(False) and not isinstance(source, Var):
        write(frame, node, base, (NOTHING, Const(0)))  # also where what it ran over grows
    if default is not None:
        return frame.choose(there, item, lambda: default, node)
    if there == Const(False):
        what = "next of an iterator that is at its end"
        frame.raises(node, StopIteration(), "S2S304", what, "the primal raises StopIteration here.", "give a default.")
    if there != Const(True):
        frame.branch(there, lambda: None, lambda: throw(frame, node, Raised("StopIteration")), node)
    return item()


# ---------------------------------------------------------------- iterators of itertools


@meaning(itertools.islice)
def _islice(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``islice(xs, stop)``, ``islice(xs, start, stop, step)``."""
    no_keywords(frame, node, kwargs, "islice", args, 2, 3, 4)
    bounds = (Const(0), args[1], Const(1)) if len(args) == 2 else (args[1], args[2], *args[3:], Const(1))[:3]
    known: Any = [frame.known(b, node) for b in (bounds[0], bounds[2])]
    start, step = known[0] or 0, known[1] or 1
    return Pack("islice", (args[0], Const(start), bounds[1], Const(step)))


def sliced(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """Some of the items, at equal distances."""
    source, start, stop, step = seq.items
    assert isinstance(start, Const)
    assert isinstance(step, Const)
    inner = iteration(frame, node, source)
    ended, more = inner.ended, inner.more

    def at(k: Arg) -> Arg:
        scaled = k if step == Const(1) else emit(frame, node, "mul", (k, step))
        return inner.at(scaled if start == Const(0) else emit(frame, node, "add", (scaled, start)))

    if more is not None:
        return _sliced_by_steps(frame, node, inner, seq)
    if ended is not None:
        last = frame.known(stop, node)
        return Iteration(
            lambda: Const(len(range(start.value, min(inner.length().value, _or(last, 2**62)), step.value))),  # type: ignore[union-attr]
            at,
            lambda k: start.value + k * step.value >= _or(last, 2**62) or ended(start.value + k * step.value),
        )
    end = inner.length() if stop == Const(None) else stop
    if not inner.endless and stop != Const(None):
        end = emit(frame, node, "shortest", (stop, inner.length()))
    if start == Const(0) and step == Const(1):
        return Iteration(lambda: end, at)
    length = emit(frame, node, "range_len", (start, end, step))
    return Iteration(lambda: length, at)


def _sliced_by_steps(frame: Frame, node: ast.AST, inner: Iteration, seq: Pack) -> Iteration:
    """Of items that come of those before them, what is left out is computed, too."""
    start, stop, step = (frame.known(b, node) for b in seq.items[1:])
    ended, goes_on, asked = inner.ended, inner.more, 0
    assert ended is not None
    assert goes_on is not None

    def more(k: int) -> Arg:
        nonlocal asked
        last = start + k * step
        for i in range(asked, last):
            there = Const(False) if ended(i) else goes_on(i)
            if there == Const(False):
                return there
            if there != Const(True):
                frame.refuse(
                    node, "S2S206", "islice of what the run counts", "its items are not known.", "make a list of it."
                )
            inner.at(Const(i))
        asked = last + 1
        return Const(False) if ended(last) else goes_on(last)

    return Iteration(
        inner.length,
        lambda k: inner.at(Const(start + frame.known(k, node) * step)),
        lambda k: start + k * step >= _or(stop, 2**62),
        more,
    )


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


@meaning(itertools.count)
def _count(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    given = by_name("start step", args, kwargs)
    return Pack("count", (given.pop("start", Const(0)), given.pop("step", Const(1))))


def counted(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``itertools.count(start, step)``: a number for each index, without an end."""
    start, step = seq.items

    def at(k: Arg) -> Arg:
        scaled = k if step == Const(1) else emit(frame, node, "mul", (k, step))
        return scaled if start == Const(0) else emit(frame, node, "add", (start, scaled))

    return Iteration(lambda: _endless(frame, node), at, endless=True)


def _endless(frame: Frame, node: ast.AST) -> Arg:
    frame.refuse(node, "S2S206", "an iterator without an end", "nothing says where to stop.", "zip it, or use islice.")


@meaning(itertools.repeat)
def _repeat(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    times = kwargs.pop("times", args[1] if len(args) == 2 else Const(None))
    no_keywords(frame, node, kwargs, "repeat", args, 1, 2)
    return Pack("repeat", (kept(frame, node, args[0]), times))


def repeated(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``itertools.repeat(x, n)``."""
    item, times = seq.items
    if times == Const(None):
        return Iteration(lambda: _endless(frame, node), lambda k: item, endless=True)
    return Iteration(lambda: times, lambda k: item)


@meaning(itertools.starmap)
def _starmap(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "starmap", args, 2)
    return Pack("starmap", tuple(args))


def starmapped(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``itertools.starmap(f, xs)``: a call with the items of each item."""
    function, source = seq.items
    inner = iteration(frame, node, source)

    def at(k: Arg) -> Arg:
        return call_value(frame, node, function, needed_items(frame, node, inner.at(k), "starmap"), {})

    return Iteration(inner.length, at, inner.ended, inner.more)


def items_of_object(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """What the ``__iter__`` of a class gives."""
    over = iterated(frame, node, seq)
    if is_object(over):
        frame.refuse(
            node,
            "S2S206",
            f"the items of an object of {getattr(seq.of, '__name__', 'a class')}",
            "its class hands them out one by one, or not at all.",
            "loop over the object alone, or over what it holds.",
        )
    return iteration(frame, node, over)


STRUCTURES.update(
    {
        "iterator": consumed,
        "islice": sliced,
        "count": counted,
        "repeat": repeated,
        "starmap": starmapped,
        "object": items_of_object,
    }
)
