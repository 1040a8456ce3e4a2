"""Derivatives through a loop with a branch, and through a loop that runs until it has converged."""

import numpy as np

from s2sad import differentiate


@differentiate
def f(x: float, n: int) -> float:
    """Sum over i < n of i sin(x) where x is positive, of -x elsewhere.

    The derivative is n(n-1)/2 cos(x) for positive x and -n elsewhere.
    """
    y = 0.0
    for i in range(n):
        if x > 0:
            y = y + np.sin(x) * i
        else:
            y = y - x
    return y


@differentiate
def newton_sqrt(a: float) -> float:
    """Square root of ``a`` > 0 by Newton's method, started at (1 + a) / 2.

    The iterations are differentiated as they ran. Their derivative converges to 1 / (2 √a), one step behind the value.
    """
    x = 0.5 * (1.0 + a)
    while abs(x * x - a) > 1e-12 * a:
        x = 0.5 * (x + a / x)
    return x


if __name__ == "__main__":
    print(f"f(0.5, 10) = {f(0.5, 10):.6g}, ∂f/∂x = {f.grad(0.5, 10).x:.6g}")
    print(f"newton_sqrt(2) = {newton_sqrt(2.0):.15g}, derivative {newton_sqrt.grad(2.0):.15g}")
