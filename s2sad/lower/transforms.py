"""Fourier transforms along several axes: one after the other, in the order in which NumPy takes them.

::

    np.fft.rfft2(x)                       np.fft.fft(np.fft.rfft(x), axis=-2)
    np.fft.irfft2(x, s=(4, 6))            np.fft.irfft(np.fft.ifft(x, 4, axis=-2), 6)
"""

from __future__ import annotations

import ast

import numpy as np

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, by_name
from s2sad.lower.meanings import meaning
from s2sad.lower.row_calls import ruled
from s2sad.rules import REGISTRY
from s2sad.types import Array, rank

NONE = Const(None)


def _transform(name: str, every: str, last: str, axes: tuple[int, ...] | None, last_first: bool) -> None:
    """A transform that takes ``last`` along the last one of its axes, and ``every`` along the others."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        given = by_name("a s axes norm", args, kwargs)
        x, s = given.pop("a", NONE), given.pop("s", NONE)
        row = REGISTRY.by_name.get(f"np.fft.{name}")
        if row is not None and s == NONE:
            return ruled(frame, node, row, [x], given)
        r = rank(type_of(x))
        if not isinstance(type_of(x), Array) or not r:
            frame.refuse(
                node, "S2S304", f"np.fft.{name} of {type_of(x)}", "its rank is not known.", "reshape it first."
            )
        sizes = list(s.items) if isinstance(s, Pack) else None
        over = frame.known(given.pop("axes"), node) if "axes" in given else axes
        along = list(range(-(len(sizes) if sizes is not None else r), 0) if over is None else over)
        norm = frame.known(given.pop("norm"), node) if "norm" in given else None
        if given or (sizes is not None and len(sizes) != len(along)) or not all(-r <= i < r for i in along):
            frame.refuse(node, "S2S302", f"these arguments of np.fft.{name}", "they do not fit.", "check the call.")
        order = list(range(len(along)))
        if last_first:
            order.reverse()
        for i in order:
            one = last if i == len(along) - 1 else every
            attrs = {k: v for k, v in (("axis", along[i]), ("norm", norm)) if v not in (-1, None)}
            operands = (x,) if sizes is None else (x, sizes[i])
            x = emit(frame, node, f"np.fft.{one}" if sizes is None else f"{one}_of", operands, attrs)
        return x

    meaning(getattr(np.fft, name))(lower)


for _many, _axes in (("2", (-2, -1)), ("n", None)):
    _transform(f"fft{_many}", "fft", "fft", _axes, last_first=True)
    _transform(f"ifft{_many}", "ifft", "ifft", _axes, last_first=True)
    _transform(f"rfft{_many}", "fft", "rfft", _axes, last_first=True)
    _transform(f"irfft{_many}", "ifft", "irfft", _axes, last_first=False)
