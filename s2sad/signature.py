"""Signatures: what a derivative is made for, from the arguments of a call.

``f(2.0, np.ones((3, 1)), "fast")`` has the signature ``float, float64[x.0, 1], ='fast'``:
kinds that NumPy tells apart, dtypes, ranks, which axes have length one, and the values of
what is no number.  The names of axes count per parameter, so equal signatures are equal types.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad.errors import ArgumentError
from s2sad.ir import Const
from s2sad.records import fields_of, items_of
from s2sad.trees import is_generator
from s2sad.types import GENERATOR, ONE, Array, Dim, Known, Scalar, Struct, Type, dtype_name

_PY = {
    int: "int64",
    float: "float64",
    complex: "complex128",
}


def spec_of(value: Any, path: str, records: bool = False) -> Type:
    """The type of an argument; ``path`` names its axes.  Booleans, strings and None go by value.

    With ``records``, objects that hold floats are structures; otherwise they go by identity, and what is read of them
    is read at every call.
    """
    t = type(value)
    if t is float:
        return Scalar("py", "float64")
    if t is int:
        return Scalar("py", "int64", Dim(path, "?"))
    if t is np.ndarray:
        if value.dtype.kind not in "biufc" or not value.dtype.isnative:
            raise ArgumentError(
                "S2S502",
                path,
                f"an array of dtype {value.dtype!r}",
                "pass an array of numbers in the machine's byte order, such as x.astype(float).",
            )
        return Array(
            dtype_name(value.dtype),
            tuple(ONE if n == 1 else Dim(f"{path}.{i}", "n") for i, n in enumerate(value.shape)),
        )
    if t is complex:
        return Scalar("py", "complex128")
    if isinstance(value, np.generic) and value.dtype.kind in "biufc":
        return Scalar("np", dtype_name(value.dtype))
    if isinstance(value, np.ndarray):
        raise ArgumentError(
            "S2S502",
            path,
            f"an array of the class {t.__name__}",
            "pass np.asarray(x).",
            "its arithmetic is its own, and the derivative is made for NumPy's.",
        )
    if is_generator(t):
        return GENERATOR  # what it draws is drawn when the module runs
    if t in (tuple, list) or (isinstance(value, tuple) and hasattr(t, "_fields")):
        items = tuple(spec_of(v, f"{path}.{i}", records) for i, v in enumerate(value))
        return Struct(
            "tuple" if isinstance(value, tuple) else "list", None, items, t if hasattr(t, "_fields") else None
        )
    if t is dict:
        return Struct("dict", tuple(value), tuple(spec_of(v, f"{path}.{k}", records) for k, v in value.items()))
    if records and (fields := fields_of(value)) is not None:
        values = zip(fields, items_of(value, fields), strict=True)
        return Struct("object", fields, tuple(spec_of(v, f"{path}.{k}", records) for k, v in values), t)
    return Known(Const(value).key(), value)
