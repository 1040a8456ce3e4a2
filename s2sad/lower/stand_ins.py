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

import numpy as np

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.callee_calls import bound
from s2sad.lower.calls import call_value
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current
from s2sad.lower.instances import construct
from s2sad.lower.meanings import OF_CLASS, meaning
from s2sad.lower.outside import captured


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


class Poly1d:
    """``numpy.poly1d``."""

    __stands_for__ = np.poly1d

    def __init__(self, c_or_r: Any, r: bool = False) -> None:
        c = np.atleast_1d(np.poly(c_or_r) if r else c_or_r)
        if len(c) == 0:
            raise ValueError("a polynomial without coefficients is not read")
        self.coeffs = c[int(np.argmax(np.append(c[:-1] != 0, True))) :]  # without zeros at the front

    @property
    def c(self) -> Any:
        return self.coeffs

    @property
    def coef(self) -> Any:
        return self.coeffs

    @property
    def coefficients(self) -> Any:
        return self.coeffs

    @property
    def order(self) -> Any:
        return len(self.coeffs) - 1

    @property
    def o(self) -> Any:
        return len(self.coeffs) - 1

    @property
    def roots(self) -> Any:
        return np.roots(self.coeffs)

    @property
    def r(self) -> Any:
        return np.roots(self.coeffs)

    def __call__(self, val: Any) -> Any:
        return np.polyval(self.coeffs, val)

    def __neg__(self) -> Any:
        return np.poly1d(-self.coeffs)

    def __mul__(self, other: Any) -> Any:
        if np.isscalar(other):
            return np.poly1d(self.coeffs * other)
        return np.poly1d(np.polymul(self.coeffs, np.poly1d(other).coeffs))

    def __rmul__(self, other: Any) -> Any:
        if np.isscalar(other):
            return np.poly1d(other * self.coeffs)
        return np.poly1d(np.polymul(self.coeffs, np.poly1d(other).coeffs))

    def __truediv__(self, other: Any) -> Any:
        return np.poly1d(self.coeffs / other)

    def __add__(self, other: Any) -> Any:
        return np.poly1d(np.polyadd(self.coeffs, np.poly1d(other).coeffs))

    def __radd__(self, other: Any) -> Any:
        return np.poly1d(np.polyadd(self.coeffs, np.poly1d(other).coeffs))

    def __sub__(self, other: Any) -> Any:
        return np.poly1d(np.polysub(self.coeffs, np.poly1d(other).coeffs))

    def __rsub__(self, other: Any) -> Any:
        return np.poly1d(np.polysub(np.poly1d(other).coeffs, self.coeffs))

    def __len__(self) -> int:
        return len(self.coeffs) - 1

    def __getitem__(self, k: int) -> Any:
        last = len(self.coeffs) - 1
        return np.zeros_like(self.coeffs)[0] if k > last or k < 0 else self.coeffs[last - k]

    def __pow__(self, n: int) -> Any:
        c = np.ones(1)
        for _ in range(n):
            c = np.polymul(self.coeffs, c)
        return np.poly1d(c)

    def deriv(self, m: int = 1) -> Any:
        c = self.coeffs
        for _ in range(m):
            c = np.polyder(c)
        return np.poly1d(c)

    def integ(self, m: int = 1) -> Any:
        c = self.coeffs
        for _ in range(m):
            c = np.polyint(c)
        return np.poly1d(c)


_POLY1D = inspect.signature(Poly1d)


@meaning(np.poly1d)
def _poly1d(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    given = bound(frame, node, "poly1d", _POLY1D, args, kwargs, lambda p: Const(p.default))
    of = current(frame.env, given["c_or_r"])
    if isinstance(of, Pack) and of.of is Poly1d:
        return of
    return construct(frame, node, Poly1d, list(given.values()), {})


def _call_poly1d(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """A call of a polynomial that was made outside."""
    assert isinstance(target, Const)
    place, coeffs = frame.session.place_of(target.value), target.value.coeffs
    if place is None:
        made = call_value(frame, node, Const(np.array), [Pack("list", tuple(map(Const, coeffs.tolist())))], {})
    else:
        made = captured(frame, node, (*place, ("attribute", "coeffs")), coeffs)
    return call_value(frame, node, Const(np.polyval), [made, *args], kwargs)


OF_CLASS[np.poly1d] = _call_poly1d
