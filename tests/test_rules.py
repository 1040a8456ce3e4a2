"""Every row that has a derivative, at sample arguments of every kind, against central differences.

A row without a sample fails: adding a rule means adding a line here.
"""

from __future__ import annotations

import ast
import importlib.util
import itertools
import math
import re

import numpy as np
import pytest

from s2sad.errors import UnsupportedError
from s2sad.rules import REGISTRY
from tests.driver import Derived, dot_numbers, fresh, identical
from tests.oracle import flat, like

ANY, POSITIVE, UNIT, ABOVE_ONE = (-1.7, 2.3), (0.3, 2.9), (-0.8, 0.85), (1.2, 3.0)
# The domains of the operands of elementwise rows.
DOMAINS = {
    "add": (ANY, ANY),
    "sub": (ANY, ANY),
    "mul": (ANY, ANY),
    "truediv": (ANY, POSITIVE),
    "pow": (POSITIVE, ANY),
    "neg": (ANY,),
    "pos": (ANY,),
    "abs": (ANY,),
    "mod": (ANY, ABOVE_ONE),
    **{
        f"{m}.{f}": (d,)
        for m in ("np", "math")
        for f, d in {
            "exp": ANY, "expm1": ANY, "log": POSITIVE, "log1p": UNIT, "log2": POSITIVE, "log10": POSITIVE,
            "sqrt": POSITIVE, "sin": ANY, "cos": ANY, "tan": UNIT, "sinh": ANY, "cosh": ANY, "tanh": ANY,
        }.items()
    },
    **{
        f"{m}{f}": (d,)
        for m in ("np.arc", "math.a")
        for f, d in {
            "sin": UNIT, "cos": UNIT, "tan": ANY, "sinh": ANY, "cosh": ABOVE_ONE, "tanh": UNIT,
        }.items()
    },
    "np.arctan2": (ANY, POSITIVE),
    "math.atan2": (ANY, POSITIVE),
    "math.pow": (POSITIVE, ANY),
    "np.power": (POSITIVE, ANY),
    "np.add": (ANY, ANY),
    "np.subtract": (ANY, ANY),
    "np.multiply": (ANY, ANY),
    "np.divide": (ANY, POSITIVE),
    "np.negative": (ANY,),
    "np.square": (ANY,),
    "np.absolute": (ANY,),
    "math.fabs": (ANY,),
    "np.sign": (ANY,),
    "np.maximum": (ANY, ANY),
    "np.minimum": (ANY, ANY),
    "np.fmax": (ANY, ANY),
    "np.fmin": (ANY, ANY),
    "np.positive": (ANY,),
    "np.conjugate": (ANY,),
    "np.fabs": (ANY,),
    "np.reciprocal": (POSITIVE,),
    "np.exp2": (ANY,),
    "np.cbrt": (POSITIVE,),
    "np.deg2rad": (ANY,),
    "np.rad2deg": (ANY,),
    "np.hypot": (ANY, POSITIVE),
    "np.logaddexp": (ANY, ANY),
    "np.logaddexp2": (ANY, ANY),
    "np.float_power": (POSITIVE, ANY),
    "np.remainder": (ANY, ABOVE_ONE),
    "np.fmod": (ANY, ABOVE_ONE),
    "np.copysign": (POSITIVE, POSITIVE),
    "np.nan_to_num": (ANY,),
    "divide": (ANY, POSITIVE),
    "power": (POSITIVE, ANY),
    "power_dx": (POSITIVE, ANY),
    "log_positive": (POSITIVE,),
    "max": (ANY, ANY),
    "min": (ANY, ANY),
    "math.erf": (UNIT,),
    "math.erfc": (UNIT,),
    "math.gamma": (ABOVE_ONE,),
    "math.lgamma": (POSITIVE,),
    "math.exp2": (ANY,),
    "math.cbrt": (POSITIVE,),
    "math.degrees": (ANY,),
    "math.radians": (ANY,),
    "math.fmod": (ANY, ABOVE_ONE),
    "math.remainder": (POSITIVE, ABOVE_ONE),
    "math.copysign": (POSITIVE, POSITIVE),
}  # fmt: skip

V, W, M = np.array([0.5, -1.25, 2.0]), np.array([1.5, 0.75, -0.4]), np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])
N, S = np.array([[0.4, -0.2], [0.9, 1.1], [-0.3, 0.6]]), np.array([[1.0, 0.5, 0.2], [0.1, 0.8, -0.4], [0.3, -0.6, 0.9]])
ROW, COLUMN, ONE = M[:1], M[:, :1].copy(), np.array([[1.5]])
T3 = np.linspace(-1.0, 1.3, 24).reshape(2, 3, 4)
C = np.array([True, False, True])
SINGLE = V.astype(np.float32)
# Rows that are no elementwise function of floats: calls with arguments for the parameters x, y (and c, k).
CALLS = {
    "np.where": [("np.where(c, x, y)", {"c": C, "x": V, "y": W}), ("np.where(c, x, 2.0)", {"c": C, "x": M}),
                 ("np.where(c, x, y)", {"c": C, "x": 1.5, "y": M}),
                 ("np.where(c, x, y)", {"c": C, "x": ROW, "y": COLUMN})],
    "np.clip": [("np.clip(x, -0.5, 1.0)", {"x": V}), ("x.clip(y, 3.0)", {"x": M, "y": 0.9 * W}),
                ("np.clip(x, -2.0, y)", {"x": W, "y": 0.5}), ("np.clip(x, y, -0.2)", {"x": V, "y": 0.5}),
                ("np.clip(x, 0.5, y)", {"x": 1.7, "y": 1.2}), ("np.clip(x, 0.0, 1.0)", {"x": SINGLE})],
    "positive": [("positive(x, y)", {"x": V, "y": W}), ("positive(x, y)", {"x": 1.5, "y": 2.5}),
                 ("positive(x, y)", {"x": -1.5, "y": 2.5}), ("positive(x, y)", {"x": M, "y": V})],
    "select": [("select(c, x, y)", {"c": C, "x": V, "y": W}), ("select(x > y, x, y)", {"x": 1.5, "y": 2.5})],
    "matmul": [("x @ y", {"x": a, "y": b}) for a, b in ((V, W), (M, V), (W, N), (M, N), (ROW, N), (M, N[:, :1].copy()))]
              + [("x @ y", {"x": T3, "y": np.swapaxes(T3, 1, 2).copy()}), ("x @ y", {"x": T3, "y": np.ones((4, 2))}),
                 ("x @ y", {"x": S, "y": T3}), ("x @ y", {"x": V[:1], "y": W[:1]}), ("x @ x.T", {"x": M})],
    "np.matmul": [("np.matmul(x, y)", {"x": M, "y": N})],
    "np.dot": [("np.dot(x, y)", {"x": a, "y": b}) for a, b in ((V, W), (M, V), (W, N), (M, N), (2.0, V), (V, 2.0))],
    "np.outer": [("np.outer(x, y)", {"x": V, "y": W[:2].copy()})],
    "getitem": [(f"x[{i}]", {"x": M}) for i in ("0", "0, 1", "1:", ":, ::2", "::-1", "..., 1", "None, 1", "[0, 0, 1]",
                                                 ":, [2, 0]", "-1, -2", "x > 0", "0:1", "1:1")]
               + [(f"x[{i}]", {"x": T3}) for i in ("0, :, [0, 1, 1]", ":, 0, [1, 0]", "[0, 1], [2, 0]",
                                                   "1, None, [0, 2]", "..., [0, 0]", "[[0, 1], [1, 1]], 2")],
    "np.sum": [(f"np.sum(x{a})", {"x": x}) for x in (M, V, ROW, COLUMN)
               for a in ("", ", axis=0", ", axis=-1", ", axis=0, keepdims=True", ", keepdims=True")]
              + [(f"np.sum(x, axis={a})", {"x": T3}) for a in ("1", "(0, 2)", "(-1, 0), keepdims=True")]
              + [("np.sum(x)", {"x": 1.5}), ("np.sum(x)", {"x": np.array(1.5)})],
    "np.mean": [(f"np.mean(x{a})", {"x": x}) for x in (M, V, ROW, COLUMN)
                for a in ("", ", axis=0", ", axis=-1", ", axis=0, keepdims=True", ", keepdims=True")]
               + [(f"np.mean(x, axis={a})", {"x": T3}) for a in ("1", "(0, 2)", "(-1, 0), keepdims=True")],
    "np.full_like": [("np.full_like(x, y)", {"x": M, "y": 1.5})],
    "np.array": [("np.array(x)", {"x": V}), ("np.array([x, y, 2.0])", {"x": 1.5, "y": 2.5}),
                 ("np.array([[x, y], [y, x * y]])", {"x": 1.5, "y": np.float64(2.5)}),
                 ("np.array([x, y])", {"x": V, "y": W}),
                 ("np.array(x)", {"x": 1.5})],
    "np.reshape": [("np.reshape(x, (3, 2))", {"x": M}), ("x.reshape(6)", {"x": M}), ("x.reshape(-1)", {"x": M}),
                   ("x.reshape(1, 3)", {"x": V}), ("x.reshape((-1, 1))", {"x": V}), ("x.T.reshape(6)", {"x": M})],
    "np.ravel": [("np.ravel(x)", {"x": M}), ("x.ravel()", {"x": V}), ("np.ravel(x.T)", {"x": M})],
    "np.transpose": [("np.transpose(x)", {"x": M}), ("np.transpose(x, axes=(2, 0, 1))", {"x": T3}),
                     ("np.transpose(x)", {"x": V})],
    "T": [("x.T", {"x": M}), ("x.T", {"x": V}), ("x.T", {"x": T3}), ("x.T", {"x": ROW})],
    "np.swapaxes": [("np.swapaxes(x, 0, 2)", {"x": T3}), ("np.swapaxes(x, -1, 0)", {"x": M})],
    "np.expand_dims": [("np.expand_dims(x, 0)", {"x": M}), ("np.expand_dims(x, axis=-1)", {"x": V}),
                       ("np.expand_dims(x, (0, 2))", {"x": V})],
    "copy": [("x.copy()", {"x": M})],
    "astype": [("x.astype(np.float64)", {"x": M}), ("x.astype(np.float64)", {"x": V.astype(np.float32)})],
    "float": [("float(x)", {"x": 1.5}), ("float(x)", {"x": np.float64(1.5)}), ("float(x)", {"x": np.array(1.5)})],
    "np.float64": [("np.float64(x)", {"x": 1.5}), ("np.float64(x)", {"x": np.float32(1.5)})],
    "polygamma": [("polygamma(0, x)", {"x": 1.5}), ("polygamma(2, x)", {"x": np.float64(0.5)})],
    "math.ldexp": [("math.ldexp(x, 3)", {"x": 1.5})],
    "sum": [("sum((x, y, 2.0))", {"x": 1.5, "y": np.float64(2.5)}), ("sum(x)", {"x": V}), ("sum(x)", {"x": V[:1]})],
    "sum_from": [("sum((x, y), x * y)", {"x": 1.5, "y": 2.5}), ("sum(x, y)", {"x": V, "y": 1.5})],
    "math.fsum": [("math.fsum([x, y, 2.0])", {"x": 1.5, "y": np.float64(2.5)}), ("math.fsum(x)", {"x": V})],
    "math.hypot": [("math.hypot(x, y, 2.0)", {"x": 1.5, "y": np.float64(-2.5)}), ("math.hypot(x)", {"x": -1.5})],
    "largest": [("max(x)", {"x": V})],
    "smallest": [("min(x)", {"x": V})],
    **{f"np.{f}": [(f"np.{f}(x{a})", {"x": x}) for x in (M, V, ROW, COLUMN)
                   for a in ("", ", axis=0", ", axis=-1", ", axis=0, keepdims=True", ", keepdims=True")]
                  + [(f"np.{f}(x, axis={a})", {"x": T3}) for a in ("1", "(0, 2)", "(-1, 0), keepdims=True")]
                  + [(f"np.{f}(x)", {"x": SINGLE}), (f"np.{f}(x, axis=1)", {"x": M.astype(np.float32)}),
                     (f"np.{f}(x)", {"x": np.array(1.5)})]
       for f in ("max", "min", "prod", "var")},
    "np.std": [(f"np.std(x{a})", {"x": x}) for x in (M, V, T3)
               for a in ("", ", axis=0", ", axis=-1, ddof=1", ", axis=0, keepdims=True", ", keepdims=True")]
              + [("x.std()", {"x": SINGLE}), ("x.std(axis=(0, 1), ddof=1)", {"x": T3})],
    "others": [("np.prod(x * y)", {"x": np.array([0.0, 1.5, 2.0]), "y": W}),
               ("np.prod(x, axis=1)", {"x": np.array([[0.0, 0.0, 1.2], [0.0, 0.5, 2.0]])}),
               ("np.prod(x)", {"x": np.zeros((2, 2))}), ("np.prod(x, axis=(0, 2))", {"x": T3 * (T3 > 0.0)})],
    "np.cumsum": [("np.cumsum(x)", {"x": V}), ("x.cumsum(axis=1)", {"x": M}), ("np.cumsum(x, axis=0)", {"x": ROW}),
                  ("np.cumsum(x)", {"x": M}), ("np.cumsum(x, axis=-2)", {"x": T3})],
    "np.linalg.norm": [(f"np.linalg.norm(x{a})", {"x": x}) for x in (V, V[:1]) for a in ("", ", 2", ", 1", ", np.inf")]
                      + [(f"np.linalg.norm(x{a})", {"x": M}) for a in ("", ", 'fro'", ", axis=1", ", 1, axis=0")]
                      + [(f"np.linalg.norm(x{a})", {"x": T3}) for a in (", np.inf, axis=-1", ", axis=0, keepdims=True",
                                                                       ", axis=(0, 2)", "", ", keepdims=True")]
                      + [("np.linalg.norm(x)", {"x": SINGLE})],
    "np.linalg.inv": [("np.linalg.inv(x)", {"x": S}), ("np.linalg.inv(x)", {"x": np.stack([S, S.T + 0.3])}),
                      ("np.linalg.inv(x)", {"x": np.array([[2.5]])}),
                      ("np.linalg.inv(x)", {"x": S.astype(np.float32)})],
    "np.linalg.solve": [("np.linalg.solve(x, y)", {"x": S, "y": y}) for y in (V, N, np.stack([N, 2.0 * N]))]
                       + [("np.linalg.solve(x, y)", {"x": np.stack([S, S.T + 0.3]), "y": N}),
                          ("np.linalg.solve(x @ x.T, x[0])", {"x": S})],
    "np.linalg.det": [("np.linalg.det(x)", {"x": S}), ("np.linalg.det(x)", {"x": np.stack([S, S.T + 0.3])}),
                      ("np.linalg.det(x)", {"x": ONE})],
    "cofactors": [("cofactors(x)", {"x": S})],
    "log_of_det": [("np.linalg.slogdet(x)[1]", {"x": S})],
    "np.linalg.cholesky": [("np.linalg.cholesky(x)", {"x": S @ S.T + np.eye(3)}),
                           ("np.linalg.cholesky(x @ x.T + y * np.eye(3))", {"x": S, "y": 0.5}),
                           ("np.linalg.cholesky(x)", {"x": np.stack([S @ S.T + np.eye(3), np.eye(3)])})],
    "lower_half": [("lower_half(x)", {"x": S})],
    "on_diagonal": [("np.diag(x)", {"x": M}), ("np.diag(x, k=1)", {"x": M}), ("np.diag(x, k=-1)", {"x": S})],
    "np.diag": [("np.diag(x)", {"x": V}), ("np.diag(x, k=-1)", {"x": V}), ("np.diag(x, 2)", {"x": V}),
                ("np.diag(np.diag(x) * 2.0)", {"x": V}), ("np.diag([x, y, 2.0])", {"x": 1.5, "y": 2.5})],
    "np.trace": [("np.trace(x)", {"x": S}), ("x.trace()", {"x": M})],
    "mT": [("x.mT", {"x": T3}), ("x.mT", {"x": M})],
    "np.tril": [("np.tril(x)", {"x": S}), ("np.tril(x, -1)", {"x": M}), ("np.tril(x, k=1)", {"x": T3})],
    "np.triu": [("np.triu(x)", {"x": S}), ("np.triu(x, 1)", {"x": M})],
    **{f"np.{f}": [(f"np.{f}(({a}))", {"x": x, "y": y}) for a in ("x, y", "x, y, x * 2.0", "x,") for x, y in pairs]
       for f, pairs in {"concatenate": ((V, W), (M, 2.0 * M)), "stack": ((V, W), (M, 2.0 * M), (1.5, 2.5)),
                        "vstack": ((V, W), (M, ROW)), "hstack": ((V, W), (M, COLUMN)),
                        "column_stack": ((V, W), (M, N.T.copy()))}.items()},
    "np.roll": [("np.roll(x, 1)", {"x": V}), ("np.roll(x, -2)", {"x": M}), ("np.roll(x, 1, axis=0)", {"x": M}),
                ("np.roll(x, shift=5, axis=-1)", {"x": T3})],
    "np.flip": [("np.flip(x)", {"x": M}), ("np.flip(x, 0)", {"x": M}), ("np.flip(x, axis=(0, 2))", {"x": T3})],
    "np.fliplr": [("np.fliplr(x)", {"x": M})],
    "np.flipud": [("np.flipud(x)", {"x": M})],
    "np.moveaxis": [("np.moveaxis(x, 0, -1)", {"x": T3}), ("np.moveaxis(x, (0, 1), (1, 2))", {"x": T3})],
    "np.squeeze": [("np.squeeze(x, axis=0)", {"x": ROW}), ("x.squeeze(axis=1)", {"x": COLUMN}),
                   ("np.squeeze(x)", {"x": ROW}), ("np.squeeze(x)", {"x": ONE})],
    "np.atleast_1d": [("np.atleast_1d(x)", {"x": 1.5}), ("np.atleast_1d(x)", {"x": V})],
    "np.atleast_2d": [("np.atleast_2d(x)", {"x": V}), ("np.atleast_2d(x)", {"x": 1.5}), ("np.atleast_2d(x)", {"x": M})],
    "np.diff": [("np.diff(x)", {"x": V}), ("np.diff(x, axis=0)", {"x": M}), ("np.diff(x, 2)", {"x": T3})],
    "undiff": [("undiff(x, n=2, axis=0)", {"x": M})],
    "np.sort": [("np.sort(x)", {"x": V}), ("np.sort(x, axis=0)", {"x": M}), ("np.sort(x)", {"x": T3[::-1]})],
    "np.take_along_axis": [("np.take_along_axis(x, np.argsort(x * x, axis=1)[:, :2], axis=1)", {"x": M}),
                           ("np.take_along_axis(x, np.array([0, 0, 2, 1]), axis=0)", {"x": V})],
    "put_along": [("put_along(x, np.array([2, 0, 0]), y, axis=0)", {"x": V, "y": W})],
    "np.full": [("np.full(3, x)", {"x": 1.5}), ("np.full((2, 3), x)", {"x": V}), ("np.full((2, 3), x)", {"x": SINGLE})],
    "np.linspace": [("np.linspace(x, y, 5)", {"x": 1.5, "y": 2.5}), ("np.linspace(x, 3, num=4)", {"x": 1.5}),
                    ("np.linspace(0, x, 4, endpoint=False)", {"x": np.float64(1.5)}),
                    ("np.linspace(x, y, 1)", {"x": 1.5, "y": 2.5})],
    "linspace_of_50": [("np.linspace(x, y)", {"x": 1.5, "y": 2.5})],
    "arange_from": [("np.arange(x, y)", {"x": 1.5, "y": 4.7}), ("x * np.arange(1, 4)", {"x": V})],
    "arange_by": [("np.arange(x, 3.0, y)", {"x": 1.5, "y": 0.4}), ("np.arange(x, -2, -0.7)", {"x": 1.4})],
    "np.einsum": [("np.einsum('ij,jk->ik', x, y)", {"x": M, "y": N}), ("np.einsum('ij,kj', x, y)", {"x": M, "y": S}),
                  ("np.einsum('i,i->', x, y)", {"x": V, "y": W}),
                  ("np.einsum('ijk,k->j', x, y)", {"x": T3, "y": T3[0, 0]}),
                  ("np.einsum('ij->j', x)", {"x": M}), ("np.einsum('ij->', x)", {"x": M}),
                  ("np.einsum('ij,j,i->i', x, y, x[:, 0])", {"x": M, "y": W}), ("np.einsum('ijk->ki', x)", {"x": T3}),
                  ("np.einsum('bij,bjk->bik', x, y)", {"x": T3, "y": T3.swapaxes(1, 2).copy()})],
    "np.cross": [("np.cross(x, y)", {"x": V, "y": W}), ("np.cross(x, y)", {"x": S, "y": W}),
                 ("np.cross(x, x * y)", {"x": S, "y": M[:1]})],
    "np.vdot": [("np.vdot(x, y)", {"x": V, "y": W})],
    "np.inner": [("np.inner(x, y)", {"x": V, "y": W})],
    "np.take": [("np.take(x, [2, 0, 0])", {"x": V}), ("np.take(x, 4)", {"x": M}),
                ("np.take(x, [[0, 1], [1, 1]], axis=1)", {"x": M}),
                ("x.take([1, 1, 0], axis=-2)", {"x": T3}), ("np.take(x, 1, axis=0)", {"x": M})],
    "untake": [("untake(x, np.array([2, 0, 0]), y)", {"x": V, "y": W})],
    "np.repeat": [("np.repeat(x, 2)", {"x": V}), ("np.repeat(x, 3, axis=1)", {"x": M}), ("x.repeat(2)", {"x": M})],
    "unrepeat": [("unrepeat(x, 2, y[:2])", {"x": T3[0, 0], "y": W})],
    "np.broadcast_to": [("np.broadcast_to(x, (2, 3))", {"x": V}), ("np.broadcast_to(x, (2, 3))", {"x": COLUMN}),
                        ("np.broadcast_to(x, 4)", {"x": 1.5})],
    "np.trapezoid": [("np.trapezoid(x, y)", {"x": V, "y": W})],
    "trapezoid_of_steps": [("np.trapezoid(x)", {"x": V}), ("np.trapezoid(x, dx=0.5)", {"x": V})],
    "neighbours": [("neighbours(x)", {"x": M})],
    "unneighbours": [("unneighbours(x)", {"x": M})],
    "flatten": [("x.flatten()", {"x": M}), ("x.T.flatten()", {"x": T3})],
    "item": [("np.sum(x, keepdims=True).item()", {"x": V}), ("x.item()", {"x": ONE})],
    "np.float32": [("np.float32(x) * y", {"x": np.float32(1.5), "y": np.float32(0.5)})],
}  # fmt: skip
# Rows that users cannot call: what makes them is in the programs of the zoo.
INTERNAL = {"store", "index_add", "update", "push", "pop", "tape_cut", "tape_copy", "pack", "call", "expand",
            "unbroadcast", "reshape_like", "last_stored", "add_at", "list_new", "list_pick",
            "list_concat", "append", "list_pop",
            "list_array", "add_items", "diagonal_shadow"}  # fmt: skip

ONE_OPERAND = ("py", "np", "0d", "1d", "2d", "row", "single", "single0", "length1")
TWO_OPERANDS = (
    ("py", "py"), ("np", "np"), ("py", "np"), ("np", "py"), ("py", "1d"), ("1d", "py"), ("1d", "1d"), ("1d", "2d"),
    ("2d", "1d"), ("2d", "2d"), ("row", "column"), ("column", "2d"), ("2d", "row"), ("0d", "1d"), ("0d", "0d"),
    ("np", "2d"), ("length1", "1d"), ("one", "row"), ("single", "single"), ("single", "py"), ("single0", "single"),
    ("column", "length1"),
)  # fmt: skip
SHAPES = {"0d": (), "1d": (3,), "2d": (2, 3), "row": (1, 3), "column": (2, 1), "length1": (1,), "one": (1, 1)}


def sample(kind, domain, salt):
    """A number or array of this kind in a domain."""
    rng = np.random.default_rng(salt)
    low, high = domain
    if kind in ("py", "np", "single0"):
        x = rng.uniform(low, high)
        return {"py": float, "np": np.float64, "single0": np.float32}[kind](x)
    shape = SHAPES.get(kind, (3,))
    return np.array(rng.uniform(low, high, shape), dtype=np.float32 if kind == "single" else np.float64)


def differentiable(rule):
    return rule.kind != "constant" and bool(rule.derivatives or rule.cases or rule.vjp)


def calls():
    """(row, expression, arguments) of all samples."""
    for name, rule in REGISTRY.by_name.items():
        if name in DOMAINS:
            text = ast.unparse(rule.call)
            names = {o: "xyz"[i] for i, o in enumerate(rule.operands)}
            text = re.sub(r"\b[xyv]\b", lambda m, n=names: n.get(m[0], m[0]), text)
            domains = DOMAINS[name]
            kinds = [(k,) for k in ONE_OPERAND] if len(domains) == 1 else TWO_OPERANDS
            for ks in kinds:
                if name.startswith("math.") and not set(ks) <= {"py", "np", "0d"}:
                    continue
                if name in ("max", "min") and not set(ks) <= {"py", "np"}:
                    continue
                if name in ("divide", "power") and set(ks) != {"py"}:
                    continue  # helpers for Python's floats; power_dx and log_positive serve arrays too
                args = [sample(k, d, 10 * i + len(name)) for i, (k, d) in enumerate(zip(ks, domains, strict=True))]
                yield name, text, dict(zip("xy", args, strict=False))
            if name in ("pow", "np.power", "math.pow"):
                for k, base in itertools.product(("3", "2", "1", "0", "-1", "0.5", "2.5"), (1.3, V + 3.0)):
                    if name != "math.pow" or isinstance(base, float):
                        yield name, re.sub(r"\by\b", k, text), {"x": base}
        for expression, args in CALLS.get(name, ()):
            yield name, expression, args


ALL = list(calls())
WRITTEN = ["    x = x * 1.0", "    x[...] = x * x"]
# What shares memory is no elementwise row: one sample of each is enough.
MEMORY = [
    (i, which)
    for i, (name, _, args) in enumerate(ALL)
    if isinstance(args.get("x"), np.ndarray) and args["x"].ndim and args["x"].dtype == np.float64
    and (REGISTRY.by_name[name].kind != "elementwise" or all(np.shape(a) == (3,) for a in args.values()))
    for which in ("before", "through")
]  # fmt: skip


def test_every_row_has_a_sample():
    sampled = {name for name, _, _ in ALL}
    missing = [n for n, r in REGISTRY.by_name.items() if differentiable(r) and n not in sampled | INTERNAL]
    assert not missing, f"no sample in tests/test_rules.py for {missing}"


ELEMENTARY = "exp log log1p expm1 sqrt sin cos tan sinh cosh tanh"
BASIC = {
    *("add", "sub", "mul", "truediv", "pow", "neg", "abs", "matmul", "T", "len", "getitem"),
    *(f"{module}.{name}" for module in ("np", "math") for name in ELEMENTARY.split()),
    *("np.arcsin", "np.arccos", "np.arctan", "np.arctan2", "math.asin", "math.acos", "math.atan", "math.atan2"),
    *("np.maximum", "np.minimum", "np.where", "np.sum", "np.mean", "np.dot", "np.reshape"),
    *("np.zeros", "np.ones", "np.array"),
}


def test_the_rows_that_everything_builds_on():
    assert BASIC - set(REGISTRY.by_name) == set()
    for name in BASIC:
        module, _, attribute = name.partition(".")
        if attribute:
            assert REGISTRY.find(getattr({"np": np, "math": math}[module], attribute)).name == name


def test_a_row_is_found_under_every_name_of_its_function():
    assert REGISTRY.find(np.acos).name == "np.arccos"
    assert REGISTRY.find(np.abs).name == "np.absolute"


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """One module with a function per sample, and one for the sum of squares of it."""
    lines = ["import math", "import numpy as np", "from s2sad.rules.derivative import *",
             "from s2sad.rules.scalars import polygamma", "from s2sad.rules.matrices import cofactors, lower_half",
             "from s2sad.rules.rearranging import *",
             "from s2sad.rules.registry import NAMESPACE", "select = NAMESPACE['select']"]  # fmt: skip
    for i, (_, expression, args) in enumerate(ALL):
        params = ", ".join(args)
        lines += [f"def f{i}({params}):", f"    return {expression}"]
        lines += [f"def h{i}({params}):", f"    y_ = {expression}", "    return np.sum(y_ * y_ * y_)"]
        # The operand is memory that is written before and after, or through the result.
        lines += [f"def before{i}({params}):", *WRITTEN, f"    y_ = {expression}", "    x[...] = x * x",
                  "    return np.sum(y_ * y_ * y_) + np.sum(x)"]  # fmt: skip
        lines += [f"def through{i}({params}):", *WRITTEN, f"    y_ = {expression}", "    y_[...] = y_ * y_",
                  "    return np.sum(y_ * y_ * y_) + np.sum(x * x)"]  # fmt: skip
    path = tmp_path_factory.mktemp("rules") / "sampled_rules.py"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("sampled_rules", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def doubled(args):
    """The arguments in double precision, for differences."""
    return tuple(
        a.astype(np.float64) if isinstance(a, np.ndarray) and a.dtype == np.float32
        else np.float64(a) if isinstance(a, np.float32) else a
        for a in args
    )  # fmt: skip


def derivative(function, args, u, step):
    """A directional derivative by central differences with one Richardson step."""
    args = doubled(args)
    x = flat(args)

    def at(h):
        up, down = (flat(function(*like(args, x + s * h * u))) for s in (1.0, -1.0))
        return (up - down) / (2.0 * h)

    return (4.0 * at(step / 2.0) - at(step)) / 3.0


@pytest.mark.parametrize("i", range(len(ALL)), ids=[f"{i}-{n}" for i, (n, _, _) in enumerate(ALL)])
def test_rule(functions, i):
    name, _expression, given = ALL[i]
    args = tuple(given.values())
    single = any(getattr(a, "dtype", None) == np.float32 for a in args) or name in ("np.float32", "astype")
    rtol, rng = (3e-3 if single else 1e-7), np.random.default_rng(i)
    f, h = getattr(functions, f"f{i}"), getattr(functions, f"h{i}")
    with np.errstate(all="ignore"):
        value = f(*fresh(args))
        n, m = flat(args).size, flat((value,)).size
        first = Derived(f, fresh(args))
        jacobian = np.zeros((m, n))
        if name != "np.float32":
            for k in range(n):
                jacobian[:, k] = derivative(f, args, np.eye(n)[k], 1e-3)
        else:
            jacobian[0] = [float(args[1]), float(args[0])]
        scale = 1.0 + np.max(np.abs(jacobian), initial=0.0)
        if first.active():
            u, v = rng.uniform(0.5, 1.5, n), rng.uniform(0.5, 1.5, m)
            got, dots = first.call("tangent", *first.dots(u))
            assert type(got) is type(value)
            np.testing.assert_allclose(dot_numbers(value, dots), jacobian @ u, rtol=rtol, atol=rtol * scale)
            _, tape = first.call("forward")
            bars = first.flat_gradient(first.call("adjoint", tape, first.seed(value, v)))
            np.testing.assert_allclose(bars, v @ jacobian, rtol=rtol, atol=rtol * scale)
        if name != "np.float32" and m:
            _check_second(h, args, n, rng, rtol)


@pytest.mark.parametrize(("i", "which"), MEMORY, ids=[f"{ALL[i][0]}-{which}-{i}" for i, which in MEMORY])
def test_what_a_row_shares(functions, i, which):
    f, args = getattr(functions, f"{which}{i}"), tuple(ALL[i][2].values())
    with np.errstate(all="ignore"):
        try:
            value = f(*fresh(args))
        except (ValueError, TypeError) as problem:  # the result is a number, or may not be written
            if which == "through" and re.search("read-only|item assignment|0-d", str(problem)):
                return
            raise
        try:
            made = Derived(f, fresh(args))
        except UnsupportedError:
            return
        n = flat(args).size
        want = np.array([derivative(f, args, np.eye(n)[k], 1e-3)[0] for k in range(n)])
        if not np.isfinite(want).all() or not made.active():
            return
        scale = 1.0 + np.max(np.abs(want), initial=0.0)
        got, bars = made.call("value_and_grad")
        assert identical(got, value)
        np.testing.assert_allclose(made.flat_gradient(bars), want, rtol=1e-6, atol=1e-7 * scale)
        u = np.random.default_rng(i).uniform(0.5, 1.5, n)
        _, dot = made.call("tangent", *made.dots(u))
        np.testing.assert_allclose(dot, want @ u, rtol=1e-6, atol=1e-7 * scale)


def _check_second(h, args, n, rng, rtol):
    first, hessian = Derived(h, fresh(args)), Derived(h, fresh(args), chain=("grad",))
    precise = Derived(h, doubled(fresh(args)))
    if not first.active():
        return
    gradient = first.call("grad")

    def gradient_at(*xs):
        return precise.flat_gradient(precise.call("grad", args=xs))

    u = rng.uniform(0.5, 1.5, n)
    want = derivative(gradient_at, args, u, 1e-3)
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    _, dots = hessian.call("tangent", *hessian.dots(u))
    np.testing.assert_allclose(first.flat_gradient(dots, exact=False), want, rtol=10 * rtol, atol=10 * rtol * scale)
    _, tape = hessian.call("forward")
    bars = hessian.call("adjoint", tape, hessian.seed(gradient, u))
    np.testing.assert_allclose(hessian.flat_gradient(bars), want, rtol=10 * rtol, atol=10 * rtol * scale)
