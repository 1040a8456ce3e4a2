"""The zoo of ``np.poly1d``, of constant coefficients and of computed ones; see `tests.programs`."""

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
BY_DIFFERENCES = True
program = collector(PROGRAMS)

CUBIC = np.poly1d([1.0, 0.0, -3.0, 0.5])


@program((V4, 0.5))
def polynomials_of_constants(x, t):
    p = np.poly1d([0.0, 1.0, -2.0, 3.0])
    return np.sum(p(x) * CUBIC(x)) + p.deriv()(t) * CUBIC(t) + p.integ(2)(t) * p.order


@program((V4, 0.5), (np.array([1.5, 0.2, 0.7, 0.0]), -1.5))
def polynomials_of_numbers(x, t):
    p, q = np.poly1d(x), np.poly1d([2.0, t])
    r = p * q + 3.0 * np.poly1d(p) - q / 2.0
    s = (2.0 + p) ** 2 - (1.0 - q) * 3.0
    return r(t) * (-s)(0.3) + len(p) * p[1] + p[9] + r.deriv(2)(x[0]) + np.sum(p.coeffs * q(x))


@program((V3, 0.5))
def polynomial_by_its_roots(x, t):
    p = np.poly1d(x, True)
    x = x * 2.0
    return p(t) * p.c[1] + x[0]
