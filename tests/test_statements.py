"""Statements that act: exceptions and printed output of derivatives are those of the primal.

PYTEST_DONT_REWRITE: the functions' own assertions are under test.
"""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from tests.driver import Derived, fresh

SWEEPS = ("forward", "value_and_grad", "grad", "tangent")


def check_range(x, low):
    if not x[0] > low:
        raise ValueError(f"{x[0]:.2f} is not above {low!r}", low)
    for i, e in enumerate(x):
        assert e < 5.0, f"item {i} is {e}"
        if e == 0.0:
            raise ZeroDivisionError
    return np.sum(1.0 / x)


def unpacks(x):
    a, b, c = x
    return a * b * c


def opens_list(x, k):
    y = x * 2.0
    if k == 1:
        raise KeyError("k", k, (k, 2), [y, None], "%5.1f|%d" % (y, k))  # noqa: UP031
    elif k == 2:
        raise np.linalg.LinAlgError("x = {:8.3f}".format(x) + "!")  # noqa: UP032
    return y


def finds_nothing(x):
    for name in ("a", "b"):
        if name == "c":
            break
    else:
        raise LookupError from None
    return x


@pytest.mark.parametrize("optimise", [True, False])
@pytest.mark.parametrize(
    ("function", "made_for", "args"),
    [
        (check_range, (np.array([1.0, 2.0]), 0.5), (np.array([0.25, 2.0]), 0.5)),
        (check_range, (np.array([1.0, 2.0]), 0.5), (np.array([1.0, 2.0, 7.5]), 0.5)),
        (check_range, (np.array([1.0, 2.0]), 0.5), (np.array([1.0, 0.0, 7.5]), 0.5)),
        (unpacks, (np.ones(3),), (np.ones(2),)),
        (unpacks, (np.ones(3),), (np.ones(4),)),
        (opens_list, (0.7, 0), (0.7, 1)),
        (opens_list, (0.7, 0), (0.7, 2)),
        (finds_nothing, (0.7,), (0.7,)),
    ],
)
def test_derivatives_raise_what_the_primal_raises(function, made_for, args, optimise):
    made = Derived(function, fresh(made_for), optimise=optimise)
    with pytest.raises(Exception) as wanted:  # noqa: PT011 - which one is what is tested
        function(*fresh(args))
    for sweep in SWEEPS:
        if not made.has(sweep):
            continue
        dots = [a for n, a in zip(made.given, args, strict=True) if n in made.active()] if sweep == "tangent" else []
        with pytest.raises(type(wanted.value)) as got:
            made.call(sweep, *dots, args=fresh(args))
        assert type(got.value) is type(wanted.value)
        assert repr(got.value.args) == repr(wanted.value.args)


def prints_in_callee(x):
    print("callee", x, sep=":")
    return x * x


def prints(x, n):
    y = x * 1.0
    print()
    for i in range(n):
        y = y * x + i
        print(f"{i:>3} {y[0]:{8}.{3}f} {{}} {y!s:<20}|", end=";\n")
        if y[0] > 9.0:
            print("large", (i, y[0]), [n], {"i": i}, None, True, "%s%%" % n, flush=True)  # noqa: UP031
            break
    print(prints_in_callee(y[0]), *(1, x[0]))
    return np.sum(y)


@pytest.mark.parametrize("optimise", [True, False])
@pytest.mark.parametrize("chain", [(), ("grad",)])
def test_output_is_printed_once_by_the_forward_sweep(capsys, optimise, chain):
    args = (np.array([2.5, -1.0]), 4)
    prints(*fresh(args))
    wanted = capsys.readouterr().out
    made = Derived(prints, fresh(args), optimise=optimise, chain=chain)
    for sweep in SWEEPS:
        if not made.has(sweep):
            continue
        dots = [np.ones(2)] if sweep == "tangent" else []
        made.call(sweep, *dots, args=fresh(args))
        assert capsys.readouterr().out == wanted, sweep
    _, tape = made.call("forward")
    capsys.readouterr()
    made.call("adjoint", tape, np.ones(2) if chain else 1.0)
    assert capsys.readouterr().out == "", "the adjoint sweep prints nothing"


def quiet_log(x):
    with np.errstate(divide="ignore"):
        y = np.log(x)
    return np.sum(np.maximum(y, -5.0)) + np.sum(np.log(x + 1.0))


def test_warnings_are_those_of_the_primal():
    x = np.array([0.5, 0.0, -1.0])  # the first logarithm divides by zero silently, the second one aloud
    made = Derived(quiet_log, (x,))

    def heard(call):
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always")
            call()
        return [str(w.message) for w in found]

    assert heard(lambda: made.call("forward")) == heard(lambda: quiet_log(x)) != []
