"""Lists and dicts that change: what a name means is an object, and the object has contents.

A list that is made in the function has a *place*, an entry of the environment that holds its contents, so branches
merge contents and loops carry them as they do names.  Names, tuples and other lists refer to the place; whoever reads a
list reads the contents at that moment, so all its names see a change::

    a = [x, 2.0]        a -> &L1      &L1 = (w1, 2.0)
    b = a               b -> &L1
    b.append(x * x)                   &L1 = (w1, 2.0, w3)
    a[0] = b[2]                       &L1 = (w3, 2.0, w3)

Lists do not exist when the module runs: only their numbers do.  A name that is one list or another (after a branch, or
around a loop) keeps the contents, but neither list may change any more.  Nor may one that is read from outside, such as
a global.  How lists go into calls and come back is told in `s2sad.lower.handing`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.ir import Arg, Const, Pack
from s2sad.lower import runtime_lists

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

CHANGEABLE = ("list", "dict")


NEW = ""  # the place of what has no name yet


def fresh(kind: str, items: Iterable[Arg], keys: tuple[object, ...] | None = None) -> Pack:
    """A list or dict that the function makes."""
    return Pack(kind, tuple(items), keys, at=NEW)


def kept(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """A value that gets a name or is put into a structure: what is new in it gets a place."""
    if not isinstance(value, Pack):
        return value
    value = value.like(kept(frame, node, i) for i in value.items)
    if value.at != NEW:
        return value
    key = f"&{frame.fresh_prefix(frame.where(node))}"
    placed = replace(value, at=key)
    if (frame.context, key) in frame.session.runtime:
        frame.env[key] = runtime_lists.make(frame, node, key, placed)
        return placed
    frame.env[key] = placed
    if (frame.context, key) in frame.session.changing:
        frame.rebound[key] = None
    return placed


def current(env: Mapping[str, Arg], value: Arg) -> Arg:
    """A value with the contents that its lists and dicts have now."""
    if not isinstance(value, Pack):
        return value
    if value.at:
        found = env.get(value.at)
        if isinstance(found, Pack):
            value = replace(found, at=value.at)
        elif found is not None:
            return found  # a conflict: whoever uses it is told
    return value.like(current(env, i) for i in value.items)


def contents(frame: Frame, node: ast.AST, base: Pack) -> Pack:
    """A list or dict as it is now: what was evaluated after it may have changed it."""
    from s2sad.lower.expressions import usable

    found = usable(frame, current(frame.env, base), node)
    assert isinstance(found, Pack)
    return found


def bare(value: Arg) -> Arg:
    """A value without places: the contents alone."""
    if not isinstance(value, Pack):
        return value
    return Pack(value.kind, tuple(map(bare, value.items)), value.keys, value.of)


def anew(value: Arg) -> Arg:
    """A value of which every list, dict and object that can change is a new one."""
    if not isinstance(value, Pack):
        return value
    at = NEW if can_change(value) else None
    return replace(value, items=tuple(map(anew, value.items)), at=at)


def settled(env: dict[str, Arg]) -> dict[str, Arg]:
    """An environment in which every name has current contents."""
    if not any(k.startswith("&") for k in env):
        return env
    return {k: current(env, v) for k, v in env.items()}


def places(value: Arg) -> set[str]:
    """The places that a value refers to."""
    if not isinstance(value, Pack):
        return set()
    own = {value.at} if value.at else set()
    return own.union(*map(places, value.items))


def one_thing(frame: Frame, a: Arg, b: Arg) -> bool | None:
    """Whether two lists, dicts or objects are one; None where that is not known."""
    if not (isinstance(a, Pack) and isinstance(b, Pack) and a.at and b.at):
        return None
    if a.at == b.at:
        return True
    if any(getattr(frame.env.get(at), "at", None) is None for at in (a.at, b.at)):
        return None
    # A caller from outside may hand in one object as two parameters.
    return None if frame.caller is None and a.at in frame.parameters and b.at in frame.parameters else False


def freeze(env: dict[str, Arg], keys: Iterable[str]) -> None:
    """From here on, what is at these places cannot change: only some of what refers to it would see it."""
    for key in keys:
        found = env.get(key)
        if isinstance(found, Pack):
            env[key] = replace(found, at=None)


def can_change(value: Pack) -> bool:
    """Whether a structure is one that can change: a list, a dict, an object that is not frozen."""
    frozen = getattr(getattr(value.of, "__dataclass_params__", None), "frozen", False)
    return value.kind in CHANGEABLE or (value.kind == "object" and not frozen)


# ---------------------------------------------------------------- changes


def write(
    frame: Frame, node: ast.AST, base: Pack, items: Iterable[Arg], keys: tuple[object, ...] | None = None
) -> None:
    """Give a list or dict other contents."""
    if base.at == NEW:
        return  # nobody else can see it
    at = base.at or ""
    found = frame.env.get(at)
    if not isinstance(found, Pack) or found.at is None:
        frame.refuse(
            node,
            "S2S205",
            f"a change of a {base.kind} that may be one or another, or comes from outside",
            "a list or dict can change as long as every name for it is known, and nobody outside has one.",
            f"make a new {base.kind}, or change a copy: {base.kind}(...).",
        )
    items = tuple(items)
    if any(at in places(current(frame.env, i)) for i in items):
        frame.refuse(
            node,
            "S2S205",
            f"a {base.kind} that holds itself",
            "its contents have no end, and the text names them one by one.",
            "keep what belongs together in two variables.",
        )
    frame.env[at] = Pack(base.kind, tuple(kept(frame, node, i) for i in items), keys, found.of, found.at)
    frame.rebound[at] = None
    if (frame.context, at) not in frame.session.changing:
        frame.session.changing.add((frame.context, at))
        frame.session.changed = True


def store_item(frame: Frame, node: ast.AST, base: Pack, index: Arg, value: Arg) -> None:
    """``base[index] = value``."""
    base = contents(frame, node, base)
    key = frame.known(index, node)
    items, keys = list(base.items), base.keys
    if keys is not None:
        if key in keys:
            items[keys.index(key)] = value
        else:
            items, keys = [*items, value], (*keys, key)
    elif isinstance(key, slice):
        replaced = value.items if isinstance(value, Pack) and value.kind in ("list", "tuple") else None
        if replaced is None:
            _unknown(frame, node, "a slice store of what is no list")
        items[key] = replaced or ()
    else:
        try:
            items[key] = value
        except (IndexError, TypeError):
            _unknown(frame, node, f"a store to item {key!r} of a list of {len(items)}")
    write(frame, node, base, items, keys)


def delete_item(frame: Frame, node: ast.AST, base: Pack, index: Arg) -> None:
    """``del base[index]``."""
    _taken(frame, node, base, index)


def _taken(frame: Frame, node: ast.AST, base: Pack, index: Arg) -> Arg:
    key = frame.known(index, node)
    items = list(base.items)
    try:
        at = key if base.keys is None else base.keys.index(key)
        value = items[at]
        del items[at]
    except (IndexError, ValueError, TypeError):
        _unknown(frame, node, f"no item {key!r} in a {base.kind}")
    keys = None if base.keys is None else tuple(k for k in base.keys if k != key)
    write(frame, node, base, items, keys)
    return bare_list(value)


def bare_list(value: Arg | list[Arg]) -> Arg:
    """What was cut out by a slice is a list of its own."""
    return fresh("list", value) if isinstance(value, list) else value


def _unknown(frame: Frame, node: ast.AST, what: str) -> None:
    frame.refuse(node, "S2S304", what, "the primal would raise here.", "check the index.")


# ---------------------------------------------------------------- methods

Kwargs = dict[str, Arg]
Method = Callable[["Frame", ast.AST, Pack, list[Arg], Kwargs], Arg]
NONE = Const(None)


def _append(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    (value,) = args
    write(frame, node, base, (*base.items, value))
    return NONE


def extend(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``base.extend(args[0])``, and ``base += args[0]``."""
    base = contents(frame, node, base)
    from s2sad.lower.iterables import iteration

    more = iteration(frame, node, args[0]).items()
    if more is None:
        frame.refuse(
            node,
            "S2S205",
            "a list of a length that only the run knows",
            "its items are named one by one.",
            "use an array.",
        )
    write(frame, node, base, (*base.items, *more))
    return NONE


def _insert(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    items = list(base.items)
    items.insert(frame.known(args[0], node), args[1])
    write(frame, node, base, items)
    return NONE


def _pop(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    if base.keys is not None and len(args) == 2 and frame.known(args[0], node) not in base.keys:
        return args[1]
    return _taken(frame, node, base, args[0] if args else Const(-1))


def _clear(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    write(frame, node, base, (), None if base.keys is None else ())
    return NONE


def _reverse(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    write(frame, node, base, base.items[::-1])
    return NONE


def _copy(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    return fresh(base.kind, base.items, base.keys)


def _get(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    key = frame.known(args[0], node)
    keys = base.keys or ()
    return base.items[keys.index(key)] if key in keys else args[1] if len(args) > 1 else NONE


def _setdefault(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    if frame.known(args[0], node) not in (base.keys or ()):
        value = kept(frame, node, args[1] if len(args) > 1 else NONE)
        store_item(frame, node, base, args[0], value)
        return value
    return _get(frame, node, base, args[:1], {})


def _update(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    contents = dict(zip(base.keys or (), base.items, strict=True))
    for more in args:
        if not isinstance(more, Pack) or more.keys is None:
            frame.refuse(node, "S2S205", "an update from what is no dict", "its keys are not known.", "use a dict.")
        contents.update(zip(more.keys, more.items, strict=True))
    contents.update(kwargs)
    write(frame, node, base, contents.values(), tuple(contents))
    return NONE


# By kind and name: the method, and how few and how many arguments it takes.
METHODS: dict[tuple[str, str], tuple[Method, int, int]] = {
    ("list", "append"): (_append, 1, 1),
    ("list", "extend"): (extend, 1, 1),
    ("list", "insert"): (_insert, 2, 2),
    ("list", "pop"): (_pop, 0, 1),
    ("list", "clear"): (_clear, 0, 0),
    ("list", "reverse"): (_reverse, 0, 0),
    ("list", "copy"): (_copy, 0, 0),
    ("dict", "get"): (_get, 1, 2),
    ("dict", "setdefault"): (_setdefault, 1, 2),
    ("dict", "pop"): (_pop, 1, 2),
    ("dict", "update"): (_update, 0, 1),
    ("dict", "clear"): (_clear, 0, 0),
    ("dict", "copy"): (_copy, 0, 0),
}


def call_method(frame: Frame, node: ast.AST, base: Pack, name: str, args: list[Arg], kwargs: Kwargs) -> Arg:
    """A method of a list or dict."""
    method, least, most = METHODS[base.kind, name]
    if not least <= len(args) <= most or (kwargs and name != "update"):
        frame.refuse(
            node,
            "S2S211",
            f"a call of {base.kind}.{name} with these arguments",
            "the primal would raise.",
            "check the call.",
        )
    return method(frame, node, contents(frame, node, base), [current(frame.env, a) for a in args], kwargs)
