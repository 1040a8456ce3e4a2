"""Three formulas whose derivatives can be checked by hand."""

import numpy as np

from s2sad import differentiate


@differentiate
def y(x1: float, x2: float) -> float:
    """A sum of elementary functions.

    At (1, 2) it is e² + 4 + cos 2, with the gradient (2e² + 4, 4 - sin 2).
    """
    return np.exp(2 * x1) + x1 * x2**2 + np.cos(x2)


@differentiate
def z(x: float, y: float) -> float:
    """A polynomial: ∂z/∂x = 2x + 3y, ∂z/∂y = 3x, and ∂²z/∂x∂y is the constant 3.

    At (3, 2) it is 28, with the gradient (12, 9).
    """
    return x * x + 3 * x * y + 1


@differentiate
def J(x: float, y: float) -> float:
    """A chain of named intermediates, whose adjoints a trace shows.

    At (2, 3) it is 1.178, with the gradient (3.06, 1.22); the adjoint of u is 0.2032, those of v and z are 0.3078.
    """
    u = 3 * x * y
    v = np.sin(u)
    z = v + x**2
    return np.log(z)


if __name__ == "__main__":
    for function, point in ((y, (1.0, 2.0)), (z, (3.0, 2.0)), (J, (2.0, 3.0))):
        value, gradient = function.value_and_grad(*point)
        print(f"{function.__name__}{point} = {value:.6g}, gradient {tuple(round(float(g), 6) for g in gradient)}")
