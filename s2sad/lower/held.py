"""Objects in lists whose length only the run knows, where they change: a number says which one is meant.

As long as nobody changes them, such objects are in their lists by their fields (`s2sad.lower.runtime_lists`).  Where
one is changed that a list holds, the next reading holds objects of its class by number.  The fields of all that were
put into a list are in a *pool*, which only grows; the list holds numbers of items of the pool, as does each name::

    bodies = [Body(m) for m in masses]      pool: append(w3, m), append(w4, 0.0)      bodies: append(w5, number)
    for b in bodies:                        b -> held(w7, pool)
        b.speed += x * b.mass               store(w4, w7, add(getitem(w4, w7), mul(x, getitem(w3, w7))))

Two names for one object have one number, so a change is seen through each, whatever the lists do to their items; which
of two pools a list has is known by its w's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from s2sad.ir import Arg, Const, Pack, Var
from s2sad.lower.conflicts import BOTTOM

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

HELD = "held"


def is_held(value: Arg) -> bool:
    """Whether a value is an object in a pool, of which a number says which."""
    return isinstance(value, Pack) and value.kind == HELD


def form_of_fields(value: Arg) -> Pack:
    """The structure of the fields of such an object, or of a form of it."""
    assert isinstance(value, Pack)
    assert isinstance(value.of, Pack)
    return value.of


def class_of(value: Arg) -> Any:
    """The class of such an object."""
    return form_of_fields(value).of


def is_by_number(frame: Frame, cls: object) -> bool:
    """Whether objects of a class are in lists by number."""
    return cls in frame.session.by_number


def demand(frame: Frame, cls: object) -> None:
    """Have objects of a class be in lists by number from the next reading on; returns where they are."""
    from s2sad.lower.heap import changeable

    session = frame.session
    if cls not in session.in_lists or cls in session.by_number or not changeable(cls):
        return
    session.by_number.add(cls)
    session.outdated = True
    frame.again("objects that change in a list")


# ---------------------------------------------------------------- pools


def forms(form: Arg | None) -> Iterator[Pack]:
    """The objects by number in the structure of an item."""
    if isinstance(form, Pack):
        if form.kind == HELD:
            yield form
        else:
            for i in form.items:
                yield from forms(i)


def pools(value: Arg) -> list[Pack]:
    """The pools of a list, one for each object by number in an item."""
    columns = value.items if isinstance(value, Pack) and value.kind == "columns" else ()
    return [i for i in columns if isinstance(i, Pack)]


def made(frame: Frame, node: ast.AST, key: tuple[object, ...], form: Pack | None) -> list[Pack]:
    """The pools of a new list: those that its items are from, or new ones."""
    return [_pool(frame, node, (*key, "pool", i), held) for i, held in enumerate(forms(form))]


def _pool(frame: Frame, node: ast.AST, key: tuple[object, ...], held: Pack) -> Pack:
    from s2sad.lower.runtime_lists import made_of

    if key in frame.session.shared_pools:
        there = {id(p.items[0]): p for p in _pools_in(frame.env.values(), form_of_fields(held))}
        if len(there) == 1:
            return there.popitem()[1]
        wanted = frame.session.shared_pools[key]
        for p in there.values():
            if frame.lists.get(_first(p)) == wanted:
                return p
    made = made_of(frame, node, key, form_of_fields(held), [])
    assert isinstance(made, Pack)
    return made


def _pools_in(values: Any, form: Pack) -> Iterator[Pack]:
    for value in values:
        if isinstance(value, Pack):
            if value.kind == "columns" and value.of == form:
                yield value
            yield from _pools_in(value.items, form)


def _first(pool: Pack) -> Var:
    first = pool.items[0]
    assert isinstance(first, Var)
    return first


def same_pool(a: Pack, b: Pack) -> bool:
    """Whether two pools are surely one."""
    return all(x is y for x, y in zip(a.items, b.items, strict=True) if isinstance(x, Var))


def share(frame: Frame, node: ast.AST, key: tuple[object, ...], pool: Pack) -> NoReturn:
    """Have a list share a pool with another one, from the next reading on."""
    from s2sad.lower.runtime_lists import refuse

    if key not in frame.session.shared_pools:
        frame.session.shared_pools[key] = frame.lists[_first(pool)]
        frame.again("objects of another list")
    refuse(frame, node, "objects of more than one list in it")


def number(frame: Frame, node: ast.AST, key: tuple[object, ...], pool: Pack, thing: Pack) -> Arg:
    """The number in a pool of an object that a list gets: its own, or that of a new item."""
    from s2sad.lower import list_operations, runtime_lists

    if thing.kind == HELD:
        own = thing.items[1]
        assert isinstance(own, Pack)
        if same_pool(own, pool):
            return thing.items[0]
        share(frame, node, key, own)
    if thing.at is None or (thing.at in frame.parameters and frame.caller is None):
        runtime_lists.refuse(frame, node, "an object in it of which it is not known who else has it")
    at = list_operations.length(frame, node, pool)
    runtime_lists.append_fields(frame, node, pool, thing)
    if thing.at:
        become(frame, thing.at, Pack(HELD, (at, pool), None, pool.of))
    return at


def become(frame: Frame, place: str, value: Pack) -> None:
    """From here on, the object at a place is the one that has a number."""
    frame.env[place] = value
    frame.rebound[place] = None
    if (frame.context, place) not in frame.session.changing:
        frame.session.changing.add((frame.context, place))
        frame.session.changed = True


# ---------------------------------------------------------------- what objects do


def parts(value: Arg) -> tuple[Arg, Pack]:
    """The number of an object, and its pool."""
    assert isinstance(value, Pack)
    at, pool = value.items
    assert isinstance(pool, Pack)
    return at, pool


def contents(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """The object with the fields that it has now, for what only reads."""
    from s2sad.lower import list_operations

    at, pool = parts(value)
    return BOTTOM if at is BOTTOM else list_operations.item(frame, node, pool, at)


def field(frame: Frame, node: ast.AST, value: Arg, name: str) -> Arg | None:
    """A field; None of a name that is none."""
    from s2sad.lower import list_operations

    form, (at, pool) = form_of_fields(value), parts(value)
    if name not in (form.keys or ()):
        return None
    _usable(frame, node, pool)
    return BOTTOM if at is BOTTOM else list_operations.item(frame, node, _field(pool, form, name), at)


def store(frame: Frame, node: ast.AST, value: Arg, name: str, new: Arg) -> None:
    """``value.name = new``."""
    from s2sad.lower import list_operations, runtime_lists

    form, (at, pool) = form_of_fields(value), parts(value)
    if name not in (form.keys or ()):
        runtime_lists.refuse(frame, node, f"an object in it that gets the attribute {name!r} there")
    _usable(frame, node, pool)
    if at is not BOTTOM:
        list_operations.store(frame, node, _field(pool, form, name), at, new)


def _usable(frame: Frame, node: ast.AST, pool: Pack) -> None:
    """Go on with a pool only where no statement that was refused had a part in it."""
    from s2sad.lower.emitting import usable

    for i in pool.items:
        if not isinstance(i, Pack):
            usable(frame, i, node)


def _field(pool: Pack, form: Pack, name: str) -> Arg:
    """The list of one field of all objects of a pool."""
    from s2sad.lower.runtime_lists import count, put_list_together

    columns = [i for i in pool.items if isinstance(i, Var)]
    shared = pools(pool)
    at = (form.keys or ()).index(name)
    before, own = form.items[:at], form.items[at]
    start, held = sum(map(count, before)), sum(len(list(forms(f))) for f in before)
    return put_list_together(
        own if isinstance(own, Pack) else None,
        columns[start : start + count(own)],
        shared[held : held + len(list(forms(own)))],
    )


def one_object(frame: Frame, node: ast.AST, a: Arg, b: Arg) -> Arg | None:
    """Whether two are one object; None where that is not known."""
    from s2sad.lower.emitting import emit

    if not (is_held(a) and is_held(b)):
        # What has a place is in no pool yet.
        others = [x for x in (a, b) if not is_held(x)]
        is_other = isinstance(others[0], Pack) and (bool(others[0].at) or others[0].kind != "object")
        return Const(False) if is_other else None
    if form_of_fields(a) != form_of_fields(b):
        return Const(False)
    (x, mine), (y, theirs) = parts(a), parts(b)
    return emit(frame, node, "eq", (x, y)) if same_pool(mine, theirs) else None
