"""What loops run over: known items, or a number of items and the one at an index.

Everything that Python iterates over is one of the two, and composes::

    for i, (a, b) in enumerate(zip(x, y)):      for w3 in range(n):      n = len(x), the shorter one
        …                                           i, a, b = w3, x[w3], y[w3]

    for name, g in {"a": u, "b": v}.items():    name, g = "a", u; …;  name, g = "b", v; …

Items are read when their turn comes, as Python does: the body may write an array, and change a list.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable, Sequence

from s2sad.dataclass import dataclass
from s2sad.ir import LAZY, Arg, Const, Pack, Var, type_of
from s2sad.lower import runtime_dicts
from s2sad.lower.alternatives import is_either
from s2sad.lower.emitting import emit, usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import contents, current
from s2sad.lower.indexing import item
from s2sad.lower.list_operations import length
from s2sad.lower.optional import present
from s2sad.lower.runtime_lists import columns, is_list
from s2sad.lower.texts import refuse_asked
from s2sad.lower.written_loops import COUNTED, Written
from s2sad.types import Array, Scalar

Bounds = tuple[Arg, Arg, Arg]
ZERO = Const(0)
SIMPLE: tuple[Arg, Arg] = (ZERO, Const(1))  # start and step of ``range(n)``
_MOST_ADDED = 256  # items that a loop's body adds to the list that the loop runs over
ITERATORS = LAZY | {"iterator"}  # used up by their first use
STEPPED = frozenset({"chained", "from_iterable", "filtered", "taken", "paired", "accumulated"})  # `s2sad.lower.steps`


@dataclass(frozen=True)
class Iteration:
    """One loop's worth of items.

    A structure is read item by item: at each turn ``ended`` says whether it is known to be at its end, and ``more``,
    which is asked next, whether the loop goes on (None: surely).  Otherwise there are ``length()`` items.  Where the
    loop's own index tells more than the position, ``direct`` has its bounds and the item at that index.
    """

    length: Callable[[], Arg]
    at: Callable[[Arg], Arg]
    ended: Callable[[int], bool] | None = None
    more: Callable[[int], Arg] | None = None
    direct: tuple[Bounds, Callable[[Arg], Arg]] | None = None
    written: Written | None = None  # a loop over it as other loops: no index tells an item
    endless: bool = False  # there is no length: what stands beside it says where to stop
    rest: Callable[[], Pack] | None = None  # what gives the items that are left: no number says how far it is

    def items(self) -> list[Arg] | None:
        """All items at once, if it is known how many there are."""
        ended = self.ended
        if ended is None and (self.endless or self.written is not None):
            return None
        if ended is None:
            length = self.length()
            if not isinstance(length, Const):
                return None
            ended = length.value.__le__
        found: list[Arg] = []
        while not ended(len(found)):
            goes_on = Const(True) if self.more is None else self.more(len(found))
            if not isinstance(goes_on, Const):
                return None
            if not goes_on.value:
                break
            found.append(self.at(Const(len(found))))
        return found


def iteration(frame: Frame, node: ast.AST, seq: Arg) -> Iteration:
    """How to loop over a value."""
    seq = usable(frame, present(frame, node, current(frame.env, seq)), node)
    if is_list(seq):
        return _list_items(frame, node, seq)
    if runtime_dicts.is_dict(seq):
        return _list_items(frame, node, *runtime_dicts.looped(frame, node, seq, "keys"))
    if isinstance(seq, Pack):
        make = STRUCTURES.get(seq.items[1].kind if is_either(seq) else seq.kind)  # type: ignore[union-attr]
        if make is not None:
            return make(frame, node, seq)
    if isinstance(seq, Const) and isinstance(seq.value, (tuple, str, enum.EnumType)):
        return items_of(tuple(map(Const, seq.value)))
    if isinstance(seq, Var) and isinstance(seq.type, Array) and seq.type.axes:
        return _rows(frame, node, seq)
    refuse_asked(frame, node, seq)
    what = repr(seq.value) if isinstance(seq, Const) else str(type_of(seq))
    frame.refuse(
        node,
        "S2S206",
        f"a loop over {what}",
        "loops run over range(...), arrays of known rank, tuples, lists, dicts, zip, enumerate and reversed.",
        "loop over range(len(x)) and index.",
    )


def items_of(items: Sequence[Arg]) -> Iteration:
    """Items that are all there."""

    def at(k: Arg) -> Arg:
        assert isinstance(k, Const)
        found: Arg = items[k.value]
        return found

    return Iteration(lambda: Const(len(items)), at, lambda k: k >= len(items))


def _structure(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """The items of a tuple, or of a list as it is at each turn: the body may store, append and remove."""

    def now() -> tuple[Arg, ...]:
        return contents(frame, node, seq).items

    def at(k: Arg) -> Arg:
        assert isinstance(k, Const)
        found: Arg = now()[k.value]
        return found

    def ended(k: int) -> bool:
        if k < len(now()) and k >= len(seq.items) + _MOST_ADDED:
            frame.refuse(
                node,
                "S2S205",
                f"a list that grows by more than {_MOST_ADDED} items while a loop runs over it",
                "its items are named one by one.",
                "loop over an index with while, and store the items in an array.",
            )
        return k >= len(now())

    return Iteration(lambda: Const(len(now())), at, ended)


def _dict_items(frame: Frame, node: ast.AST, base: Pack, each: Callable[[object, Arg], Arg]) -> Iteration:
    """What a loop over a dict, or over a view of it, gets: values as they are at each turn, of keys that stay."""

    before = contents(frame, node, base).keys

    def now() -> Pack:
        found = contents(frame, node, base)
        if found.keys != before:
            frame.refuse(
                node,
                "S2S205",
                "a loop over a dict whose keys change meanwhile",
                "the primal raises RuntimeError at the next turn.",
                "loop over a copy of the keys: for k in list(d).",
            )
        return found

    def at(k: Arg) -> Arg:
        assert isinstance(k, Const)
        found = now()
        return each((found.keys or ())[k.value], found.items[k.value])

    return Iteration(lambda: Const(len(now().items)), at, lambda k: k >= len(now().items))


def _keys(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    return _dict_items(frame, node, seq, VIEWS["keys"])


def _view(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    (base,) = seq.items
    assert isinstance(base, Pack)
    if runtime_dicts.is_dict(base):
        return _list_items(frame, node, *runtime_dicts.looped(frame, node, base, str(seq.of)))
    return _dict_items(frame, node, base, VIEWS[str(seq.of)])


def _list_items(frame: Frame, node: ast.AST, base: Arg, each: Callable[[Arg], Arg] | None = None) -> Iteration:
    """The items of a list that exists at run time; it must not grow or shrink meanwhile."""
    frame.iterated.update(columns(base))
    number = length(frame, node, base, over=True)
    at: Callable[[Arg], Arg] = each or (lambda k: item(frame, node, base, k))
    return Iteration(lambda: number, at, direct=((Const(0), number, Const(1)), at))


def _rows(frame: Frame, node: ast.AST, base: Var) -> Iteration:
    """Rows of an array, views; elements of one of rank 1, NumPy scalars."""
    length = emit(frame, node, "dim", (base,), {"axis": 0})
    at: Callable[[Arg], Arg] = lambda k: item(frame, node, base, k)  # noqa: E731
    return Iteration(lambda: length, at, direct=((Const(0), length, Const(1)), at))


def _range(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    start, stop, step = (_python_int(frame, node, b) for b in seq.items)
    bounds = (start, stop, step)
    if (start, step) == SIMPLE:
        return Iteration(lambda: stop, lambda k: k, direct=(bounds, lambda k: k))

    def length() -> Arg:
        values = [b.value for b in bounds if isinstance(b, Const) and type(b.value) is int]
        if len(values) == len(bounds) and step != Const(0):
            return Const(len(range(*values)))
        return emit(frame, node, "range_len", bounds)

    def at(k: Arg) -> Arg:
        scaled = k if step == Const(1) else emit(frame, node, "mul", (k, step))
        return scaled if start == Const(0) else emit(frame, node, "add", (scaled, start))

    return Iteration(length, at, direct=(bounds, lambda k: k))


def _python_int(frame: Frame, node: ast.AST, n: Arg) -> Arg:
    """``range`` and ``enumerate`` count in Python's own integers, whatever they are given."""
    t = type_of(n)
    return n if isinstance(t, Scalar) and (t.kind, t.dtype) == ("py", "int64") else emit(frame, node, "int", (n,))


def _enumerate(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    source, inner = source_of(frame, node, seq.items[0])
    start = _python_int(frame, node, seq.items[1])

    def at(k: Arg) -> Arg:
        count = k if start == Const(0) else emit(frame, node, "add", (k, start))
        return Pack("tuple", (count, inner.at(k)))

    if inner.written is not None:
        return without_index(frame, node, Written(COUNTED, {"source": source, "start": start}))
    return Iteration(inner.length, at, inner.ended, inner.more, endless=inner.endless)


def same_axis(a: Arg, b: Arg) -> bool:
    t, u = type_of(a), type_of(b)
    return isinstance(t, Scalar) and isinstance(u, Scalar) and t.dim is not None and t.dim == u.dim


def backwards(frame: Frame, node: ast.AST, bounds: Bounds, length: Callable[[], Arg]) -> Bounds:
    """The bounds of a range that runs the other way."""
    start, stop, step = bounds
    last = emit(frame, node, "sub", (stop, step))
    if step not in (Const(1), Const(-1)):
        steps = emit(frame, node, "mul", (emit(frame, node, "sub", (length(), Const(1))), step))
        last = emit(frame, node, "add", (start, steps))
    return last, emit(frame, node, "sub", (start, step)), emit(frame, node, "neg", (step,))


def _reversed(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    (base,) = seq.items
    if isinstance(base, Pack) and base.kind in ITERATORS:
        frame.refuse(
            node,
            "S2S206",
            f"reversed({base.kind}(...))",
            "the primal raises TypeError: only sequences can be reversed.",
            "reverse the sequences inside.",
        )
    inner = iteration(frame, node, base)
    ends = inner.ended
    if ends is not None:
        last_at_first = inner.length()  # a list that grows meanwhile is read from where its end was
        assert isinstance(last_at_first, Const)
        count: int = last_at_first.value
        return Iteration(
            lambda: Const(count),
            lambda k: inner.at(Const(count - 1 - frame.known(k, node))),
            lambda k: k >= count or ends(count - 1 - k),
        )

    def at(k: Arg) -> Arg:
        last = emit(frame, node, "sub", (inner.length(), Const(1)))
        return inner.at(emit(frame, node, "sub", (last, k)))

    direct = None
    if inner.direct is not None:
        bounds, value = inner.direct
        direct = (backwards(frame, node, bounds, inner.length), value)
    return Iteration(inner.length, at, direct=direct)


def _generator(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    from s2sad.lower.comprehensions import generated

    return generated(frame, node, seq)


def source_of(frame: Frame, node: ast.AST, seq: Arg) -> tuple[Arg, Iteration]:
    """What something that is looped over runs over, and how: an iterator that is kept is used up."""
    over = iteration(frame, node, seq)
    seq = current(frame.env, seq)
    while over.written is not None and isinstance(seq, Pack) and seq.kind == "iterator":
        seq = seq.items[0]
    return seq, over


def without_index(frame: Frame, node: ast.AST, loop: Written) -> Iteration:
    """What can be looped over, and nothing else."""

    def refuse(_: Arg = ZERO) -> Arg:
        frame.refuse(
            node,
            "S2S206",
            "items of which only the run knows how many there are, beside others or counted",
            "which item comes at which turn depends on what was left out before it.",
            "make a list of them: [... for ...].",
        )

    return Iteration(refuse, refuse, written=loop)


STRUCTURES: dict[str, Callable[[Frame, ast.AST, Pack], Iteration]] = {
    "tuple": _structure,
    "list": _structure,
    "dict": _keys,
    "dict_view": _view,
    "range": _range,
    "enumerate": _enumerate,
    "reversed": _reversed,
    "generator": _generator,
}


VIEWS: dict[str, Callable[[object, Arg], Arg]] = {
    "keys": lambda key, value: Const(key),
    "values": lambda key, value: value,
    "items": lambda key, value: Pack("tuple", (Const(key), value)),
}


def check_name(frame: Frame, node: ast.AST, value: Arg, use: str) -> None:
    """Refuse a generator where it would leave the function whose names it reads."""
    if isinstance(value, Pack):
        if value.kind == "generator":
            frame.refuse(
                node,
                "S2S206",
                f"a generator {use}",
                "it computes its items when it is asked for them, with the names of this function.",
                "hand on its items: [... for ...].",
            )
        for i in value.items:
            check_name(frame, node, i, use)
