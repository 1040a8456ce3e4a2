"""Rows of the quadratures: nodes and weights of a number of points, which are constant."""

from __future__ import annotations

from s2sad.ir import Arg, Attrs
from s2sad.rules.registry import Rule
from s2sad.rules.results import several
from s2sad.rules.shaping import length
from s2sad.types import Array, Type


def _nodes_and_weights(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    points = length(args[0], where)
    return Array("float64", (points,)), Array("float64", (points,))


for _family in ("legendre.leggauss", "chebyshev.chebgauss", "hermite.hermgauss", "hermite_e.hermegauss"):
    several(f"np.polynomial.{_family}(deg)", ("x", "w"), _nodes_and_weights, raises=True)
several("np.polynomial.laguerre.laggauss(deg)", ("x", "w"), _nodes_and_weights, raises=True)
