"""Slices as values: ``slice(1, None)``, slices in lists and tuples, and their bounds.

::

    inner = slice(1, -1)             a name for what stands between brackets
    u[inner] = u[2:] - u[:-2]        u[1:-1] = u[2:] - u[:-2]

They do not exist when the module runs: their bounds do.
"""

from __future__ import annotations

from s2sad.ir import Arg, Const, Pack

BOUNDS = ("start", "stop", "step")


def opened(index: Arg) -> Arg:
    """An index in which slices that come from outside are known by their bounds."""
    if isinstance(index, Const) and isinstance(index.value, slice):
        value = index.value
        return Pack("slice", (Const(value.start), Const(value.stop), Const(value.step)))
    if isinstance(index, Const) and isinstance(index.value, tuple):
        return opened(Pack("tuple", tuple(map(Const, index.value))))
    if isinstance(index, Pack) and index.kind == "tuple":
        return index.like(map(opened, index.items))
    return index
