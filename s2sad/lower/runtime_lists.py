"""Lists whose length only the run knows: they exist when the module runs.

A list starts as its items alone (`s2sad.lower.heap`).  Where its length differs between the arms of a branch, or
between one iteration and the next, the next reading makes it a list at run time::

    xs = []                     w3 = list_new()
    for k in range(n):          for w4 in range(w2):
        xs.append(x * k)          w5 = mul(w1, w4);  append(w3, w5)
    return sum(xs)              …

Its items have one type, found like the types that loops carry: numbers, arrays, lists.  A list of tuples is as many
lists, *columns*, as a tuple has numbers, ``path.append((t, x))`` an append to two of them: the structure of an item is
the list's, as the structure of a name is known while lowering.

What lists can do stands in `s2sad.lower.list_operations`, how functions are handed them in `s2sad.lower.handed_lists`;
here is what they are, and what happens where they meet: in names that may be one or another, in lists of lists.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn

from s2sad.ir import Arg, Const, Pack, Var, same, type_of
from s2sad.lower import held
from s2sad.lower.rows import ROW
from s2sad.types import FLOAT, ITEM, NOTHING, Array, Dim, List, Scalar, Type, rank

if TYPE_CHECKING:
    from s2sad.lower.conflicts import Lists
    from s2sad.lower.frame import Frame

Key = tuple[object, ...]  # where the type of a list's items is assumed
SLOT = "slot"  # an item that may be None, in its pool: see `s2sad.lower.slots`


def is_list(arg: Arg) -> bool:
    """Whether a value is a list that exists at run time."""
    return (isinstance(arg, Var) and isinstance(arg.type, List)) or (isinstance(arg, Pack) and arg.kind == "columns")


def columns(value: Arg) -> Sequence[Var]:
    """The lists at run time that a list is made of: one, or one for each number of its items."""
    return (value,) if isinstance(value, Var) else [i for i in value.items if isinstance(i, Var)]  # type: ignore[union-attr]


def make(frame: Frame, node: ast.AST, place: str, value: Pack, count: Arg | None = None) -> Arg:
    """The list at a place, with its first items, ``count`` times."""
    key = _item_key(frame, place)
    return made_of(frame, node, key, frame.session.item_forms.get(key), value.items, count)


def made_of(
    frame: Frame, node: ast.AST, key: Key, form: Pack | None, first_items: Sequence[Arg], count: Arg | None = None
) -> Arg:
    """A list with these first items, of which the types are assumed under a key; with ``count``, so many times."""
    first_key = key if form is None else column_keys(key, form)[0]
    pools = held.made(frame, node, first_key, form)
    items = [taken_apart(frame, node, first_key, form, i, pools) for i in first_items]
    made: list[Var] = []
    for i, own in enumerate([key] if form is None else column_keys(key, form)):
        for item in items:
            put(frame, node, own, item[i])
        frame.b.loc = frame.loc(node)
        first = Pack("list", tuple(item[i] for item in items))
        op, args = ("list_new", (first,)) if count is None else ("list_repeat", (first, count))
        made.append(frame.b.keep(op, args, (("item", item_type(frame, own)),)))
        frame.lists[made[-1]] = own
    return put_list_together(form, made, pools)


def put_list_together(form: Pack | None, own: Sequence[Var], pools: Sequence[Pack]) -> Arg:
    """The list that has these columns, and the pools of the objects that it holds by number."""
    return own[0] if form is None else Pack("columns", (*own, *pools), None, form)


def note(frame: Frame, made: Var, place: str) -> Var:
    """A list that exists at run time; the type of its items is assumed under the place where it is made."""
    frame.lists[made] = _item_key(frame, place)
    return made


# ---------------------------------------------------------------- items


def taken_apart(
    frame: Frame, node: ast.AST, key: Key, form: Pack | None, item: Arg, pools: Sequence[Pack] = ()
) -> Sequence[Arg]:
    """The numbers of an item, one for each column."""
    from s2sad.lower import slots
    from s2sad.lower.emitting import force
    from s2sad.lower.optional import is_optional

    item = force(frame, item, node)
    if not slots.is_slot(form) and (item == Const(None) or is_optional(item)):
        reform(frame, key if form is None else key[:-1], slots.form_over(form), "None in a list")
    if slots.is_slot(form):
        return [slots.number(frame, node, pools[0], item)]
    item = _let_go(frame, node, item)
    item = _at_run_time(frame, node, item)
    found = _form(frame, node, item)
    if found == form:
        return [item] if form is None else list(_parts(frame, node, key, form, item, iter(enumerate(pools))))
    if found is not None and form is None and _holds_nothing(frame, key):
        while True:
            frame.session.assumed.pop(key, None)
            frame.session.item_forms[key] = found
            if key[-1] != "of":
                break
            # A list of lists of tuples: the one around holds as many lists for each as a tuple has numbers.
            key, found = key[:-1], Pack("columns", (Const(0),) * count(found), None, found)
        frame.again("a list of tuples")
    if form is not None and form.kind == SLOT and _holds_nothing(frame, key):
        assert found is not None
        slots.demand(frame, key, found.items[0])
    if isinstance(form, Pack) and form.kind == "columns" and isinstance(item, Var) and isinstance(form.of, Pack):
        own = frame.lists.get(item)
        if own is not None and own not in frame.session.assumed:
            frame.session.item_forms[own] = form.of
            frame.again("an empty list beside lists of tuples")
    refuse(frame, node, "items of more than one kind in it")


def reform(frame: Frame, key: Key, form: Pack, why: str) -> None:
    """Have the items of a list be of this form from the next reading on; returns where they are already."""
    if frame.session.item_forms.get(key) != form:
        frame.session.assumed.pop(key, None)
        frame.session.item_forms[key] = form
        frame.again(why)


def _holds_nothing(frame: Frame, key: Key) -> bool:
    """Whether nothing was put into a list so far, or lists to which nothing was put."""
    assumed = frame.session.assumed
    return key not in assumed or (isinstance(assumed[key], List) and (*key, "of") not in assumed)


def _parts(
    frame: Frame, node: ast.AST, key: Key, form: Arg, item: Arg, pools: Iterator[tuple[int, Pack]]
) -> Iterator[Arg]:
    """The numbers of an item of a form; of an object by number, that."""
    if not isinstance(form, Pack):
        yield item
    elif form.kind == held.HELD:
        i, pool = next(pools)
        assert isinstance(item, Pack)
        yield held.number(frame, node, (*key, "pool", i), pool, item)
    else:
        assert isinstance(item, Pack)
        for f, v in zip(form.items, item.items, strict=True):
            yield from _parts(frame, node, key, f, v, pools)


def append_fields(frame: Frame, node: ast.AST, pool: Pack, thing: Pack) -> None:
    """Put the fields of an object into a pool."""
    form, own = held.form_of_fields(pool), columns(pool)
    fields = [_form(frame, node, i) or Const(0) for i in thing.items]
    if thing.keys != form.keys or tuple(fields) != form.items:
        refuse(frame, node, "items of more than one kind in it")
    numbers = _parts(frame, node, frame.lists[own[0]], form, thing, iter(enumerate(held.pools(pool))))
    for c, v in zip(own, list(numbers), strict=True):
        put(frame, node, frame.lists[c], v)
        frame.b.loc = frame.loc(node)
        frame.b.effect("append", c, v)


def _let_go(frame: Frame, node: ast.AST, item: Arg) -> Arg:
    """An item whose objects and dicts are what they are from here on: the list has what they hold, which stays so.

    One that was made before this turn of a loop could be changed between two turns, in which the list gets it.
    """
    from s2sad.lower.heap import changing_in, current, freeze

    item = current(frame.env, item) if isinstance(item, Pack) else item
    for thing in changing_in(item):
        cls = thing.of if thing.kind == "object" else None
        if cls is not None:
            frame.session.in_lists.add(cls)
            if held.is_by_number(frame, cls):
                continue
        if thing.at and frame.born.get(thing.at) != frame.turn:
            held.demand(frame, cls)
            shown = "a dict" if cls is None else "an object"
            refuse(frame, node, f"{shown} in it that was made elsewhere, and may change later")
        freeze(frame.env, [thing.at] if thing.at else [])
    return _chosen(frame, node, item)


def _chosen(frame: Frame, node: ast.AST, item: Arg) -> Arg:
    """An item with the contents of what the run chooses; objects by number stay what they are."""
    from s2sad.lower.alternatives import read

    if held.is_held(item):
        return item
    item = read(frame, node, item)
    return item.like([_chosen(frame, node, i) for i in item.items]) if isinstance(item, Pack) else item


def can_hold(items: Sequence[Arg]) -> bool:
    """Whether a list that exists at run time can hold these: all of one kind, of numbers, arrays, tuples and lists."""
    if not items:
        return True
    if all(is_list(i) or (isinstance(i, Pack) and i.kind == "list") for i in items):
        return can_hold([i for held in items if isinstance(held, Pack) and held.kind == "list" for i in held.items])
    if all(isinstance(i, Pack) and i.kind == "tuple" and i.items for i in items):
        tuples = [i.items for i in items if isinstance(i, Pack)]
        return len(set(map(len, tuples))) == 1 and all(can_hold(column) for column in zip(*tuples, strict=True))
    types = list(map(type_of, items))
    arrays = {rank(t) for t in types if isinstance(t, Array)}
    return all(isinstance(t, Scalar) for t in types) or (
        all(isinstance(t, Array) and not isinstance(t, List) for t in types) and len(arrays) == 1 and None not in arrays
    )


def put_together(form: Pack | None, parts: Sequence[Arg], pools: Sequence[Pack] = ()) -> Arg:
    """The item that has these numbers."""
    if form is None:
        return parts[0]
    rest, pool = iter(parts), iter(pools)

    def build(at: Arg) -> Arg:
        if held.is_held(at):
            return Pack(held.HELD, (next(rest), next(pool)), None, held.form_of_fields(at))
        return at.like([build(i) for i in at.items]) if isinstance(at, Pack) else next(rest)

    return build(form)


def form_of(value: Arg) -> Pack | None:
    """The structure of a list's items; None for single ones."""
    return value.of if isinstance(value, Pack) and isinstance(value.of, Pack) else None


def column_keys(key: Key, form: Pack) -> list[Key]:
    """Where the types of the columns are assumed; of numbers of items, apart from what is of the items themselves."""
    if form.kind == held.HELD and held.form_of_fields(form).kind == SLOT:
        return [(*key, "number")]
    return [(*key, i) for i, _ in enumerate(_numbers(form))]


def _form(frame: Frame, node: ast.AST, item: Arg) -> Pack | None:
    """The structure of an item, with a zero for each number."""
    from s2sad.lower import slots

    if not isinstance(item, Pack):
        return None
    if held.is_held(item):
        return Pack(held.HELD, (Const(0),), None, held.form_of_fields(item))
    if item.kind == "columns" and held.pools(item):
        form = item.of if isinstance(item.of, Pack) else None
        refuse(frame, node, f"a list of {'None' if slots.is_slot(form) else 'objects that change'} in it")
    if item.kind not in ("tuple", "columns", "object", "dict", ROW, SLOT):
        refuse(frame, node, f"a {item.kind} in it")
    parts = tuple(_form(frame, node, i) or Const(0) for i in item.items)
    found = Pack(item.kind, parts, item.keys, item.of)
    if not list(_numbers(found)):
        refuse(frame, node, "an empty tuple in it")
    if item.kind == "object" and held.is_by_number(frame, item.of):
        return Pack(held.HELD, (Const(0),), None, found)
    return found


def count(form: Arg) -> int:
    """How many numbers a part of an item has."""
    return len(list(_numbers(form)))


def _numbers(item: Arg) -> Iterator[Arg]:
    if isinstance(item, Pack):
        for i in item.items:
            yield from _numbers(i)
    else:
        yield item


def _at_run_time(frame: Frame, node: ast.AST, item: Arg) -> Arg:
    """An item without known lists: a list of lists holds lists that exist at run time."""
    from s2sad.lower.heap import current

    item = current(frame.env, item)
    if isinstance(item, Pack) and item.kind == "list":
        return at_run_time(frame, node, item, "in a list")
    if isinstance(item, Pack):
        items = [_at_run_time(frame, node, i) for i in item.items]
        return item if same(items, item.items) else item.like(items)
    return item


def put(frame: Frame, node: ast.AST, key: Key, value: Arg) -> None:
    """Note the type of an item that a list gets."""
    t = type_of(value)
    if isinstance(t, Array) and t.axes is None:
        refuse(frame, node, "an item that may be a number or an array in it")
    if not isinstance(t, (Scalar, Array)):
        refuse(frame, node, f"{type_of(value)} in it")
    if not _assume(frame, key, t):
        refuse(frame, node, "items of more than one kind in it")
    if isinstance(value, Var) and isinstance(t, List):
        widen(frame, value, item_type(frame, (*key, "of")))


def item_type(frame: Frame, key: Key) -> Scalar | Array:
    """What the items of a list are assumed to be."""
    assumed = frame.session.assumed.get(key)
    if isinstance(assumed, List):
        return List.of(item_type(frame, (*key, "of")))
    return assumed if isinstance(assumed, (Scalar, Array)) else NOTHING


def is_unknown(frame: Frame, base: Var) -> bool:
    """Whether nothing was put into a list yet; one more reading may find out what is."""
    key, session = frame.lists[base], frame.session
    found_none = session.assumed.get(key) is None and key in session.empty and not session.unsettled
    if item_of(base) != NOTHING or found_none:
        return False
    session.empty.add(key)
    session.changed = True
    return True


def item_of(base: Var) -> Scalar | Array:
    """The type of a list's items in this reading."""
    assert isinstance(base.type, List)
    return base.type.item


def _assume(frame: Frame, key: Key, t: Type) -> bool:
    if t == NOTHING:
        return True
    if isinstance(t, List):
        inner = _assume(frame, (*key, "of"), t.item)
        return frame.session.assume(key, List.of(FLOAT), "") is not None and inner
    if isinstance(t, Scalar):
        t = Scalar(t.kind, t.dtype)
    elif isinstance(t, Array) and t.axes is not None:
        t = Array(t.dtype, tuple(_own_axis(d) for d in t.axes))
    found = frame.session.assume(key, t, ITEM)
    if isinstance(found, Array) and found.axes is None:
        frame.session.assumed[key] = found = None
    return found is not None


def _own_axis(d: Dim) -> Dim:
    """An axis of an item: what has a name from a place in the text may be of another length in each iteration."""
    return Dim(ITEM, d.known) if "@" in d.name or d.name.startswith(ITEM) else d


def widen(frame: Frame, base: Var, item: Type) -> None:
    """The items of a list may be of this type, too."""
    _assume(frame, frame.lists[base], item)


# ---------------------------------------------------------------- lists that meet


def could_be(frame: Frame, values: Sequence[Arg]) -> tuple[tuple[Key, str], ...] | None:
    """The places of known lists that have to exist at run time, so that one name can be any of them."""
    found: list[tuple[Key, str]] = []
    for v in values:
        if is_list(v):
            continue
        if not isinstance(v, Pack) or v.kind != "list" or not v.at:
            return None
        found.append((frame.context, v.at))
    return tuple(found)


def demanded(frame: Frame, lists: Lists | None) -> bool:
    """Have these lists exist at run time from the next reading on; whether there will be one for that."""
    if lists is None:
        return False
    session = frame.session
    new = [p for p in lists.places if p not in session.runtime]
    for place in new:
        session.at_run_time(*place)
    if lists.key is not None and session.assumed.get(lists.key, True) is None and (new or lists.key in session.listed):
        del session.assumed[lists.key]
        session.listed.pop(lists.key, None)
        session.changed = True
        return True
    return bool(new)


def reformed(frame: Frame, values: Sequence[Arg]) -> bool:
    """Whether one of two lists holds tuples, and the other one nothing: at the next reading it holds tuples too."""
    forms = {form_of(v) for v in values if is_list(v)}
    if not all(map(is_list, values)) or len(forms) != 2 or None not in forms:
        return False
    found = False
    for v in values:
        if isinstance(v, Var) and frame.lists[v] not in frame.session.assumed:
            form = next(f for f in forms if f is not None)
            found |= frame.session.item_forms.setdefault(frame.lists[v], form) == form
            frame.session.changed = True
    return found


def made_before(frame: Frame, value: Arg) -> bool:
    """Whether a value is a list that has a name already where a branch or loop begins."""
    return is_list(value) and any(value is v for v in frame.env.values())


def joined(frame: Frame, node: ast.AST, place: str, lists: Sequence[Var], t: Type) -> List:
    """The type of a name that is one of these lists: what is put into one may be found in the other."""
    assert isinstance(t, List)
    key = _item_key(frame, place)
    kinds = [t.item, *(item_type(frame, frame.lists[v]) for v in lists)]
    if sum(_assume(frame, key, k) for k in kinds) < len(kinds):
        refuse(frame, node, "another one with items of another kind")
    item = item_type(frame, key)
    for v in lists:
        widen(frame, v, item)
    return List.of(item)


def at_run_time(frame: Frame, node: ast.AST, value: Pack, what: str) -> Arg:
    """A known list as one that exists at run time; where it has a name already, from the next reading on."""
    if value.at == "":  # it has no name yet
        return as_list(frame, node, value)
    if value.at is not None:
        if (frame.context, value.at) in frame.session.runtime:
            frame.refuse(
                node,
                "S2S205",
                f"a {value.kind} that may be one or another, and {what}",
                f"a {value.kind} can change as long as it is known which one it is.",
                f"change a copy: {value.kind}(...).",
            )
        frame.at_run_time(value.at)
    frame.refuse(
        node,
        "S2S205",
        f"a {value.kind} that was not made here, and {what}",
        f"a {value.kind} can change where it was made, as long as every name for it is known.",
        f"make a copy of it first: {value.kind}(...).",
    )


def as_list(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """The list itself, or one of the items that are known: what is only read may be another list."""
    if is_list(value):
        return value
    if not isinstance(value, Pack) or value.kind != "list":
        refuse(frame, node, f"{type_of(value)} together with it")
    return make(frame, node, frame.fresh_prefix(frame.where(node, ".list")), value)


def _item_key(frame: Frame, key: str) -> Key:
    return (frame.context, key, "item")


def refuse(frame: Frame, node: ast.AST, what: str) -> NoReturn:
    """Refuse what such a list cannot do."""
    frame.refuse(
        node,
        "S2S205",
        f"a list whose length only the run knows, and {what}",
        "its items are numbers, arrays, lists, tuples, dicts or objects of these, all of one kind, or None.",
        "make an array of the right size before the loop, and store its items.",
    )
