"""Arrays that lie in memory with gaps or backwards, and copies that lie so too.

::

    x = a[::-2]     x.copy(order="K") has strides of its own, copy_with_gaps(x) has those of x

Products add up in another order where strides differ, so they round otherwise.
"""

from __future__ import annotations

import numpy as np


def has_gaps(x: np.ndarray) -> bool:
    """Whether NumPy's own copies of an array have other strides."""
    return x.size > 1 and not x.flags.forc and 0 not in x.strides and np.empty_like(x).strides != x.strides


def overlaps_itself(x: np.ndarray) -> bool:
    """Whether a store to one item of an array may change another one; where strides interlock, it may."""
    if x.flags.forc or x.size < 2:
        return False
    room = x.itemsize
    for stride, n in sorted((abs(s), n) for s, n in zip(x.strides, x.shape, strict=True) if n > 1):
        if stride < room:
            return True
        room += (n - 1) * stride
    return False


def copy_with_gaps(x: np.ndarray) -> np.ndarray:
    """A copy that lies in memory as ``x`` does, if that is not too far apart."""
    spans = [(n - 1) * s for n, s in zip(x.shape, x.strides, strict=True)]
    far = sum(abs(s) for s in spans)
    if x.flags.forc or not x.size or 0 in x.strides or x.dtype.hasobject or far > 16 * x.nbytes:
        return x.copy(order="K")
    start = -sum(s for s in spans if s < 0)
    made = np.ndarray(x.shape, x.dtype, np.empty(far + x.itemsize, np.uint8), start, x.strides)
    made[...] = x
    return made
