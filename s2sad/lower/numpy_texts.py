"""Functions of NumPy that are made of its others, as Python: their texts are read like those of the user's functions.

::

    np.apply_along_axis(f, 0, x)        np.stack([f(x[:, j]) for j in range(n)], axis=-1)
    np.piecewise(x, [c], [f, g])        y = np.zeros_like(x);  y[c] = f(x[c]);  y[~c] = g(x[~c])

Each does what NumPy does, operation by operation, so that the value is the same to the last bit; what it is given is
checked as far as a wrong call would go unnoticed. A function that has a formula of its own is a row instead.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.callee_calls import bound, invoke
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs
from s2sad.lower.meanings import meaning


def stands_for(*functions: object, reads: str = "") -> Callable[[Any], Any]:
    """Calls of these are calls of the function that is decorated; it has their parameters, as far as they are known.

    A list of known items that it only ``reads`` is handed on as a tuple of them.
    """

    def note(text: Any) -> Any:
        signature = inspect.signature(text)
        name = f"{_place(functions[0])}.{text.__name__}"

        @meaning(*functions)
        def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
            values = bound(frame, node, name, signature, args, kwargs, lambda p: Const(p.default))
            only_read = values.get(reads)
            if isinstance(only_read, Pack) and only_read.kind == "list":
                values[reads] = Pack("tuple", only_read.items)
            return invoke(frame, node, text, values)

        return text

    return note


def _place(function: Any) -> str:
    """The module that a function is called from."""
    return str(function.__module__).partition(".")[0].replace("numpy", "np").lstrip("_")


# ---------------------------------------------------------------- functions that are handed in


@stands_for(np.apply_along_axis)
def apply_along_axis(func1d: Any, axis: Any, arr: Any, *args: Any, **kwargs: Any) -> Any:
    x = np.moveaxis(arr, axis, -1)
    if x.ndim == 1:
        return np.asarray(func1d(x, *args, **kwargs))
    rows = x.reshape(-1, x.shape[-1])
    made = np.stack([func1d(rows[i], *args, **kwargs) for i in range(len(rows))])
    made = made.reshape(x.shape[:-1] + made.shape[1:])
    for i in range(made.ndim - x.ndim + 1):
        made = np.moveaxis(made, x.ndim - 1 + i, axis % x.ndim + i)
    return made


@stands_for(np.apply_over_axes)
def apply_over_axes(func: Any, a: Any, axes: Any) -> Any:
    for axis in (axes,) if np.ndim(axes) == 0 else axes:
        made = func(a, axis % a.ndim)
        a = made if made.ndim == a.ndim else np.expand_dims(made, axis % a.ndim)
    return a


@stands_for(np.piecewise)
def piecewise(x: Any, condlist: Any, funclist: Any, *args: Any, **kw: Any) -> Any:
    if isinstance(condlist, np.ndarray) and condlist.ndim == x.ndim:
        condlist = [condlist]
    if len(funclist) not in (len(condlist), len(condlist) + 1):
        raise ValueError("a function is needed for each condition, and one more for the rest")
    y = np.zeros_like(x)
    rest = np.ones(x.shape, dtype=bool)
    for i in range(len(funclist)):
        here = condlist[i] if i < len(condlist) else rest
        rest = np.logical_and(rest, np.logical_not(here))
        if callable(funclist[i]):
            items = x[here]
            if items.size > 0:
                y[here] = funclist[i](items, *args, **kw)
        else:
            y[here] = funclist[i]
    return y


@stands_for(np.fromfunction)
def fromfunction(function: Any, shape: Any, *, dtype: Any = float, **kwargs: Any) -> Any:
    places = np.indices(shape, dtype=dtype)
    return function(*[places[i] for i in range(len(shape))], **kwargs)


# ---------------------------------------------------------------- systems of equations


@stands_for(np.linalg.tensorsolve)
def tensorsolve(a: Any, b: Any, axes: Any = None) -> Any:
    if axes is not None:
        a = np.moveaxis(a, axes, tuple(range(a.ndim - len(axes), a.ndim)))
    shape = a.shape[b.ndim :]
    return np.linalg.solve(a.reshape(b.size, b.size), b.ravel()).reshape(shape)


@stands_for(np.linalg.tensorinv)
def tensorinv(a: Any, ind: int = 2) -> Any:
    shape = a.shape[ind:] + a.shape[:ind]
    n = 1
    for k in a.shape[ind:]:
        n = n * k
    return np.linalg.inv(a.reshape(n, -1)).reshape(shape)


# ---------------------------------------------------------------- interpolation, differences


def interpolated(x: Any, xp: Any, fp: Any, period: Any) -> Any:
    """``np.interp`` with a period: places are in double precision before they are laid into it."""
    period = abs(period)
    x = np.asarray(x, dtype=float) if isinstance(x, np.ndarray) else float(x)
    xp = np.asarray(xp, dtype=float) % period
    order = np.argsort(xp)
    xp = xp[order]
    fp = fp[order]
    xp = np.concatenate((xp[-1:] - period, xp, xp[0:1] + period))
    return np.interp(x % period, xp, np.concatenate((fp[-1:], fp, fp[0:1])))


def weighted_covariance(x: Any, fweights: Any, aweights: Any, ddof: Any) -> Any:
    """``np.cov`` with weights, of the rows of a matrix or of a vector, in double precision."""
    one = x.ndim == 1
    x = np.atleast_2d(np.asarray(x, dtype=float))
    if fweights is not None:
        if fweights.shape[0] != x.shape[1]:
            raise RuntimeError("incompatible numbers of samples and fweights")
        if np.any(fweights < 0):
            raise ValueError("fweights cannot be negative")
    if aweights is not None:
        aweights = np.asarray(aweights, dtype=float)
        if aweights.shape[0] != x.shape[1]:
            raise RuntimeError("incompatible numbers of samples and aweights")
        if np.any(aweights < 0):
            raise ValueError("aweights cannot be negative")
    w = fweights.astype(float) if aweights is None else aweights if fweights is None else fweights * aweights
    mean, sums = np.average(x, axis=1, weights=w), np.sum(w)
    if ddof == 0:
        rest = sums
    elif aweights is None:
        rest = sums - ddof
    else:
        rest = sums - ddof * sum(w * aweights) / sums
    x = x - mean[:, None]
    made = np.dot(x, (x * w).T) * np.true_divide(1, rest)
    return made.reshape(()) if one else made


@stands_for(np.ediff1d)
def ediff1d(ary: Any, to_end: Any = None, to_begin: Any = None) -> Any:
    x = np.ravel(ary)
    made = x[1:] - x[:-1]
    if to_begin is not None:
        made = np.concatenate((np.ravel(to_begin).astype(x.dtype), made))
    if to_end is not None:
        made = np.concatenate((made, np.ravel(to_end).astype(x.dtype)))
    return made


# ---------------------------------------------------------------- polynomials


def poly(zeros: Any) -> Any:
    """``np.poly`` of real numbers: the eigenvalues of a matrix are real or in pairs, so NumPy takes the real part."""
    if zeros.ndim == 2:
        return product_of_factors(np.linalg.eigvals(zeros)).real.copy()
    return product_of_factors(zeros)


def product_of_factors(roots: Any) -> Any:
    made = np.ones((1,), dtype=roots.dtype)
    for k in range(len(roots)):
        made = np.convolve(made, np.array([1.0, -roots[k]], dtype=roots.dtype), mode="full")
    return made


@stands_for(np.polydiv)
def polydiv(u: Any, v: Any) -> Any:
    u = np.atleast_1d(u) + 0.0
    v = np.atleast_1d(v) + 0.0
    w = u[0] + v[0]
    m, n = len(u) - 1, len(v) - 1
    scale = 1.0 / v[0]
    q = np.zeros(max(m - n + 1, 1), dtype=w.dtype)
    r = u.astype(w.dtype)
    for k in range(m - n + 1):
        d = scale * r[k]
        q[k] = d
        r[k : k + n + 1] -= d * v
    left = 0
    while np.allclose(r[left], 0, rtol=1e-14) and left < len(r) - 1:
        left = left + 1
    return q, r[left:]


@stands_for(np.polynomial.polynomial.polyval)
def polyval(x: Any, c: Any, tensor: Any = True) -> Any:
    c = np.atleast_1d(c) + 0.0
    if tensor and np.ndim(x):
        c = c.reshape(c.shape + (1,) * np.ndim(x))
    value = c[-1] + x * 0
    for i in range(2, len(c) + 1):
        value = c[-i] + value * x
    return value


# ---------------------------------------------------------------- reductions of parts


@stands_for(np.multiply.reduceat)
def multiply_reduceat(array: Any, indices: Any, axis: Any = 0) -> Any:
    return parts_reduced(np.prod, array, indices, axis)


@stands_for(np.maximum.reduceat)
def maximum_reduceat(array: Any, indices: Any, axis: Any = 0) -> Any:
    return parts_reduced(np.max, array, indices, axis)


@stands_for(np.minimum.reduceat)
def minimum_reduceat(array: Any, indices: Any, axis: Any = 0) -> Any:
    return parts_reduced(np.min, array, indices, axis)


def parts_reduced(function: Any, array: Any, indices: Any, axis: Any) -> Any:
    """Each part goes from its index to the next one; where that is not behind it, it is one item."""
    x = np.moveaxis(array, axis, 0)
    starts = np.asarray(indices)
    ends = np.append(starts[1:], len(x))
    made = [function(x[starts[k] : max(ends[k], starts[k] + 1)], axis=0) for k in range(len(starts))]
    return np.moveaxis(np.stack(made), 0, axis)
