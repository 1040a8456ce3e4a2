"""Functions of which the run chooses one: a number says which, and each call is a branch on it.

::

    f = np.sin if x > 0.0 else np.cos        w3 = 0 in one arm, 1 in the other
    y = f(2.0 * x)                           if w3 == 0: w5 = np.sin(w4)
                                             else:       w5 = np.cos(w4)

No function stands in the emitted text as a value: a choice is its number and its alternatives, and where two choices
meet after a branch, they are one of all their alternatives.  So it is around a loop that makes a name another function:
it is one of all that an iteration begins with, and the loop carries the number, and what the alternatives hold.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.dataclass import dataclass
from s2sad.ir import UNDEF, Arg, Const, Pack, Var, type_of
from s2sad.lower.scopes import Cells, Code, Made
from s2sad.types import Scalar

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame
    from s2sad.lower.merging import Merge

CHOICE = "choice"
FUNCTIONS = ("function", "partial", "bound", CHOICE)
Call = Callable[[Arg], Arg]


def is_function(value: Arg) -> bool:
    """Whether a value is a function, or a choice of some."""
    return callable(value.value) if isinstance(value, Const) else isinstance(value, Pack) and value.kind in FUNCTIONS


def one_of(merge: Merge, a: Arg, b: Arg, name: str) -> Pack:
    """The choice after a branch: the alternatives of one arm, then those of the other that are others."""
    known = [isinstance(_parts(v)[0], Const) for v in (a, b)]
    first = 1 if known == [True, False] else 0  # a number that is known is another one at no cost
    (number, *mine), (other, *theirs) = map(_parts, (b, a) if first else (a, b))
    places = _places(mine, theirs)
    other = _moved(merge, other, places, 1 - first)

    def join(x: Arg, y: Arg) -> Arg:
        return merge.join(y, x, name) if first else merge.join(x, y, name)

    merged = [
        merge.only(m, name, first, None) if i not in places else join(m, theirs[places.index(i)])
        for i, m in enumerate(mine)
    ]
    merged += [merge.only(t, name, 1 - first, None) for t, p in zip(theirs, places, strict=True) if p >= len(mine)]
    return Pack(CHOICE, (join(number, other), *merged))


def _places(mine: Sequence[Arg], theirs: Sequence[Arg]) -> list[int]:
    """Where each of some alternatives is among others; those that are new come after them."""
    places: list[int] = []
    for t in theirs:
        found = next((i for i, m in enumerate(mine) if m == t or (isinstance(m, Pack) and m.fits(t))), None)
        places.append(len(mine) + sum(p >= len(mine) for p in places) if found is None else found)
    return places


def _moved(merge: Merge, number: Arg, places: Sequence[int], arm: int) -> Arg:
    """The number of an alternative that is at another place."""
    if isinstance(number, Const):
        return number if number is UNDEF else Const(places[number.value])
    if list(places) == list(range(len(places))):
        return number
    with merge.frame.b.within(merge.blocks[arm]):
        return _looked_up(merge.frame, merge.node, places, number)


def _looked_up(frame: Frame, node: ast.AST, places: Sequence[int], number: Arg) -> Arg:
    from s2sad.lower.emitting import emit

    table = emit(frame, node, "np.array", (Pack("tuple", tuple(map(Const, places))),))
    return emit(frame, node, "getitem", (table, number))


def _parts(value: Arg) -> tuple[Arg, ...]:
    return value.items if isinstance(value, Pack) and value.kind == CHOICE else (Const(0), value)


# ---------------------------------------------------------------- loops


@dataclass(frozen=True)
class Text:
    """A function of this function's own, as it is known at every reading: its text, and how far out its cells are."""

    code: Code
    around: int


def carried(frame: Frame, value: Arg, forms: Sequence[Arg]) -> Pack | None:
    """What a name is at the entry of a loop that makes it one of these; None of what is none of these alone."""
    number, *mine = _parts(value)
    alternatives = [_empty(frame, f) for f in forms]
    places = _places(alternatives, mine)
    if not is_function(value) or max(places) >= len(alternatives):
        return None
    if isinstance(number, Const) and number is not UNDEF:
        number = Const(places[number.value])
    elif places != list(range(len(mine))):
        return None
    held = dict(zip(places, mine, strict=True))
    return Pack(CHOICE, (number, *(held.get(i, a) for i, a in enumerate(alternatives))))


def _empty(frame: Frame, form: Arg) -> Arg:
    """An alternative that is not chosen yet: what it holds has no value."""
    if not isinstance(form, Pack):
        return form
    of = form.of
    if isinstance(of, Text):
        cells = frame.cells
        for _ in range(of.around):
            assert cells.outer is not None
            cells = cells.outer
        of = Made(of.code, cells)
    return replace(form, items=tuple(_empty(frame, i) for i in form.items), of=of)


def wanted(frame: Frame, start: Arg, end: Arg) -> tuple[Arg, ...] | None:
    """The forms of all that a name is at the start or at the end of an iteration; None where one comes from a call."""
    mine, theirs = _parts(start)[1:], _parts(end)[1:]
    places = _places(mine, theirs)
    forms = [_form(frame, f) for f in (*mine, *(t for t, p in zip(theirs, places, strict=True) if p >= len(mine)))]
    return None if None in forms else tuple(f for f in forms if f is not None)


def _form(frame: Frame, value: Arg) -> Arg | None:
    if not isinstance(value, Pack):
        return value if isinstance(value, Const) and callable(value.value) else UNDEF
    items = [_form(frame, i) for i in value.items]
    of = value.of
    if isinstance(of, Made):
        cells: Cells | None = frame.cells
        around = 0
        while cells is not None and cells is not of.cells:
            cells, around = cells.outer, around + 1
        of = None if cells is None else Text(of.code, around)
        if of is None:
            return None
    return None if None in items else replace(value, items=tuple(i for i in items if i is not None), of=of)


def in_order(start: Arg, end: Arg) -> bool:
    """Whether two are one function, or choices of the same ones in the same order: they are joined part by part."""
    mine, theirs = _parts(start), _parts(end)
    same_kind = isinstance(start, Pack) == isinstance(end, Pack) and len(mine) == len(theirs)
    return same_kind and _places(mine[1:], theirs[1:]) == list(range(len(mine) - 1))


def aligned(start: Pack, end: Arg) -> list[Arg] | None:
    """The alternatives that the next iteration begins with, in the order of this one's; None where one is new."""
    theirs = _parts(end)[1:]
    places = _places(start.items[1:], theirs)
    if max(places) >= len(start.items) - 1:
        return None
    held = dict(zip(places, theirs, strict=True))
    return [held.get(i, a) for i, a in enumerate(start.items[1:])]


def chosen(frame: Frame, node: ast.AST, start: Pack, end: Arg) -> Arg:
    """The number of what the next iteration begins with."""
    number, *theirs = _parts(end)
    places = _places(start.items[1:], theirs)
    if isinstance(number, Const):
        return number if number is UNDEF else Const(places[number.value])
    return number if places == list(range(len(places))) else _looked_up(frame, node, places, number)


# ---------------------------------------------------------------- uses


def each(frame: Frame, node: ast.AST, choice: Pack, call: Call) -> Arg:
    """What a call gives: of the alternative that the number says."""
    from s2sad.lower.emitting import emit

    number, *alternatives = choice.items

    def from_on(k: int) -> Arg:
        if k + 1 == len(alternatives):
            return call(alternatives[k])
        this = emit(frame, node, "eq", (number, Const(k)))
        return frame.choose(this, lambda: call(alternatives[k]), lambda: from_on(k + 1), node)

    return from_on(0)


def picked(frame: Frame, node: ast.AST, table: Pack, index: Arg) -> Pack | None:
    """An item of a table of functions, where only the run knows which; None of other tables."""
    from s2sad.lower.emitting import emit

    t = type_of(index)
    if table.kind not in ("tuple", "list") or not isinstance(index, Var) or not all(map(is_function, table.items)):
        return None
    if not isinstance(t, Scalar) or not t.dtype.startswith("int") or not table.items:
        return None
    frame.ask_for(index)  # a number that can be known is better known
    numbers = emit(frame, node, "np.array", (Pack("tuple", tuple(map(Const, range(len(table.items))))),))
    return Pack(CHOICE, (emit(frame, node, "getitem", (numbers, index)), *table.items))


def by_key(frame: Frame, node: ast.AST, table: Pack, key: Arg) -> Pack | None:
    """The value of a key that only the run knows, in a dict of functions; None of other dicts."""
    from s2sad.lower.indexing import item

    if table.kind != "dict" or not table.items or not isinstance(key, Var) or not all(map(is_function, table.items)):
        return None
    frame.ask_for(key, by_value=False)
    numbers = Pack("dict", tuple(map(Const, range(len(table.items)))), table.keys)
    return Pack(CHOICE, (item(frame, node, numbers, key), *table.items))
