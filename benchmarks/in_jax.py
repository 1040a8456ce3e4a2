"""The measured functions in JAX as an expert writes them, jitted: `lax.scan` for loops, `.at[].set` for writes.

Importing this sets JAX to 64 bits and to one thread, which is what the others have.
"""

import math
import os
from collections.abc import Callable, Sequence
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.learning import wishart

jax.config.update("jax_enable_x64", True)


def logistic(x, r, n):
    """`benchmarks.programs.logistic`."""

    def step(carry, _):
        x, total = carry
        y = r * x * (1.0 - x)
        x = jnp.where(x > 0.5, y, y + 0.01 * x)
        return (x, total + x * x), None

    return jax.lax.scan(step, (x, 0.0), length=n)[0][1]


def array_operations(x, y, n):
    """`benchmarks.programs.array_operations`."""

    def step(carry, _):
        x, y = carry
        x = jnp.sin(x) * y
        y = y + 0.01 * x
        return (jnp.tanh(x), y), None

    x, y = jax.lax.scan(step, (x, y), length=n)[0]
    return jnp.sum(x * y)


def rosenbrock(x):
    """`benchmarks.programs.rosenbrock`."""
    return jnp.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def network(w1, b1, w2, b2, x, labels):
    """`benchmarks.learning.network`."""
    scores = jnp.tanh(x @ w1 + b1) @ w2 + b2
    return jnp.mean(jax.nn.logsumexp(scores, axis=1) - jnp.sum(scores * labels, axis=1))


def log_sum_exp(x):
    """`benchmarks.learning.log_sum_exp`."""
    return jax.nn.logsumexp(x)


def mixture(alphas, means, icf, x, gamma, m):
    """`benchmarks.learning.mixture`."""
    n, d = x.shape
    count = alphas.size
    columns, rows = jnp.triu_indices(d, 1)
    diagonal = jnp.arange(d)
    logs, below = icf[:, :d], icf[:, d:]
    roots = jnp.exp(logs)
    precision = jnp.zeros((count, d, d)).at[:, diagonal, diagonal].set(roots).at[:, rows, columns].set(below)
    scaled = (x - means[:, None, :]) @ precision.transpose(0, 2, 1)
    sums = jnp.sum(logs, axis=1)
    terms = (alphas + sums)[:, None] - 0.5 * jnp.sum(scaled * scaled, axis=2)
    likelihood = jnp.sum(jax.nn.logsumexp(terms, axis=0))
    prior = 0.5 * gamma**2 * (jnp.sum(roots * roots) + jnp.sum(below * below)) - m * jnp.sum(sums)
    constant = n * d * 0.5 * math.log(2.0 * math.pi) + count * wishart(d, gamma, m)
    return likelihood - n * jax.nn.logsumexp(alphas) + prior - constant


def gradient(name: str, args: Sequence[Any], by: Sequence[int]) -> Callable[[], Any]:
    """A call that computes value and gradients of a function of this module, compiled; arrays are JAX's before it."""
    traced = [i for i, a in enumerate(args) if i in by or isinstance(a, np.ndarray)]
    own = [jnp.asarray(args[i]) for i in traced]

    def function(*values):
        given = dict(zip(traced, values, strict=True))
        return globals()[name](*(given.get(i, a) for i, a in enumerate(args)))  # the others are known when it compiles

    argnums = tuple(map(traced.index, by))
    compiled = jax.jit(jax.value_and_grad(function, argnums if len(by) > 1 else argnums[0]))
    return lambda: jax.block_until_ready(compiled(*own))
