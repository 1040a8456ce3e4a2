"""Value and gradient as one writes them by hand for speed: the tape is what is needed, nothing is computed twice.

The scalar loop and the arrays are plain Python and NumPy; Rosenbrock's works in place wherever it can, which is
the least that NumPy can do it in.
"""

import numpy as np


def logistic(x, r, n):
    """The adjoint of `benchmarks.programs.logistic` by ``x`` and ``r``."""
    tape = []
    total = 0.0
    for _ in range(n):
        tape.append(x)
        if x > 0.5:
            x = r * x * (1.0 - x)
        else:
            x = r * x * (1.0 - x) + 0.01 * x
        total = total + x * x
    x_bar = r_bar = 0.0
    while tape:
        out_bar = x_bar + 2.0 * x
        x = tape.pop()
        rest = 1.0 - x
        r_bar += out_bar * x * rest
        if x > 0.5:
            x_bar = out_bar * r * (rest - x)
        else:
            x_bar = out_bar * (r * (rest - x) + 0.01)
    return total, (x_bar, r_bar)


def array_operations(x, y, n):
    """The adjoint of `benchmarks.programs.array_operations` by ``x`` and ``y``."""
    tape = []
    for _ in range(n):
        s = np.sin(x)
        tape.append((x, y, s))
        x = s * y
        y = y + 0.01 * x
        x = np.tanh(x)
    value = np.sum(x * y)
    x_bar, y_bar = y, x.copy()
    while tape:
        product_bar = x_bar * (1.0 - x * x) + 0.01 * y_bar
        x, y, s = tape.pop()
        y_bar += product_bar * s
        x_bar = product_bar * y * np.cos(x)
    return value, (x_bar, y_bar)


def rosenbrock(x):
    """The adjoint of `benchmarks.programs.rosenbrock`."""
    left = x[:-1]
    slope = x[1:] - left**2
    rest = 1.0 - left
    terms = slope**2
    terms *= 100.0
    value = np.sum(np.add(terms, rest**2, out=terms))
    slope *= 200.0
    x_bar = np.empty_like(x)
    x_bar[0] = 0.0
    x_bar[1:] = slope
    slope *= left
    slope += rest
    slope *= 2.0
    x_bar[:-1] -= slope
    return value, x_bar
