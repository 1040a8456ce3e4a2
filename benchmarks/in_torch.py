"""The measured functions in PyTorch, eagerly, as its users write them. Importing this sets it to one thread."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from benchmarks.learning import wishart

torch.set_num_threads(1)


def logistic(x, r, n):
    """`benchmarks.programs.logistic`."""
    total = 0.0
    for _ in range(n):
        if x > 0.5:
            x = r * x * (1.0 - x)
        else:
            x = r * x * (1.0 - x) + 0.01 * x
        total = total + x * x
    return total


def array_operations(x, y, n):
    """`benchmarks.programs.array_operations`."""
    for _ in range(n):
        x = torch.sin(x) * y
        y = y + 0.01 * x
        x = torch.tanh(x)
    return torch.sum(x * y)


def rosenbrock(x):
    """`benchmarks.programs.rosenbrock`."""
    return torch.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def network(w1, b1, w2, b2, x, labels):
    """`benchmarks.learning.network`."""
    scores = torch.tanh(x @ w1 + b1) @ w2 + b2
    return torch.mean(torch.logsumexp(scores, 1) - torch.sum(scores * labels, 1))


def log_sum_exp(x):
    """`benchmarks.learning.log_sum_exp`."""
    return torch.logsumexp(x, 0)


def mixture(alphas, means, icf, x, gamma, m):
    """`benchmarks.learning.mixture`."""
    n, d = x.shape
    count = len(alphas)
    columns, rows = torch.triu_indices(d, d, 1)
    diagonal = torch.arange(d)
    logs, below = icf[:, :d], icf[:, d:]
    roots = torch.exp(logs)
    precision = torch.zeros((count, d, d), dtype=x.dtype)
    precision[:, diagonal, diagonal] = roots
    precision[:, rows, columns] = below
    scaled = (x - means[:, None, :]) @ precision.transpose(1, 2)
    sums = torch.sum(logs, 1)
    terms = (alphas + sums)[:, None] - 0.5 * torch.sum(scaled * scaled, 2)
    likelihood = torch.sum(torch.logsumexp(terms, 0))
    prior = 0.5 * gamma**2 * (torch.sum(roots * roots) + torch.sum(below * below)) - m * torch.sum(sums)
    constant = n * d * 0.5 * math.log(2.0 * math.pi) + count * wishart(d, gamma, m)
    return likelihood - n * torch.logsumexp(alphas, 0) + prior - constant


def gradient(name: str, args: Sequence[Any], by: Sequence[int]) -> Callable[[], Any]:
    """A call that computes value and gradients of a function of this module; arrays are PyTorch's before it."""
    function = globals()[name]
    own = [torch.from_numpy(a) if isinstance(a, np.ndarray) else a for a in args]
    for i in by:
        own[i] = torch.as_tensor(own[i], dtype=None if isinstance(args[i], np.ndarray) else torch.float64)
        own[i] = own[i].clone().requires_grad_()
    wanted = [own[i] for i in by]

    def call() -> Any:
        value = function(*own)
        gradients = torch.autograd.grad(value, wanted)
        return value.detach(), gradients if len(by) > 1 else gradients[0]

    return call
