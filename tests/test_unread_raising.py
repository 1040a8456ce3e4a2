"""What raises is not left out of a derivative where nobody reads it: in every mode, of Python's numbers and NumPy's."""

import math
from functools import partial

import numpy as np
import pytest

from s2sad import grad, hessian, hvp, jacobian, jvp, linearize, value_and_grad, vhp, vjp


def one_of_many(x, k, n):
    """Raises where x is 0 and n is 3, whatever k is."""
    y = x + 1.0
    one = np.cos(x)
    if k == 0:
        1.0 / x
    elif k == 1:
        1.0 // x
    elif k == 2:
        1.0 % x
    elif k == 3:
        x**-1
    elif k == 4:
        x**-1.5
    elif k == 5:
        (y * 1e200) ** 2.0
    elif k == 6:
        pow(y * 1e200, 2)
    elif k == 7:
        10.0 ** (y * 400.0)
    elif k == 8:
        abs(y * 1.7e308 + 1.7e308j * y)
    elif k == 9:
        abs(1.7e308 + 1.7e308j * one)
    elif k == 10:
        (y * 1e200 + 1j) ** 2
    elif k == 11:
        1j ** (y * -1e5) * (x * 1j) ** -1
    elif k == 12:
        1.0 / (x * 1j)
    elif k == 13:
        1j / (one * x)
    elif k == 14:
        1e200j ** (one + one)
    elif k == 15:
        int(y * 1e308 * 1e10)
    elif k == 16:
        int(one * math.inf)
    elif k == 17:
        int(y * 1e308 * 1e10 - y * 1e308 * 1e10)
    elif k == 18:
        round(y * 1e308 * 1e10)
    elif k == 19:
        round(one * math.inf)
    elif k == 20:
        round(y * 1.7976931348623157e308, -308)
    elif k == 21:
        math.floor(y * 1e308 * 1e10)
    elif k == 22:
        math.ceil(one * math.inf)
    elif k == 23:
        math.trunc(y * 1e308 * 1e10)
    elif k == 24:
        n // (n - 3)
    elif k == 25:
        n / (n - 3)
    elif k == 26:
        n % (n - 3)
    elif k == 27:
        (n - 3) ** -n
    elif k == 28:
        10 ** (n * 200) / 3
    elif k == 29:
        float(10 ** (n * 200))
    elif k == 30:
        1 << (n - 4)
    elif k == 31:
        math.sqrt(-y)
    elif k == 32:
        math.log(x)
    elif k == 33:
        math.log2(x)
    elif k == 34:
        math.log10(x)
    elif k == 35:
        math.log1p(-y)
    elif k == 36:
        math.exp(y * 1000.0)
    elif k == 37:
        math.exp(one * 1000.0)
    elif k == 38:
        math.exp2(y * 10000.0)
    elif k == 39:
        math.expm1(y * 1000.0)
    elif k == 40:
        math.cosh(y * 1000.0)
    elif k == 41:
        math.sinh(y * 1000.0)
    elif k == 42:
        math.acos(y * 2.0)
    elif k == 43:
        math.asin(y * 2.0)
    elif k == 44:
        math.acosh(x)
    elif k == 45:
        math.atanh(y)
    elif k == 46:
        math.sin(y * 1e308 * 1e10)
    elif k == 47:
        math.cos(y * 1e308 * 1e10)
    elif k == 48:
        math.tan(y * 1e308 * 1e10)
    elif k == 49:
        math.pow(y * 1e200, 2.0)
    elif k == 50:
        math.fmod(y, x)
    elif k == 51:
        math.remainder(y, x)
    elif k == 52:
        math.gamma(x)
    elif k == 53:
        math.lgamma(x)
    elif k == 54:
        math.factorial(n - 4)
    elif k == 55:
        math.comb(n - 4, 2)
    elif k == 56:
        math.isqrt(n - 4)
    elif k == 57:
        math.fsum([y * 1e308, y * 1e308, y * 1e308])
    return x * x


def at_its_end(x, k, n):
    one_of_many(x, k, n)
    return x * x * y_of(x)


def y_of(x):
    return x + 1.0


def in_a_loop(x, k, n):
    y = x + 1.0
    for _ in range(n):
        one_of_many(x, k, n)
        y = y * y
    return y


def in_an_operator(x, k, n):
    grad(one_of_many)(x, k, n)
    jvp(lambda t: one_of_many(t, k, n), (x,), (1.0,))
    return x * x


RAISES = 58
FUNCTIONS = (one_of_many, at_its_end, in_a_loop, in_an_operator)
MODES = {
    "grad": lambda f, *args: grad(f)(*args),
    "value_and_grad": lambda f, *args: value_and_grad(f)(*args),
    "jvp": lambda f, *args: jvp(f, args, (1.0, None, None)),
    "vjp": lambda f, *args: vjp(f, *args),
    "linearize": lambda f, *args: linearize(f, *args),
    "hvp": lambda f, *args: hvp(f, args, (1.0, None, None)),
    "vhp": lambda f, *args: vhp(f, args, (1.0, None, None)),
    "jacobian": lambda f, *args: jacobian(f)(*args),
    "hessian": lambda f, *args: hessian(f)(*args),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.__name__)
def test_what_nobody_reads_raises(f, mode):
    for k in range(RAISES):
        with pytest.raises((ArithmeticError, ValueError)) as wanted:
            f(0.0, k, 3)
        with pytest.raises((ArithmeticError, ValueError)) as got:
            MODES[mode](f, 0.0, k, 3)
        assert (k, repr(got.value)) == (k, repr(wanted.value))
    MODES[mode](f, 0.0, RAISES, 3)


def number_without_a_value(x, k, n):
    if n > 3:
        y = x + 1.0
    _ = y
    return x * x


def kept_as_it_is(x, k, n):
    for _ in range(n):
        if k > n:
            y = x * 2.0
        else:
            y = y
    return x * x


def pair_without_a_value(x, k, n):
    if n > 3:
        pair = (x, np.ones(3) * x)
    _ = [pair]
    return x * x


def read_on_the_way_out(x, k, n):
    if n > 3:
        y = x + 1.0
    try:
        x = x * 2.0
    finally:
        _ = y
    return x * x


def read_by_a_callee(x, k, n):
    number_without_a_value(x, k, n)
    return x * x


def read_at_its_end(x, k, n):
    x = x + 1.0
    for i in range(n, 3):
        last = i
    return [last, x * x][1]


UNBOUND = (number_without_a_value, kept_as_it_is, pair_without_a_value, read_on_the_way_out, read_by_a_callee)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("f", [*UNBOUND, read_at_its_end], ids=lambda f: f.__name__)
def test_a_name_without_a_value_raises_wherever_it_is_read(f, mode):
    for call in (f, partial(MODES[mode], f)):
        with pytest.raises(UnboundLocalError):
            call(0.5, 0, 3)
