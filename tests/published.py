"""Functions as people publish them: textbook numerics, written without the tool in mind.

They stay as a scientist writes them; what cannot be differentiated has the code of its refusal in ``refused``.
"""

import math
from collections import namedtuple
from dataclasses import dataclass

import numpy as np

from tests.programs import Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

SPD4 = np.array([[4.0, 1.0, 0.5, 0.2], [1.0, 3.0, 0.7, 0.1], [0.5, 0.7, 5.0, 0.9], [0.2, 0.1, 0.9, 2.5]])
A4 = np.array([[0.2, 1.0, -0.5, 0.3], [3.0, 0.5, 0.7, -0.1], [0.5, -2.7, 1.0, 0.9], [0.2, 0.4, 0.9, 2.5]])
B4 = np.array([1.0, -0.5, 2.0, 0.3])
SERIES = np.array([0.5, 0.9, 0.4, 1.3, 1.1, 1.7, 1.2, 2.1, 1.6])
RETURNS = np.array([0.3, -0.5, 0.1, 0.8, -0.4, 0.2])
POINTS = np.array([[0.0, 0.1], [1.1, 0.0], [0.4, 0.9]])


# ---------------------------------------------------------------- ordinary differential equations


def logistic_growth(t, y):
    return 0.8 * y * (1 - y / 10.0)


@program((logistic_growth, 0.5, 0.0, 2.0, 8))
def euler(f, y0, t0, t1, n):
    """Explicit Euler; returns the times and the solution there."""
    h = (t1 - t0) / n
    t, y = t0, y0
    ts, ys = [t], [y]
    for _ in range(n):
        y = y + h * f(t, y)
        t = t + h
        ts.append(t)
        ys.append(y)
    return np.array(ts), np.array(ys)


def lorenz(state, sigma, rho, beta):
    x, y, z = state
    return np.array([sigma * (y - x), x * (rho - z) - y, x * y - beta * z])


@program((np.array([1.0, 0.8, 1.2]), {"sigma": 10.0, "rho": 28.0, "beta": 8.0 / 3.0}, 0.01, 12))
def lorenz_rk4(state, params, dt, steps):
    """Runge and Kutta's method of fourth order for the Lorenz system; returns the trajectory."""
    trajectory = np.zeros((steps + 1, 3))
    trajectory[0] = state
    for i in range(steps):
        s = trajectory[i]
        k1 = lorenz(s, **params)
        k2 = lorenz(s + dt / 2 * k1, **params)
        k3 = lorenz(s + dt / 2 * k2, **params)
        k4 = lorenz(s + dt * k3, **params)
        trajectory[i + 1] = s + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return trajectory


@program((np.array([1.0, 0.1]), np.array([-0.1, 0.9]), 1.0, 0.05, 10))
def kepler_leapfrog(pos, vel, gm, dt, nsteps):
    """Kick, drift, kick around a point mass; returns the relative drift of the energy and the orbit."""

    def acceleration(r):
        return -gm * r / np.sum(r**2) ** 1.5

    def energy(r, v):
        return 0.5 * np.dot(v, v) - gm / np.sqrt(np.dot(r, r))

    e0 = energy(pos, vel)
    orbit = []
    acc = acceleration(pos)
    for _ in range(nsteps):
        vel = vel + 0.5 * dt * acc
        pos = pos + dt * vel
        acc = acceleration(pos)
        vel = vel + 0.5 * dt * acc
        orbit.append(pos)
    return energy(pos, vel) / e0 - 1.0, np.array(orbit)


def lennard_jones(positions, epsilon, sigma):
    """Forces and potential energy of all pairs."""
    n = len(positions)
    forces = np.zeros_like(positions)
    potential = 0.0
    for i in range(n):
        for j in range(i + 1, n):
            rij = positions[i] - positions[j]
            r2 = np.sum(rij * rij)
            sr6 = (sigma**2 / r2) ** 3
            potential += 4 * epsilon * (sr6**2 - sr6)
            f = 24 * epsilon * (2 * sr6**2 - sr6) / r2 * rij
            forces[i] += f
            forces[j] -= f
    return forces, potential


@program((POINTS.copy(), np.array([[0.1, 0.0], [-0.1, 0.05], [0.0, 0.02]]), 0.5, 0.8, 0.01, 5))
def velocity_verlet(x, v, epsilon, sigma, dt, nsteps):
    """Molecular dynamics of Lennard-Jones particles of mass one, in place; returns the energies."""
    f, _ = lennard_jones(x, epsilon, sigma)
    energies = []
    for step in range(nsteps):
        v += 0.5 * dt * f
        x += dt * v
        f, potential = lennard_jones(x, epsilon, sigma)
        v += 0.5 * dt * f
        energies.append(potential + 0.5 * np.sum(v**2))
    return energies[-1], np.array(energies)


@program((1.5, 0.7, 0.0, 2.0, 1e-4), wrt=("y0", "rate", "t0", "t_end"))
def rk23_adaptive(y0, rate, t0, t_end, tol):
    """The pair of Bogacki and Shampine with step size control, for y' = -rate*y + sin(t)."""

    def f(t, y):
        return -rate * y + math.sin(t)

    t, y, h = t0, y0, 0.1
    k1 = f(t, y)
    naccepted = 0
    while t < t_end:
        if t + h > t_end:
            h = t_end - t
        k2 = f(t + h / 2, y + h / 2 * k1)
        k3 = f(t + 3 * h / 4, y + 3 * h / 4 * k2)
        y_new = y + h * (2 * k1 + 3 * k2 + 4 * k3) / 9
        k4 = f(t + h, y_new)
        err = abs(h * (-5 * k1 / 72 + k2 / 12 + k3 / 9 - k4 / 8))
        if err <= tol:
            t += h
            y = y_new
            k1 = k4
            naccepted += 1
        if err == 0:
            h *= 5
        else:
            h *= min(5.0, max(0.2, 0.9 * (tol / err) ** (1 / 3)))
        if h < 1e-12:
            raise RuntimeError("step size too small")
    return y


@program((2.0, 0.3, 5.0, 0.05, 6))
def implicit_euler(y0, v0, mu, h, n):
    """Backward Euler for van der Pol's oscillator, Newton's method in every step."""
    y, v = y0, v0
    for step in range(n):
        a, b = y, v
        for it in range(20):
            r1 = a - y - h * b
            r2 = b - v - h * (mu * (1 - a * a) * b - a)
            j11, j12 = 1.0, -h
            j21 = h * (2 * mu * a * b + 1)
            j22 = 1 - h * mu * (1 - a * a)
            det = j11 * j22 - j12 * j21
            da = (r1 * j22 - r2 * j12) / det
            db = (j11 * r2 - j21 * r1) / det
            a -= da
            b -= db
            if abs(da) + abs(db) < 1e-12:
                break
        else:
            raise RuntimeError("Newton did not converge")
        y, v = a, b
    return y, v


@program((np.array([10.0, 5.0]), np.array([1.1, 0.4, 0.1, 0.4]), 0.01, 10))
def lotka_volterra_ab2(z0, theta, dt, n):
    """Adams and Bashforth's second-order method for predator and prey."""
    alpha, beta, delta, gamma = theta

    def rhs(z):
        prey, predator = z[0], z[1]
        dz = np.empty(2)
        dz[0] = alpha * prey - beta * prey * predator
        dz[1] = delta * prey * predator - gamma * predator
        return dz

    z = np.zeros((n, 2))
    z[0, :] = z0
    f_old = None
    for i in range(1, n):
        f = rhs(z[i - 1])
        if f_old is None:
            z[i] = z[i - 1] + dt * f
        else:
            z[i] = z[i - 1] + dt * (1.5 * f - 0.5 * f_old)
        f_old = f
    return z[-1]


@program((1.2, 0.4, 0.0, 0.1, {"m1": 1.0, "m2": 0.5, "l1": 1.0, "l2": 0.7, "g": 9.81}, 0.01, 8))
def double_pendulum(th1, th2, w1, w2, p, dt, steps):
    """Symplectic Euler for the double pendulum; returns the positions of the second mass."""
    m1, m2, l1, l2, g = p["m1"], p["m2"], p["l1"], p["l2"], p["g"]
    xs, ys = [], []
    for _ in range(steps):
        d = th1 - th2
        den = 2 * m1 + m2 - m2 * math.cos(2 * d)
        a1 = (
            -g * (2 * m1 + m2) * math.sin(th1)
            - m2 * g * math.sin(th1 - 2 * th2)
            - 2 * math.sin(d) * m2 * (w2**2 * l2 + w1**2 * l1 * math.cos(d))
        ) / (l1 * den)
        a2 = (
            2
            * math.sin(d)
            * (w1**2 * l1 * (m1 + m2) + g * (m1 + m2) * math.cos(th1) + w2**2 * l2 * m2 * math.cos(d))
            / (l2 * den)
        )
        w1 += a1 * dt
        w2 += a2 * dt
        th1 += w1 * dt
        th2 += w2 * dt
        xs.append(l1 * math.sin(th1) + l2 * math.sin(th2))
        ys.append(-l1 * math.cos(th1) - l2 * math.cos(th2))
    return np.array(xs), np.array(ys)


@program((np.array([0.99, 0.01, 0.0]), 0.5, 0.2, 20.0, 0.5), wrt=("y", "beta", "gamma"))
def sir_peak(y, beta, gamma, t_max, dt):
    """The epidemic of Kermack and McKendrick: the largest share of infected people, and when."""
    s, i, r = y
    t = 0.0
    peak, t_peak = i, t
    while t < t_max:
        new_infections = beta * s * i * dt
        recoveries = gamma * i * dt
        s -= new_infections
        i += new_infections - recoveries
        r += recoveries
        t += dt
        if i > peak:
            peak, t_peak = i, t
    assert abs(s + i + r - 1.0) < 0.1
    return peak, t_peak, r


# ---------------------------------------------------------------- filters and control


@program((SERIES, np.array([0.4, 0.0]), np.eye(2), 0.05, 0.3))
def kalman_constant_velocity(measurements, x, P, q, r):
    """The Kalman filter of a position that is measured; returns the filtered states and the log-likelihood."""
    dt = 1.0
    F = np.array([[1.0, dt], [0.0, 1.0]])
    H = np.array([[1.0, 0.0]])
    Q = q * np.array([[dt**3 / 3, dt**2 / 2], [dt**2 / 2, dt]])
    R = np.array([[r]])
    I = np.eye(2)
    states = []
    loglik = 0.0
    for z in measurements:
        x = F @ x
        P = F @ P @ F.T + Q
        y = z - H @ x
        S = H @ P @ H.T + R
        K = P @ H.T @ np.linalg.inv(S)
        x = x + K @ y
        P = (I - K @ H) @ P
        states.append(x)
        loglik += -0.5 * (np.log(2 * np.pi * S[0, 0]) + y[0] ** 2 / S[0, 0])
    return np.array(states), loglik


@program((SERIES, 0.5, 0.3, 0.2, 3))
def holt_winters(series, alpha, beta, gamma, period):
    """Triple exponential smoothing with additive seasons; returns the sum of squared one-step errors."""
    level = sum(series[:period]) / period
    trend = 0.0
    for i in range(period):
        trend += (series[i + period] - series[i]) / period
    trend /= period
    seasonals = {}
    for i in range(period):
        seasonals[i] = series[i] - level
    sse = 0.0
    for t in range(len(series)):
        season = seasonals[t % period]
        forecast = level + trend + season
        error = series[t] - forecast
        sse += error**2
        last_level = level
        level = alpha * (series[t] - season) + (1 - alpha) * (level + trend)
        trend = beta * (level - last_level) + (1 - beta) * trend
        seasonals[t % period] = gamma * (series[t] - level) + (1 - gamma) * season
    return sse


@program((SERIES,))
def savitzky_golay(y):
    """Quadratic smoothing over five points; the ends are left as they are."""
    coeffs = [-3, 12, 17, 12, -3]
    norm = sum(coeffs)
    half = len(coeffs) // 2
    smoothed = y.copy()
    for i in range(half, len(y) - half):
        acc = 0.0
        for j, c in enumerate(coeffs):
            acc += c * y[i + j - half]
        smoothed[i] = acc / norm
    return smoothed


@program((SERIES, 0.2, 0.707, 1.0))
def biquad_lowpass(signal, cutoff, q, gain):
    """A low-pass of second order in transposed direct form II (the audio cookbook's coefficients)."""
    w0 = 2 * math.pi * cutoff
    alpha = math.sin(w0) / (2 * q)
    cosw = math.cos(w0)
    b = [(1 - cosw) / 2, 1 - cosw, (1 - cosw) / 2]
    a = [1 + alpha, -2 * cosw, 1 - alpha]
    b = [bi / a[0] for bi in b]
    a = [ai / a[0] for ai in a]
    z1 = z2 = 0.0
    out = np.empty(len(signal))
    for n, x in enumerate(signal):
        y = b[0] * x + z1
        z1 = b[1] * x - a[1] * y + z2
        z2 = b[2] * x - a[2] * y
        out[n] = gain * y
    return out


@program((SERIES, np.roll(SERIES, 1), 0.05, 3))
def lms_filter(x, d, mu, order):
    """The adaptive filter of Widrow and Hoff: weights and the sum of squared errors."""
    w = np.zeros(order)
    sse = 0.0
    for n in range(order - 1, len(x)):
        u = x[n - order + 1 : n + 1][::-1]
        e = d[n] - w @ u
        w += mu * e * u
        sse += e * e
    return w, sse


@dataclass
class PID:
    kp: float
    ki: float
    kd: float
    integral: float = 0.0
    previous: float = 0.0

    def update(self, error, dt):
        self.integral += error * dt
        derivative = (error - self.previous) / dt
        self.previous = error
        return self.kp * error + self.ki * self.integral + self.kd * derivative


@program((2.0, 0.5, 0.1, 1.0, 12))
def pid_cost(kp, ki, kd, setpoint, n):
    """A first-order plant under PID control with a saturated actuator: the integral of the squared error."""
    controller = PID(kp, ki, kd)
    dt, y, cost = 0.1, 0.0, 0.0
    for _ in range(n):
        error = setpoint - y
        u = controller.update(error, dt)
        if u > 1.5:
            u = 1.5
        elif u < -1.5:
            u = -1.5
        y += dt * (-y + u)
        cost += error**2 * dt
    return cost


# ---------------------------------------------------------------- linear algebra


@program((np.array([0.0, -1.0, -0.9, -1.1]), np.array([4.0, 3.5, 4.2, 3.9]), np.array([-1.2, -1.0, -0.8, 0.0]), B4))
def thomas(a, b, c, d):
    """A tridiagonal system, the diagonals overwritten as in the books."""
    n = len(d)
    for i in range(1, n):
        m = a[i] / b[i - 1]
        b[i] = b[i] - m * c[i - 1]
        d[i] = d[i] - m * d[i - 1]
    x = np.zeros(n)
    x[-1] = d[-1] / b[-1]
    for i in range(n - 2, -1, -1):
        x[i] = (d[i] - c[i] * x[i + 1]) / b[i]
    return x


@program((A4, B4))
def gauss_elimination(A, b):
    """Gaussian elimination with partial pivoting and back substitution."""
    A = A.copy()
    b = b.copy()
    n = A.shape[0]
    for k in range(n - 1):
        p = k
        for i in range(k + 1, n):
            if abs(A[i, k]) > abs(A[p, k]):
                p = i
        if A[p, k] == 0:
            raise ValueError("matrix is singular")
        if p != k:
            A[[k, p]] = A[[p, k]]
            b[k], b[p] = b[p], b[k]
        for i in range(k + 1, n):
            factor = A[i, k] / A[k, k]
            A[i, k:] -= factor * A[k, k:]
            b[i] -= factor * b[k]
    x = np.zeros(n)
    for i in reversed(range(n)):
        x[i] = (b[i] - np.dot(A[i, i + 1 :], x[i + 1 :])) / A[i, i]
    return x


@program((SPD4,))
def lu_determinant(A):
    """Doolittle's factors in place of the matrix; the determinant is the product of the pivots."""
    n = len(A)
    for k in range(n):
        for i in range(k + 1, n):
            A[i, k] /= A[k, k]
            for j in range(k + 1, n):
                A[i, j] -= A[i, k] * A[k, j]
    det = 1.0
    for k in range(n):
        det *= A[k, k]
    return det


@program((SPD4, B4, 1e-12, 200), wrt=("A", "b"))
def jacobi(A, b, tol, max_iter):
    """Jacobi's iteration until two iterates agree."""
    n = len(b)
    x = np.zeros(n)
    for it in range(max_iter):
        x_new = np.zeros(n)
        for i in range(n):
            s = 0
            for j in range(n):
                if j != i:
                    s += A[i][j] * x[j]
            x_new[i] = (b[i] - s) / A[i][i]
        if np.max(np.abs(x_new - x)) < tol:
            return x_new
        x = x_new
    return x


@program((SPD4, B4, 1e-13), wrt=("A", "b"))
def gauss_seidel(A, b, tol):
    """Gauss and Seidel's iteration, each new value used at once."""
    x = np.zeros_like(b)
    while True:
        diff = 0.0
        for i in range(len(b)):
            sigma = A[i, :i] @ x[:i] + A[i, i + 1 :] @ x[i + 1 :]
            new = (b[i] - sigma) / A[i, i]
            diff = max(diff, abs(new - x[i]))
            x[i] = new
        if diff < tol:
            break
    return x


@program((np.linspace(-1.0, 1.0, 25).reshape(5, 5), 1.4, 8))
def sor_poisson(rhs, omega, sweeps):
    """Successive over-relaxation for Poisson's equation on a square, zero at the boundary."""
    ny, nx = rhs.shape
    h2 = (1.0 / (nx - 1)) ** 2
    u = np.zeros((ny, nx))
    for sweep in range(sweeps):
        for j in range(1, ny - 1):
            for i in range(1, nx - 1):
                residual = (u[j - 1, i] + u[j + 1, i] + u[j, i - 1] + u[j, i + 1] - 4 * u[j, i]) - h2 * rhs[j, i]
                u[j, i] += omega * residual / 4
    return u


@program((SPD4, B4))
def conjugate_gradient(A, b):
    """Hestenes and Stiefel's method for a symmetric positive definite matrix."""
    x = np.zeros(len(b))
    r = b - A @ x
    p = r.copy()
    rs_old = np.dot(r, r)
    for _ in range(len(b)):
        Ap = A @ p
        alpha = rs_old / np.dot(p, Ap)
        x += alpha * p
        r -= alpha * Ap
        rs_new = np.dot(r, r)
        if np.sqrt(rs_new) < 1e-10:
            break
        p = r + (rs_new / rs_old) * p
        rs_old = rs_new
    return x


@program((SPD4, B4))
def cholesky_solve(A, b):
    """Cholesky's factor by the three loops, then forward and back substitution; the log-determinant as well."""
    n = A.shape[0]
    L = np.zeros((n, n))
    logdet = 0.0
    for i in range(n):
        for j in range(i + 1):
            s = sum(L[i, k] * L[j, k] for k in range(j))
            if i == j:
                L[i, i] = math.sqrt(A[i, i] - s)
                logdet += 2 * math.log(L[i, i])
            else:
                L[i, j] = (A[i, j] - s) / L[j, j]
    y = np.zeros(n)
    for i in range(n):
        y[i] = (b[i] - L[i, :i].dot(y[:i])) / L[i, i]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (y[i] - L[i + 1 :, i].dot(x[i + 1 :])) / L[i, i]
    return x, logdet


@program((SPD4, 20))
def power_iteration(A, max_iter):
    """The largest eigenvalue and its vector."""
    v = np.ones(A.shape[0])
    v = v / np.linalg.norm(v)
    eigenvalue = 0.0
    for _ in range(max_iter):
        w = A @ v
        new = v @ w
        v = w / np.linalg.norm(w)
        if abs(new - eigenvalue) < 1e-14:
            break
        eigenvalue = new
    return new, v


@program((A4,))
def gram_schmidt(A):
    """The QR factors by modified Gram-Schmidt."""
    m, n = A.shape
    Q = A.copy()
    R = np.zeros((n, n))
    for k in range(n):
        R[k, k] = np.sqrt(np.sum(Q[:, k] ** 2))
        Q[:, k] = Q[:, k] / R[k, k]
        for j in range(k + 1, n):
            R[k, j] = Q[:, k] @ Q[:, j]
            Q[:, j] -= R[k, j] * Q[:, k]
    return Q, R


@program((np.array([1.0, 0.6, 0.3, 0.1, 0.05]),))
def levinson_durbin(r):
    """Autoregressive coefficients from autocorrelations, and the variance of the innovations."""
    a = [1.0]
    e = r[0]
    for k in range(1, len(r)):
        acc = 0.0
        for j in range(k):
            acc += a[j] * r[k - j]
        reflection = -acc / e
        a = a + [0.0]
        a = [a[i] + reflection * a[k - i] for i in range(k + 1)]
        e *= 1 - reflection**2
    return np.array(a), e


# ---------------------------------------------------------------- roots


@program((1.0, 2.0, 3.0, 1e-13), wrt=("c",))
def secant(x0, x1, c, tol):
    """The root of x**3 - x - c."""

    def f(x):
        return x**3 - x - c

    f0, f1 = f(x0), f(x1)
    for i in range(50):
        if abs(f1 - f0) < 1e-300:
            break
        x2 = x1 - f1 * (x1 - x0) / (f1 - f0)
        if abs(x2 - x1) < tol:
            return x2
        x0, f0 = x1, f1
        x1, f1 = x2, f(x2)
    return x1


@program((0.0, 2.0, 0.9), wrt=("c",))
def rtsafe(lo, hi, c):
    """Newton's method kept inside a bracket by bisection, for the root of cos(c*x) - x."""

    def funcd(x):
        return math.cos(c * x) - x, -c * math.sin(c * x) - 1.0

    fl, _ = funcd(lo)
    fh, _ = funcd(hi)
    if (fl > 0 and fh > 0) or (fl < 0 and fh < 0):
        raise ValueError("root must be bracketed")
    if fl == 0:
        return lo
    if fh == 0:
        return hi
    xl, xh = (lo, hi) if fl < 0 else (hi, lo)
    rts = 0.5 * (lo + hi)
    dxold = abs(hi - lo)
    dx = dxold
    f, df = funcd(rts)
    for _ in range(100):
        if ((rts - xh) * df - f) * ((rts - xl) * df - f) > 0 or abs(2 * f) > abs(dxold * df):
            dxold = dx
            dx = 0.5 * (xh - xl)
            rts = xl + dx
        else:
            dxold = dx
            dx = f / df
            rts -= dx
        if abs(dx) < 1e-13:
            return rts
        f, df = funcd(rts)
        if f < 0:
            xl = rts
        else:
            xh = rts
    raise RuntimeError("too many iterations")


@program((np.array([1.0, 0.5]), np.array([2.0, 0.7]), 1e-12), wrt=("p",))
def newton_system(x, p, tol):
    """Newton's method for two equations, the Jacobian by hand."""
    for iteration in range(30):
        F = np.array([x[0] ** 2 + x[1] ** 2 - p[0], np.exp(x[0]) * x[1] - p[1] - 1])
        J = np.array([[2 * x[0], 2 * x[1]], [np.exp(x[0]) * x[1], np.exp(x[0])]])
        dx = np.linalg.solve(J, -F)
        x = x + dx
        if np.linalg.norm(dx) < tol:
            break
    return x


@program((0.8, 0.3), (2.5, 0.85))
def kepler_equation(M, e):
    """The true anomaly from the mean anomaly."""
    E = M if e < 0.8 else math.pi
    delta = 1.0
    while abs(delta) > 1e-12:
        delta = (E - e * math.sin(E) - M) / (1 - e * math.cos(E))
        E -= delta
    return 2 * math.atan2(math.sqrt(1 + e) * math.sin(E / 2), math.sqrt(1 - e) * math.cos(E / 2))


# ---------------------------------------------------------------- partial differential equations


@program((np.array([0.0, 0.2, 0.9, 0.4, 0.1, 0.0]), 0.4, 6))
def heat_swapped(u, r, nt):
    """The explicit scheme for the heat equation with two buffers that are swapped."""
    u_new = u.copy()
    for n in range(nt):
        for i in range(1, len(u) - 1):
            u_new[i] = u[i] + r * (u[i + 1] - 2 * u[i] + u[i - 1])
        u, u_new = u_new, u
    return u


@program((np.array([0.0, 0.3, 0.8, 0.6, 0.2, 0.0]), 0.9, 0.1, 0.1, 7))
def wave_equation(I, c, dx, dt, nt):
    """Central differences for the wave equation, three time levels in a row."""
    C2 = (c * dt / dx) ** 2
    u_1 = I.copy()
    u = np.zeros(len(I))
    u[1:-1] = u_1[1:-1] + 0.5 * C2 * (u_1[2:] - 2 * u_1[1:-1] + u_1[:-2])
    u_2 = u_1
    u_1 = u
    u = np.zeros(len(I))
    for n in range(1, nt):
        u[1:-1] = -u_2[1:-1] + 2 * u_1[1:-1] + C2 * (u_1[2:] - 2 * u_1[1:-1] + u_1[:-2])
        u[0] = 0
        u[-1] = 0
        u_2, u_1, u = u_1, u, u_2
    return u_1


@program((np.array([1.0, 0.5, -0.3, 0.8, 0.2]), 0.2, 0.1, 5))
def burgers_upwind(u, dx, dt, nt):
    """Inviscid Burgers' equation on a ring: upwind by the sign of the velocity."""
    nx = u.size
    for t in range(nt):
        un = u.copy()
        for i in range(nx):
            left, right = un[i - 1], un[(i + 1) % nx]
            if un[i] >= 0:
                u[i] = un[i] - un[i] * dt / dx * (un[i] - left)
            else:
                u[i] = un[i] - un[i] * dt / dx * (right - un[i])
    return u


@program((np.array([0.1, 0.5, 1.0, 0.7]), np.array([1.0, 0.2, 0.0, 0.3]), 1e-3), wrt=("top", "left"))
def laplace(top, left, tol):
    """Laplace's equation on a square with two given sides, until the change is small."""
    n = len(top)
    phi = np.zeros((n, n))
    phi[0, :] = top
    phi[:, 0] = left
    change = 1.0
    while change > tol:
        old = phi.copy()
        phi[1:-1, 1:-1] = 0.25 * (old[1:-1, 2:] + old[1:-1, :-2] + old[2:, 1:-1] + old[:-2, 1:-1])
        change = np.abs(phi - old).max()
    return phi


@program((np.array([0.2, 0.5, 0.9, 0.6, 0.3, 0.1]), 0.8))
def lax_wendroff(u, c):
    """Four steps of linear advection on a ring, with ``np.roll``."""
    for _ in range(4):
        up, um = np.roll(u, -1), np.roll(u, 1)
        u = u - c / 2 * (up - um) + c**2 / 2 * (up - 2 * u + um)
    return u


# ---------------------------------------------------------------- dynamic programming


@program((np.array([0.3, 1.1, 0.8]), np.array([0.2, 0.9, 1.5, 0.7]), 0.5))
def soft_dtw(x, y, gamma):
    """Dynamic time warping with a soft minimum (Cuturi and Blondel)."""

    def softmin(a, b, c):
        m = min(a, b, c)
        return m - gamma * math.log(
            math.exp(-(a - m) / gamma) + math.exp(-(b - m) / gamma) + math.exp(-(c - m) / gamma)
        )

    n, m = len(x), len(y)
    R = [[1e6] * (m + 1) for _ in range(n + 1)]
    R[0][0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            R[i][j] = (x[i - 1] - y[j - 1]) ** 2 + softmin(R[i - 1][j - 1], R[i - 1][j], R[i][j - 1])
    return R[n][m]


HMM_A = np.array([[0.7, 0.3], [0.4, 0.6]])
HMM_B = np.array([[0.1, 0.4, 0.5], [0.6, 0.3, 0.1]])


@program(([0, 1, 2, 1], np.array([0.6, 0.4]), HMM_A, HMM_B))
def viterbi(observations, pi, A, B):
    """The log-probability of the likeliest path of states, and the path."""
    n_states = len(pi)
    V = [[math.log(pi[s]) + math.log(B[s, observations[0]]) for s in range(n_states)]]
    back = []
    for obs in observations[1:]:
        row, pointers = [], []
        for s in range(n_states):
            best, arg = -math.inf, 0
            for r in range(n_states):
                score = V[-1][r] + math.log(A[r, s])
                if score > best:
                    best, arg = score, r
            row.append(best + math.log(B[s, obs]))
            pointers.append(arg)
        V.append(row)
        back.append(pointers)
    return max(V[-1])


@program(([0, 1, 2, 1], np.array([0.6, 0.4]), HMM_A, HMM_B))
def hmm_forward(obs, pi, A, B):
    """The log-likelihood by the forward algorithm with scaling."""
    alpha = pi * B[:, obs[0]]
    c = alpha.sum()
    loglik = np.log(c)
    alpha /= c
    for o in obs[1:]:
        alpha = (alpha @ A) * B[:, o]
        c = alpha.sum()
        alpha /= c
        loglik += np.log(c)
    return loglik


@program((np.array([2.0, 3.5, 1.2, 4.0, 2.2]),))
def matrix_chain(p):
    """The least cost of a chain of matrix products, with sizes that are no integers."""
    n = len(p) - 1
    m = np.zeros((n, n))
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            m[i, j] = np.inf
            for k in range(i, j):
                cost = m[i, k] + m[k + 1, j] + p[i] * p[k + 1] * p[j + 1]
                if cost < m[i, j]:
                    m[i, j] = cost
    return m[0, n - 1]


@program(([60.5, 99.3, 120.1, 30.7], [1, 2, 3, 2], 5))
def knapsack(values, weights, capacity):
    """The best value of a knapsack, one row of the table overwritten from the right."""
    best = [0.0] * (capacity + 1)
    for value, weight in zip(values, weights):
        for w in range(capacity, weight - 1, -1):
            candidate = best[w - weight] + value
            if candidate > best[w]:
                best[w] = candidate
    return best[capacity]


# ---------------------------------------------------------------- option prices


def norm_cdf(x):
    return 0.5 * (1.0 + math.erf(x / math.sqrt(2.0)))


@program((100.0, 105.0, 0.5, 0.03, 0.25, "call"), (100.0, 105.0, 0.5, 0.03, 0.25, "put"))
def black_scholes(S, K, T, r, sigma, kind="call"):
    """The price of a European option."""
    d1 = (math.log(S / K) + (r + 0.5 * sigma**2) * T) / (sigma * math.sqrt(T))
    d2 = d1 - sigma * math.sqrt(T)
    if kind == "call":
        return S * norm_cdf(d1) - K * math.exp(-r * T) * norm_cdf(d2)
    elif kind == "put":
        return K * math.exp(-r * T) * norm_cdf(-d2) - S * norm_cdf(-d1)
    raise ValueError(f"unknown option type {kind!r}")


@program((100.0, 104.0, 0.05, 0.3, 1.0, 12))
def american_put(S, K, r, sigma, T, N):
    """The tree of Cox, Ross and Rubinstein, values overwritten level by level."""
    dt = T / N
    u = np.exp(sigma * np.sqrt(dt))
    d = 1 / u
    q = (np.exp(r * dt) - d) / (u - d)
    disc = np.exp(-r * dt)
    V = np.zeros(N + 1)
    for j in range(N + 1):
        V[j] = max(K - S * u**j * d ** (N - j), 0.0)
    for i in range(N - 1, -1, -1):
        for j in range(i + 1):
            V[j] = disc * (q * V[j + 1] + (1 - q) * V[j])
            exercise = K - S * u**j * d ** (i - j)
            if exercise > V[j]:
                V[j] = exercise
    return V[0]


NORMALS = np.array([[0.3, -0.8, 1.1], [-1.2, 0.4, 0.9], [0.7, 1.5, -0.2], [-0.1, -0.6, 0.5]])


@program((100.0, 99.0, 0.02, 0.3, 1.0, NORMALS))
def monte_carlo_asian(S0, K, r, sigma, T, Z):
    """An Asian call by simulation with given normal numbers: price and standard error."""
    n_paths, n_steps = Z.shape
    dt = T / n_steps
    payoffs = []
    for i in range(n_paths):
        S = S0
        running = 0.0
        for j in range(n_steps):
            S *= np.exp((r - 0.5 * sigma**2) * dt + sigma * np.sqrt(dt) * Z[i, j])
            running += S
        payoffs.append(np.exp(-r * T) * max(running / n_steps - K, 0.0))
    price = sum(payoffs) / n_paths
    variance = sum((p - price) ** 2 for p in payoffs) / (n_paths - 1)
    return price, math.sqrt(variance / n_paths)


def solve_tridiagonal(lower, diag, upper, rhs):
    n = len(rhs)
    cp, dp = np.zeros(n), np.zeros(n)
    cp[0] = upper[0] / diag[0]
    dp[0] = rhs[0] / diag[0]
    for i in range(1, n):
        denom = diag[i] - lower[i] * cp[i - 1]
        cp[i] = upper[i] / denom
        dp[i] = (rhs[i] - lower[i] * dp[i - 1]) / denom
    x = np.zeros(n)
    x[n - 1] = dp[n - 1]
    for i in range(n - 2, -1, -1):
        x[i] = dp[i] - cp[i] * x[i + 1]
    return x


@program((90.0, 100.0, 0.05, 0.3, 0.5, 8, 4))
def crank_nicolson_put(S0, K, r, sigma, T, M, N):
    """A European put by Crank and Nicolson's scheme on a grid of prices, interpolated to the spot."""
    S_max = 3 * K
    dS, dt = S_max / M, T / N
    S = [i * dS for i in range(M + 1)]
    V = np.array([max(K - s, 0.0) for s in S])
    i = np.arange(1, M)
    alpha = 0.25 * dt * (sigma**2 * i**2 - r * i)
    beta = -0.5 * dt * (sigma**2 * i**2 + r)
    gamma = 0.25 * dt * (sigma**2 * i**2 + r * i)
    for n in range(N):
        low_old, low = K * math.exp(-r * n * dt), K * math.exp(-r * (n + 1) * dt)
        rhs = alpha * V[:-2] + (1 + beta) * V[1:-1] + gamma * V[2:]
        rhs[0] += alpha[0] * (low + low_old - V[0])
        V[1:-1] = solve_tridiagonal(-alpha, 1 - beta, -gamma, rhs)
        V[0] = low
    k = int(S0 / dS)
    w = (S0 - S[k]) / dS
    return (1 - w) * V[k] + w * V[k + 1]


# ---------------------------------------------------------------- robots


def dh_matrix(theta, d, a, alpha):
    ct, st = np.cos(theta), np.sin(theta)
    ca, sa = np.cos(alpha), np.sin(alpha)
    return np.array(
        [
            [ct, -st * ca, st * sa, a * ct],
            [st, ct * ca, -ct * sa, a * st],
            [0, sa, ca, d],
            [0, 0, 0, 1],
        ]
    )


@program((np.array([0.3, -0.7, 1.1]), [(0.4, 0.1, 1.57), (0.0, 0.6, 0.0), (0.1, 0.5, -1.57)]))
def forward_kinematics(joints, links):
    """The pose of a serial robot by the convention of Denavit and Hartenberg."""
    T = np.eye(4)
    for q, (d, a, alpha) in zip(joints, links):
        T = T @ dh_matrix(q, d, a, alpha)
    return T[:3, 3], T[:3, :3]


Link = namedtuple("Link", ["length", "mass"])


@program(
    (np.array([0.4, 0.6, 0.3]), [Link(1.0, 2.0), Link(0.8, 1.0), Link(0.5, 0.5)], np.array([1.2, 1.1]), 0.05),
)
def inverse_kinematics(q, links, target, step):
    """A planar arm reaches for a target by Jacobian transpose; returns joints, distance and potential energy."""

    def positions(angles):
        x = y = total = 0.0
        points = [(x, y)]
        for angle, link in zip(angles, links):
            total += angle
            x += link.length * math.cos(total)
            y += link.length * math.sin(total)
            points.append((x, y))
        return points

    for _ in range(10):
        points = positions(q)
        ex, ey = target[0] - points[-1][0], target[1] - points[-1][1]
        if math.hypot(ex, ey) < 1e-3:
            break
        for k in range(len(q)):
            rx, ry = points[-1][0] - points[k][0], points[-1][1] - points[k][1]
            q[k] += step * (-ry * ex + rx * ey)
    points = positions(q)
    height = sum(9.81 * link.mass * 0.5 * (points[i][1] + points[i + 1][1]) for i, link in enumerate(links))
    return q, math.dist(points[-1], target), height


@program((np.array([0.9, 0.1, -0.3, 0.2]), np.array([1.0, 2.0, -0.5])))
def rotate_by_quaternion(q, v):
    """A vector rotated by a quaternion that is normalised first."""
    w, x, y, z = q / np.sqrt((q**2).sum())
    R = np.array(
        [
            [1 - 2 * (y**2 + z**2), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x**2 + z**2), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x**2 + y**2)],
        ]
    )
    return R @ v


# ---------------------------------------------------------------- likelihoods and statistics


def log_sum_exp(values):
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))


@program((SERIES, np.array([0.4, 0.6]), np.array([0.5, 1.6]), np.array([0.3, 0.5])))
def gaussian_mixture(data, weights, means, sigmas):
    """The negative log-likelihood of a mixture of normal distributions."""
    nll = 0.0
    for x in data:
        terms = []
        for w, mu, s in zip(weights, means, sigmas):
            z = (x - mu) / s
            terms.append(math.log(w) - 0.5 * z * z - math.log(s) - 0.5 * math.log(2 * math.pi))
        nll -= log_sum_exp(terms)
    return nll


DESIGN = np.array([[1.0, 0.5, -0.2], [1.0, -1.1, 0.7], [1.0, 0.3, 1.4], [1.0, 1.8, -0.6]])


@program((np.array([0.1, -0.4, 0.8]), DESIGN, np.array([1, 0, 1, 1]), 0.1))
def logistic_regression(beta, X, y, l2):
    """The penalised negative log-likelihood."""
    eta = X @ beta
    p = 1 / (1 + np.exp(-eta))
    nll = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return nll + l2 / 2 * np.sum(beta[1:] ** 2)


@program((np.array([0.1, -0.4, 0.3]), DESIGN, [2, 0, 1, 3]))
def poisson_regression(beta, X, counts):
    """The log-likelihood with a logarithmic link."""
    total = 0.0
    for row, k in zip(X, counts):
        eta = 0.0
        for xi, b in zip(row, beta):
            eta += xi * b
        total += k * eta - math.exp(eta) - math.lgamma(k + 1)
    return total


@program((0.4, 0.6, -0.5, SERIES))
def ar1_loglik(c, phi, log_sigma, y):
    """The exact log-likelihood of an autoregression of order one."""
    if abs(phi) >= 1:
        return -np.inf
    sigma2 = np.exp(2 * log_sigma)
    mean, var = c / (1 - phi**2 + phi**2 - phi), sigma2 / (1 - phi**2)
    ll = -0.5 * (np.log(2 * np.pi * var) + (y[0] - mean) ** 2 / var)
    e = y[1:] - c - phi * y[:-1]
    ll += -0.5 * len(e) * np.log(2 * np.pi * sigma2) - 0.5 * np.sum(e**2) / sigma2
    return ll


@program((np.array([0.05, 0.1, 0.8]), RETURNS))
def garch(params, returns):
    """The negative log-likelihood of GARCH(1, 1)."""
    omega, alpha, beta = params
    T = len(returns)
    sigma2 = np.zeros(T)
    sigma2[0] = np.var(returns)
    for t in range(1, T):
        sigma2[t] = omega + alpha * returns[t - 1] ** 2 + beta * sigma2[t - 1]
    return 0.5 * np.sum(np.log(2 * np.pi * sigma2) + returns**2 / sigma2)


@program((SERIES,))
def welford(data):
    """Running mean, variance, skewness."""
    n = 0
    mean = m2 = m3 = 0.0
    for x in data:
        n1 = n
        n += 1
        delta = x - mean
        delta_n = delta / n
        term = delta * delta_n * n1
        mean += delta_n
        m3 += term * delta_n * (n - 2) - 3 * delta_n * m2
        m2 += term
    if n < 2:
        return mean, float("nan"), float("nan")
    return mean, m2 / (n - 1), math.sqrt(n) * m3 / m2**1.5


@program((SERIES, 4))
def autocorrelation(x, max_lag):
    """The autocorrelation function up to a lag."""
    n = len(x)
    mean = np.mean(x)
    c0 = np.sum((x - mean) ** 2) / n
    return np.array([np.sum((x[: n - k] - mean) * (x[k:] - mean)) / n / c0 for k in range(1, max_lag + 1)])


# ---------------------------------------------------------------- neural networks

LAYERS = [
    (np.array([[0.2, -0.5, 0.1], [0.4, 0.3, -0.6]]), np.array([0.1, -0.2])),
    (np.array([[0.7, -0.3], [-0.2, 0.5], [0.6, 0.1]]), np.array([0.0, 0.3, -0.1])),
]


def relu(x):
    return np.maximum(0, x)


@program((LAYERS, np.array([0.5, -1.0, 0.8]), 2))
def mlp_loss(layers, x, label):
    """A perceptron of two layers with softmax cross entropy."""
    h = x
    for k, (W, b) in enumerate(layers):
        h = W @ h + b
        if k < len(layers) - 1:
            h = np.tanh(h)
    shifted = h - np.max(h)
    log_probs = shifted - np.log(np.sum(np.exp(shifted)))
    return -log_probs[label]


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def lstm_cell(x, h, c, params):
    Wx, Wh, b = params["Wx"], params["Wh"], params["b"]
    n = h.shape[0]
    a = Wx @ x + Wh @ h + b
    i, f, o = sigmoid(a[:n]), sigmoid(a[n : 2 * n]), sigmoid(a[2 * n : 3 * n])
    g = np.tanh(a[3 * n :])
    c_next = f * c + i * g
    return o * np.tanh(c_next), c_next


LSTM = {
    "Wx": np.linspace(-0.5, 0.6, 16).reshape(8, 2),
    "Wh": np.linspace(0.4, -0.3, 16).reshape(8, 2),
    "b": np.linspace(-0.1, 0.2, 8),
}


@program((np.array([[0.5, -0.1], [1.0, 0.3], [-0.4, 0.8]]), LSTM))
def lstm_forward(xs, params):
    """A long short-term memory over a sequence; returns all hidden states."""
    hidden = params["b"].shape[0] // 4
    h, c = np.zeros(hidden), np.zeros(hidden)
    outputs = []
    for x in xs:
        h, c = lstm_cell(x, h, c, params)
        outputs.append(h)
    return np.stack(outputs)


@program((DESIGN[:, :2], DESIGN[:, 1:], DESIGN[:, ::2]))
def attention(Q, K, V):
    """Scaled dot-product attention with a causal mask."""
    scores = Q @ K.T / np.sqrt(K.shape[-1])
    for i in range(scores.shape[0]):
        scores[i, i + 1 :] = -1e9
    scores -= scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ V


@program((DESIGN[:, 1:], np.array([1.1, 0.9]), np.array([0.2, -0.1]), 1e-5))
def batch_norm(x, gamma, beta, eps):
    """Batch normalisation with a rectifier."""
    mu = x.mean(axis=0)
    var = ((x - mu) ** 2).mean(axis=0)
    x_hat = (x - mu) / np.sqrt(var + eps)
    return relu(gamma * x_hat + beta)


@program((np.linspace(-1.0, 1.5, 20).reshape(4, 5), np.array([[0.2, -0.3], [0.5, 0.1]]), 0.1))
def conv2d(image, kernel, bias):
    """A convolution without padding, and the largest values of blocks of two by two."""
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel) + bias
    return out.max()


# ---------------------------------------------------------------- polynomials, curves, quadrature, transforms


@program(([2.0, -1.0, 0.5, 3.0], 0.7))
def horner(coefficients, x):
    """A polynomial and its derivative."""
    p, dp = 0.0, 0.0
    for c in coefficients:
        dp = dp * x + p
        p = p * x + c
    return p, dp


@program((np.array([0.5, -1.0, 0.3, 0.2, -0.1]), 0.4))
def clenshaw(c, x):
    """A series of Chebyshev polynomials."""
    b1 = b2 = 0.0
    for ck in c[:0:-1]:
        b1, b2 = ck + 2 * x * b1 - b2, b1
    return c[0] + x * b1 - b2


@program((0.3, 5), (0.3, 0), (0.3, 1))
def legendre(x, n):
    """Legendre's polynomial of degree n by Bonnet's recurrence."""
    if n == 0:
        return 1.0
    if n == 1:
        return x
    return ((2 * n - 1) * x * legendre(x, n - 1) - (n - 1) * legendre(x, n - 2)) / n


@program((np.array([[0.0, 0.1], [2.0, 0.3], [2.5, 1.5], [1.0, 2.2], [-0.3, 1.0]]),))
def polygon_centroid(vertices):
    """Area and centroid of a polygon by the shoelace formula."""
    area = cx = cy = 0.0
    for i in range(len(vertices)):
        x0, y0 = vertices[i]
        x1, y1 = vertices[(i + 1) % len(vertices)]
        cross = x0 * y1 - x1 * y0
        area += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    area /= 2
    return abs(area), (cx / (6 * area), cy / (6 * area))


@program((np.array([0.0, 1.0, 2.5, 3.0]), np.array([0.2, 1.1, 0.4, 0.9]), 1.8))
def natural_spline(x, y, at):
    """The natural cubic spline through points, evaluated at one place."""
    n = len(x) - 1
    h = [x[i + 1] - x[i] for i in range(n)]
    alpha = [0.0] * n
    for i in range(1, n):
        alpha[i] = 3 / h[i] * (y[i + 1] - y[i]) - 3 / h[i - 1] * (y[i] - y[i - 1])
    l, mu, z = np.ones(n + 1), np.zeros(n + 1), np.zeros(n + 1)
    for i in range(1, n):
        l[i] = 2 * (x[i + 1] - x[i - 1]) - h[i - 1] * mu[i - 1]
        mu[i] = h[i] / l[i]
        z[i] = (alpha[i] - h[i - 1] * z[i - 1]) / l[i]
    b, c, d = np.zeros(n), np.zeros(n + 1), np.zeros(n)
    for j in range(n - 1, -1, -1):
        c[j] = z[j] - mu[j] * c[j + 1]
        b[j] = (y[j + 1] - y[j]) / h[j] - h[j] * (c[j + 1] + 2 * c[j]) / 3
        d[j] = (c[j + 1] - c[j]) / (3 * h[j])
    j = 0
    while j < n - 1 and at > x[j + 1]:
        j += 1
    t = at - x[j]
    return y[j] + b[j] * t + c[j] * t**2 + d[j] * t**3


@program(([(0.0, 0.0), (1.0, 2.0), (3.0, 2.5), (4.0, 0.5)], 0.35))
def de_casteljau(points, t):
    """A point of a Bezier curve."""
    points = list(points)
    while len(points) > 1:
        new_points = []
        for (x0, y0), (x1, y1) in zip(points[:-1], points[1:]):
            new_points.append(((1 - t) * x0 + t * x1, (1 - t) * y0 + t * y1))
        points = new_points
    return points[0]


@program((np.array([[1.0, 2.0, 0.5], [0.3, 1.5, 2.2], [0.9, 0.1, 1.4]]), 1.3, 0.6))
def bilinear(grid, x, y):
    """Bilinear interpolation on a grid of unit spacing, clamped at the borders."""
    rows, cols = grid.shape
    x = min(max(x, 0.0), cols - 1.000001)
    y = min(max(y, 0.0), rows - 1.000001)
    i, j = int(y), int(x)
    dy, dx = y - i, x - j
    top = (1 - dx) * grid[i, j] + dx * grid[i, j + 1]
    bottom = (1 - dx) * grid[i + 1, j] + dx * grid[i + 1, j + 1]
    return (1 - dy) * top + dy * bottom


@program((lambda x: x * math.exp(-x) + 1 / (1 + x * x), 0.2, 1.7, 5))
def romberg(f, a, b, levels):
    """Romberg's table of trapezoidal sums."""
    R = [[0.5 * (b - a) * (f(a) + f(b))]]
    n = 1
    for i in range(1, levels):
        n *= 2
        h = (b - a) / n
        total = 0.0
        for k in range(1, n, 2):
            total += f(a + k * h)
        row = [0.5 * R[i - 1][0] + h * total]
        for m in range(1, i + 1):
            row.append(row[m - 1] + (row[m - 1] - R[i - 1][m - 1]) / (4**m - 1))
        R.append(row)
    return R[-1][-1]


@program((0.0, 1.5, 0.8, 1e-7), wrt=("a", "b", "k"))
def adaptive_simpson(a, b, k, eps):
    """Simpson's rule with recursive halving."""

    def f(x):
        return math.exp(-k * x) * math.sin(3 * x)

    def simpson(lo, hi):
        return (hi - lo) / 6 * (f(lo) + 4 * f((lo + hi) / 2) + f(hi))

    def recurse(lo, hi, tol, whole):
        mid = (lo + hi) / 2
        left, right = simpson(lo, mid), simpson(mid, hi)
        if abs(left + right - whole) <= 15 * tol:
            return left + right + (left + right - whole) / 15
        return recurse(lo, mid, tol / 2, left) + recurse(mid, hi, tol / 2, right)

    return recurse(a, b, eps, simpson(a, b))


@program((SERIES,))
def dft_power(x):
    """The power spectrum by the definition of the discrete Fourier transform."""
    N = len(x)
    power = np.zeros(N // 2 + 1)
    for k in range(N // 2 + 1):
        re = im = 0.0
        for n in range(N):
            angle = 2 * np.pi * k * n / N
            re += x[n] * np.cos(angle)
            im -= x[n] * np.sin(angle)
        power[k] = (re**2 + im**2) / N
    return power


# ---------------------------------------------------------------- physics


@program((POINTS, np.array([1.0, 2.0, 0.5]), 6.67e-1, 0.05))
def gravity(positions, masses, G, softening):
    """Accelerations and potential energy of bodies that attract one another."""
    n = len(masses)
    acc = np.zeros((n, 2))
    energy = 0
    for i in range(n):
        for j in range(n):
            if i == j:
                continue
            dx = positions[j, 0] - positions[i, 0]
            dy = positions[j, 1] - positions[i, 1]
            inv_r3 = (dx**2 + dy**2 + softening**2) ** (-1.5)
            acc[i, 0] += G * dx * inv_r3 * masses[j]
            acc[i, 1] += G * dy * inv_r3 * masses[j]
            if j > i:
                energy -= G * masses[i] * masses[j] / math.sqrt(dx**2 + dy**2)
    return acc, energy


@program((np.linspace(0.1, 2.9, 9).reshape(3, 3), 1.2, 0.3))
def xy_energy(theta, J, field):
    """The energy of the XY model on a periodic square lattice."""
    rows, cols = theta.shape
    total = 0.0
    for i in range(rows):
        for j in range(cols):
            for di, dj in ((0, 1), (1, 0)):
                neighbour = theta[(i + di) % rows, (j + dj) % cols]
                total -= J * np.cos(theta[i, j] - neighbour)
            total -= field * np.cos(theta[i, j])
    return total / theta.size


@program((48.85, 2.35, 52.52, 13.4))
def haversine(lat1, lon1, lat2, lon2):
    """The distance between two places on the globe, in kilometres."""
    lat1, lon1, lat2, lon2 = map(math.radians, [lat1, lon1, lat2, lon2])
    dlat, dlon = lat2 - lat1, lon2 - lon1
    a = math.sin(dlat / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(dlon / 2) ** 2
    return 6371.0 * 2 * math.asin(math.sqrt(a))
