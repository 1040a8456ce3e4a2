"""Classes of the standard library that are written in C, as Python would write them.

A call of such a class makes an object of its stand-in, whose methods are read like those of any class::

    q = deque([x], maxlen=3)        q = Deque([x], 3), a list that loses an item at the other end
    q.append(x * x)

What has no method here is refused.  No object of a stand-in exists when the module runs: only its numbers do.
"""

from __future__ import annotations

import ast
import collections
import inspect
from collections.abc import Iterable, Iterator
from typing import Any

from s2sad.ir import Arg, Const
from s2sad.lower.callee_calls import bound
from s2sad.lower.calls import call_value
from s2sad.lower.frame import Frame
from s2sad.lower.instances import construct
from s2sad.lower.meanings import meaning


class Deque:
    """``collections.deque``."""

    __stands_for__ = collections.deque

    def __init__(self, iterable: Iterable[Any] = (), maxlen: int | None = None) -> None:
        self.__items: list[Any] = []
        self.maxlen = maxlen
        for x in iterable:
            self.append(x)

    def append(self, x: Any) -> None:
        self.__items.append(x)
        if self.maxlen is not None and len(self.__items) > self.maxlen:
            self.__items.pop(0)

    def appendleft(self, x: Any) -> None:
        self.__items.insert(0, x)
        if self.maxlen is not None and len(self.__items) > self.maxlen:
            self.__items.pop()

    def extend(self, iterable: Iterable[Any]) -> None:
        for x in iterable:
            self.append(x)

    def extendleft(self, iterable: Iterable[Any]) -> None:
        for x in iterable:
            self.appendleft(x)

    def pop(self) -> Any:
        if len(self.__items) == 0:
            raise IndexError("pop from an empty deque")
        return self.__items.pop()

    def popleft(self) -> Any:
        if len(self.__items) == 0:
            raise IndexError("pop from an empty deque")
        return self.__items.pop(0)

    def clear(self) -> None:
        self.__items.clear()

    def reverse(self) -> None:
        self.__items.reverse()

    def rotate(self, n: int = 1) -> None:
        if len(self.__items) > 0:
            for _ in range(n % len(self.__items)):
                self.__items.insert(0, self.__items.pop())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, collections.deque) and self.__items == list(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __len__(self) -> int:
        return len(self.__items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.__items)

    def __getitem__(self, i: int) -> Any:
        if not -len(self.__items) <= i < len(self.__items):
            raise IndexError("deque index out of range")
        return self.__items[i]

    def __setitem__(self, i: int, x: Any) -> None:
        if not -len(self.__items) <= i < len(self.__items):
            raise IndexError("deque index out of range")
        self.__items[i] = x


_DEQUE = inspect.signature(Deque)


@meaning(collections.deque)
def _deque(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    given = bound(frame, node, "deque", _DEQUE, args, kwargs, lambda p: Const(p.default))
    items = call_value(frame, node, Const(list), [given["iterable"]], {})
    return construct(frame, node, Deque, [items, given["maxlen"]], {})
