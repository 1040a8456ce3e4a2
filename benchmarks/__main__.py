"""``python -m benchmarks``: one table; writes nothing unless asked to with ``-o``."""

import argparse
import contextlib
import functools
import importlib.util
import math
import platform
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

import s2sad
from benchmarks import by_hand, generating, learning, programs, startup, timing

try:
    import autograd
    import autograd.numpy
except ImportError:
    autograd = None


@dataclass
class Row:
    """A line of the table; ratios are to the primal unless the measure says otherwise."""

    what: str
    primal: str = ""
    by_hand: str = ""
    autograd: str = ""
    JAX_jit: str = ""
    PyTorch: str = ""
    s2sad: str = ""
    measure: str = ""
    target: str = ""


@dataclass
class Sizes:
    """How much is measured."""

    loop: int = 2000
    operations: int = 20  # iterations of five
    length: int = 1000
    large: int = 10_000
    batch: float = 5e-3
    rounds: int = 100
    processes: int = 7
    share: int = 1  # of the sizes of functions that are generated
    generated: int = 5


TINY = Sizes(loop=20, operations=2, length=10, large=50, batch=1e-4, rounds=2, processes=1, share=9, generated=1)


def for_autograd(function: types.FunctionType) -> types.FunctionType:
    """The same code on autograd's NumPy."""
    return types.FunctionType(function.__code__, {**function.__globals__, "np": autograd.numpy}, function.__name__)


def generated(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kind: str = "value_and_grad",
    mode: str = "reverse",
    wrt: tuple[str, ...] | None = None,
) -> Callable[..., Any]:
    """A generated function as it stands in its module, the one that computes value and gradient if nothing is said."""
    decorated = s2sad.differentiate(wrt=wrt, mode=mode, cache=False)(function)
    made: Callable[..., Any] = decorated._plan(args, {}).function(kind)
    return made


def other_tools(primal: types.FunctionType, args: tuple[Any, ...], by: tuple[int, ...]) -> dict[str, Callable[[], Any]]:
    """Value and gradients by the other tools that are installed, where they take the function."""
    made: dict[str, Callable[[], Any]] = {}
    if autograd is not None:
        taped = autograd.value_and_grad(for_autograd(primal), argnum=by if len(by) > 1 else by[0])
        with contextlib.suppress(TypeError, ValueError):  # it refuses what is written in place
            taped(*args)
            made["autograd"] = lambda: taped(*args)
    for tool, needed in (("JAX_jit", "jax"), ("PyTorch", "torch")):
        if importlib.util.find_spec(needed) is not None:
            module = importlib.import_module(f"benchmarks.in_{needed}")
            made[tool] = module.gradient(primal.__name__, args, by)
    return made


def same(a: Any, b: Any) -> bool:
    """Whether two results ``(value, gradients)`` are equal up to rounding."""
    if isinstance(a, (tuple, list)):
        return isinstance(b, (tuple, list)) and len(a) == len(b) and all(map(same, a, b))
    single = getattr(a, "dtype", None) == np.float32
    return bool(np.allclose(a, b, rtol=1e-4, atol=1e-6) if single else np.allclose(a, b, rtol=1e-7, atol=1e-9))


def gradient_row(
    primal: types.FunctionType,
    title: str,
    args: tuple[Any, ...],
    sizes: Sizes,
    limits: tuple[float, float, str],
    wrt: tuple[str, ...] | None = None,
) -> Row:
    """Value and gradient: written by hand, generated, by autograd. By ``wrt``, or all arguments that are no ints."""
    name = primal.__name__
    hand = getattr(by_hand, name)
    made = generated(primal, args, wrt=wrt)
    if not same(made(*args), hand(*args)):
        raise AssertionError(f"{name}: the generated gradient and the one written by hand differ")
    calls = {"primal": lambda: primal(*args), "hand": lambda: hand(*args), "s2sad": lambda: made(*args)}
    names = primal.__code__.co_varnames
    by = tuple(i for i, a in enumerate(args) if (names[i] in wrt if wrt else not isinstance(a, int)))
    others = other_tools(primal, args, by)
    for tool, call in others.items():
        if not same(hand(*args), call()):
            raise AssertionError(f"{name}: the gradient by {tool} and the one written by hand differ")
    calls |= others
    t = timing.seconds(calls, sizes.batch, sizes.rounds)
    times = {k: v / t["primal"] for k, v in t.items()}
    hand_limit, limit, of = limits
    measured = t["s2sad"] / t[of]
    of_what = {"hand": "by hand", "primal": "primal"}[of]
    return Row(
        title,
        f"{1e6 * t['primal']:.1f} µs",
        f"{times['hand']:.2f} × {verdict(times['hand'], hand_limit, '≤ {:g}')}",
        *(f"{times[tool]:.2f} ×" if tool in times else "–" for tool in ("autograd", "JAX_jit", "PyTorch")),
        f"{times['s2sad']:.2f} ×",
        f"{measured:.2f} × {of_what}",
        verdict(measured, limit, "≤ {:g} ×"),
    )


def verdict(value: float, limit: float, text: str) -> str:
    """The limit, and whether it is kept; nothing where there is none."""
    if limit == math.inf:
        return ""
    return f"({text.format(limit)}: {'yes' if value <= limit else 'NO'})"


def overhead_row(title: str, call: Callable[[], Any], bare: Callable[[], Any], sizes: Sizes) -> Row:
    """What a call costs beyond the generated function."""
    t = timing.seconds({"bare": bare, "call": call}, sizes.batch, sizes.rounds)
    over = 1e6 * (t["call"] - t["bare"])
    return Row(f"call of {title}", measure=f"{over:.2f} µs", target=verdict(over, 3.0, "≤ {:g} µs"))


def overhead_rows(x: np.ndarray, y: np.ndarray, sizes: Sizes) -> Iterator[Row]:
    """Calls at known signatures, in each form of the interface."""
    for title, function, args in (
        ("2 floats", programs.product, (0.7, 1.3)),
        ("4 floats", programs.product_of_four, (0.7, 1.3, 0.2, 0.4)),
        ("4 arrays", programs.sum_of_products, (x[:3], y[:3], x[:3], y[:3])),
    ):
        f, every = s2sad.differentiate(cache=False)(function), range(len(args))
        g, h, first = s2sad.grad(f, every), s2sad.value_and_grad(f, every), s2sad.grad(f)
        both, partial = generated(function, args), first._table.plan(args).function("value_and_grad")
        for name, call, bare in (
            (".value_and_grad", f.value_and_grad, both),
            (".grad", f.grad, both),
            ("value_and_grad(f, …)", h, both),
            ("grad(f, …)", g, both),
            ("grad(f)", first, partial),
        ):
            yield overhead_row(f"{name}, {title}", lambda: call(*args), lambda: bare(*args), sizes)  # noqa: B023
    function, args, dots = programs.product, (0.7, 1.3), (1.0, 0.0)
    f, both = s2sad.differentiate(cache=False)(function), generated(function, args)
    yield overhead_row(
        ".value_and_grad, 2 floats by name", lambda: f.value_and_grad(x=0.7, y=1.3), lambda: both(*args), sizes
    )
    tangent, forward = generated(function, args, "tangent", "forward"), generated(function, args, "forward")
    for name, push in ((".jvp", f.jvp), ("jvp(f, …)", functools.partial(s2sad.jvp, function))):
        yield overhead_row(f"{name}, 2 floats", lambda: push(args, dots), lambda: tangent(*args, *dots), sizes)  # noqa: B023
    adjoint, (_, tape) = generated(function, args, "adjoint"), forward(*args)
    for name, pull in ((".vjp", f.vjp), ("vjp(f, …)", functools.partial(s2sad.vjp, function))):
        pullback = pull(*args)[1]
        yield overhead_row(f"{name}, 2 floats", lambda: pull(*args), lambda: forward(*args), sizes)  # noqa: B023
        bare = lambda: adjoint(*args, tape, 1.0)  # noqa: E731
        yield overhead_row(f"the pullback of {name}, 2 floats", lambda: pullback(1.0), bare, sizes)  # noqa: B023


def generation_rows(sizes: Sizes) -> Iterator[Row]:
    """What generating costs as functions grow."""
    for title, (make, largest) in generating.KINDS.items():
        n = max(2, largest // sizes.share)
        half, whole = (generating.seconds(make, k, sizes.generated) for k in (n // 2, n))
        measure = f"{whole / half:.2f} × half as many, {1e3 * whole / n:.2f} ms of CPU each"
        yield Row(f"generating: {n} {title}", measure=measure, target=verdict(whole / half, 2.5, "≤ {:g} × half"))


def learning_rows(sizes: Sizes) -> Iterator[Row]:
    """What models are fitted by: networks, a log-sum-exp, ADBench's mixtures of Gaussians."""
    wrt: tuple[str, ...] = ("w1", "b1", "w2", "b2")
    networks: tuple[tuple[tuple[int, int, int], int, str, float], ...] = (
        ((784, 256, 10), 64, "float64", 1.9),
        ((784, 256, 10), 64, "float32", 2.0),
        ((8, 8, 3), 4, "float64", math.inf),
    )
    for shape, batch, dtype, limit in networks:
        shape = shape if sizes.share == 1 else (4, 3, 2)
        title = f"network {'-'.join(map(str, shape))}, {batch} rows, {dtype}"
        args = learning.network_case(shape, batch, dtype)
        yield gradient_row(learning.network, title, args, sizes, (math.inf, limit, "primal"), wrt)
    x = np.random.default_rng(0).random(sizes.length)
    title = f"log-sum-exp of {sizes.length}"
    yield gradient_row(learning.log_sum_exp, title, (x,), sizes, (math.inf, math.inf, "hand"))
    for name in ("d2_K5", "d10_K10", "d20_K25") if sizes.share == 1 else ("d2_K5",):
        args = learning.mixture_case(name)
        limits = (math.inf, 1.2, "hand")
        yield gradient_row(
            learning.mixture, f"GMM {name}, 1000 points", args, sizes, limits, ("alphas", "means", "icf")
        )


def rows(sizes: Sizes) -> Iterator[Row]:
    """All rows. The limits of hand-written adjoints are what NumPy and CPython were found to allow."""
    rng = np.random.default_rng(0)
    x, y = rng.random(sizes.length), 1.0 + rng.random(sizes.length)
    args: tuple[Any, ...] = (0.3, 3.4, sizes.loop)
    yield gradient_row(
        programs.logistic, f"loop over numbers, {sizes.loop} iterations", args, sizes, (3.5, 1.3, "hand")
    )
    args = (x, y, sizes.operations)
    title = f"{5 * sizes.operations} operations on {sizes.length} elements"
    yield gradient_row(programs.array_operations, title, args, sizes, (2.5, 1.3, "hand"))
    for n, hand, limit in ((10, 1.7, 2.3), (sizes.large, 3.1, 3.2)):
        yield gradient_row(
            programs.rosenbrock, f"Rosenbrock, n = {n}", (rng.random(n),), sizes, (hand, limit, "primal")
        )
    yield from learning_rows(sizes)
    yield from overhead_rows(x, y, sizes)
    yield from generation_rows(sizes)
    once = startup.milliseconds(sizes.processes)
    once["both imports"] = once["import"] + once["generator"]
    for step, title, limit in (
        ("import", "import s2sad beyond numpy", 150.0),
        ("both imports", "the same, and what generates", 150.0),
        ("cold", "20 lines: first gradient, generated", 30.0),
        ("cold again", "20 lines: the next one", 30.0),
        ("warm", "20 lines: first gradient, from the disk cache", 3.0),
        ("warm again", "20 lines: the next one", 3.0),
    ):
        yield Row(title, measure=f"{once[step]:.1f} ms of CPU", target=verdict(once[step], limit, "≤ {:g} ms"))


def table(made: list[Row]) -> str:
    """Rows as Markdown with aligned columns."""
    names = [f.name for f in fields(Row)]
    lines = [[n.replace("_", " ") for n in names], *([getattr(r, n) for n in names] for r in made)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(names))]
    text = [
        " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).join(("| ", " |")) for line in lines
    ]
    text.insert(1, "|".join("-" * (w + 2) for w in widths).join("||"))
    return "\n".join(text)


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, help="also write the table to this file")
    parser.add_argument("--tiny", action="store_true", help="sizes and repeats that only show that it works")
    options = parser.parse_args()
    timing.settle("benchmarks", sys.argv[1:])
    core = timing.pin()
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}, s2sad {s2sad.__version__}"
    settings = " ".join(f"{k}={v}" for k, v in timing.SETTINGS.items())
    where = f"{versions}; pinned to core {core}; {settings}"
    text = f"{where}\n\n{table(list(rows(TINY if options.tiny else Sizes())))}\n"
    print(text, end="")
    if options.output is not None:
        options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
