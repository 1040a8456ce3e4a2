"""Rows of ``scipy.special``; they are read when the user's program has loaded it (`s2sad.rules.registry.Registry`).

Formulas are those of the Digital Library of Mathematical Functions: gamma 5, error 7, incomplete gamma and beta 8,
Bessel 10, elliptic integrals 19. By an order or a shape parameter there is no derivative in closed form: it has no
formula, and a program in which it varies with what is differentiated is refused.
"""

from __future__ import annotations

import math
from typing import Any

import scipy.special

from s2sad.ir import Arg, Attrs, Const, Var
from s2sad.rules.reductions import OUT, STATICS, total
from s2sad.rules.registry import NAMESPACE, REGISTRY, Rule, Typing, declare
from s2sad.rules.typing import elementwise as typing
from s2sad.rules.typing import probed
from s2sad.types import Type

MODULES = ("scipy.special",)


def elementwise(call: str, result: Typing = typing, **options: Any) -> None:
    """A row; in formulas, ``S.`` is ``scipy.special``. Operands without a formula have no known derivative."""
    operands = call.partition("(")[2].rstrip(")").split(", ")
    formulas = {o: options.pop(o).replace("S.", "scipy.special.") for o in operands if o in options}
    unknown = tuple(o for o in operands if o not in formulas)
    declare(f"scipy.special.{call}", "elementwise", result, modules=MODULES, unknown=unknown, **formulas, **options)


def multi_polygamma(n, a, p):  # type: ignore[no-untyped-def]
    """The n-th derivative of the sum of digamma(a - j / 2) over j below p."""
    return sum(scipy.special.polygamma(n, a - 0.5 * j) for j in range(p))


NAMESPACE["multi_polygamma"] = multi_polygamma


def _of_order_one(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """The order says where the function is defined, and nothing of the type."""
    return typing(
        rule, tuple(Const(1) if o == "p" else a for o, a in zip(rule.operands, args, strict=True)), attrs, where
    )


def _weighted(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """That of what operand and weights broadcast to."""
    product = REGISTRY.by_name["mul"]
    (both,) = product.typing(product, args, (), where)
    plain = REGISTRY.by_name["scipy.special.logsumexp"]
    return plain.typing(plain, (Var(0, both),), attrs, where)


_ROOT_PI, _ROOT_2PI = math.sqrt(math.pi), math.sqrt(2.0 * math.pi)

# fmt: off
# ---- gamma and its kin
elementwise("gamma(x)",        x="g * (out * S.digamma(x))")
elementwise("gammaln(x)",      x="g * S.digamma(x)")
elementwise("loggamma(x)",     x="g * S.digamma(x)")
elementwise("rgamma(x)",       x="-(g * (out * S.digamma(x)))")
elementwise("digamma(x)",      x="g * S.polygamma(1, x)")
elementwise("polygamma(n, x)", x="g * S.polygamma(n + 1, x)")
elementwise("beta(x, y)",      x="g * (out * (S.digamma(x) - S.digamma(x + y)))",
                               y="g * (out * (S.digamma(y) - S.digamma(x + y)))")
elementwise("betaln(x, y)",    x="g * (S.digamma(x) - S.digamma(x + y))",  y="g * (S.digamma(y) - S.digamma(x + y))")
elementwise("binom(x, y)",     x="g * (out * (S.digamma(x + 1.0) - S.digamma(x - y + 1.0)))",
                               y="g * (out * (S.digamma(x - y + 1.0) - S.digamma(y + 1.0)))")
elementwise("poch(x, y)",      x="g * (out * (S.digamma(x + y) - S.digamma(x)))",
                               y="g * (out * S.digamma(x + y))")
elementwise("gammainc(a, x)",  x="g * np.exp(S.xlogy(a - 1.0, x) - x - S.gammaln(a))")
elementwise("gammaincc(a, x)", x="-(g * np.exp(S.xlogy(a - 1.0, x) - x - S.gammaln(a)))")
elementwise("betainc(a, b, x)", x="g * np.exp(S.xlogy(a - 1.0, x) + S.xlog1py(b - 1.0, -x) - S.betaln(a, b))")
elementwise("multigammaln(a, p)", a="g * multi_polygamma(0, a, p)", result=_of_order_one, raises=True)
declare("multi_polygamma(n, a, p)", "elementwise", _of_order_one, a="g * multi_polygamma(n + 1, a, p)",
        helper="multi_polygamma", modules=MODULES, unknown=("n", "p"))

# ---- error functions and the normal distribution
elementwise("erf(x)",      x=f"g * {2 / _ROOT_PI!r} * np.exp(-(x * x))")
elementwise("erfc(x)",     x=f"-(g * {2 / _ROOT_PI!r} * np.exp(-(x * x)))")
elementwise("erfi(x)",     x=f"g * {2 / _ROOT_PI!r} * np.exp(x * x)")
elementwise("erfcx(x)",    x=f"g * (2.0 * x * out - {2 / _ROOT_PI!r})")
elementwise("dawsn(x)",    x="g * (1.0 - 2.0 * x * out)")
elementwise("erfinv(x)",   x=f"g * {_ROOT_PI / 2!r} * np.exp(out * out)")
elementwise("erfcinv(x)",  x=f"-(g * {_ROOT_PI / 2!r} * np.exp(out * out))")
elementwise("ndtr(x)",     x=f"g * {1 / _ROOT_2PI!r} * np.exp(-0.5 * (x * x))")
elementwise("log_ndtr(x)", x=f"g * {1 / _ROOT_2PI!r} * np.exp(-0.5 * (x * x) - out)")
elementwise("ndtri(x)",    x=f"g * {_ROOT_2PI!r} * np.exp(0.5 * (out * out))")

# ---- logarithms and entropies
elementwise("expit(x)",     x="g * (out * (1.0 - out))")
elementwise("logit(x)",     x="g / (x * (1.0 - x))",  singular="value")
elementwise("log_expit(x)", x="g * S.expit(-x)")
elementwise("xlogy(x, y)",   x="g * np.log(y)",    y="g * select(x == 0.0, 0.0, x / y)", singular="partials")
elementwise("xlog1py(x, y)", x="g * np.log1p(y)",  y="g * select(x == 0.0, 0.0, x / (1.0 + y))", singular="partials")
elementwise("entr(x)",       x="-(g * (np.log(x) + 1.0))", singular="partials")
elementwise("rel_entr(x, y)", x="g * (np.log(x / y) + 1.0)",  y="-(g * (x / y))", singular="partials")
elementwise("kl_div(x, y)",   x="g * np.log(x / y)",          y="g * (1.0 - x / y)", singular="partials")
elementwise("exp2(x)",      x=f"g * {math.log(2)!r} * out")
elementwise("exp10(x)",     x=f"g * {math.log(10)!r} * out")
elementwise("expm1(x)",     x="g * (out + 1.0)")
elementwise("log1p(x)",     x="g / (1.0 + x)", singular="value")
elementwise("cbrt(x)",      x="g / (3.0 * (out * out))", singular="partials")
elementwise("huber(r, x)",        r="g * select(np.absolute(x) > r, np.absolute(x) - r, 0.0)",
                                  x="g * np.clip(x, -r, r)")
elementwise("pseudo_huber(r, x)", x="g * x / np.sqrt(1.0 + (x / r) ** 2)",
                                  r="g * (2.0 * out / r - (x * x) / (r * np.sqrt(1.0 + (x / r) ** 2)))")
elementwise("expi(x)",      x="g * np.exp(x) / x")
elementwise("exp1(x)",      x="-(g * np.exp(-x) / x)")
if hasattr(scipy.special, "softplus"):  # as of SciPy 1.17
    elementwise("softplus(x)", x="g * S.expit(x)")

# ---- Bessel functions
elementwise("j0(x)",     x="-(g * S.j1(x))")
elementwise("j1(x)",     x="g * 0.5 * (S.j0(x) - S.jv(2, x))")
elementwise("jv(v, x)",  x="g * 0.5 * (S.jv(v - 1, x) - S.jv(v + 1, x))")
elementwise("y0(x)",     x="-(g * S.y1(x))")
elementwise("y1(x)",     x="g * 0.5 * (S.y0(x) - S.yv(2, x))")
elementwise("yn(n, x)",  x="g * 0.5 * (S.yv(n - 1, x) - S.yv(n + 1, x))")
elementwise("yv(v, x)",  x="g * 0.5 * (S.yv(v - 1, x) - S.yv(v + 1, x))")
elementwise("i0(x)",     x="g * S.i1(x)")
elementwise("i1(x)",     x="g * 0.5 * (S.i0(x) + S.iv(2, x))")
elementwise("iv(v, x)",  x="g * 0.5 * (S.iv(v - 1, x) + S.iv(v + 1, x))")
elementwise("k0(x)",     x="-(g * S.k1(x))")
elementwise("k1(x)",     x="-(g * 0.5 * (S.k0(x) + S.kv(2, x)))")
elementwise("kn(n, x)",  x="-(g * 0.5 * (S.kv(n - 1, x) + S.kv(n + 1, x)))")
elementwise("kv(v, x)",  x="-(g * 0.5 * (S.kv(v - 1, x) + S.kv(v + 1, x)))")
elementwise("i0e(x)",    x="g * (S.i1e(x) - sign(x) * out)")
elementwise("i1e(x)",    x="g * (0.5 * (S.i0e(x) + S.ive(2, x)) - sign(x) * out)")
elementwise("ive(v, x)", x="g * (0.5 * (S.ive(v - 1, x) + S.ive(v + 1, x)) - sign(x) * out)")
elementwise("k0e(x)",    x="g * (out - S.k1e(x))")
elementwise("k1e(x)",    x="g * (out - 0.5 * (S.k0e(x) + S.kve(2, x)))")
elementwise("kve(v, x)", x="g * (out - 0.5 * (S.kve(v - 1, x) + S.kve(v + 1, x)))")
elementwise("ellipk(x)", x="g * (S.ellipe(x) / (1.0 - x) - out) / (2.0 * x)")
elementwise("ellipe(x)", x="g * (out - S.ellipk(x)) / (2.0 * x)")

# ---- along axes
declare(f"scipy.special.logsumexp(x, {STATICS})", "tangent", probed, lazy=True, modules=MODULES,
        x=total(f"d * np.exp(x - {OUT})"))
declare(f"logsumexp_weighted: scipy.special.logsumexp(x, {STATICS}, b=b)", "tangent", _weighted, lazy=True,
        x=total(f"d * b * np.exp(x - {OUT})"), b=total(f"d * np.exp(x - {OUT})"),
        function=scipy.special.logsumexp, modules=MODULES)
_INNER = "np.sum({}, axis=axis, keepdims=True)"
declare("scipy.special.softmax(x, axis=None)", "tangent", probed, modules=MODULES,
        x=f"out * (d - {_INNER.format('out * d')})", x_bar=f"out * (g - {_INNER.format('out * g')})")
declare("scipy.special.log_softmax(x, axis=None)", "tangent", probed, modules=MODULES,
        x=f"d - {_INNER.format('np.exp(out) * d')}", x_bar=f"g - np.exp(out) * {_INNER.format('g')}")
# fmt: on

REGISTRY.seal(MODULES)
