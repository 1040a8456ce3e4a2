"""Calls of linear algebra that are other calls by the form of their arguments.

::

    np.einsum(x, [0, 1], y, [1, 2])        np.einsum("ab,bc", x, y)
    np.kron(v, a)                          np.kron(np.expand_dims(v, 0), a)
    np.linalg.norm(t, 1, axis=(0, 1))      np.linalg.norm(np.moveaxis(t, (0, 1), (-2, -1)), 1, axis=(-2, -1))

Each makes what NumPy makes, bit by bit.
"""

from __future__ import annotations

import ast

import numpy as np

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.array_forms import as_array, as_arrays, known_axis, known_rank
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, by_name, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.row_calls import ruled
from s2sad.rules import REGISTRY
from s2sad.rules.products import view_of_one
from s2sad.rules.typing import shorter
from s2sad.types import ONE, Array, axes, rank

NONE = Const(None)


@meaning(np.einsum)
def _einsum(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """With subscripts as lists of numbers it is the one with letters; one that permutes axes is a transpose."""
    if args and not (isinstance(args[0], Const) and isinstance(args[0].value, str)):
        rest = list(args)
        xs: list[Arg] = []
        lists: list[str] = []
        while len(rest) >= 2:
            xs.append(rest.pop(0))
            lists.append(_letters(frame.known(rest.pop(0), node)))
        text = ",".join(lists) + (f"->{_letters(frame.known(rest[0], node))}" if rest else "")
        args = [Const(text), *xs]
    text = args[0].value.replace(" ", "") if isinstance(args[0], Const) else ""
    left, arrow, right = text.partition("->")
    if (
        len(args) == 2
        and arrow
        and "." not in text
        and left != right
        and sorted(set(left)) == sorted(left) == sorted(right)
    ):
        return emit(frame, node, "np.transpose", (args[1],), {"axes": tuple(left.index(c) for c in right)})
    if len(args) == 2 and isinstance(type_of(args[1]), Array) and not kwargs:
        view = view_of_one(text, args[1])
        if view:
            return emit(frame, node, "einsum_view", (args[1], Const(view)))
    return ruled(frame, node, REGISTRY.by_name["np.einsum"], args, kwargs)


def _letters(places: object) -> str:
    assert isinstance(places, (list, tuple))
    return "".join(
        "..." if p is Ellipsis else "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[p] for p in places
    )


# ---------------------------------------------------------------- products


@meaning(np.kron)
def _kron(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Of arrays of one rank; a number multiplies."""
    no_keywords(frame, node, kwargs, "np.kron", args, 2)
    both = [as_array(frame, node, a) for a in args]  # a number of Python's counts as double precision
    ranks = [known_rank(frame, node, a, "np.kron") for a in both]
    if 0 in ranks:
        return emit(frame, node, "np.multiply", tuple(both))
    for i, r in enumerate(ranks):
        missing = max(ranks) - r
        if missing:
            new = Pack("tuple", tuple(map(Const, range(missing))))
            both[i] = emit(frame, node, "np.expand_dims", (both[i], new))
    return emit(frame, node, "np.kron", tuple(both))


@meaning(np.outer, np.linalg.outer)
def _outer(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Of what its operands are in a row."""
    no_keywords(frame, node, kwargs, "np.outer", args, 2)
    both = [as_array(frame, node, a) for a in args]
    rows = [a if rank(type_of(a)) == 1 else emit(frame, node, "np.ravel", (a,)) for a in both]
    return emit(frame, node, "np.outer", tuple(rows))


@meaning(np.inner)
def _inner(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """With a number it multiplies."""
    no_keywords(frame, node, kwargs, "np.inner", args, 2)
    both = as_arrays(frame, node, args)
    return emit(frame, node, "np.multiply" if 0 in map(rank, map(type_of, both)) else "np.inner", tuple(both))


def _vecdot(function: object) -> None:
    @meaning(function)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        """Along another axis than the last one, of which it is made the last one."""
        axis = known_axis(frame, node, kwargs.pop("axis", Const(-1)))
        no_keywords(frame, node, kwargs, "np.vecdot", args, 2)
        both = [as_array(frame, node, a) for a in args]
        if axis != -1:
            both = [emit(frame, node, "np.moveaxis", (a, Const(axis), Const(-1))) for a in both]
        return emit(frame, node, "np.vecdot", tuple(both))


_vecdot(np.vecdot)
_vecdot(np.linalg.vecdot)


def _same_as(function: object, row: str) -> None:
    """A function of ``np.linalg`` that is one of NumPy's own by another name."""

    @meaning(function)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        return ruled(frame, node, REGISTRY.by_name[row], args, kwargs)


_same_as(np.linalg.matmul, "np.matmul")
_same_as(np.linalg.tensordot, "np.tensordot")


# ---------------------------------------------------------------- norms

_MATRIX_NORMS = (2, -2, 1, -1, np.inf, -np.inf, "nuc")


@meaning(np.linalg.norm)
def _norm(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Of a matrix it is another function, but for the root of all squares; and another one where it counts."""
    said = by_name("x ord axis keepdims", args, kwargs)
    ord, axis = (frame.known(said[k], node) if k in said else None for k in ("ord", "axis"))
    r = rank(type_of(said.get("x", NONE)))
    if ord == 0 and (r == 1 if axis is None else isinstance(axis, int)):
        return ruled(frame, node, REGISTRY.by_name["norm_zero"], [said.pop("x")], said)
    matrix = ord in _MATRIX_NORMS and type(ord) is not bool and r is not None
    if matrix and (r == 2 if axis is None else isinstance(axis, tuple) and len(axis) == 2):
        return _matrix_norm(frame, node, "norm_of_matrices", said, axis)
    return ruled(frame, node, REGISTRY.by_name["np.linalg.norm"], args, kwargs)


def _matrix_norm(frame: Frame, node: ast.AST, row: str, said: Kwargs, axis: tuple[int, int] | None) -> Arg:
    """Over the last two axes, which others are made; those that are kept are put back."""
    x = said.pop("x")
    r = known_rank(frame, node, x, "np.linalg.norm")
    keep = bool(frame.known(said.pop("keepdims", Const(False)), node))
    first, second = axis or (-2, -1)
    pair = (first % r, second % r)
    if pair != (r - 2, r - 1):
        x = emit(frame, node, "np.moveaxis", (x, *(Pack("tuple", tuple(map(Const, p))) for p in (pair, (-2, -1)))))
    more = {"ord": said["ord"], **({"axis": Pack("tuple", (Const(-2), Const(-1)))} if r > 2 else {})}
    made = ruled(frame, node, REGISTRY.by_name[row], [x], more if row == "norm_of_matrices" else {"ord": said["ord"]})
    if not keep:
        return made
    return emit(frame, node, "np.expand_dims", (made, Pack("tuple", tuple(map(Const, sorted(pair))))))


@meaning(np.linalg.matrix_norm)
def _norm_of_last_axes(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    said = {"ord": Const("fro"), **by_name("x", args, kwargs)}
    no_keywords(frame, node, {k: v for k, v in said.items() if k not in ("x", "ord", "keepdims")}, "a norm", [], 0)
    return _matrix_norm(frame, node, "np.linalg.matrix_norm", said, None)


@meaning(np.linalg.vector_norm)
def _vector_norm(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    row = "np.linalg.vector_norm"
    if frame.known(kwargs.get("ord", Const(2)), node) == 0:
        row = "vector_norm_zero"
    return ruled(frame, node, REGISTRY.by_name[row], args, kwargs)


# ---------------------------------------------------------------- factorisations


@meaning(np.linalg.qr)
def _qr(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """The upper factor alone is that of both; of what is not tall the complete factors are the reduced ones."""
    said = by_name("a mode", args, kwargs)
    x, mode = said.pop("a"), frame.known(said.pop("mode", Const("reduced")), node)
    no_keywords(frame, node, said, "np.linalg.qr", [], 0)
    shape = axes(type_of(x)) or ()
    m, n = shape[-2:] if len(shape) > 1 else (ONE, ONE)
    least = shorter(m, n, frame.where(node))
    if mode not in ("reduced", "r") and not (mode == "complete" and least == m):
        why = "the other columns of the first factor may be turned among themselves: they have no derivative."
        what = f"mode={mode!r} of np.linalg.qr"
        frame.refuse(node, "S2S302", what, why, "mode='reduced'.")
    row = "np.linalg.qr" if least == n else "qr_of_any"
    both = ruled(frame, node, REGISTRY.by_name[row], [x], {})
    return both.items[1] if mode == "r" and isinstance(both, Pack) else both
