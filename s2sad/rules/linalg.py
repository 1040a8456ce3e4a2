"""Rows of the products.  Which transpose it takes depends on the ranks, so the row asks for them."""

from __future__ import annotations

from collections.abc import Mapping

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.registry import Rule, declare
from s2sad.rules.typing import NoType, probed, signature
from s2sad.rules.typing import elementwise as elementwise_typing
from s2sad.types import Array, Scalar, Type, axes, rank

_PRODUCTS: dict[tuple[int, int], dict[str, str]] = {
    (0, 0): {"x": "unbroadcast(g * y, x)", "y": "unbroadcast(g * x, y)"},
    (1, 1): {"x": "g * y", "y": "g * x"},
    (2, 1): {"x": "np.outer(g, y)", "y": "g @ x"},
    (1, 2): {"x": "y @ g", "y": "np.outer(x, g)"},
    (2, 2): {"x": "g @ y.T", "y": "x.T @ g"},
}


def _product_cases(*types: Type) -> Mapping[str, str]:
    x, y = rank(types[0]), rank(types[1])
    if x is None or y is None:
        raise NoType("a matrix product of arrays of unknown rank")
    if (x, y) in _PRODUCTS:
        return _PRODUCTS[x, y]
    if 0 in (x, y):
        return _PRODUCTS[0, 0]
    if x >= 2 and y >= 2:
        return {"x": "unbroadcast(g @ np.swapaxes(y, -1, -2), x)", "y": "unbroadcast(np.swapaxes(x, -1, -2) @ g, y)"}
    raise NoType(f"a product of arrays of rank {x} and {y}")


def _product_typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    types = [type_of(a) for a in args]
    shapes = [axes(t) for t in types]
    if not all(isinstance(t, (Scalar, Array)) for t in types) or None in shapes:
        raise NoType(f"{rule.name} of {types[0]} and {types[1]}")
    x, y = (len(s or ()) for s in shapes)
    if not x or not y:
        return elementwise_typing(rule, args, attrs, where)
    if max(x, y) > 2 and (min(x, y) == 1 or rule.name == "np.dot"):
        raise NoType(f"{rule.name} of arrays of rank {x} and {y}")
    return _PRODUCT(rule, args, attrs, where)


_PRODUCT = signature("(k),(k)->()", "(k),(k,n)->(n)", "(m,k),(k)->(m)", "(m,k),(k,n)->(m,n)")


def _outer_typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if any(rank(type_of(a)) != 1 for a in args):
        raise NoType(f"np.outer of {type_of(args[0])} and {type_of(args[1])}")
    return probed(rule, args, attrs, where)


declare("matmul: x @ y", "linear", _product_typing, cases=_product_cases)
declare("np.matmul(x, y)", "linear", _product_typing, cases=_product_cases)
declare("np.dot(x, y)", "linear", _product_typing, cases=_product_cases, method="dot")
declare("np.outer(x, y)", "linear", _outer_typing, x="g @ y", y="x @ g")
