"""Value and gradient as one writes them by hand for speed: the tape is what is needed, nothing is computed twice.

The scalar loop and the arrays are plain Python and NumPy; Rosenbrock's works in place wherever it can, which is
the least that NumPy can do it in.
"""

import math

import numpy as np

from benchmarks.learning import wishart


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


def network(w1, b1, w2, b2, x, labels):
    """The adjoint of `benchmarks.learning.network` by the parameters."""
    hidden = np.tanh(x @ w1 + b1)
    scores = hidden @ w2 + b2
    top = np.max(scores, axis=1, keepdims=True)
    chances = np.exp(scores - top)
    sums = np.sum(chances, axis=1, keepdims=True)
    total = np.log(sums[:, 0]) + top[:, 0]
    value = np.mean(total - np.sum(scores * labels, axis=1))
    chances /= sums
    chances -= labels
    chances *= scores.dtype.type(1.0 / len(x))
    slope = hidden * hidden
    np.subtract(1.0, slope, out=slope)
    slope *= chances @ w2.T
    return value, (x.T @ slope, np.sum(slope, axis=0), hidden.T @ chances, np.sum(chances, axis=0))


def log_sum_exp(x):
    """The adjoint of `benchmarks.learning.log_sum_exp`."""
    top = np.max(x)
    chances = np.exp(x - top)
    total = np.sum(chances)
    value = top + np.log(total)
    chances /= total
    return value, chances


def mixture(alphas, means, icf, x, gamma, m):
    """The adjoint of `benchmarks.learning.mixture` by the parameters."""
    n, d = x.shape
    count = alphas.size
    columns, rows = np.triu_indices(d, 1)
    diagonal = np.arange(d)
    logs, below = icf[:, :d], icf[:, d:]
    roots = np.exp(logs)
    precision = np.zeros((count, d, d))
    precision[:, diagonal, diagonal] = roots
    precision[:, rows, columns] = below
    apart = x - means[:, None, :]
    scaled = apart @ precision.transpose(0, 2, 1)
    sums = np.sum(logs, axis=1)
    terms = (alphas + sums)[:, None] - 0.5 * np.sum(scaled * scaled, axis=2)
    top = np.max(terms, axis=0)
    chances = np.exp(terms - top)
    totals = np.sum(chances, axis=0)
    likelihood = np.sum(top + np.log(totals))
    normal, softmax = log_sum_exp(alphas)
    prior = 0.5 * gamma**2 * (np.sum(roots * roots) + np.sum(below * below)) - m * np.sum(sums)
    constant = n * d * 0.5 * math.log(2.0 * math.pi) + count * wishart(d, gamma, m)
    value = likelihood - n * normal + prior - constant
    chances /= totals
    weights = np.sum(chances, axis=1)
    scaled *= chances[:, :, None]
    np.negative(scaled, out=scaled)
    precision_bar = scaled.transpose(0, 2, 1) @ apart
    icf_bar = np.empty_like(icf)
    icf_bar[:, :d] = (weights - m)[:, None] + precision_bar[:, diagonal, diagonal] * roots + gamma**2 * roots * roots
    icf_bar[:, d:] = precision_bar[:, rows, columns] + gamma**2 * below
    means_bar = -np.sum(scaled @ precision, axis=1)
    return value, (weights - n * softmax, means_bar, icf_bar)
