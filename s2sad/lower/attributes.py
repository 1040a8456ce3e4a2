"""Attributes of numbers and arrays, and the functions of NumPy that read them: ``x.shape``, ``np.shape(x)``."""

from __future__ import annotations

import ast
from collections.abc import Callable

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, no_keywords
from s2sad.lower.meanings import ARRAY_METHODS, Lower, meaning
from s2sad.rules.complexes import is_complex
from s2sad.types import Array, Scalar, Type

Attribute = Callable[[Frame, ast.AST, Var, Array | Scalar], Arg]


def _shape(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    if isinstance(t, Array) and t.axes is None:
        frame.refuse(
            node, "S2S304", "the shape of an array of unknown rank", "its length is not known.", "keep its rank."
        )
    axes = t.axes or () if isinstance(t, Array) else ()
    return Pack("tuple", tuple(Pack("lazy_dim", (base, Const(i))) for i in range(len(axes))))


def _transposed(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    return emit(frame, node, "T", (base,)) if isinstance(t, Array) else base


def _matrix_transposed(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    return emit(frame, node, "mT", (base,))


def _rank(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    if isinstance(t, Array) and t.axes is None:
        frame.refuse(node, "S2S304", "the rank of an array that may be a scalar", "it is not known.", "keep its rank.")
    return Const(len(t.axes or ()) if isinstance(t, Array) else 0)


def _size(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    return emit(frame, node, "size", (base,)) if isinstance(t, Array) else Const(1)


def _itemsize(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    return Const(np.dtype(t.dtype).itemsize)


def _nbytes(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    return emit(frame, node, "mul", (_size(frame, node, base, t), _itemsize(frame, node, base, t)))


def _dtype(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    return Const(np.dtype(t.dtype))


def _real(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    """Of what is real, ``x.real`` is x itself: the same array."""
    return emit(frame, node, "real", (base,)) if t.dtype.startswith("complex") or t.dtype == "bool" else base


def _imag(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar) -> Arg:
    return _imaginary(frame, node, base)


def _imaginary(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    row = "imag" if str(getattr(type_of(x), "dtype", "")).startswith("complex") else "imag_of_real"
    return emit(frame, node, row, (x,))


ATTRIBUTES: dict[str, Attribute] = {
    "T": _transposed,
    "mT": _matrix_transposed,
    "shape": _shape,
    "ndim": _rank,
    "size": _size,
    "dtype": _dtype,
    "itemsize": _itemsize,
    "nbytes": _nbytes,
    "real": _real,
    "imag": _imag,
}
_OF_PYTHON = ("real", "imag")  # what numbers of Python have as well


def attribute_of_number(frame: Frame, node: ast.AST, base: Var, t: Array | Scalar, name: str) -> Arg | None:
    """An attribute of a number or array; None if it has none of that name."""
    if name not in ATTRIBUTES or (isinstance(t, Scalar) and t.kind != "np" and name not in _OF_PYTHON):
        return None
    return ATTRIBUTES[name](frame, node, base, t)


def _as_function(name: str, of_number: Callable[[Arg], Arg]) -> Lower:
    """``np.shape``, ``np.ndim``, …: of a number, or as the array's own attribute."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, f"np.{name}", args, 1)
        (x,) = args
        t: Type = type_of(x)
        if isinstance(x, Pack) and x.kind in ("tuple", "list"):
            x = emit(frame, node, "np.array", (x,))
            t = type_of(x)
        if isinstance(t, Array) and isinstance(x, Var):
            return ATTRIBUTES[name](frame, node, x, t)
        if isinstance(t, Scalar) or isinstance(x, (Const, Pack)):
            return of_number(x)  # also of what is no number
        frame.refuse(node, "S2S304", f"np.{name} of {t}", "it is no number or array.", "pass numbers.")

    return lower


meaning(np.shape)(_as_function("shape", lambda x: Pack("tuple", ())))
meaning(np.ndim)(_as_function("ndim", lambda x: Const(0)))
SIZE = meaning(np.size)(_as_function("size", lambda x: Const(1)))


@meaning(np.real)
def _real_of(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    if len(args) == 1 and isinstance(type_of(args[0]), Scalar) and is_complex(type_of(args[0])):
        return emit(frame, node, "real", (args[0],))
    return _REAL_OF(frame, node, args, kwargs)


_REAL_OF = _as_function("real", lambda x: x)


@meaning(np.imag)
def _imag_of(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.imag", args, 1)
    return _imaginary(frame, node, args[0])


def _conjugate(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``x.conj()`` of what is real is x itself; ``np.conj(x)`` is a new array."""
    no_keywords(frame, node, kwargs, "conj", args, 1)
    (x,) = args
    return (
        x
        if not str(getattr(type_of(x), "dtype", "")).startswith("complex")
        else emit(frame, node, "np.conjugate", (x,))
    )


def _view(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``x.view()``: another array of the same memory."""
    no_keywords(frame, node, kwargs, "view", args, 1)
    return emit(frame, node, "getitem", (args[0], Const(...)))


ARRAY_METHODS["conj"] = ARRAY_METHODS["conjugate"] = _conjugate
ARRAY_METHODS["view"] = _view
