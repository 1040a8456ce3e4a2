"""Objectives that models are fitted by, as a user would write them, and the cases that they are measured on.

The mixture of Gaussians is ADBench's (MIT licence), on its data; what it computes is told in its documentation.
"""

import math
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"


def network(w1, b1, w2, b2, x, labels):
    """Mean cross entropy of a network with one hidden layer; ``labels`` are one-hot rows."""
    hidden = np.tanh(x @ w1 + b1)
    scores = hidden @ w2 + b2
    top = np.max(scores, axis=1, keepdims=True)
    total = np.log(np.sum(np.exp(scores - top), axis=1)) + top[:, 0]
    return np.mean(total - np.sum(scores * labels, axis=1))


def log_sum_exp(x):
    """The logarithm of a sum of exponentials, kept from overflowing."""
    top = np.max(x)
    return top + np.log(np.sum(np.exp(x - top)))


def mixture(alphas, means, icf, x, gamma, m):
    """The log likelihood of a mixture of Gaussians with ADBench's prior.

    ``icf`` has a row for each component: the logarithms of the diagonal of the root of its precision, and what is below
    the diagonal, column by column.
    """
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
    likelihood = np.sum(top + np.log(np.sum(np.exp(terms - top), axis=0)))
    prior = 0.5 * gamma**2 * (np.sum(roots * roots) + np.sum(below * below)) - m * np.sum(sums)
    constant = n * d * 0.5 * math.log(2.0 * math.pi) + count * wishart(d, gamma, m)
    return likelihood - n * log_sum_exp(alphas) + prior - constant


def wishart(d, gamma, m):
    """The logarithm of what normalises the prior of a component."""
    nu = d + m + 1
    gammas = d * (d - 1) / 4.0 * math.log(math.pi)
    for j in range(1, d + 1):
        gammas += math.lgamma(0.5 * nu + 0.5 * (1 - j))
    return nu * d * (math.log(gamma) - 0.5 * math.log(2.0)) - gammas


def network_case(sizes, batch, dtype):
    """Parameters and data of a network of three ``sizes``."""
    rng = np.random.default_rng(0)
    inputs, hidden, classes = sizes
    made = (
        rng.standard_normal((inputs, hidden)) / math.sqrt(inputs),
        np.zeros(hidden),
        rng.standard_normal((hidden, classes)) / math.sqrt(hidden),
        np.zeros(classes),
        rng.random((batch, inputs)),
        np.eye(classes)[rng.integers(0, classes, batch)],
    )
    return tuple(a.astype(dtype) for a in made)


def mixture_case(name):
    """Parameters and data of ADBench's file ``gmm_{name}.txt``."""
    numbers = iter((DATA / f"gmm_{name}.txt").read_text("utf-8").split())
    d, count, n = (int(next(numbers)) for _ in range(3))

    def table(*shape):
        return np.array([float(next(numbers)) for _ in range(math.prod(shape))]).reshape(shape)

    parts = table(count), table(count, d), table(count, d * (d + 1) // 2), table(n, d)
    return *parts, float(next(numbers)), int(next(numbers))
