"""Functions of which the run chooses one: a number says which, and each call is a branch on it.

::

    f = np.sin if x > 0.0 else np.cos        w3 = 0 in one arm, 1 in the other
    y = f(2.0 * x)                           if w3 == 0: w5 = np.sin(w4)
                                             else:       w5 = np.cos(w4)

No function stands in the emitted text as a value: a choice is its number and its alternatives, and where two choices
meet after a branch, they are one of all their alternatives.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.types import Scalar

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

CHOICE = "choice"
FUNCTIONS = ("function", "partial", "bound", CHOICE)
Call = Callable[[Arg], Arg]


def is_function(value: Arg) -> bool:
    """Whether a value is a function, or a choice of some."""
    return callable(value.value) if isinstance(value, Const) else isinstance(value, Pack) and value.kind in FUNCTIONS


def one_of(a: Arg, b: Arg, join: Callable[[Arg, Arg], Arg], only: Callable[[Arg, int], Arg]) -> Pack | None:
    """The choice after a branch; None where their numbers count the alternatives in two orders."""
    if isinstance(_parts(a)[0], Const) and not isinstance(_parts(b)[0], Const):
        # A number that is known can be another one; that of a choice made before cannot.
        return _united(b, a, lambda x, y: join(y, x), lambda x, arm: only(x, 1 - arm))
    return _united(a, b, join, only)


def _united(a: Arg, b: Arg, join: Callable[[Arg, Arg], Arg], only: Callable[[Arg, int], Arg]) -> Pack | None:
    """The alternatives of the first, then those of the second that are others."""
    (number, *mine), (other, *theirs) = _parts(a), _parts(b)
    places: list[int] = []
    for t in theirs:
        found = next((i for i, m in enumerate(mine) if m == t or (isinstance(m, Pack) and m.fits(t))), None)
        places.append(len(mine) + sum(p >= len(mine) for p in places) if found is None else found)
    if isinstance(other, Const):
        other = Const(places[other.value])
    elif places != list(range(len(theirs))):
        return None
    merged = [only(m, 0) if i not in places else join(m, theirs[places.index(i)]) for i, m in enumerate(mine)]
    merged += [only(t, 1) for t, p in zip(theirs, places, strict=True) if p >= len(mine)]
    return Pack(CHOICE, (join(number, other), *merged))


def _parts(value: Arg) -> tuple[Arg, ...]:
    return value.items if isinstance(value, Pack) and value.kind == CHOICE else (Const(0), value)


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
