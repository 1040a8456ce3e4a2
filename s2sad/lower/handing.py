"""What can change keeps its identity across calls: a callee has places of its own for what it is handed.

Lists, dicts and objects are handed on by their contents; what is met a second time says where it was first.  The
callee gives each a place (`s2sad.lower.heap`), and where it changes one, the new contents are a result beside its own,
which the caller puts into the place that it handed in::

    def push(xs, x):             push(w1, w2, x):                  &:xs = (w1, w2)
        xs.append(x)               return None, (same, same, x)    &:xs = (w1, w2, x)
        return xs

    a = [u, v]; push(a, x)       push(u, v, x)                     &a = (u, v, x)

What a callee returns of what it was handed is the caller's own; what it made gets a place in the caller.  Nothing that
the caller of a whole program handed in is changed: its places end with the function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from s2sad.dataclass import dataclass
from s2sad.ir import LAZY, Arg, Pack, Var
from s2sad.lower import alternatives, held
from s2sad.lower.choices import FUNCTIONS
from s2sad.lower.conflicts import POISON, Refused
from s2sad.lower.emitting import usable
from s2sad.lower.heap import NEW, can_change, current, freeze, kept, made_at, places, write

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

Path = tuple[Any, ...]  # a parameter's name, and then numbers of items; ("", n) for the n-th that a callee made
PREFIX = "&:"  # what the places of parameters begin with
CHANGE, FREEZE = "change", "freeze"  # what happens to the place of a parameter
SAME = "same"  # the kind of what stands for something that was met before, or comes from the other side


def holds_same(arg: Arg) -> bool:
    """Whether something that was met before is in an operand."""
    return isinstance(arg, Pack) and (arg.kind == SAME or any(map(holds_same, arg.items)))


def same(path: Path) -> Pack:
    """What stands for the thing at a path."""
    return Pack(SAME, (), None, path)


# ---------------------------------------------------------------- the caller hands on


@dataclass
class Handed:
    """What a call hands over: the values as the caller has them, and where each thing that can change is first."""

    given: dict[str, Arg] = field(default_factory=dict)
    seen: dict[str, Path] = field(default_factory=dict)

    def over(self, values: Mapping[str, Arg]) -> dict[str, Arg]:
        """The values without places."""
        self.given.update(values)
        return {name: self._closed(v, (name,)) for name, v in values.items()}

    def _closed(self, arg: Arg, path: Path) -> Arg:
        if not isinstance(arg, Pack):
            return arg
        if arg.at:
            if arg.at in self.seen:
                return same(self.seen[arg.at])
            self.seen[arg.at] = path
        items = [self._closed(item, (*path, i)) for i, item in enumerate(arg.items)]
        return Pack(arg.kind, tuple(items), arg.keys, arg.of)

    def at(self, frame: Frame, path: Path, before: Mapping[str, Arg]) -> Arg:
        """What the caller handed in at a path of the names before the call, with the contents that it has now."""
        found = current(before, self.given[path[0]])
        for i in path[1:]:
            assert isinstance(found, Pack)
            found = found.items[i]
        return current(frame.env, found)


@dataclass
class Received:
    """Puts what a callee hands back into the caller: its own things where it has them, new ones in new places."""

    frame: Frame
    node: ast.AST
    handed: Handed
    before: Mapping[str, Arg]  # the names as they were when the call was made
    made: dict[int, Arg] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)  # places with contents that the callee handed back

    def value(self, arg: Arg) -> Arg:
        """The value with the caller's things, and places for new ones."""
        if not isinstance(arg, Pack):
            return arg
        if arg.kind == SAME:
            path: Any = arg.of
            return self.made[path[1]] if path[0] == "" else self.handed.at(self.frame, path, self.before)
        value = replace(arg, items=tuple([self.value(i) for i in arg.items]))
        if value.kind == alternatives.EITHER:
            mine = alternatives.renumbered(self.frame, self.node, value, list(value.items[1:]))
            # At each depth of a recursion there would be one thing more to choose from: there are contents only.
            deep = self.frame.context in self.frame.session.recursive
            return alternatives.read(self.frame, self.node, mine) if deep else mine
        if arg.at is None:
            return value
        placed = kept(self.frame, self.node, replace(value, at=NEW), ".result")
        assert isinstance(placed, Pack)
        assert placed.at is not None
        self.written.append(placed.at)
        self.made[int(arg.at)] = placed
        return placed

    def change(self, path: Path, contents: Arg) -> None:
        """What a callee has changed, at the caller's place."""
        mine, now = self.handed.at(self.frame, path, self.before), self.value(contents)
        assert isinstance(mine, Pack)
        assert isinstance(now, Pack)
        if held.is_held(now) and mine.at:
            held.become(self.frame, mine.at, now)
            return
        write(self.frame, self.node, mine, now.items, now.keys)
        self.written.append(mine.at or "")

    def freeze(self, path: Path) -> None:
        """What a callee knows by two names of which it cannot tell which is which."""
        freeze(self.frame.env, places(self.handed.at(self.frame, path, self.before)))


# ---------------------------------------------------------------- the callee


def place_parameters(frame: Frame, names: Mapping[str, object]) -> None:
    """Give what can change among the parameters its places."""
    for name in names:
        if name in frame.env:
            frame.env[name] = _placed(frame, frame.env[name], (name,))
    for key in frame.parameters:
        if (frame.context, key) in frame.session.changing:
            frame.rebound[key] = None


def _placed(frame: Frame, arg: Arg, path: Path) -> Arg:
    if not isinstance(arg, Pack):
        return arg
    if arg.kind == SAME:
        where: Any = arg.of
        return current(frame.env, Pack(SAME, (), at=_place(where)))
    value = arg.like([_placed(frame, item, (*path, i)) for i, item in enumerate(arg.items)])
    if value.kind == alternatives.EITHER:
        for number, thing in alternatives.parts(frame, value)[1].items():
            assert isinstance(thing, Pack)
            frame.numbers.setdefault(thing.at or "", number)
    if not can_change(value):
        return value
    key = _place(path)
    placed = replace(value, at=key)
    frame.parameters[key] = path, placed
    if (frame.context, key) in frame.session.runtime:
        if frame.caller is not None:
            frame.session.needs_list_of(frame.context[0], path)
        try:
            frame.env[key] = made_at(frame, frame.source.node, key, placed)
        except Refused:
            frame.env[key] = POISON  # there is no statement to give up on: whoever uses it is told
    else:
        frame.env[key] = placed
    return placed


def _place(path: Path) -> str:
    return PREFIX + ".".join(map(str, path))


@dataclass
class Returning:
    """Takes the places from what a function hands back."""

    frame: Frame
    made: dict[str, int] = field(default_factory=dict)

    def value(self, arg: Arg) -> Arg:
        """The value, with what says where it comes from in place of what was handed in."""
        if not isinstance(arg, Pack):
            return arg
        if held.is_held(arg) or held.pools(arg):
            return replace(arg, items=tuple([self._list(i) for i in arg.items]), at=None)
        if arg.at in self.frame.parameters:
            return same(self.frame.parameters[arg.at][0])
        if arg.at in self.made:
            return same(("", self.made[arg.at]))
        at = arg.at
        if at:
            here = self.frame.env.get(at)
            at = here.at if isinstance(here, Pack) else None
        if at is not None:
            number = len(self.made)
            self.made[at or f"new {number}"] = number
            at = str(number)
        return replace(arg, items=tuple([self.value(i) for i in arg.items]), at=at)

    def _list(self, arg: Arg) -> Arg:
        """A list at run time; of one that was handed in, where."""
        if isinstance(arg, Pack):
            return arg.like([self._list(i) for i in arg.items])
        if arg not in self.frame.given or arg not in self.frame.lists:
            return arg
        assert isinstance(arg, Var)
        path: Any = self.frame.lists[arg][2]
        return same(path)

    def contents(self, node: ast.AST, key: str) -> Pack:
        """What is at the place of a parameter now; items that are the same ones say so."""
        (path, before), now = self.frame.parameters[key], usable(self.frame, self.frame.env[key], node)
        if not isinstance(now, Pack):
            self.frame.refuse(
                node,
                "S2S205",
                f"a {before.kind} of a caller, which changes by a number of items that only the run knows",
                "lists of such a length are followed in the function that makes them.",
                "return the new items, and extend the list where it was made.",
            )
        if held.is_held(now):
            found = self.value(now)
            assert isinstance(found, Pack)
            return found
        old = before.items if now.keys == before.keys else ()
        items = [
            same((*path, i)) if i < len(old) and _is_still(v, old[i]) else self.value(v)
            for i, v in enumerate(current(self.frame.env, now).items)  # type: ignore[union-attr]
        ]
        return Pack(now.kind, tuple(items), now.keys, now.of)


def _is_still(now: Arg, before: Arg) -> bool:
    """Whether an item is what was handed in: a number, a function with its cells, what an iterator runs over."""
    if isinstance(now, Var):
        return now is before
    return isinstance(now, Pack) and (now.kind in FUNCTIONS or now.kind in LAZY) and now == before


def changed_parameters(frame: Frame) -> Iterator[tuple[str, str, Path]]:
    """The places of parameters that the function changes, or that cannot change any more."""
    for key, (path, _) in frame.parameters.items():
        now = frame.env.get(key)
        if (frame.context, key) in frame.session.changing:
            yield key, CHANGE, path
        if isinstance(now, Pack) and now.at is None:
            yield key, FREEZE, path
