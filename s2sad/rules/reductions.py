"""Rows of the functions that reduce axes.  A sum's adjoint is the adjoint of the result, yet
to be broadcast: where nothing needs the full array, none is made."""

from __future__ import annotations

from s2sad.rules.registry import declare
from s2sad.rules.typing import probed

declare(
    "np.sum(x, axis=None, keepdims=False)",
    "linear",
    probed,
    method="sum",
    x="g if keepdims or axis is None else np.expand_dims(g, axis)",
    lazy=True,
)
declare(
    "np.mean(x, axis=None, keepdims=False)",
    "linear",
    probed,
    method="mean",
    x="(g if keepdims or axis is None else np.expand_dims(g, axis)) / count(x, axis)",
    lazy=True,
    singular="value",
)
