"""A relaxation sweep that works in place: loops over memory, a view, a helper that mutates its argument, a break.

    python examples/relaxation.py

Prints the energy, its gradient, and where the generated module lies.
"""

import numpy as np

from s2sad import differentiate


def smooth(u, weight):
    """Mix each inner value with its left neighbour, in place."""
    for i in range(1, len(u) - 1):
        u[i] = (1.0 - weight) * u[i] + weight * u[i - 1]


@differentiate(wrt=("u", "params"))
def relaxed_energy(
    u: "float64[:]",
    params: "{'rate': float, 'sink': float, 'weight': float, 'sweeps': int, 'limit': float}",
):
    """The energy of ``u`` after a few sweeps of a damped diffusion with a nonlinear sink.

    ``params`` holds the diffusion ``rate``, the ``sink`` strength, the ``weight`` of the
    smoothing, the number of ``sweeps`` and the ``limit`` at which the sweeps end early.
    """
    inner = u[1:-1]
    for _ in range(params["sweeps"]):
        for i in range(1, len(u) - 1):
            u[i] += params["rate"] * (u[i - 1] - 2.0 * u[i] + u[i + 1])
        inner *= 1.0 - params["sink"] * inner
        smooth(u, params["weight"])
        if u[1] > params["limit"]:
            break
    return np.sum(u * u)


def main() -> None:
    """Print the energy, its gradient, and where the generated module lies."""
    u = np.array([1.0, 0.5, 0.3, 0.8, 0.2, 0.9])
    params = {"rate": 0.3, "sink": 0.2, "weight": 0.1, "sweeps": 3, "limit": 2.0}
    value, gradient = relaxed_energy.value_and_grad(u, params)
    print(f"energy    {value:.6f}")
    print(f"by u      {gradient.u}")
    print(f"by params {gradient.params}")
    print(f"module    {relaxed_energy.path(u, params)}")


if __name__ == "__main__":
    main()
