"""Rows of the eigenvalues and eigenvectors of matrices of any kind; those of symmetric ones are `factorisations`.

With the vectors as columns of V, the matrix changes by P in their basis. The diagonal of P moves the values, the rest
turns the vectors, which NumPy holds at length one with a real largest item::

    w, v = np.linalg.eig(x)         P = dual_basis(v) @ x_dot @ v         w_dot = diagonal of P
                                    v_dot = in_gauge(v @ (gaps(w) * P), v, anchors(v))

NumPy gives real numbers where all eigenvalues of a real matrix are real: the type is complex all the same, which holds
such numbers. A defective matrix has no basis of eigenvectors: its derivative raises `np.linalg.LinAlgError`.
"""

from __future__ import annotations

import numpy as np

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.factorisations import gaps
from s2sad.rules.rearranging import put_along
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.results import several
from s2sad.rules.typing import NoType, matched, type_of_first
from s2sad.types import ONE, Array, Type, axes


def dual_basis(v):  # type: ignore[no-untyped-def]
    """The inverse of a matrix of eigenvectors, if there is one."""
    if v.size and np.any(np.linalg.cond(v) * v.shape[-1] * np.finfo(v.dtype).eps > 1.0):
        raise np.linalg.LinAlgError("a defective matrix: its eigenvalues and eigenvectors have no derivative")
    return np.linalg.inv(v)


def anchors(v):  # type: ignore[no-untyped-def]
    """Where each column has its largest item."""
    return np.argmax(np.abs(v), axis=-2, keepdims=True) if v.size else np.zeros((*v.shape[:-2], 1, v.shape[-1]), int)


def in_gauge(x, v, k):  # type: ignore[no-untyped-def]
    """How columns of length one change that would change by x, their items at k staying real."""
    part = np.sum(np.conjugate(v) * x, axis=-2, keepdims=True).real
    if np.iscomplexobj(v):
        part = part + 1j * (np.take_along_axis(x, k, axis=-2) / np.take_along_axis(v, k, axis=-2)).imag
    return x - v * part


def eigenvectors(x, w):  # type: ignore[no-untyped-def]
    """The eigenvectors of a matrix in the order of its eigenvalues w."""
    own, v = np.linalg.eig(x)
    if not np.array_equal(own, w, equal_nan=True):
        order = np.argmin(np.abs(own[..., :, None] - w[..., None, :]), axis=-2)
        v = np.take_along_axis(v, order[..., None, :], axis=-1)
    return v


# Rows of the first two are what the formulas call.
NAMESPACE.update(gaps=gaps, put_along=put_along, dual_basis=dual_basis, anchors=anchors, in_gauge=in_gauge)
NAMESPACE.update(eigenvectors=eigenvectors)


def _complex(t: Type) -> str:
    return np.result_type(getattr(t, "dtype", "float64"), np.complex64).name


def _pair(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Values and vectors: of integers they are double precision."""
    named, stack = matched(rule, args, [["n", "n"]], where)
    t = type_of(args[0])
    if not isinstance(t, Array):
        raise NoType(f"{rule.name} of {t}")
    dtype = _complex(t)
    return Array(dtype, (*stack, named["n"])), Array(dtype, (*stack, named["n"], named["n"]))


def _values(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return _pair(rule, args, attrs, where)[:1]


def _vectors(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return _pair(rule, args[:1], attrs, where)[1:]


def _held(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    x, v = (type_of(a) for a in args[:2])
    assert isinstance(x, Array)
    assert isinstance(v, Array)
    return (Array(np.result_type(x.dtype, v.dtype).name, v.axes),)


def _places(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    shape = axes(type_of(args[0]))
    assert shape is not None
    return (Array("int64", (*shape[:-2], ONE, shape[-1])),)


_TURNING = "in_gauge({0} @ (gaps(w) * (dual_basis({0}) @ d @ {0})), {0}, anchors({0}))"
_MOVING = "np.sum(dual_basis({0}).mT * (d @ {0}), axis=-2)"
_OWN, _PART = "eigenvectors(x, out)", "np.take_along_axis({}, k, axis=-2)"
_X, _V, _D = (_PART.format(n) for n in "xvd")


def _along(x: str, v: str) -> str:
    return f"np.sum({x} * {v}, axis=-2, keepdims=True)"


# fmt: off
declare("dual_basis(v)", "tangent", type_of_first, v="-(out @ d @ out)", helper="dual_basis", raises=True)
declare("anchors(v)", "constant", _places, helper="anchors")
declare("in_gauge(x, v, k)", "tangent", _held, helper="in_gauge",
        x="in_gauge(d, v, k)",
        x_bar=f"g - np.conjugate(v) * {_along('g', 'v')}.real "
              f"- put_along(turn({_along('g', 'v')}) / {_V}, k, v, axis=-2)",
        v=f"-(d * ({_along('np.conjugate(v)', 'x')}.real + turn({_X} / {_V}))) "
          f"- v * ({_along('np.conjugate(d)', 'x')}.real - turn({_X} * {_D} / ({_V} * {_V})))")
declare("eigenvectors(x, w)", "tangent", _vectors, x=_TURNING.format("out"), helper="eigenvectors", raises=True)
several("np.linalg.eig(x)", ("w", "v"), _pair, raises=True, real_too=True, gives=np.linalg._linalg.EigResult,
        w_by_x=_MOVING.format("v"), v_by_x=_TURNING.format("v"))
declare("np.linalg.eigvals(x)", "tangent", _values, raises=True, real_too=True, x=_MOVING.format(_OWN))
# fmt: on
