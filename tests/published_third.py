"""A third sample of functions as people publish them: classes, dataclasses, dicts of parameters, lists that grow.

What it refuses is what users meet: `refused` has the code, as in `tests.published`.
"""

from __future__ import annotations

import inspect
import math
from collections import defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import Callable, NamedTuple

import numpy as np

from tests.programs import Program, collector

PROGRAMS: dict[str, Program] = {}
RNG = np.random.default_rng(11)
R = RNG.normal


def program(*calls: tuple, wrt: tuple[str, ...] | None = None, **options):
    """Collect a function; its defaults are arguments too, and constant where ``wrt`` is not given."""

    def add(function):
        signature = inspect.signature(function)
        whole = []
        for call in calls:
            bound = signature.bind(*call)
            passed = [name for name, value in bound.arguments.items() if has_float(value)]
            bound.apply_defaults()
            whole.append(bound.args)
        return collector(PROGRAMS)(*whole, wrt=wrt or tuple(passed), **options)(function)

    return add


def has_float(x) -> bool:
    if isinstance(x, dict):
        return any(map(has_float, x.values()))
    if isinstance(x, (list, tuple)):
        return any(map(has_float, x))
    return isinstance(x, float) or (isinstance(x, np.ndarray) and x.dtype.kind == "f")


def spd(n: int) -> np.ndarray:
    a = R(size=(n, n))
    return a @ a.T + n * np.eye(n)


# ------------------------------------------------------------------ integrators


DOPRI_C = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1]
DOPRI_A = [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
]
DOPRI_B = [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0]
DOPRI_E = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40]


def dopri_step(f, t, y, h):
    k = []
    for c, row in zip(DOPRI_C, DOPRI_A):
        yi = y.copy()
        for a, kj in zip(row, k):
            yi = yi + h * a * kj
        k.append(f(t + c * h, yi))
    y_new = y + h * sum(b * ki for b, ki in zip(DOPRI_B, k))
    err = h * sum(e * ki for e, ki in zip(DOPRI_E, k))
    return y_new, err


@program((np.array([2.0, 0.0]), 1.5))
def van_der_pol_dopri(y0, mu, t_end=1.0, rtol=1e-3, atol=1e-6):
    """Dormand-Prince 5(4) with step size control."""

    def rhs(t, y):
        return np.array([y[1], mu * (1 - y[0] ** 2) * y[1] - y[0]])

    t, y, h = 0.0, y0, 0.1
    n_accepted, n_rejected = 0, 0
    while t < t_end:
        if t + h > t_end:
            h = t_end - t
        y_new, err = dopri_step(rhs, t, y, h)
        scale = atol + rtol * np.maximum(np.abs(y), np.abs(y_new))
        err_norm = np.sqrt(np.mean((err / scale) ** 2))
        if err_norm <= 1.0:
            t += h
            y = y_new
            n_accepted += 1
        else:
            n_rejected += 1
        factor = 0.9 * max(err_norm, 1e-10) ** (-0.2)
        h = h * min(5.0, max(0.2, factor))
    assert n_accepted > 0, f"no step of {n_rejected} was accepted"
    return y


@dataclass
class Body:
    mass: float
    position: np.ndarray
    velocity: np.ndarray
    acceleration: np.ndarray = field(default_factory=lambda: np.zeros(2))


class SolarSystem:
    def __init__(self, bodies: list[Body], G: float = 1.0, softening: float = 1e-2):
        self.bodies = bodies
        self.G = G
        self.softening = softening

    def compute_forces(self) -> None:
        for body in self.bodies:
            body.acceleration = np.zeros(2)
        for i, a in enumerate(self.bodies):
            for b in self.bodies[i + 1 :]:
                d = b.position - a.position
                r3 = (d @ d + self.softening**2) ** 1.5
                a.acceleration += self.G * b.mass * d / r3
                b.acceleration -= self.G * a.mass * d / r3

    def step(self, dt: float) -> None:
        for body in self.bodies:
            body.velocity += 0.5 * dt * body.acceleration
            body.position += dt * body.velocity
        self.compute_forces()
        for body in self.bodies:
            body.velocity += 0.5 * dt * body.acceleration

    def energy(self) -> float:
        kinetic = sum(0.5 * b.mass * np.dot(b.velocity, b.velocity) for b in self.bodies)
        potential = 0.0
        for i in range(len(self.bodies)):
            for j in range(i):
                r = np.linalg.norm(self.bodies[i].position - self.bodies[j].position)
                potential -= self.G * self.bodies[i].mass * self.bodies[j].mass / r
        return kinetic + potential


@program(([1.0, 0.3, 0.1], np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]]), 0.05))
def solar_system(masses, positions, dt):
    velocities = [(0.0, 0.0), (0.0, 1.0), (-0.7, 0.0)]
    bodies = [Body(m, p.copy(), np.array(v)) for m, p, v in zip(masses, positions, velocities)]
    system = SolarSystem(bodies)
    system.compute_forces()
    for _ in range(6):
        system.step(dt)
    return system.energy() + system.bodies[1].position[0]


@dataclass
class PendulumState:
    theta: float
    omega: float

    def __add__(self, other: "PendulumState") -> "PendulumState":
        return PendulumState(self.theta + other.theta, self.omega + other.omega)

    def __mul__(self, k: float) -> "PendulumState":
        return PendulumState(self.theta * k, self.omega * k)

    __rmul__ = __mul__


def pendulum_rhs(s: PendulumState, g: float, length: float, damping: float) -> PendulumState:
    return PendulumState(s.omega, -g / length * math.sin(s.theta) - damping * s.omega)


@program((0.7, 1.2, 0.1))
def pendulum_dataclass_rk4(theta0: float, length: float, damping: float) -> float:
    state, dt = PendulumState(theta0, 0.0), 0.05
    f = partial(pendulum_rhs, g=9.81, length=length, damping=damping)
    for _ in range(10):
        k1 = f(state)
        k2 = f(state + dt / 2 * k1)
        k3 = f(state + dt / 2 * k2)
        k4 = f(state + dt * k3)
        state = state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return state.theta + 0.1 * state.omega


@program((np.array([1.0, 0.0]), np.array([0.0, 1.1]), 0.1))
def yoshida4(q, p, dt, steps=5):
    cbrt2 = 2 ** (1 / 3)
    w0, w1 = -cbrt2 / (2 - cbrt2), 1 / (2 - cbrt2)
    c = [w1 / 2, (w0 + w1) / 2, (w0 + w1) / 2, w1 / 2]
    d = [w1, w0, w1, 0.0]
    q, p = q.copy(), p.copy()
    trajectory = np.empty((steps + 1, 2))
    trajectory[0] = q
    for n in range(steps):
        for ci, di in zip(c, d):
            q += ci * dt * p
            p -= di * dt * q / np.linalg.norm(q) ** 3
        trajectory[n + 1] = q
    return trajectory[1:, 0].sum() + trajectory[:, 1].max()


@program((np.array([1.0, 0.5, 0.2]), {"alpha": 1.1, "beta": 0.4, "delta": 0.1}, 0.1))
def adams_bashforth4(y0, params, h):
    def f(y):
        a, b, d = params["alpha"], params["beta"], params["delta"]
        return np.array([a * y[0] - b * y[0] * y[1], d * y[0] * y[1] - y[1], y[0] - y[2]])

    ys, fs = [y0], [f(y0)]
    for _ in range(3):
        y = ys[-1]
        k1 = f(y)
        k2 = f(y + h * k1 / 2)
        k3 = f(y + h * k2 / 2)
        k4 = f(y + h * k3)
        ys.append(y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
        fs.append(f(ys[-1]))
    for _ in range(6):
        ys.append(ys[-1] + h / 24 * (55 * fs[-1] - 59 * fs[-2] + 37 * fs[-3] - 9 * fs[-4]))
        fs.append(f(ys[-1]))
    return np.array(ys)[-1] @ np.array([1.0, 2.0, 3.0])


# ------------------------------------------------------------------ filters


class KalmanFilter:
    def __init__(self, F, H, Q, R, x0, P0):
        self.F, self.H, self.Q, self.R = F, H, Q, R
        self.x = x0
        self.P = P0
        self.loglik = 0.0

    def predict(self):
        self.x = self.F @ self.x
        self.P = self.F @ self.P @ self.F.T + self.Q
        return self.x

    def update(self, z):
        y = z - self.H @ self.x
        S = self.H @ self.P @ self.H.T + self.R
        K = self.P @ self.H.T @ np.linalg.inv(S)
        self.x = self.x + K @ y
        I = np.eye(len(self.x))
        self.P = (I - K @ self.H) @ self.P
        sign, logdet = np.linalg.slogdet(2 * np.pi * S)
        self.loglik += -0.5 * (logdet + y @ np.linalg.solve(S, y))


@program((R(size=(5, 1)), 0.3, 0.5))
def kalman_class(zs, q, r):
    dt = 0.5
    F = np.array([[1.0, dt], [0.0, 1.0]])
    H = np.array([[1.0, 0.0]])
    Q = q * np.array([[dt**3 / 3, dt**2 / 2], [dt**2 / 2, dt]])
    kf = KalmanFilter(F, H, Q, np.array([[r]]), np.zeros(2), np.eye(2))
    estimates = []
    for z in zs:
        kf.predict()
        kf.update(z)
        estimates.append(kf.x)
    return kf.loglik + np.array(estimates).sum()


@program((R(size=7), 0.85, 0.3), wrt=("measurements", "alpha", "beta"))
def alpha_beta_filter(measurements, alpha, beta, dt=0.5):
    x, v = 0.0, 0.0
    results = []
    for z in measurements:
        x_pred = x + dt * v
        residual = z - x_pred
        x = x_pred + alpha * residual
        v = v + beta * residual / dt
        results.append((x, v))
    return sum(xi**2 + 0.1 * vi for xi, vi in results)


@program((R(size=4), 0.8, 0.4, R(size=(4, 6)), R(size=6)), wrt=("obs", "phi", "sigma"))
def particle_filter(obs, phi, sigma, noise, init):
    particles = init.copy()
    weights = np.ones_like(particles) / particles.size
    loglik = 0.0
    for t, y in enumerate(obs):
        particles = phi * particles + sigma * noise[t]
        lik = np.exp(-0.5 * (y - particles) ** 2) / np.sqrt(2 * np.pi)
        weights *= lik
        total = weights.sum()
        loglik += np.log(total)
        weights /= total
        n_eff = 1.0 / np.sum(weights**2)
        if n_eff < 0.5 * len(particles):
            cumulative = np.cumsum(weights)
            positions = (np.arange(len(particles)) + 0.5) / len(particles)
            idx = np.minimum(np.searchsorted(cumulative, positions), len(particles) - 1)
            particles = particles[idx]
            weights = np.full(len(particles), 1.0 / len(particles))
    return loglik


@program((np.abs(R(size=10)) + 1, 0.4, 0.2, 0.9))
def damped_trend(series, alpha, beta, phi):
    level, trend = series[0], series[1] - series[0]
    sse, fitted = 0.0, [level]
    for y in series[1:]:
        forecast = level + phi * trend
        error = y - forecast
        sse += error**2
        level, trend = forecast + alpha * error, phi * trend + alpha * beta * error
        fitted.append(forecast)
    return sse / len(fitted)


@program((R(size=9), np.array([0.5, 1.0, 0.5])))
def savgol_general(y, weights):
    """Savitzky-Golay by local least squares, edges left as they are."""
    half = 2
    order = range(3)
    B = np.array([[k**i for i in order] for k in range(-half, half + 1)], dtype=float)
    m = np.linalg.inv(B.T @ B) @ B.T
    out = y.copy()
    for i in range(half, len(y) - half):
        out[i] = np.dot(m[0], y[i - half : i + half + 1])
    return np.sum(np.convolve(out, weights, mode="valid") ** 2)


@program((R(size=8), 0.6, 0.2))
def butter_direct_form(signal, b0, a1):
    b = [b0, 2 * b0, b0]
    a = [1.0, a1, 0.1]
    z = [0.0, 0.0]
    out = np.zeros(len(signal))
    for n, x in enumerate(signal):
        y = b[0] * x + z[0]
        z[0] = b[1] * x - a[1] * y + z[1]
        z[1] = b[2] * x - a[2] * y
        out[n] = y
    return out


# ------------------------------------------------------------------ solvers


@program((spd(4), R(size=4)))
def doolittle(A, b):
    n = A.shape[0]
    L = np.zeros_like(A)
    U = np.zeros_like(A)
    for i in range(n):
        for k in range(i, n):
            U[i][k] = A[i][k] - sum(L[i][j] * U[j][k] for j in range(i))
        for k in range(i, n):
            if i == k:
                L[i][i] = 1
            else:
                L[k][i] = (A[k][i] - sum(L[k][j] * U[j][i] for j in range(i))) / U[i][i]
    y = np.zeros(n)
    for i in range(n):
        y[i] = b[i] - np.dot(L[i, :i], y[:i])
    x = np.zeros(n)
    for i in reversed(range(n)):
        x[i] = (y[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]
    return x


@program((R(size=(4, 3)),))
def householder_qr(A):
    m, n = A.shape
    Q = np.eye(m)
    R = A.copy()
    for j in range(n):
        x = R[j:, j]
        normx = np.linalg.norm(x)
        s = -np.sign(x[0])
        u1 = x[0] - s * normx
        w = x.reshape(-1, 1) / u1
        w[0] = 1
        tau = -s * u1 / normx
        R[j:, :] = R[j:, :] - (tau * w) * (w.T @ R[j:, :])
        Q[:, j:] = Q[:, j:] - (Q[:, j:] @ w) @ (tau * w).T
    return Q[0, 1] + np.sum(np.abs(np.diag(R)))


@program((spd(3),))
def jacobi_eigenvalues(A, sweeps=2):
    A = np.array((A + A.T) / 2, dtype=float)
    n = A.shape[0]
    V = np.eye(n)
    for _ in range(sweeps):
        for p in range(n - 1):
            for q in range(p + 1, n):
                if abs(A[p, q]) < 1e-12:
                    continue
                theta = (A[q, q] - A[p, p]) / (2 * A[p, q])
                t = math.copysign(1.0, theta) / (abs(theta) + math.sqrt(theta**2 + 1))
                c = 1 / math.sqrt(t * t + 1)
                s = t * c
                J = np.eye(n)
                J[p, p] = J[q, q] = c
                J[p, q], J[q, p] = s, -s
                A = J.T @ A @ J
                V = V @ J
    w = np.diag(A)
    return w[0] + 2 * w[1] ** 2 + abs(V[0, 2])


@program((spd(4), R(size=4)))
def cg_with_dict(A, b, options=None):
    options = {"tol": 1e-9, "maxiter": 50} if options is None else options
    A = 0.5 * (A + A.T)
    x = np.zeros_like(b)
    r = b - A.dot(x)
    p = r.copy()
    rs_old = np.inner(r, r)
    history = []
    for it in range(options["maxiter"]):
        Ap = A.dot(p)
        alpha = rs_old / np.inner(p, Ap)
        x += alpha * p
        r -= alpha * Ap
        rs_new = np.inner(r, r)
        history.append(math.sqrt(rs_new))
        if history[-1] < options["tol"]:
            break
        p = r + (rs_new / rs_old) * p
        rs_old = rs_new
    else:
        raise RuntimeError(f"no convergence after {it + 1} iterations: {history[-1]:.2e}")
    return x


@program((1.8, 0.4))
def newton_with_callbacks(a, b):
    def newton(f: Callable, fprime: Callable, x0: float, tol: float = 1e-12, maxiter: int = 50) -> float:
        x = x0
        for _ in range(maxiter):
            fx = f(x)
            if abs(fx) < tol:
                return x
            dfx = fprime(x)
            if dfx == 0:
                raise ZeroDivisionError("flat")
            x = x - fx / dfx
        raise RuntimeError("did not converge")

    return newton(lambda x: x**3 - a * x - b, lambda x: 3 * x**2 - a, x0=2.0)


@program((2.0, 0.7))
def bisect_inverse(target, k):
    lo, hi = 0.0, 10.0
    f = lambda x: k * x + math.sin(x) - target  # noqa: E731
    while hi - lo > 1e-6:
        mid = (lo + hi) / 2
        if f(lo) * f(mid) <= 0:
            hi = mid
        else:
            lo = mid
    x = 0.5 * (lo + hi)
    for _ in range(3):
        x -= f(x) / (k + math.cos(x))
    return x


@program((np.array([1.2, 0.8]), 0.5))
def broyden(x0, c):
    def F(x):
        return np.array([x[0] ** 2 + x[1] ** 2 - 4 * c, np.exp(x[0]) + x[1] - 3])

    x, J = x0.astype(float), np.array([[2.0, 2.0], [3.0, 1.0]])
    Fx = F(x)
    for k in range(8):
        dx = np.linalg.solve(J, -Fx)
        x = x + dx
        F_new = F(x)
        dF = F_new - Fx
        J = J + np.outer(dF - J @ dx, dx) / np.dot(dx, dx)
        Fx = F_new
        if np.linalg.norm(Fx) < 1e-6:
            break
    return x.sum()


@program((R(size=(5, 5)), 0.2))
def multigrid_like_restrict(u, h):
    def smooth(v, f, n=2):
        for _ in range(n):
            v[1:-1, 1:-1] = 0.25 * (v[2:, 1:-1] + v[:-2, 1:-1] + v[1:-1, 2:] + v[1:-1, :-2] - h**2 * f[1:-1, 1:-1])
        return v

    def restrict(r):
        return r[::2, ::2]

    def prolong(e, shape):
        fine = np.zeros(shape)
        fine[::2, ::2] = e
        fine[1::2, ::2] = 0.5 * (fine[:-2:2, ::2] + fine[2::2, ::2])
        fine[:, 1::2] = 0.5 * (fine[:, :-2:2] + fine[:, 2::2])
        return fine

    f = np.ones_like(u)
    v = smooth(u.copy(), f)
    residual = np.zeros_like(v)
    residual[1:-1, 1:-1] = (
        f[1:-1, 1:-1] - (v[2:, 1:-1] + v[:-2, 1:-1] + v[1:-1, 2:] + v[1:-1, :-2] - 4 * v[1:-1, 1:-1]) / h**2
    )
    e = smooth(np.zeros((3, 3)), restrict(residual), n=3)
    v += prolong(e, v.shape)
    return np.sqrt(np.mean(smooth(v, f) ** 2))


# ------------------------------------------------------------------ stencils


@program((np.abs(R(size=(4, 4))), np.abs(R(size=(4, 4))), 0.04, 0.06))
def gray_scott(U, V, F, k, Du=0.16, Dv=0.08, steps=3):
    def laplacian(Z):
        return np.roll(Z, 1, 0) + np.roll(Z, -1, 0) + np.roll(Z, 1, 1) + np.roll(Z, -1, 1) - 4 * Z

    U, V = U.copy(), V.copy()
    for _ in range(steps):
        uvv = U * V * V
        U += Du * laplacian(U) - uvv + F * (1 - U)
        V += Dv * laplacian(V) + uvv - (F + k) * V
    return V.mean() / U.mean()


@program((np.abs(R(size=(5, 5))) / 3, 8.0))
def smooth_life(board, sharpness):
    rows, cols = board.shape
    new_board = board.copy()
    for i in range(rows):
        for j in range(cols):
            total = 0
            for di in (-1, 0, 1):
                for dj in (-1, 0, 1):
                    if di == dj == 0:
                        continue
                    total += board[(i + di) % rows, (j + dj) % cols]
            birth = 1 / (1 + np.exp(-sharpness * (total - 2.5)))
            death = 1 / (1 + np.exp(-sharpness * (3.5 - total)))
            new_board[i, j] = birth * death * (0.5 + 0.5 * board[i, j])
    return new_board.sum()


@program((R(size=10), 0.4))
def upwind_advection(u, cfl, n_steps=4):
    for n in range(n_steps):
        un = u.copy()
        for i in range(len(u)):
            if un[i] > 0:
                u[i] = un[i] - cfl * un[i] * (un[i] - un[i - 1])
            else:
                u[i] = un[i] - cfl * un[i] * (un[(i + 1) % len(u)] - un[i])
    return np.max(np.abs(u)) + u.std()


@program((R(size=(5, 6)), 0.7))
def wave2d_three_levels(u0, c, dt=0.1, dx=0.5):
    u_prev, u, u_next = u0.copy(), u0.copy(), np.zeros_like(u0)
    r2 = (c * dt / dx) ** 2
    energy = []
    for n in range(5):
        u_next[1:-1, 1:-1] = (
            2 * u[1:-1, 1:-1]
            - u_prev[1:-1, 1:-1]
            + r2 * (u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1])
        )
        u_next[0, :] = u_next[-1, :] = 0
        u_next[:, [0, -1]] = 0
        u_prev, u, u_next = u, u_next, u_prev
        energy.append(np.sum(((u - u_prev) / dt) ** 2))
    return np.mean(energy)


@program((R(size=8), 0.2, 1.5))
def shallow_water_rusanov(h0, dt, g):
    h = 2 + 0.1 * h0
    hu = np.zeros_like(h)
    q = np.vstack([h, hu])

    def flux(q):
        h, hu = q
        return np.stack([hu, hu**2 / h + 0.5 * g * h**2])

    for _ in range(3):
        f = flux(q)
        speed = np.abs(q[1] / q[0]) + np.sqrt(g * q[0])
        a = np.maximum(speed[:-1], speed[1:])
        fh = 0.5 * (f[:, :-1] + f[:, 1:]) - 0.5 * a * (q[:, 1:] - q[:, :-1])
        q[:, 1:-1] -= dt * (fh[:, 1:] - fh[:, :-1])
    return (q[0] * np.arange(q.shape[1])).sum()


# ------------------------------------------------------------------ dynamic programming


@program(("kitten", "sitting", {"sub": 1.2, "ins": 0.9, "del": 1.1}))
def edit_distance_costs(s, t, costs):
    m, n = len(s), len(t)
    dp = [[0.0] * (n + 1) for _ in range(m + 1)]
    for i in range(1, m + 1):
        dp[i][0] = dp[i - 1][0] + costs["del"]
    for j in range(1, n + 1):
        dp[0][j] = dp[0][j - 1] + costs["ins"]
    for i in range(1, m + 1):
        for j in range(1, n + 1):
            if s[i - 1] == t[j - 1]:
                dp[i][j] = dp[i - 1][j - 1]
            else:
                dp[i][j] = min(
                    dp[i - 1][j] + costs["del"], dp[i][j - 1] + costs["ins"], dp[i - 1][j - 1] + costs["sub"]
                )
    return dp[m][n]


@program((R(size=5), R(size=4), 0.5))
def dtw_window(a, b, penalty, window=3):
    n, m = len(a), len(b)
    w = max(window, abs(n - m))
    D = np.full((n + 1, m + 1), np.inf)
    D[0, 0] = 0
    for i in range(1, n + 1):
        for j in range(max(1, i - w), min(m, i + w) + 1):
            cost = (a[i - 1] - b[j - 1]) ** 2
            D[i, j] = cost + min(D[i - 1, j] + penalty, D[i, j - 1] + penalty, D[i - 1, j - 1])
    return np.sqrt(D[n, m])


@program(
    (np.array([0.6, 0.4]), np.array([[0.7, 0.3], [0.4, 0.6]]), np.array([[0.1, 0.4, 0.5], [0.6, 0.3, 0.1]])),
)
def viterbi_path_score(pi, A, B, observations=(0, 1, 2, 1)):
    T, N = len(observations), len(pi)
    delta = np.zeros((T, N))
    psi = np.zeros((T, N), dtype=int)
    delta[0] = np.log(pi) + np.log(B[:, observations[0]])
    for t in range(1, T):
        for j in range(N):
            scores = delta[t - 1] + np.log(A[:, j])
            psi[t, j] = np.argmax(scores)
            delta[t, j] = scores[psi[t, j]] + np.log(B[j, observations[t]])
    path = [int(np.argmax(delta[-1]))]
    for t in range(T - 1, 0, -1):
        path.insert(0, int(psi[t, path[0]]))
    return delta[-1, path[-1]]


@program((np.array([0.6, 0.4]), np.array([[0.7, 0.3], [0.4, 0.6]]), np.array([[0.1, 0.4, 0.5], [0.6, 0.3, 0.1]])))
def hmm_baum_welch_loglik(pi, A, B, obs=(2, 0, 1, 1, 0)):
    T, N = len(obs), A.shape[0]
    alpha = np.zeros((T, N))
    c = np.zeros(T)
    alpha[0] = pi * B[:, obs[0]]
    c[0] = 1.0 / alpha[0].sum()
    alpha[0] *= c[0]
    for t in range(1, T):
        for j in range(N):
            alpha[t, j] = alpha[t - 1].dot(A[:, j]) * B[j, obs[t]]
        c[t] = 1.0 / np.sum(alpha[t])
        alpha[t] *= c[t]
    beta = np.zeros((T, N))
    beta[-1] = c[-1]
    for t in range(T - 2, -1, -1):
        beta[t] = c[t] * (A @ (B[:, obs[t + 1]] * beta[t + 1]))
    gamma = alpha * beta / c[:, None]
    return -np.log(c).sum() + gamma[0, 0]


@program(([3.0, 4.0, 5.0, 6.0], 0.5), wrt=("values", "temperature"))
def soft_knapsack(values, temperature, weights=(2, 3, 4, 5), capacity=8):
    def softmax2(a, b):
        m = max(a, b)
        return m + temperature * math.log(math.exp((a - m) / temperature) + math.exp((b - m) / temperature))

    best = [0.0] * (capacity + 1)
    for v, w in zip(values, weights):
        for c in range(capacity, w - 1, -1):
            best[c] = softmax2(best[c], best[c - w] + v)
    return best[-1]


@program((R(size=6),))
def max_subarray_soft(x):
    best = current = x[0]
    for v in x[1:]:
        current = max(v, current + v)
        best = max(best, current)
    return best


@program((np.array([[4.0, 1.0, 3.0], [2.0, 0.5, 6.0], [3.0, 2.0, 2.5]]),))
def min_cost_path_memo(cost):
    rows, cols = cost.shape
    memo = {}

    def go(i, j):
        if (i, j) in memo:
            return memo[(i, j)]
        if i == 0 and j == 0:
            best = 0.0
        elif i == 0:
            best = go(i, j - 1)
        elif j == 0:
            best = go(i - 1, j)
        else:
            best = min(go(i - 1, j), go(i, j - 1))
        memo[(i, j)] = best + cost[i, j]
        return memo[(i, j)]

    return go(rows - 1, cols - 1)


# ------------------------------------------------------------------ finance


class Option(NamedTuple):
    strike: float
    expiry: float
    kind: str = "call"
    american: bool = False


@program((100.0, 0.25, 0.03, Option(105.0, 1.0, "put", True)), (100.0, 0.25, 0.03, Option(95.0, 0.5)))
def crr_option(spot, vol, rate, option):
    """Cox-Ross-Rubinstein, the values rolled back in place."""
    steps = 12
    dt = option.expiry / steps
    up = np.exp(vol * np.sqrt(dt))
    down = 1 / up
    prob = (np.exp(rate * dt) - down) / (up - down)
    disc = np.exp(-rate * dt)
    sign = {"call": 1.0, "put": -1.0}[option.kind]
    prices = spot * up ** np.arange(steps, -steps - 1, -2)
    values = np.maximum(sign * (prices - option.strike), 0.0)
    for step in range(steps - 1, -1, -1):
        values[: step + 1] = disc * (prob * values[: step + 1] + (1 - prob) * values[1 : step + 2])
        if option.american:
            prices[: step + 1] = prices[: step + 1] * down
            np.maximum(values[: step + 1], sign * (prices[: step + 1] - option.strike), out=values[: step + 1])
    return values[0]


@program((100.0, 100.0, 0.05, 0.2, R(size=(3, 6))), wrt=("S0", "K", "r", "sigma"))
def longstaff_schwartz(S0, K, r, sigma, Z, T=1.0):
    n_steps, n_paths = Z.shape
    dt = T / n_steps
    log_s = np.log(S0) + np.cumsum((r - 0.5 * sigma**2) * dt + sigma * np.sqrt(dt) * Z, axis=0)
    S = np.exp(log_s)
    cash = np.maximum(K - S[-1], 0)
    for t in range(n_steps - 2, -1, -1):
        cash = cash * np.exp(-r * dt)
        itm = K > S[t]
        X = S[t][itm] / K
        if len(X) > 2:
            basis = np.column_stack([np.ones_like(X), X])
            beta = np.linalg.solve(basis.T @ basis, basis.T @ cash[itm])
            continuation = basis @ beta
            exercise = K - S[t][itm]
            stop = exercise > continuation
            idx = np.where(itm)[0][stop]
            cash[idx] = exercise[stop]
    return np.mean(cash) * np.exp(-r * dt)


@program((100.0, 0.04, {"kappa": 2.0, "theta": 0.04, "xi": 0.1, "rho": -0.7}, R(size=(8, 2, 3))), wrt=("s0", "v0", "p"))
def heston_euler(s0, v0, p, normals):
    n_steps, _, n_paths = normals.shape
    dt = 1.0 / n_steps
    s = np.full(n_paths, s0)
    v = np.full(n_paths, v0)
    for z1, z2 in normals:
        w = p["rho"] * z1 + np.sqrt(1 - p["rho"] ** 2) * z2
        v_pos = np.maximum(v, 0)
        s *= np.exp(-0.5 * v_pos * dt + np.sqrt(v_pos * dt) * z1)
        v += p["kappa"] * (p["theta"] - v_pos) * dt + p["xi"] * np.sqrt(v_pos * dt) * w
    return np.maximum(s - 100.0, 0).mean()


@program((np.array([0.02, 0.025, 0.03]), 98.0))
def bond_ytm(curve, price, coupon=2.5, face=100.0):
    times = np.arange(1, len(curve) + 1)
    flows = np.full(len(times), coupon)
    flows[-1] += face
    pv = sum(cf * math.exp(-z * t) for cf, z, t in zip(flows, curve, times))
    y = 0.03
    for _ in range(20):
        discount = (1 + y) ** -times
        diff = (flows * discount).sum() - price
        slope = -(times * flows * discount).sum() / (1 + y)
        y_new = y - diff / slope
        if abs(y_new - y) < 1e-12:
            break
        y = y_new
    return pv - 100 * y


@program((R(size=(6, 3)) / 10 + 0.05, 0.5))
def min_variance_portfolio(returns, shrink):
    mu = returns.mean(axis=0)
    centered = returns - mu
    cov = centered.T @ centered / (len(returns) - 1)
    target = np.trace(cov) / cov.shape[0] * np.eye(cov.shape[0])
    cov = (1 - shrink) * cov + shrink * target
    w = np.linalg.solve(cov, np.ones(len(mu)))
    w /= w.sum()
    return (w @ mu) / np.sqrt(w @ cov @ w)


# ------------------------------------------------------------------ robotics and geometry


@dataclass(frozen=True)
class DHLink:
    a: float
    alpha: float
    d: float
    theta_offset: float = 0.0

    def transform(self, q: float) -> np.ndarray:
        ct, st = np.cos(q + self.theta_offset), np.sin(q + self.theta_offset)
        ca, sa = np.cos(self.alpha), np.sin(self.alpha)
        return np.array(
            [
                [ct, -st * ca, st * sa, self.a * ct],
                [st, ct * ca, -ct * sa, self.a * st],
                [0, sa, ca, self.d],
                [0, 0, 0, 1],
            ]
        )


ARM = [DHLink(0.5, np.pi / 2, 0.3), DHLink(0.4, 0.0, 0.0), DHLink(0.2, -np.pi / 2, 0.1, 0.2)]


@program((np.array([0.3, -0.5, 0.8]),))
def arm_reduce(q):
    T = reduce(np.matmul, [link.transform(qi) for link, qi in zip(ARM, q)])
    return T[:3, 3]


@program((np.array([0.4, 0.6, -0.2]), np.array([0.9, 0.5])))
def ik_damped_least_squares(q, target, lengths=(0.6, 0.5, 0.3), damping=0.1):
    def fk(q):
        angles = np.cumsum(q)
        return np.array([np.sum(lengths * np.cos(angles)), np.sum(lengths * np.sin(angles))])

    def jacobian(q):
        angles = np.cumsum(q)
        J = np.zeros((2, len(q)))
        for i in range(len(q)):
            J[0, i] = -np.sum((lengths * np.sin(angles))[i:])
            J[1, i] = np.sum((lengths * np.cos(angles))[i:])
        return J

    lengths = np.asarray(lengths)
    for _ in range(4):
        J = jacobian(q)
        err = target - fk(q)
        q = q + J.T @ np.linalg.inv(J @ J.T + damping**2 * np.eye(2)) @ err
    return np.linalg.norm(target - fk(q))


class Quaternion:
    def __init__(self, w, x, y, z):
        self.w, self.x, self.y, self.z = w, x, y, z

    @classmethod
    def from_axis_angle(cls, axis, angle):
        n = math.sqrt(sum(c * c for c in axis))
        s = math.sin(angle / 2) / n
        return cls(math.cos(angle / 2), *(c * s for c in axis))

    def conjugate(self):
        return Quaternion(self.w, -self.x, -self.y, -self.z)

    def __mul__(self, o):
        return Quaternion(
            self.w * o.w - self.x * o.x - self.y * o.y - self.z * o.z,
            self.w * o.x + self.x * o.w + self.y * o.z - self.z * o.y,
            self.w * o.y - self.x * o.z + self.y * o.w + self.z * o.x,
            self.w * o.z + self.x * o.y - self.y * o.x + self.z * o.w,
        )

    def rotate(self, v):
        p = self * Quaternion(0.0, *v) * self.conjugate()
        return p.x, p.y, p.z


@program(((0.3, 0.5, -0.2), 0.8, (1.0, 2.0, 3.0)))
def quaternion_class(axis, angle, v):
    q = Quaternion.from_axis_angle(axis, angle)
    p = q * q
    return p.rotate(v)


Ray = namedtuple("Ray", "origin direction")


@dataclass
class Sphere:
    center: np.ndarray
    radius: float
    albedo: float = 0.8

    def intersect(self, ray):
        oc = ray.origin - self.center
        b = np.dot(oc, ray.direction)
        c = np.dot(oc, oc) - self.radius**2
        disc = b * b - c
        if disc < 0:
            return None
        t = -b - math.sqrt(disc)
        return t if t > 1e-6 else None


@program((np.array([0.1, 0.2, -3.0]), 1.0, 0.5))
def ray_trace(eye, radius, ambient):
    scene = [Sphere(np.array([0.0, 0.0, 1.0]), radius), Sphere(np.array([0.5, 0.5, 4.0]), 2.0, albedo=0.3)]
    light = np.array([0.0, 5.0, -5.0])
    direction = np.array([0.05, 0.05, 1.0])
    ray = Ray(eye, direction / np.linalg.norm(direction))
    nearest, hit = np.inf, None
    for sphere in scene:
        t = sphere.intersect(ray)
        if t is not None and t < nearest:
            nearest, hit = t, sphere
    if hit is None:
        return ambient
    point = ray.origin + nearest * ray.direction
    normal = (point - hit.center) / hit.radius
    to_light = light - point
    to_light /= np.linalg.norm(to_light)
    return ambient + hit.albedo * max(0.0, normal @ to_light)


def cox_de_boor(x, k, i, t):
    if k == 0:
        return 1.0 if t[i] <= x < t[i + 1] else 0.0
    c1 = 0.0 if t[i + k] == t[i] else (x - t[i]) / (t[i + k] - t[i]) * cox_de_boor(x, k - 1, i, t)
    c2 = (
        0.0
        if t[i + k + 1] == t[i + 1]
        else (t[i + k + 1] - x) / (t[i + k + 1] - t[i + 1]) * cox_de_boor(x, k - 1, i + 1, t)
    )
    return c1 + c2


@program((1.4, np.array([0.5, -1.0, 2.0, 0.7])))
def bspline_recursive(x, c):
    t = [0, 0, 0, 1, 2, 2, 2]
    k = 2
    n = len(t) - k - 1
    assert n >= k + 1 and len(c) >= n  # noqa: PT018
    return sum(c[i] * cox_de_boor(x, k, i, t) for i in range(n))


@program((R(size=(5, 2)),))
def polygon_shoelace(points):
    area = 0.0
    perimeter = 0.0
    for (x1, y1), (x2, y2) in zip(points, np.roll(points, -1, axis=0)):
        area += x1 * y2 - x2 * y1
        perimeter += math.hypot(x2 - x1, y2 - y1)
    return 4 * math.pi * abs(area) / 2 / perimeter**2


@program((R(size=(4, 3)), R(size=(4, 3))))
def procrustes_cost(P, Q):
    """Horn: the eigenvector of the largest eigenvalue by power iteration."""
    Pc, Qc = P - P.mean(0), Q - Q.mean(0)
    S = Pc.T @ Qc
    N = np.empty((4, 4))
    N[0, 0] = np.trace(S)
    delta = np.array([S[1, 2] - S[2, 1], S[2, 0] - S[0, 2], S[0, 1] - S[1, 0]])
    N[0, 1:] = N[1:, 0] = delta
    N[1:, 1:] = S + S.T - np.trace(S) * np.eye(3)
    N += 10 * np.eye(4)
    q = np.array([1.0, 0.1, 0.1, 0.1])
    for _ in range(25):
        q = N @ q
        q /= np.sqrt((q**2).sum())
    return q @ N @ q


@program((np.array([0.2, 0.9, 0.4]), np.array([[0.0, 0.0], [1.0, 0.2], [0.3, 1.1]])))
def barycentric_shade(colors, triangle, p=(0.4, 0.4)):
    (x0, y0), (x1, y1), (x2, y2) = triangle
    px, py = p
    det = (y1 - y2) * (x0 - x2) + (x2 - x1) * (y0 - y2)
    l0 = ((y1 - y2) * (px - x2) + (x2 - x1) * (py - y2)) / det
    l1 = ((y2 - y0) * (px - x2) + (x0 - x2) * (py - y2)) / det
    l2 = 1 - l0 - l1
    if not all(l >= 0 for l in (l0, l1, l2)):
        return 0.0
    return l0 * colors[0] + l1 * colors[1] + l2 * colors[2]


# ------------------------------------------------------------------ likelihoods


@program((R(size=3) / 3, R(size=(6, 3)), np.array([0, 2, 1, 0, 3, 1])), wrt=("beta",))
def poisson_nll(beta, X, y):
    eta = X @ beta
    log_factorial = np.array([math.lgamma(k + 1) for k in y])
    return -(y * eta - np.exp(eta) - log_factorial).sum()


@program(
    (R(size=2), R(size=(6, 2)), np.array([5.0, 3.0, 8.0, 1.0, 7.0, 2.0]), np.array([1, 1, 0, 1, 1, 0])), wrt=("beta",)
)
def cox_partial_likelihood(beta, X, times, events):
    order = np.argsort(-times)
    X, events = X[order], events[order]
    theta = np.exp(X.dot(beta))
    risk = np.cumsum(theta)
    return -np.sum((X.dot(beta) - np.log(risk))[events == 1])


@program(({"omega": 0.05, "alpha": 0.1, "beta": 0.85, "mu": 0.01}, R(size=9)), wrt=("params",))
def gjr_garch(params, returns):
    omega, alpha, beta, mu = (params[k] for k in ("omega", "alpha", "beta", "mu"))
    eps = returns - mu
    sigma2 = np.empty_like(returns)
    sigma2[0] = np.var(returns)
    for t in range(1, len(returns)):
        leverage = 0.05 if eps[t - 1] < 0 else 0.0
        sigma2[t] = omega + (alpha + leverage) * eps[t - 1] ** 2 + beta * sigma2[t - 1]
    if np.any(sigma2 <= 0):
        return np.inf
    return 0.5 * np.sum(np.log(2 * np.pi) + np.log(sigma2) + eps**2 / sigma2)


@program(
    (np.array([0.3, 0.7]), np.array([[0.0, 0.0], [2.0, 1.0]]), R(size=(5, 2))),
    wrt=("weights", "means"),
)
def gmm_em_step(weights, means, data):
    covs = [np.eye(2) * 0.5, np.eye(2) * 1.5]
    n, k = len(data), len(weights)
    resp = np.zeros((n, k))
    for it in range(2):
        for j, (w, mu, cov) in enumerate(zip(weights, means, covs)):
            diff = data - mu
            inv = np.linalg.inv(cov)
            expo = np.exp(-0.5 * np.einsum("ni,ij,nj->n", diff, inv, diff))
            resp[:, j] = w * expo / (2 * np.pi * np.sqrt(np.linalg.det(cov)))
        loglik = np.sum(np.log(resp.sum(axis=1)))
        resp /= resp.sum(axis=1, keepdims=True)
        Nk = resp.sum(axis=0)
        weights = Nk / n
        means = (resp.T @ data) / Nk[:, np.newaxis]
        covs = [((data - means[j]).T * resp[:, j]) @ (data - means[j]) / Nk[j] + 1e-3 * np.eye(2) for j in range(k)]
    return loglik + means[0, 0]


@program((0.5, 0.1, np.array([0.1, 0.5, 0.4, 0.8, 0.2])))
def ornstein_uhlenbeck_nll(theta, sigma, x, dt=0.1):
    mu = x.mean()
    ll = 0.0
    for prev, curr in zip(x, x[1:]):
        mean = mu + (prev - mu) * math.exp(-theta * dt)
        var = sigma**2 / (2 * theta) * (1 - math.exp(-2 * theta * dt))
        ll += -0.5 * math.log(2 * math.pi * var) - (curr - mean) ** 2 / (2 * var)
    return -ll


@program((R(size=(4,)), R(size=(3, 4)), [0, 2, 1]), wrt=("user", "items"))
def bpr_loss(user, items, ranking, reg=0.01):
    scores = {i: float(np.dot(user, items[i])) for i in ranking}
    loss = 0.0
    for pos, neg in zip(ranking, ranking[1:]):
        loss -= math.log(1 / (1 + math.exp(-(scores[pos] - scores[neg]))))
    return loss + reg * ((user**2).sum() + (items**2).sum())


# ------------------------------------------------------------------ neural networks


class Linear:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def __call__(self, x):
        return x @ self.W + self.b


class ReLU:
    def __call__(self, x):
        return np.maximum(0, x)


class Tanh:
    def __call__(self, x):
        return np.tanh(x)


class Sequential:
    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


@program((R(size=(2, 3)), R(size=3), R(size=(3, 1)), R(size=(4, 2))), wrt=("W1", "b1", "W2"))
def mlp_sequential(W1, b1, W2, X):
    y = np.array([[0.0], [1.0], [1.0], [0.0]])
    model = Sequential(Linear(W1, b1), Tanh(), Linear(W2, 0.1), ReLU())
    out = model.forward(X)
    return ((out - y) ** 2).mean()


NETWORK = [
    {"W": R(size=(3, 4)), "b": R(size=4), "activation": "relu"},
    {"W": R(size=(4, 2)), "b": R(size=2), "activation": "softmax"},
]


@program((NETWORK, R(size=(3, 3))), wrt=("layers",))
def layers_as_dicts(layers, x, labels=(0, 1, 1)):
    activations = {
        "relu": lambda z: z * (z > 0),
        "softmax": lambda z: (
            np.exp(z - z.max(axis=1, keepdims=True))
            / np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
        ),
    }
    cache = {"A0": x}
    for i, layer in enumerate(layers, 1):
        z = cache[f"A{i - 1}"] @ layer["W"] + layer["b"]
        cache[f"A{i}"] = activations[layer["activation"]](z)
    probs = cache[f"A{len(layers)}"]
    return -np.log(probs[np.arange(len(labels)), labels]).mean()


class GRUCell:
    def __init__(self, params):
        self.__dict__.update(params)

    def __call__(self, x, h):
        z = 1 / (1 + np.exp(-(self.Wz @ x + self.Uz @ h)))
        r = 1 / (1 + np.exp(-(self.Wr @ x + self.Ur @ h)))
        n = np.tanh(self.Wn @ x + r * (self.Un @ h))
        return (1 - z) * n + z * h


@program(({k: R(size=(2, 2)) for k in ("Wz", "Uz", "Wr", "Ur", "Wn", "Un")}, R(size=(3, 2))))
def gru_sequence(params, xs):
    cell = GRUCell(params)
    h = np.zeros(2)
    for x in xs:
        h = cell(x, h)
    return np.sum(h**2)


@program((R(size=(3, 4)), R(size=(4, 4)), R(size=(4, 4)), R(size=(4, 4))))
def multi_head_attention(x, Wq, Wk, Wv, n_heads=2):
    def split_heads(t):
        seq, dim = t.shape
        return t.reshape(seq, n_heads, dim // n_heads).transpose(1, 0, 2)

    q, k, v = (split_heads(x @ W) for W in (Wq, Wk, Wv))
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    mask = np.triu(np.ones(scores.shape[-2:]), k=1).astype(bool)
    scores = np.where(mask, -1e9, scores)
    scores -= scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    weights /= weights.sum(axis=-1, keepdims=True)
    out = (weights @ v).transpose(1, 0, 2).reshape(x.shape)
    return np.mean((x + out) ** 2)


class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean, self.running_var = None, None

    def forward(self, x, training=True):
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.ones(x.shape[1])
        if training:
            mu, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mu, var = self.running_mean, self.running_var
        return self.gamma * (x - mu) / np.sqrt(var + self.eps) + self.beta


@program((R(size=(4, 2)), np.array([1.0, 0.5]), np.array([0.1, 0.2])))
def batch_norm_train_eval(x, gamma, beta):
    bn = BatchNorm(gamma, beta)
    for _ in range(2):
        y = bn.forward(x)
    z = bn.forward(x * 2, training=False)
    return (y**3).mean() + z.mean()


@program((R(size=(5, 5)), R(size=(2, 3, 3)), R(size=2)))
def conv_pool(image, kernels, bias):
    h, w = image.shape
    maps = []
    for kernel, b in zip(kernels, bias):
        out = np.zeros((h - 2, w - 2))
        for i in range(h - 2):
            for j in range(w - 2):
                out[i, j] = (image[i : i + 3, j : j + 3] * kernel).sum() + b
        maps.append(np.maximum(out, 0.1 * out))
    pooled = [m[:2, :2].max() + m[1:, 1:].mean() for m in maps]
    return np.dot(pooled, [1.0, -2.0])


@program((np.array([0.5, -0.3]), 0.1))
def adam_quadratic(w, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    A = np.array([[3.0, 0.5], [0.5, 1.0]])
    state = {"m": np.zeros_like(w), "v": np.zeros_like(w), "t": 0}
    for _ in range(5):
        g = A @ w - 1.0
        state["t"] += 1
        state["m"] = beta1 * state["m"] + (1 - beta1) * g
        state["v"] = beta2 * state["v"] + (1 - beta2) * g**2
        m_hat = state["m"] / (1 - beta1 ** state["t"])
        v_hat = state["v"] / (1 - beta2 ** state["t"])
        w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return 0.5 * w @ A @ w - w.sum()


# ------------------------------------------------------------------ transforms, quadrature, polynomials


def fft_recursive(re, im):
    n = len(re)
    if n == 1:
        return re, im
    er, ei = fft_recursive(re[::2], im[::2])
    odr, odi = fft_recursive(re[1::2], im[1::2])
    k = np.arange(n // 2)
    c, s = np.cos(-2 * np.pi * k / n), np.sin(-2 * np.pi * k / n)
    tr, ti = c * odr - s * odi, c * odi + s * odr
    return np.concatenate([er + tr, er - tr]), np.concatenate([ei + ti, ei - ti])


@program((R(size=8),))
def power_spectrum_peak(x):
    re, im = fft_recursive(x, np.zeros_like(x))
    return (re**2 + im**2)[1:4]


@program((R(size=4), 0.3))
def chebyshev_clenshaw(c, x):
    b1, b2 = 0.0, 0.0
    for k in range(len(c) - 1, 0, -1):
        b1, b2 = 2 * x * b1 - b2 + c[k], b1
    return x * b1 - b2 + c[0]


def _quad_simpsons_mem(f, a, fa, b, fb):
    m = (a + b) / 2
    fm = f(m)
    return m, fm, abs(b - a) / 6 * (fa + 4 * fm + fb)


def _quad_asr(f, a, fa, b, fb, eps, whole, m, fm):
    lm, flm, left = _quad_simpsons_mem(f, a, fa, m, fm)
    rm, frm, right = _quad_simpsons_mem(f, m, fm, b, fb)
    delta = left + right - whole
    if abs(delta) <= 15 * eps:
        return left + right + delta / 15
    return _quad_asr(f, a, fa, m, fm, eps / 2, left, lm, flm) + _quad_asr(f, m, fm, b, fb, eps / 2, right, rm, frm)


@program((1.3, 2.0))
def recursive_simpson(k, b):
    f = lambda x: math.exp(-k * x) * math.sin(k * x)  # noqa: E731
    fa, fb = f(0.0), f(b)
    m, fm, whole = _quad_simpsons_mem(f, 0.0, fa, b, fb)
    return _quad_asr(f, 0.0, fa, b, fb, 1e-5, whole, m, fm)


@program((0.8, np.array([0.1, 0.7, 1.9])))
def gauss_legendre(scale, knots):
    nodes, weights = np.polynomial.legendre.leggauss(4)
    total = 0.0
    for a, b in zip(knots[:-1], knots[1:]):
        x = 0.5 * (b - a) * nodes + 0.5 * (a + b)
        total += 0.5 * (b - a) * np.sum(weights * np.exp(-scale * x**2))
    return total


@program((np.array([0.0, 1.0, 2.5, 3.0]), R(size=4), 1.7))
def newton_divided_differences(xs, ys, x):
    n = len(xs)
    coef = np.zeros([n, n])
    coef[:, 0] = ys
    for j in range(1, n):
        for i in range(n - j):
            coef[i][j] = (coef[i + 1][j - 1] - coef[i][j - 1]) / (xs[i + j] - xs[i])
    a = coef[0, :]
    p = a[n - 1]
    for k in range(1, n):
        p = a[n - k - 1] + (x - xs[n - k - 1]) * p
    return p


@program((R(size=5), 2.3))
def akima_like_pchip(y, xq):
    x = np.arange(len(y), dtype=float)
    h = np.diff(x)
    slopes = np.diff(y) / h
    d = np.zeros_like(y)
    for i in range(1, len(y) - 1):
        if slopes[i - 1] * slopes[i] <= 0:
            d[i] = 0
        else:
            w1, w2 = 2 * h[i] + h[i - 1], h[i] + 2 * h[i - 1]
            d[i] = (w1 + w2) / (w1 / slopes[i - 1] + w2 / slopes[i])
    d[0], d[-1] = slopes[0], slopes[-1]
    i = min(max(np.searchsorted(x, xq) - 1, 0), len(x) - 2)
    t = (xq - x[i]) / h[i]
    h00, h10 = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t
    h01, h11 = -2 * t**3 + 3 * t**2, t**3 - t**2
    return h00 * y[i] + h10 * h[i] * d[i] + h01 * y[i + 1] + h11 * h[i] * d[i + 1]


# ------------------------------------------------------------------ models


@dataclass
class SEIR:
    beta: float
    sigma: float
    gamma: float
    S: float = 0.99
    E: float = 0.0
    I: float = 0.01
    R: float = 0.0
    history: list = field(default_factory=list)

    def step(self, dt: float = 0.5) -> None:
        infection = self.beta * self.S * self.I
        self.S, self.E, self.I, self.R = (
            self.S - dt * infection,
            self.E + dt * (infection - self.sigma * self.E),
            self.I + dt * (self.sigma * self.E - self.gamma * self.I),
            self.R + dt * self.gamma * self.I,
        )
        self.history.append(self.I)

    def run(self, n: int) -> "SEIR":
        for _ in range(n):
            self.step()
        return self


@program((0.9, 0.3, 0.2))
def seir_peak(beta, sigma, gamma):
    model = SEIR(beta, sigma=sigma, gamma=gamma).run(12)
    return max(model.history) + model.R


@program((0.3, 0.5), (1.4, 0.5))
def lif_neuron(current, tau, threshold=1.0, dt=0.1):
    v, spikes, trace = 0.0, [], []
    for step in range(30):
        v += dt / tau * (-v + current)
        if v >= threshold:
            spikes.append(step * dt)
            v = 0.0
        trace.append(v)
    rate = len(spikes) / (30 * dt)
    return np.mean(trace) + 0.0 * rate


def hh_rates(V):
    am = 0.1 * (V + 40) / (1 - np.exp(-(V + 40) / 10))
    bm = 4 * np.exp(-(V + 65) / 18)
    ah = 0.07 * np.exp(-(V + 65) / 20)
    bh = 1 / (1 + np.exp(-(V + 35) / 10))
    an = 0.01 * (V + 55) / (1 - np.exp(-(V + 55) / 10))
    bn = 0.125 * np.exp(-(V + 65) / 80)
    return (am, bm), (ah, bh), (an, bn)


@program((10.0, 120.0, 36.0))
def hodgkin_huxley(I, g_na, g_k):
    V, dt = -64.9, 0.02
    gates = [0.05, 0.6, 0.32]
    for _ in range(20):
        m, h, n = gates
        gates = [x + dt * (a * (1 - x) - b * x) for x, (a, b) in zip(gates, hh_rates(V))]
        i_na = g_na * m**3 * h * (V - 50)
        i_k = g_k * n**4 * (V + 77)
        V += dt * (I - i_na - i_k - 0.3 * (V + 54.4))
    return V


@program((R(size=7), 0.3))
def moving_average_deque(xs, decay, window=3):
    buffer = deque(maxlen=window)
    total = 0.0
    for x in xs:
        buffer.append(x)
        total = decay * total + sum(buffer) / len(buffer)
    return total


@program(({"ab": 1.0, "bc": 2.0, "ac": 2.5, "cd": 0.7},))
def resistor_network(conductances):
    nodes = sorted({n for edge in conductances for n in edge})
    index = {n: i for i, n in enumerate(nodes)}
    L = np.zeros((len(nodes), len(nodes)))
    for edge, g in conductances.items():
        i, j = index[edge[0]], index[edge[1]]
        L[i, i] += g
        L[j, j] += g
        L[i, j] -= g
        L[j, i] -= g
    v = np.linalg.solve(L[1:, 1:], np.array([0.0, 0.0, 1.0]))
    return v[-1]


@program(([(0, 1, 1.5), (1, 2, 0.5), (0, 2, 2.5), (2, 3, 1.0)],))
def bellman_ford(edges, n=4, source=0):
    dist = [float("inf")] * n
    dist[source] = 0.0
    for _ in range(n - 1):
        updated = False
        for u, v, w in edges:
            if dist[u] + w < dist[v]:
                dist[v] = dist[u] + w
                updated = True
        if not updated:
            break
    return sum(dist)


@program(([("a", 2.0), ("b", 3.0), ("a", 4.0), ("c", 0.5)],))
def group_means(records):
    groups = defaultdict(list)
    for key, value in records:
        groups[key].append(value)
    means = {k: sum(v) / len(v) for k, v in groups.items()}
    return sum(m**2 for m in means.values())


@program((0.3, 0.9, 1.2))
def truss_energy(E, A, load):
    """Direct stiffness method of a plane truss."""
    coords = {1: (0.0, 0.0), 2: (1.0, 0.0), 3: (0.5, 0.8)}
    bars = [(1, 2), (2, 3), (1, 3)]
    K = np.zeros((6, 6))
    for a, b in bars:
        (xa, ya), (xb, yb) = coords[a], coords[b]
        length = math.hypot(xb - xa, yb - ya)
        c, s = (xb - xa) / length, (yb - ya) / length
        k = E * A / length * np.outer([-c, -s, c, s], [-c, -s, c, s])
        dofs = [2 * a - 2, 2 * a - 1, 2 * b - 2, 2 * b - 1]
        K[np.ix_(dofs, dofs)] += k
    free = [2, 4, 5]
    f = np.zeros(6)
    f[5] = -load
    u = np.zeros(6)
    u[free] = np.linalg.solve(K[np.ix_(free, free)], f[free])
    return 0.5 * u @ K @ u


@program((300.0, 1.5e5))
def peng_robinson(T, P):
    Tc, Pc, omega, R_gas = 369.8, 4.25e6, 0.152, 8.314
    kappa = 0.37464 + 1.54226 * omega - 0.26992 * omega**2
    alpha = (1 + kappa * (1 - math.sqrt(T / Tc))) ** 2
    a = 0.45724 * R_gas**2 * Tc**2 / Pc * alpha
    b = 0.0778 * R_gas * Tc / Pc
    A, B = a * P / (R_gas * T) ** 2, b * P / (R_gas * T)
    Z = 1.0
    for i in range(100):
        f = Z**3 - (1 - B) * Z**2 + (A - 3 * B**2 - 2 * B) * Z - (A * B - B**2 - B**3)
        df = 3 * Z**2 - 2 * (1 - B) * Z + (A - 3 * B**2 - 2 * B)
        step = f / df
        Z -= step
        if abs(step) < 1e-13:
            break
    else:
        raise ArithmeticError("no root")
    return Z * R_gas * T / P * 1000


@program((np.array([1.0, 2.0, 3.0]), np.array([1.5, 0.5])))
def metropolis_logp(theta, data, prior_scale: float = 2.0) -> float:
    """A posterior with early exits."""
    mu, sigma, nu = theta
    if sigma <= 0 or nu <= 1:
        return -np.inf
    log_prior = -0.5 * (mu / prior_scale) ** 2 - math.log(sigma)
    ll = 0.0
    for x in data:
        z = (x - mu) / sigma
        ll += math.lgamma((nu + 1) / 2) - math.lgamma(nu / 2) - 0.5 * math.log(nu * math.pi) - math.log(sigma)
        ll -= (nu + 1) / 2 * math.log1p(z * z / nu)
    return log_prior + ll


@program(({"m1": 1.0, "m2": 0.5, "l1": 1.0, "l2": 0.8}, (0.5, 0.2, 0.0, 0.1)))
def double_pendulum_energy(p, state):
    m1, m2, l1, l2 = p["m1"], p["m2"], p["l1"], p["l2"]
    g = 9.81
    th1, th2, w1, w2 = state
    for _ in range(5):
        d = th1 - th2
        den = 2 * m1 + m2 - m2 * np.cos(2 * d)
        a1 = (
            -g * (2 * m1 + m2) * np.sin(th1)
            - m2 * g * np.sin(th1 - 2 * th2)
            - 2 * np.sin(d) * m2 * (w2**2 * l2 + w1**2 * l1 * np.cos(d))
        ) / (l1 * den)
        a2 = (2 * np.sin(d) * (w1**2 * l1 * (m1 + m2) + g * (m1 + m2) * np.cos(th1) + w2**2 * l2 * m2 * np.cos(d))) / (
            l2 * den
        )
        w1 += 0.02 * a1
        w2 += 0.02 * a2
        th1 += 0.02 * w1
        th2 += 0.02 * w2
    return -(m1 + m2) * g * l1 * np.cos(th1) - m2 * g * l2 * np.cos(th2)


class Particle:
    def __init__(self, position, velocity, mass=1.0):
        self.position = np.array(position, dtype=float)
        self.velocity = np.array(velocity, dtype=float)
        self.mass = mass
        self.force = np.zeros(2)

    def apply_force(self, force):
        self.force += force

    def integrate(self, dt):
        acceleration = self.force / self.mass
        self.velocity += acceleration * dt
        self.position += self.velocity * dt
        self.force[:] = 0.0

    @property
    def kinetic_energy(self):
        return 0.5 * self.mass * self.velocity @ self.velocity


class World:
    def __init__(self, gravity):
        self.particles = []
        self.gravity = np.array([0.0, -gravity])
        self.springs = []

    def add(self, particle):
        self.particles.append(particle)
        return particle

    def connect(self, i, j, stiffness, rest):
        self.springs.append((i, j, stiffness, rest))

    def step(self, dt):
        for p in self.particles:
            p.apply_force(p.mass * self.gravity)
        for i, j, stiffness, rest in self.springs:
            a, b = self.particles[i], self.particles[j]
            d = b.position - a.position
            length = np.linalg.norm(d)
            force = stiffness * (length - rest) * d / length
            a.apply_force(force)
            b.apply_force(-force)
        for p in self.particles:
            p.integrate(dt)


@program((np.array([0.5, 1.2, -0.3]),))
def rope_of_particles(heights):
    world = World(9.81)
    for i in range(len(heights)):
        world.add(Particle([float(i), heights[i]], [0.0, 0.1 * heights[i]], mass=1.0 + heights[i] ** 2))
    for i in range(len(heights) - 1):
        world.connect(i, i + 1, 10.0, 0.9)
    for _ in range(4):
        world.step(0.01)
    return sum(p.kinetic_energy for p in world.particles) + world.particles[-1].position[0]


class Cell:
    __slots__ = ("flux", "u")

    def __init__(self, u):
        self.u = u
        self.flux = 0.0


@program((np.array([0.1, 0.5, 1.0, 0.4]), 0.2))
def burgers_upwind(u0, dt):
    cells = [Cell(u) for u in u0]
    for _ in range(3):
        for left, right in zip(cells, cells[1:]):
            flux = 0.5 * left.u**2 if left.u + right.u > 0 else 0.5 * right.u**2
            left.flux -= flux
            right.flux += flux
        for c in cells:
            c.u += dt * c.flux
            c.flux = 0.0
    return sum(c.u**2 for c in cells)


@dataclass
class Species:
    concentration: float
    rate: float = 0.0


@dataclass
class Reaction:
    reactants: list[Species]
    products: list[Species]
    k: float

    def fire(self):
        r = self.k
        for s in self.reactants:
            r *= s.concentration
        for s in self.reactants:
            s.rate -= r
        for s in self.products:
            s.rate += r


@program((np.array([1.5, 2.2, 0.7]),))
def reaction_network(c):
    a, b, ab = (Species(v) for v in c)
    reactions = [Reaction([a, b], [ab], 0.5), Reaction([ab], [a, b], 0.2)]
    for _ in range(5):
        for r in reactions:
            r.fire()
        for s in (a, b, ab):
            s.concentration += 0.1 * s.rate
            s.rate = 0.0
    return a.concentration * b.concentration + ab.concentration**2


@program((np.array([[0.0, 0.1], [1.0, 0.5], [0.3, 0.9], [0.9, 0.7]]),))
def k_means(points):
    centres = points[:2].copy()
    for _ in range(3):
        groups = [[] for _ in range(2)]
        for p in points:
            nearest = int(np.argmin([np.sum((p - c) ** 2) for c in centres]))
            groups[nearest].append(p)
        centres = np.array([np.mean(g, axis=0) for g in groups])
    return np.sum(centres**3)


@program((np.array([1.0, 0.4, 2.0, 0.7, 0.3]),))
def shortest_path(w):
    edges = [(0, 1, w[0]), (0, 2, w[1]), (1, 3, w[2]), (2, 1, w[3]), (2, 3, w[4] * 3)]
    dist = {0: 0.0}
    queue = [(0.0, 0)]
    while queue:
        queue.sort()
        d, u = queue.pop(0)
        if d > dist.get(u, np.inf):
            continue
        for a, b, c in edges:
            if a == u:
                nd = d + c
                if nd < dist.get(b, np.inf):
                    dist[b] = nd
                    queue.append((nd, b))
    return dist[3]


@program((np.array([0.5, 1.2]), 3), wrt=("x0",))
def nelder_mead(x0, iterations):
    def f(x):
        return (x[0] - 1) ** 2 + 2 * (x[1] + 0.5) ** 2

    simplex = [x0.copy(), x0 + np.array([0.1, 0.0]), x0 + np.array([0.0, 0.1])]
    for _ in range(iterations):
        simplex.sort(key=f)
        best, good, worst = simplex
        mid = (best + good) / 2
        reflected = mid + (mid - worst)
        if f(reflected) < f(good):
            simplex[2] = reflected
        else:
            simplex[2] = mid + 0.5 * (worst - mid)
    return f(min(simplex, key=f))
