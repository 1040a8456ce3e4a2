"""Lists, dicts and objects of which the run chooses one: a number says which, and each use is a branch on it.

::

    p, q = Body(x), Body(y)                  &P = Body(w1)      &Q = Body(w2)
    a = p if x > 0.0 else q                  a -> either(w3: 0 -> &P, 1 -> &Q)
    a.m = 2.0 * x                            w5, w6 = if w3 == 0: yield w4, w2      &P = Body(w5)
                                                      else:       yield w1, w4      &Q = Body(w6)

Every thing that is an alternative has a number of its own in its function, so where two choices meet after a branch, or
around a loop, the number is joined as any other and stays true.  What only reads gets contents that are joined as
those of two arms are; nobody can change these (`read`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.ir import UNDEF, Arg, Const, Pack, Var, type_of
from s2sad.lower import held
from s2sad.lower.heap import current
from s2sad.types import Scalar

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame
    from s2sad.lower.merging import Merge

EITHER = "either"


def is_either(value: Arg) -> bool:
    """Whether a value is one of several things, as the run decides."""
    return isinstance(value, Pack) and value.kind == EITHER


def is_thing(value: Arg) -> bool:
    """Whether a value has a place."""
    return isinstance(value, Pack) and bool(value.at)


def number_of(frame: Frame, place: str) -> int:
    """The number of a thing among all that are alternatives in a function."""
    numbers = frame.numbers
    if place not in numbers:
        numbers[place] = max(numbers.values(), default=-1) + 1
    return numbers[place]


def made(frame: Frame, number: Arg, things: Mapping[int, Arg]) -> Pack:
    """The thing that has a number."""
    numbers = sorted(things)
    return Pack(EITHER, (number, *(things[n] for n in numbers)), tuple(numbers))


def parts(frame: Frame, value: Pack) -> tuple[Arg, dict[int, Arg]]:
    """The number, and what each number stands for."""
    if value.kind == EITHER:
        number, *things = value.items
        return number, {int(str(k)): t for k, t in zip(value.keys or (), things, strict=True)}
    assert value.at
    own = number_of(frame, value.at)
    return Const(own), {own: value}


# ---------------------------------------------------------------- where arms meet


def joined(merge: Merge, a: Pack, b: Pack, name: str) -> Pack | None:
    """What is one thing in one arm and another in the other; None where they cannot be told apart by a number."""
    frame = merge.frame
    if not all(is_either(v) or v.at is not None for v in (a, b)):
        return None
    a, b = _placed(merge, a, 0), _placed(merge, b, 1)
    (x, mine), (y, theirs) = parts(frame, a), parts(frame, b)
    things = {**mine, **theirs}
    envs = frame.env, *merge.envs
    if any(not _is_live(t, envs) for t in things.values()) or not _alike(things):
        return None
    if not all(_filled(merge, t) for t in things.values()):
        return None
    return made(frame, merge.join(x, y, name), things)


def _filled(merge: Merge, value: Arg) -> bool:
    """Give what only one arm makes some contents in the other, where no number will say that it is meant."""
    from s2sad.lower.heap import places

    for key in sorted(places(value)):
        without = [env for env in merge.envs if key not in env]
        if key in merge.frame.env or not without:
            continue
        nothing = _nothing(next(env[key] for env in merge.envs if key in env))
        if nothing is None:
            return False
        without[0][key] = nothing
    return True


def _nothing(value: Arg) -> Arg | None:
    """Some value of the same form; None for what there is none of."""
    if isinstance(value, Pack):
        items = [_nothing(i) for i in value.items]
        return value.like([i for i in items if i is not None]) if None not in items else None
    t = type_of(value)
    if isinstance(value, Const):
        return value
    return Const(_ZEROS[t.dtype]) if isinstance(t, Scalar) and t.dtype in _ZEROS else None


_ZEROS: dict[str, bool | int | float] = {"bool": False, "int64": 0, "float64": 0.0}


def _placed(merge: Merge, value: Pack, arm: int) -> Pack:
    """What is made in one arm and has no name yet, at a place."""
    from s2sad.lower.heap import kept

    if is_either(value) or value.at:
        return value
    frame, before = merge.frame, set(merge.frame.env)
    placed = kept(frame, merge.node, value)
    assert isinstance(placed, Pack)
    for key in sorted(set(frame.env) - before):
        merge.envs[arm][key] = frame.env.pop(key)
    return placed


def read_in_arm(merge: Merge, value: Arg, arm: int) -> Arg:
    """The contents of one of several things at the end of an arm, where nothing else can be said of it afterwards."""
    if not is_either(value) or not merge.blocks:
        return value
    frame = merge.frame
    outer, frame.env = frame.env, dict(merge.envs[arm])
    try:
        with frame.b.within(merge.blocks[arm]):
            return read(frame, merge.node, value)
    finally:
        frame.env = outer


def _is_live(thing: Arg, envs: tuple[Mapping[str, Arg], ...]) -> bool:
    """Whether a thing can still be changed: it is at its place in one of the arms."""
    assert isinstance(thing, Pack)
    found = [env[thing.at or ""] for env in envs if (thing.at or "") in env]
    return bool(found) and all(isinstance(f, Pack) and f.at is not None for f in found)


def _alike(things: Mapping[int, Arg]) -> bool:
    """Whether some things are of one form; lists of several lengths are followed otherwise."""
    kinds = {
        (t.kind, None if t.kind == "object" else t.of, t.kind == "list" and len(t.items))
        for t in things.values()
        if isinstance(t, Pack)
    }
    return len(kinds) == 1


def only(merge: Merge, value: Pack, name: str, arm: int) -> Pack:
    """After a branch of which one arm goes on: the number is that arm's, the things are where they are."""
    number, *things = value.items
    return value.like([merge.only(number, name, arm, None), *things])


# ---------------------------------------------------------------- uses


def each(frame: Frame, node: ast.AST, value: Pack, use: Callable[[Arg], Arg]) -> Arg:
    """What a use gives: of the thing that the number says."""
    from s2sad.lower.conflicts import BOTTOM
    from s2sad.lower.emitting import emit, usable

    number, things = parts(frame, value)
    if number is BOTTOM:
        return BOTTOM
    left = list(things.items())

    def from_on(k: int) -> Arg:
        n, thing = left[k]
        if k + 1 == len(left):
            return use(usable(frame, current(frame.env, thing), node))
        this = emit(frame, node, "eq", (number, Const(n)))
        return frame.choose(
            this, lambda: use(usable(frame, current(frame.env, thing), node)), lambda: from_on(k + 1), node
        )

    return from_on(0)


def read(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """The contents of one of several things, for what only reads; any other value as it is."""
    if not isinstance(value, Pack):
        return value
    from s2sad.lower.emitting import usable
    from s2sad.lower.optional import present

    value = present(frame, node, value)
    if held.is_held(value):
        return held.contents(frame, node, value)
    if not isinstance(value, Pack) or value.kind != EITHER:
        return value

    def contents(thing: Arg) -> Arg:
        return replace(thing, at=None) if isinstance(thing, Pack) else thing

    return usable(frame, each(frame, node, value, contents), node)


def read_inside(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """The same of all that is in a structure."""
    value = read(frame, node, value)
    if not isinstance(value, Pack):
        return value
    if value.kind == "slice" and any(isinstance(i, Pack) and i.kind == "optional" for i in value.items):
        why = "where it begins or ends is None or a number, as the run decides."
        frame.refuse(node, "S2S304", "a slice with an end that may be None", why, "write a slice in each branch.")
    return value.like([read_inside(frame, node, i) for i in value.items])


def one_thing(frame: Frame, node: ast.AST, a: Arg, b: Arg) -> Arg | None:
    """Whether two are one thing, one of which is one of several; None where no number tells."""
    from s2sad.lower.emitting import emit

    if not all(is_either(v) or is_thing(v) for v in (a, b)):
        return None
    assert isinstance(a, Pack)
    assert isinstance(b, Pack)
    (x, mine), (y, theirs) = parts(frame, a), parts(frame, b)
    given = [t.at for t in (*mine.values(), *theirs.values()) if isinstance(t, Pack) and t.at in frame.parameters]
    if frame.caller is None and len(set(given)) > 1:
        return None  # a caller from outside may hand in one object as two parameters
    return emit(frame, node, "eq", (x, y)) if mine.keys() & theirs.keys() else Const(False)


def picked(frame: Frame, node: ast.AST, table: Pack, index: Arg) -> Pack | None:
    """An item of a tuple or list of things, where only the run knows which; None of others."""
    from s2sad.lower.emitting import emit

    t = type_of(index)
    if table.kind not in ("tuple", "list") or not isinstance(index, Var) or not isinstance(t, Scalar):
        return None
    if not t.dtype.startswith("int") or not table.items or not all(map(is_thing, table.items)):
        return None
    things: dict[int, Arg] = {}
    numbers: list[Arg] = []
    for item in table.items:
        assert isinstance(item, Pack)
        (number, thing) = parts(frame, item)
        numbers.append(number)
        things |= thing
    if not _alike(things) or any(not _is_live(t, (frame.env,)) for t in things.values()):
        return None
    frame.ask_for(index, by_value=False)  # a number that can be known is better known
    known = emit(frame, node, "np.array", (Pack("tuple", tuple(numbers)),))
    return made(frame, emit(frame, node, "getitem", (known, index)), things)


# ---------------------------------------------------------------- loops


def carried(frame: Frame, init: Arg, places: tuple[str, ...]) -> Pack | None:
    """What a name is at the entry of a loop that makes it one of these; None where one of them is not there yet."""
    if not isinstance(init, Pack) or not (is_either(init) or init.at):
        return None
    number, things = parts(frame, init)
    for place in places:
        found = frame.env.get(place)
        if not isinstance(found, Pack):
            return None
        things.setdefault(number_of(frame, place), replace(found, at=place))
    if not _alike(things) or any(not _is_live(t, (frame.env,)) for t in things.values()):
        return None
    return made(frame, number, things)


def wanted(frame: Frame, start: Pack, end: Arg) -> tuple[str, ...] | None:
    """The places of what a name is at the start or at the end of an iteration; None where one is made inside."""
    if not isinstance(end, Pack) or not (is_either(end) or end.at) or not (is_either(start) or start.at):
        return None
    things = parts(frame, start)[1] | parts(frame, end)[1]
    if not _alike(things) or any(not _is_live(t, (frame.env,)) for t in things.values()):
        return None
    return tuple(t.at or "" for t in things.values() if isinstance(t, Pack))


# ---------------------------------------------------------------- calls


def renumbered(frame: Frame, node: ast.AST, value: Pack, things: list[Arg]) -> Arg:
    """One of several things that came from another function, where it had other numbers."""
    from s2sad.lower.emitting import emit

    number, old = value.items[0], [int(str(k)) for k in value.keys or ()]
    if any(is_either(t) or not is_thing(t) for t in things) or not isinstance(number, (Var, Const)):
        return UNDEF
    new = [number_of(frame, t.at or "") for t in things if isinstance(t, Pack)]
    if isinstance(number, Const):
        number = Const(new[old.index(number.value)]) if number.value in old else number
    elif new != old:

        def from_on(k: int) -> Arg:
            if k + 1 == len(old):
                return Const(new[k])
            this = emit(frame, node, "eq", (number, Const(old[k])))
            return frame.choose(this, lambda: Const(new[k]), lambda: from_on(k + 1), node)

        number = from_on(0)
    return made(frame, number, dict(zip(new, things, strict=True)))
