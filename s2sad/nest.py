"""Work that needs other work of its kind done first, to any depth: a function calls one, which calls one, and so on.

::

    f299 under way ... f287 under way, and needs f286:         too deep to do it here
    f286 under way ... f274 under way, and needs f273          so all that was given up, and f286 is begun alone
    ...
    f299 under way ... f287 under way, finds f286 done         once it is done, what waited is begun anew

What is needed is done where it is met, as one would write it.  Each callee takes some twenty calls of s2sad's own,
though, and Python allows a thousand in one another.  So where much of the stack is used, what is met is put first:
everything under way is given up, and begun anew when that is done.  Whoever does work keeps its result and looks there
first, so a chain is done twice at most, whatever its length.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")

_PART = 4  # of the stack that is left where the first work begins, what is used for work within work: one of so many


class _First(BaseException):
    """What is under way has to wait for this."""

    def __init__(self, nest: Nest, key: Hashable, work: Callable[[], object], around: dict[Hashable, None]) -> None:
        self.nest, self.key, self.work, self.around = nest, key, work, around


class Nest:
    """Work of one kind, by keys; ``under_way`` is what waits for what is being done, the outermost first."""

    def __init__(self) -> None:
        self.under_way: dict[Hashable, None] = {}
        self._put_first: set[Hashable] = set()
        self._depth = 0  # of the stack, beyond which work is put first

    def do(self, key: Hashable, work: Callable[[], T]) -> T:
        """What the work gives; where it is not done, it is given up and called once more."""
        if not self._depth:
            return self._begin(key, work)
        if key not in self._put_first and _is_deeper(self._depth):
            self._put_first.add(key)
            raise _First(self, key, work, dict(self.under_way))
        return self._here(key, work)

    def _here(self, key: Hashable, work: Callable[[], T]) -> T:
        self.under_way[key] = None
        try:
            return work()
        finally:
            self.under_way.pop(key, None)

    def _begin(self, key: Hashable, work: Callable[[], T]) -> T:
        depth = _depth()
        self._depth = depth + max(sys.getrecursionlimit() - depth, 0) // _PART
        before: list[_First] = []
        try:
            while True:
                try:
                    if not before:
                        return self._here(key, work)
                    self.under_way = dict(before[-1].around)
                    self._here(before[-1].key, before[-1].work)
                    before.pop()
                except _First as e:
                    if e.nest is not self:
                        raise
                    before.append(e.with_traceback(None))
                    self.under_way = {}
                except Exception:
                    if not before:
                        raise
                    before.pop()  # it is met once more, and fails where who needs it knows what to say of it
                if not before:
                    self.under_way = {}
        finally:
            self._depth, self.under_way = 0, {}
            self._put_first.clear()


def _depth() -> int:
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    return depth


def _is_deeper(depth: int) -> bool:
    try:
        sys._getframe(depth)
    except ValueError:
        return False
    return True
