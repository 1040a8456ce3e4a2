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
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.ir import LAZY, Arg, Const, Pack
from s2sad.lower import runtime_lists
from s2sad.lower.held import demand, is_held

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

CHANGEABLE = ("list", "dict")


NEW = ""  # the place of what has no name yet


def fresh(kind: str, items: Iterable[Arg], keys: tuple[object, ...] | None = None) -> Pack:
    """A list or dict that the function makes."""
    return Pack(kind, tuple(items), keys, at=NEW)


def kept(frame: Frame, node: ast.AST, value: Arg, role: str = "") -> Arg:
    """A value that gets a name or is put into a structure: what is new in it gets a place.

    Places are counted at each node, by the ``role`` that a value has there: another reading may find fewer results of a
    call that are new, and as many arguments of it.
    """
    if not isinstance(value, Pack):
        return value
    value = _with_kept_items(frame, node, value, role)
    if value.kind in LAZY and value.at is None:
        value = _lasting(frame, value)
        value = fresh("iterator", (value, Const(0)))
    if value.at != NEW:
        return value
    key = f"&{frame.fresh_prefix(frame.where(node, role))}"
    placed = replace(value, at=key)
    frame.born[key] = frame.turn
    # A dict that a call returns may exist at run time already.
    if (frame.context, key) in frame.session.runtime and placed.kind in CHANGEABLE:
        frame.env[key] = made_at(frame, node, key, placed)
        return placed
    frame.env[key] = placed
    if (frame.context, key) in frame.session.changing:
        frame.rebound[key] = None
    return placed


def _with_kept_items(frame: Frame, node: ast.AST, value: Pack, role: str = "") -> Pack:
    """The value, what is new in it in places; what an iterator steps through is its own, and needs none."""
    owner = value.kind in LAZY or value.kind == "iterator"
    items = [
        _with_kept_items(frame, node, i, role)
        if owner and isinstance(i, Pack) and i.kind in LAZY and i.at is None
        else kept(frame, node, i, role)
        for i in value.items
    ]
    return value.like(items)


def _lasting(frame: Frame, value: Pack) -> Pack:
    """A generator that is kept reads names when it is asked for items; those of comprehensions are gone then."""
    from s2sad.lower.handed_generators import closed_generator
    from s2sad.lower.scopes import comprehension_targets

    if value.kind != "generator":
        return value
    (deferred, _) = value.items
    assert isinstance(deferred, Const)
    node = getattr(deferred.value, "node", None)  # of one of several, none: whoever asks for items is told
    return closed_generator(frame, value) if node is not None and comprehension_targets(frame, node) else value


def made_at(frame: Frame, node: ast.AST, key: str, value: Pack) -> Arg:
    """A list or dict that exists at run time, with its first items."""
    from s2sad.lower import runtime_dicts

    if value.kind == "dict":
        return runtime_dicts.make(frame, node, key, value)
    return runtime_lists.make(frame, node, key, value)


def current(env: Mapping[str, Arg], value: Arg) -> Arg:
    """A value with the contents that its lists and dicts have now."""
    if not isinstance(value, Pack):
        return value
    if value.at:
        found = env.get(value.at)
        if isinstance(found, Pack) and is_held(found):
            return found  # a list has it by number
        if isinstance(found, Pack):
            value = replace(found, at=value.at)
        elif found is not None:
            return found  # a conflict: whoever uses it is told
    items = [current(env, i) for i in value.items]
    if value.kind == "either":
        lost = [i for i in items[1:] if not isinstance(i, Pack)]
        if lost:
            return lost[0]  # what may be a conflict is one
    return value.like(items)


def contents(frame: Frame, node: ast.AST, base: Pack) -> Pack:
    """A list or dict as it is now: what was evaluated after it may have changed it."""
    from s2sad.lower.alternatives import read
    from s2sad.lower.emitting import usable

    found = usable(frame, read(frame, node, current(frame.env, base)), node)
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


def changing_in(value: Arg) -> Iterator[Pack]:
    """The objects of classes and the dicts in a value, outside of lists."""
    if isinstance(value, Pack):
        if value.kind in ("object", "dict"):
            yield value
        for i in value.items:
            yield from changing_in(i)


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
    """Whether a structure is one that can change: a list, a dict, an object that is not frozen.

    A frozen one with a ``__post_init__`` or a cached property changes there, past its own rules.
    """
    return value.kind in (*CHANGEABLE, "table", "iterator") or (value.kind == "object" and changeable(value.of))


def changeable(cls: object) -> bool:
    """Whether objects of a class can change."""
    frozen = getattr(getattr(cls, "__dataclass_params__", None), "frozen", False)
    return not frozen or hasattr(cls, "__post_init__") or _has_cached_property(cls)


def _has_cached_property(cls: object) -> bool:
    order = cls.__mro__ if isinstance(cls, type) else ()
    return any(isinstance(v, functools.cached_property) for c in order for v in vars(c).values())


# ---------------------------------------------------------------- changes


def write(
    frame: Frame, node: ast.AST, base: Pack, items: Iterable[Arg], keys: tuple[object, ...] | None = None
) -> None:
    """Give a list or dict other contents."""
    if base.at == NEW:
        return  # nobody else can see it
    at = base.at or ""
    found = frame.env.get(at)
    runtime = (frame.context, at) in frame.session.runtime
    if isinstance(found, Pack) and found.kind == "list" and found.at is None and not runtime:
        frame.at_run_time(at)  # what may be one list or another is known when the module runs
    if not isinstance(found, Pack) or found.at is None:
        demand(frame, base.of)
        article = "an" if base.kind == "object" else "a"
        frame.refuse(
            node,
            "S2S205",
            f"a change of {article} {base.kind} that may be one or another, or comes from outside",
            "what changes is followed as long as it is known what each name for it means, and nobody outside has one.",
            f"make a new {base.kind}, or change a copy: {'copy.copy' if base.kind == 'object' else base.kind}(...); "
            "in a list, put it into the place of the old one.",
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
    frame.env[at] = _with_kept_items(frame, node, Pack(base.kind, items, keys, found.of, found.at))
    frame.rebound[at] = None
    if (frame.context, at) not in frame.session.changing:
        frame.session.changing.add((frame.context, at))
        frame.session.changed = True
