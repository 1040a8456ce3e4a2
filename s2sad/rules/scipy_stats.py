"""Rows of the distributions of ``scipy.stats``; they are read when the user's program has loaded it.

Each distribution is one line: the derivative of its log-density by ``z = (x - loc) / scale`` and by its shape
parameters. From it follow those of the density, of location and scale; that of the distribution function by x is the
density. By the shape parameters of a distribution function there is no derivative in closed form: it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules import scipy_special
from s2sad.rules.registry import REGISTRY, Rule, declare
from s2sad.rules.typing import NoType, elementwise, signature
from s2sad.types import ONE, Array, Type, axes, rank

MODULES = ("scipy.stats",)
assert scipy_special.MODULES  # its rows are those that the formulas call
Z = "((x - loc) / scale)"


def _row(distribution: str, function: str, shapes: tuple[str, ...], whole: bool = False, /, **formulas: str) -> None:
    """A row of a method, of ``whole`` numbers without a scale; operands without a formula have no known derivative."""
    first, rest = ("k", ("loc",)) if whole else ("x", ("loc", "scale"))
    first = "q" if function in ("ppf", "isf") else first
    operands = (first, *shapes, *rest)
    declare(
        f"scipy.stats.{distribution}.{function}({', '.join(operands)})",
        "elementwise",
        elementwise,
        modules=MODULES,
        defaults={"loc": 0, "scale": 1} if "scale" in operands else {"loc": 0},
        unknown=tuple(o for o in operands if o not in formulas),
        **formulas,
    )


def continuous(name: str, slope: str, half_line: bool = False, **of_shapes: str) -> None:
    """The rows of a distribution; where it has a support, the formulas hold inside of it, and outside all is zero.

    Without a slope the density is constant.
    """
    shapes = tuple(of_shapes)
    slope = slope.replace("z", Z)
    partials = {
        "x": f"({slope}) / scale",
        "loc": f"-({slope}) / scale",
        "scale": f"-(({slope}) * {Z} + 1.0) / scale",
        **{s: f"({f.replace('z', Z)})" for s, f in of_shapes.items()},
    }

    if not slope:
        partials |= {"x": "0.0", "loc": "0.0", "scale": "-1.0 / scale"}

    def inside(formula: str, test: str) -> str:
        return f"select({test}, {formula}, 0.0)" if half_line else formula

    by = {o: f for o, f in partials.items() if f != "0.0"}
    none = {o: f for o, f in partials.items() if f == "0.0"}
    logs = {o: inside(f"g * ({f})", "np.isfinite(out)") for o, f in by.items()}
    _row(name, "logpdf", shapes, **logs, **none)
    _row(name, "pdf", shapes, **{o: inside(f"g * (out * ({f}))", "out > 0.0") for o, f in by.items()}, **none)
    arguments = ", ".join([*shapes, "loc", "scale"])
    density, log_density = (f"scipy.stats.{name}.{f}(x, {arguments})" for f in ("pdf", "logpdf"))
    for function, by_x in {
        "cdf": f"g * {density}",
        "sf": f"-(g * {density})",
        "logcdf": f"g * np.exp({log_density} - out)",
        "logsf": f"-(g * np.exp({log_density} - out))",
    }.items():
        _row(name, function, shapes, x=by_x, loc=f"-({by_x})", scale=f"-({by_x} * {Z})")
    at = f"scipy.stats.{name}.pdf(out, {arguments})"
    for function, by_q in {"ppf": f"g / {at}", "isf": f"-(g / {at})"}.items():
        _row(name, function, shapes, q=by_q, loc="g", scale="g * ((out - loc) / scale)")


# fmt: off
D = "scipy.special.digamma"
continuous("norm",     "-z")
continuous("t",        "-((df + 1.0) * z / (df + z * z))",
           df=f"0.5 * ({D}((df + 1.0) / 2.0) - {D}(df / 2.0) - 1.0 / df - np.log1p(z * z / df)"
              " + (df + 1.0) * z * z / (df * (df + z * z)))")
continuous("cauchy",   "-(2.0 * z / (1.0 + z * z))")
continuous("laplace",  "-sign(z)")
continuous("logistic", "-np.tanh(0.5 * z)")
continuous("beta",     "(a - 1.0) / z - (b - 1.0) / (1.0 - z)", half_line=True,
           a=f"np.log(z) - {D}(a) + {D}(a + b)", b=f"np.log1p(-z) - {D}(b) + {D}(a + b)")
continuous("gamma",    "(a - 1.0) / z - 1.0", half_line=True, a=f"np.log(z) - {D}(a)")
continuous("chi2",     "(0.5 * df - 1.0) / z - 0.5", half_line=True, df=f"0.5 * (np.log(0.5 * z) - {D}(0.5 * df))")
continuous("expon",    "-1.0", half_line=True)
continuous("lognorm",  "-((1.0 + np.log(z) / (s * s)) / z)", half_line=True, s="(np.log(z) / s) ** 2 / s - 1.0 / s")
continuous("uniform",  "", half_line=True)
continuous("pareto",   "-((b + 1.0) / z)", half_line=True, b="1.0 / b - np.log(z)")
continuous("gumbel_r", "np.exp(-z) - 1.0")
continuous("gumbel_l", "1.0 - np.exp(z)")
# fmt: on

_BY_RATE = "(k - loc) / mu - 1.0"
_row("poisson", "logpmf", ("mu",), True, mu=f"select(np.isfinite(out), g * ({_BY_RATE}), 0.0)")
_row("poisson", "pmf", ("mu",), True, mu=f"select(out > 0.0, g * (out * ({_BY_RATE})), 0.0)")
_LAST = "scipy.stats.poisson.pmf(np.floor(k - loc), mu, 0)"  # the probability that a higher rate takes away
_row("poisson", "cdf", ("mu",), True, mu=f"-(g * {_LAST})")
_row("poisson", "sf", ("mu",), True, mu=f"g * {_LAST}")


def discrete(name: str, shapes: tuple[str, ...], **partials: str) -> None:
    """The rows of a distribution over whole numbers, by shape parameters; ``K`` is the number from the location on.

    Where a factor of the probability has the power zero, as that of failures has where there are none, it is constant.
    """
    given = {o: f.replace("K", "(k - loc)") for o, f in partials.items()}
    _row(name, "logpmf", shapes, True, **{o: f"select(np.isfinite(out), g * ({f}), 0.0)" for o, f in given.items()})
    _row(name, "pmf", shapes, True, **{o: f"select(out > 0.0, g * (out * ({f})), 0.0)" for o, f in given.items()})


def _power(count: str, base: str) -> str:
    """The derivative of ``count * log(base)`` by the base."""
    return f"select({count} == 0.0, 0.0, {count} / {base})"


discrete("bernoulli", ("p",), p=f"{_power('K', 'p')} - {_power('(1.0 - K)', '(1.0 - p)')}")
discrete("binom", ("n", "p"), p=f"{_power('K', 'p')} - {_power('(n - K)', '(1.0 - p)')}")
discrete("geom", ("p",), p=f"1.0 / p - {_power('(K - 1.0)', '(1.0 - p)')}")
discrete(
    "nbinom",
    ("n", "p"),
    n=f"{D}(K + n) - {D}(n) + np.log(p)",
    p=f"n / p - {_power('K', '(1.0 - p)')}",
)

# Of the covariances it reads the lower triangle.
_COVARIANCES = "(lower_half(cov) + lower_half(cov).mT)"
_LIKE_THEM = "(lower_half(d) + lower_half(d).mT)"


def _of_normals(factor: str) -> Callable[..., Mapping[str, str]]:
    def cases(*types: Type) -> Mapping[str, str]:
        solved = f"np.linalg.solve({_COVARIANCES}, {{}})"
        u = solved.format("x - mean") if rank(types[0]) == 1 else f"{solved.format('(x - mean).T')}.T"
        trace = f"np.sum(np.linalg.inv({_COVARIANCES}) * {_LIKE_THEM})"
        along = "" if _single_row(types[0]) else ", axis=-1"
        by_x = f"np.sum({u} * d{along})"
        by_cov = f"0.5 * (np.sum(({u} @ {_LIKE_THEM}) * {u}{along}) - {trace})"
        return {"x": f"-({factor}{by_x})", "mean": f"{factor}{by_x}", "cov": f"{factor}({by_cov})"}

    return cases


def _single_row(t: Type) -> bool:
    """Whether it is a matrix of one point, of which SciPy gives a number."""
    return isinstance(t, Array) and t.axes is not None and len(t.axes) == 2 and t.axes[0] == ONE


def _normals(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """A number of one point, a vector of several ones; in one dimension each number is a point."""
    x, mean = (axes(type_of(a)) for a in args[:2])
    if x is not None and mean == (ONE,) and len(x) == 1 and x != (ONE,):
        raise NoType(f"{rule.name} of a vector in one dimension: pass np.expand_dims(x, -1), a matrix of points")
    typing = _OF_ROW if _single_row(type_of(args[0])) else _OF_POINTS
    return typing(rule, args, attrs, where)


_OF_POINTS = signature("(n),(n),(n,n)->()", "(m,n),(n),(n,n)->(m)")
_OF_ROW = signature("(m,n),(n),(n,n)->()")
for function, factor in (("logpdf", ""), ("pdf", "out * ")):
    declare(
        f"scipy.stats.multivariate_normal.{function}(x, mean, cov)",
        "tangent",
        _normals,
        modules=MODULES,
        raises=True,
        cases=_of_normals(factor),
    )

REGISTRY.seal(MODULES)
