"""What shares memory or is met twice: what goes in must not, where it is changed, and what comes out never does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from s2sad.records import fields_of, items_of
from s2sad.trees import is_complex

_MOST_WORK: Any = 100_000  # of an exact answer; two arrays of many axes may take for ever


def share(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether two arrays have an element in common; where that is too hard to tell, they have."""
    if not np.may_share_memory(x, y):
        return False
    try:
        return bool(np.shares_memory(x, y, max_work=_MOST_WORK))
    except np.exceptions.TooHardError:
        return True


def met_twice(values: Sequence[Any], others: Sequence[Any]) -> object | None:
    """A list, dict or object with fields that is in the values more than once, or is one of the others; else None."""
    todo, met = list(values), set(map(id, others))
    while todo:
        at = todo.pop()
        fields = None if isinstance(at, (tuple, list, dict)) else fields_of(at)
        if fields is None and not isinstance(at, (tuple, list, dict)):
            continue
        if not isinstance(at, tuple):
            if id(at) in met:
                return at  # type: ignore[no-any-return]
            met.add(id(at))
        todo += items_of(at, fields) if fields is not None else at.values() if isinstance(at, dict) else at
    return None


def fresh(value: Any, dot: Any, taken: list[np.ndarray]) -> Any:
    """The tangent with the structure of the value, in memory that nobody else has."""
    if isinstance(value, (tuple, list)):
        return type(dot)(fresh(v, d, taken) for v, d in zip(value, dot, strict=True))
    if type(value) is dict:
        return {k: fresh(v, dot[k], taken) for k, v in value.items()}
    if not isinstance(value, np.ndarray):
        return type(value)(dot) if is_complex(value) else dot
    if not isinstance(dot, np.ndarray) or dot.shape != value.shape:
        dot = np.array(np.broadcast_to(dot, value.shape), dtype=value.dtype if is_complex(value) else None)
    if not dot.flags.writeable or any(np.may_share_memory(dot, x) for x in taken):
        dot = dot.copy()
    taken.append(dot)
    return dot
