"""Functions of Python's library whose code cannot be read, as Python: their texts are read like the user's functions.

::

    heapq.heappush(heap, item)      heap.append(item), then it moves up to its place
    bisect.insort(xs, x)            xs.insert(bisect.bisect_right(xs, x), x)

Each compares what the library compares, in its order, so lists are the same item by item.
"""

from __future__ import annotations

import bisect
import heapq
from typing import Any

from s2sad.lower.numpy_texts import stands_for

# ---------------------------------------------------------------- bisect


@stands_for(bisect.bisect_right, reads="a")
def bisect_right(a: Any, x: Any, lo: Any = 0, hi: Any = None, key: Any = None) -> Any:
    if lo < 0:
        raise ValueError("lo must be non-negative")
    end = len(a) if hi is None else hi
    while lo < end:
        mid = (lo + end) // 2
        if x < (a[mid] if key is None else key(a[mid])):
            end = mid
        else:
            lo = mid + 1
    return lo


@stands_for(bisect.bisect_left, reads="a")
def bisect_left(a: Any, x: Any, lo: Any = 0, hi: Any = None, key: Any = None) -> Any:
    if lo < 0:
        raise ValueError("lo must be non-negative")
    end = len(a) if hi is None else hi
    while lo < end:
        mid = (lo + end) // 2
        if (a[mid] if key is None else key(a[mid])) < x:
            lo = mid + 1
        else:
            end = mid
    return lo


@stands_for(bisect.insort_right)
def insort_right(a: Any, x: Any, lo: Any = 0, hi: Any = None, key: Any = None) -> None:
    a.insert(bisect_right(a, x if key is None else key(x), lo, hi, key), x)


@stands_for(bisect.insort_left)
def insort_left(a: Any, x: Any, lo: Any = 0, hi: Any = None, key: Any = None) -> None:
    a.insert(bisect_left(a, x if key is None else key(x), lo, hi, key), x)


# ---------------------------------------------------------------- heapq


@stands_for(heapq.heappush)
def heappush(heap: Any, item: Any) -> None:
    heap.append(item)
    _down(heap, 0, len(heap) - 1)


@stands_for(heapq.heappop)
def heappop(heap: Any) -> Any:
    if len(heap) == 0:
        raise IndexError("index out of range")
    last = heap.pop()
    if len(heap) == 0:
        return last
    first = heap[0]
    heap[0] = last
    _up(heap, 0)
    return first


@stands_for(heapq.heapreplace)
def heapreplace(heap: Any, item: Any) -> Any:
    if len(heap) == 0:
        raise IndexError("index out of range")
    first = heap[0]
    heap[0] = item
    _up(heap, 0)
    return first


@stands_for(heapq.heappushpop)
def heappushpop(heap: Any, item: Any) -> Any:
    if len(heap) > 0 and heap[0] < item:
        first = heap[0]
        heap[0] = item
        _up(heap, 0)
        return first
    return item


@stands_for(heapq.heapify)
def heapify(x: Any) -> None:
    for i in range(len(x) // 2 - 1, -1, -1):
        _up(x, i)


def _down(heap: Any, start: Any, pos: Any) -> None:
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[pos] = above
        pos = parent
    heap[pos] = item


def _up(heap: Any, pos: Any) -> None:
    end, start = len(heap), pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child = child + 1
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _down(heap, start, pos)
