"""A second sample of functions as people publish them, written when the language that is read stood already.

What it refuses is what users meet: `refused` has the code, as in `tests.published`.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from tests.programs import Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)
RNG = np.random.default_rng(3)
R = RNG.normal


def positive_definite(n):
    a = R(size=(n, n))
    return a @ a.T + n * np.eye(n)


@program((R(size=4), R(size=5) + 6, R(size=4), R(size=5)))
def thomas(a, b, c, d):
    n = len(d)
    ac, bc, cc, dc = map(np.array, (a, b, c, d))
    for it in range(1, n):
        mc = ac[it - 1] / bc[it - 1]
        bc[it] = bc[it] - mc * cc[it - 1]
        dc[it] = dc[it] - mc * dc[it - 1]
    xc = bc
    xc[-1] = dc[-1] / bc[-1]
    for il in range(n - 2, -1, -1):
        xc[il] = (dc[il] - cc[il] * xc[il + 1]) / bc[il]
    return xc


@program((positive_definite(4),))
def lu_decompose_det(A):
    n = A.shape[0]
    U = A.copy()
    L = np.eye(n)
    for i in range(n):
        factor = U[i + 1 :, i] / U[i, i]
        L[i + 1 :, i] = factor
        U[i + 1 :] -= factor[:, np.newaxis] * U[i]
    return np.prod(np.diag(U))


@program((positive_definite(4),))
def cholesky_crout(A):
    n = len(A)
    L = np.zeros((n, n))
    for j in range(n):
        s = 0.0
        for k in range(j):
            s += L[j][k] ** 2
        L[j, j] = math.sqrt(A[j, j] - s)
        for i in range(j + 1, n):
            s = 0.0
            for k in range(j):
                s += L[i, k] * L[j, k]
            L[i, j] = (A[i, j] - s) / L[j, j]
    return L.sum()


def rk4(f, y0, t0, t1, n):
    h = (t1 - t0) / n
    t, y = t0, y0
    for i in range(n):
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h * k1 / 2)
        k3 = f(t + h / 2, y + h * k2 / 2)
        k4 = f(t + h, y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        t += h
    return y


@program((10.0, 28.0, 8 / 3))
def lorenz_end(sigma, rho, beta):
    def f(t, s):
        x, y, z = s
        return np.array([sigma * (y - x), x * (rho - z) - y, x * y - beta * z])

    s = rk4(f, np.array([1.0, 1.0, 1.0]), 0.0, 0.2, 20)
    return np.sum(s**2)


@program((R(size=6), 0.1, 0.5))
def kalman_loglik(z, q, r):
    x, P = 0.0, 1.0
    ll = 0.0
    for zk in z:
        P = P + q
        S = P + r
        K = P / S
        y = zk - x
        ll += -0.5 * (math.log(2 * math.pi * S) + y * y / S)
        x += K * y
        P *= 1 - K
    return ll


@program((R(size=(4, 1)), np.array([[1.0, 0.1], [0, 1.0]]), np.array([[1.0, 0.0]]), 0.1 * np.eye(2), np.array([[0.5]])))
def kalman_nd(z, F, H, Q, R):
    n = F.shape[0]
    x = np.zeros(n)
    P = np.eye(n)
    ll = 0.0
    for k in range(len(z)):
        x = F @ x
        P = F @ P @ F.T + Q
        S = H @ P @ H.T + R
        K = P @ H.T @ np.linalg.inv(S)
        y = z[k] - H @ x
        ll -= 0.5 * (y @ np.linalg.solve(S, y) + np.log(np.linalg.det(S)))
        x = x + K @ y
        P = (np.eye(n) - K @ H) @ P
    return ll


@program((R(size=8), 0.1, 0.1, 0.8))
def garch(r, omega, alpha, beta):
    n = len(r)
    s2 = np.empty(n)
    s2[0] = np.var(r)
    for t in range(1, n):
        s2[t] = omega + alpha * r[t - 1] ** 2 + beta * s2[t - 1]
    return 0.5 * np.sum(np.log(2 * np.pi * s2) + r**2 / s2)


@program((100.0, 105.0, 0.05, 0.2, 1.0, 6))
def binomial_american_put(S, K, r, sigma, T, N):
    dt = T / N
    u = np.exp(sigma * np.sqrt(dt))
    d = 1 / u
    p = (np.exp(r * dt) - d) / (u - d)
    prices = [S * u ** (N - 2 * i) for i in range(N + 1)]
    values = [max(K - s, 0.0) for s in prices]
    for step in range(N - 1, -1, -1):
        for i in range(step + 1):
            cont = math.exp(-r * dt) * (p * values[i] + (1 - p) * values[i + 1])
            s = S * u ** (step - 2 * i)
            values[i] = max(cont, K - s)
    return values[0]


def norm_cdf(x):
    return 0.5 * (1.0 + math.erf(x / math.sqrt(2.0)))


@program((100.0, 105.0, 1.0, 0.05, 0.2, "call"), (100.0, 105.0, 1.0, 0.05, 0.2, "put"))
def black_scholes(S, K, T, r, sigma, option="call"):
    d1 = (math.log(S / K) + (r + 0.5 * sigma**2) * T) / (sigma * math.sqrt(T))
    d2 = d1 - sigma * math.sqrt(T)
    if option == "call":
        return S * norm_cdf(d1) - K * math.exp(-r * T) * norm_cdf(d2)
    elif option == "put":
        return K * math.exp(-r * T) * norm_cdf(-d2) - S * norm_cdf(-d1)
    else:
        raise ValueError(f"unknown option {option!r}")


@program((8.0, 100.0, 105.0, 1.0, 0.05, 1e-10, 50), wrt=("price", "S", "K", "T", "r"))
def implied_vol(price, S, K, T, r, tol=1e-10, max_iter=50):
    sigma = 0.3
    for _ in range(max_iter):
        d1 = (math.log(S / K) + (r + sigma**2 / 2) * T) / (sigma * math.sqrt(T))
        vega = S * math.sqrt(T) * math.exp(-(d1**2) / 2) / math.sqrt(2 * math.pi)
        diff = black_scholes(S, K, T, r, sigma) - price
        if abs(diff) < tol:
            break
        sigma -= diff / vega
    else:
        raise RuntimeError("no convergence")
    return sigma


@program((1.5, 0.04, 0.3, -0.7, R(size=(5, 2))))
def heston_path(kappa, theta, xi, rho, z):
    v, s = theta, 0.0
    dt = 0.01
    out = []
    for z1, z2 in z:
        w = rho * z1 + math.sqrt(1 - rho**2) * z2
        s += -0.5 * v * dt + math.sqrt(max(v, 0) * dt) * z1
        v = v + kappa * (theta - max(v, 0.0)) * dt + xi * math.sqrt(max(v, 0) * dt) * w
        out.append(math.exp(s))
    return sum(out) / len(out)


@program((R(size=(3, 3)), R(size=(3, 4)), [0, 2, 1, 3]), wrt=("logA", "logB"))
def viterbi_soft(logA, logB, obs):
    N = logA.shape[0]
    alpha = logB[:, obs[0]].copy()
    for t in range(1, len(obs)):
        new = np.zeros(N)
        for j in range(N):
            m = np.max(alpha + logA[:, j])
            new[j] = m + np.log(np.sum(np.exp(alpha + logA[:, j] - m))) + logB[j, obs[t]]
        alpha = new
    m = alpha.max()
    return m + np.log(np.exp(alpha - m).sum())


@program((R(size=4), R(size=5)))
def dtw(a, b):
    n, m = len(a), len(b)
    D = np.full((n + 1, m + 1), np.inf)
    D[0, 0] = 0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            cost = abs(a[i - 1] - b[j - 1])
            D[i, j] = cost + min(D[i - 1, j], D[i, j - 1], D[i - 1, j - 1])
    return D[n, m]


@program(("ACACT", "AGCAC", 2.1, -1.2, -0.7))
def smith_waterman_score(s, t, match, mismatch, gap):
    H = [[0.0] * (len(t) + 1) for _ in range(len(s) + 1)]
    best = 0.0
    for i in range(1, len(s) + 1):
        for j in range(1, len(t) + 1):
            sc = match if s[i - 1] == t[j - 1] else mismatch
            H[i][j] = max(0.0, H[i - 1][j - 1] + sc, H[i - 1][j] + gap, H[i][j - 1] + gap)
            if H[i][j] > best:
                best = H[i][j]
    return best


@program((R(size=(4, 3)) * 2, 1.0, 1.1))
def lennard_jones(pos, eps, sig):
    E = 0.0
    N = len(pos)
    for i in range(N):
        for j in range(i + 1, N):
            r = np.linalg.norm(pos[i] - pos[j])
            sr6 = (sig / r) ** 6
            E += 4 * eps * (sr6**2 - sr6)
    return E


@program((np.array([1.0, 2.0, 0.5]), R(size=(3, 2)), R(size=(3, 2)), 0.01, 4), wrt=("masses", "x", "v"))
def nbody_energy(masses, x, v, dt, steps):
    G = 1.0
    n = len(masses)
    for _ in range(steps):
        acc = np.zeros_like(x)
        for i in range(n):
            for j in range(n):
                if i == j:
                    continue
                d = x[j] - x[i]
                r2 = d.dot(d) + 1e-3
                acc[i] += G * masses[j] * d / r2**1.5
        v += acc * dt
        x += v * dt
    ke = 0.5 * np.sum(masses * np.sum(v**2, axis=1))
    return ke


@program((R(size=3), np.array([1.0, 0.8, 0.5])))
def fk_planar(q, l):
    T = np.eye(3)
    for qi, li in zip(q, l):
        c, s = np.cos(qi), np.sin(qi)
        T = T @ np.array([[c, -s, li * c], [s, c, li * s], [0, 0, 1]])
    return T[:2, 2]


def dh(theta, d, a, alpha):
    ct, st, ca, sa = np.cos(theta), np.sin(theta), np.cos(alpha), np.sin(alpha)
    return np.array(
        [
            [ct, -st * ca, st * sa, a * ct],
            [st, ct * ca, -ct * sa, a * st],
            [0, sa, ca, d],
            [0, 0, 0, 1],
        ]
    )


@program((R(size=3), [(0.1, 0.5, 0.3), (0.2, 0.4, -0.2), (0.0, 0.3, 0.7)]), wrt=("q",))
def forward_kinematics(q, params):
    T = np.eye(4)
    for i, (d, a, alpha) in enumerate(params):
        T = np.dot(T, dh(q[i], d, a, alpha))
    return T[0:3, 3]


@dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray

    def __call__(self, x):
        return np.tanh(x @ self.W + self.b)


def mlp_dataclass(layers, x, y):
    h = x
    for layer in layers:
        h = layer(h)
    return np.mean((h - y) ** 2)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@program((R(size=(4, 3)), R(size=(5, 3)), R(size=(5, 2))))
def attention(Q, K, V):
    d = Q.shape[-1]
    A = softmax(Q @ K.T / np.sqrt(d))
    return (A @ V).sum()


def lstm_step(x, h, c, W, U, b):
    z = W @ x + U @ h + b
    n = len(h)
    i = 1 / (1 + np.exp(-z[:n]))
    f = 1 / (1 + np.exp(-z[n : 2 * n]))
    o = 1 / (1 + np.exp(-z[2 * n : 3 * n]))
    g = np.tanh(z[3 * n :])
    c = f * c + i * g
    h = o * np.tanh(c)
    return h, c


@program((R(size=(4, 3)), R(size=(8, 3)), R(size=(8, 2)), R(size=8)))
def lstm(xs, W, U, b):
    n = U.shape[1]
    h, c = np.zeros(n), np.zeros(n)
    outs = []
    for x in xs:
        h, c = lstm_step(x, h, c, W, U, b)
        outs.append(h)
    return np.sum(np.stack(outs) ** 2)


@program((R(size=8), R(size=3)))
def conv1d_valid(x, w):
    n, k = len(x), len(w)
    out = np.zeros(n - k + 1)
    for i in range(len(out)):
        out[i] = np.dot(x[i : i + k], w)
    return np.maximum(out, 0).sum()


@program((R(size=(5, 6)), 0.1, 0.01, 0.2, 3), wrt=("u", "alpha"))
def heat2d(u, alpha, dt, dx, nt):
    for n in range(nt):
        un = u.copy()
        u[1:-1, 1:-1] = un[1:-1, 1:-1] + alpha * dt / dx**2 * (
            un[2:, 1:-1] - 2 * un[1:-1, 1:-1] + un[:-2, 1:-1] + un[1:-1, 2:] - 2 * un[1:-1, 1:-1] + un[1:-1, :-2]
        )
        u[0, :] = 1
        u[-1, :] = 1
        u[:, 0] = 1
        u[:, -1] = 1
    return u.mean()


@program((R(size=7), 0.07, 0.5, 0.01, 4), wrt=("u", "nu"))
def burgers(u, nu, dx, dt, nt):
    for n in range(nt):
        un = u.copy()
        for i in range(1, len(u) - 1):
            u[i] = un[i] - un[i] * dt / dx * (un[i] - un[i - 1]) + nu * dt / dx**2 * (un[i + 1] - 2 * un[i] + un[i - 1])
        u[0] = un[0] - un[0] * dt / dx * (un[0] - un[-2]) + nu * dt / dx**2 * (un[1] - 2 * un[0] + un[-2])
        u[-1] = u[0]
    return np.sum(u**2)


@program((positive_definite(4), R(size=4), 8), wrt=("A", "b"))
def gauss_seidel(A, b, iters):
    x = np.zeros_like(b)
    for it in range(iters):
        x_new = x.copy()
        for i in range(A.shape[0]):
            s1 = np.dot(A[i, :i], x_new[:i])
            s2 = np.dot(A[i, i + 1 :], x[i + 1 :])
            x_new[i] = (b[i] - s1 - s2) / A[i, i]
        if np.allclose(x, x_new, rtol=1e-12):
            break
        x = x_new
    return x.sum()


@program((positive_definite(4), R(size=4)))
def conjugate_gradient(A, b):
    x = np.zeros_like(b)
    r = b - A @ x
    p = r
    rs = r @ r
    for _ in range(len(b)):
        Ap = A @ p
        alpha = rs / (p @ Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        rs_new = r @ r
        if np.sqrt(rs_new) < 1e-10:
            break
        p = r + (rs_new / rs) * p
        rs = rs_new
    return x @ b


@program((positive_definite(4), 6), wrt=("A",))
def power_iteration(A, n_iter):
    b = np.ones(A.shape[1])
    for _ in range(n_iter):
        b1 = np.dot(A, b)
        b = b1 / np.linalg.norm(b1)
    return b.T @ A @ b


@program((R(size=(5, 2)), R(size=5), 1.0, 1.2, 0.3))
def gp_nll(X, y, ls, sf, sn):
    n = X.shape[0]
    K = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            K[i, j] = sf**2 * np.exp(-0.5 * np.sum((X[i] - X[j]) ** 2) / ls**2)
    K += sn**2 * np.eye(n)
    L = np.linalg.cholesky(K)
    alpha = np.linalg.solve(L.T, np.linalg.solve(L, y))
    return 0.5 * y @ alpha + np.sum(np.log(np.diag(L))) + 0.5 * n * np.log(2 * np.pi)


@program((R(size=(5, 2)), R(size=5), 1.0, 1.2, 0.3))
def gp_kernel_vec(X, y, ls, sf, sn):
    sq = np.sum(X**2, 1).reshape(-1, 1) + np.sum(X**2, 1) - 2 * X @ X.T
    K = sf**2 * np.exp(-0.5 / ls**2 * sq) + sn**2 * np.eye(len(X))
    _, logdet = np.linalg.slogdet(K)
    return 0.5 * y.dot(np.linalg.inv(K)).dot(y) + 0.5 * logdet


@program((np.array([0.0, 1.0, 2.5, 3.0, 4.2]), R(size=5), 1.7), wrt=("y", "xq"))
def cubic_spline(x, y, xq):
    n = len(x) - 1
    h = np.diff(x)
    A = np.zeros((n + 1, n + 1))
    rhs = np.zeros(n + 1)
    A[0, 0] = A[n, n] = 1.0
    for i in range(1, n):
        A[i, i - 1] = h[i - 1]
        A[i, i] = 2 * (h[i - 1] + h[i])
        A[i, i + 1] = h[i]
        rhs[i] = 6 * ((y[i + 1] - y[i]) / h[i] - (y[i] - y[i - 1]) / h[i - 1])
    M = np.linalg.solve(A, rhs)
    i = np.searchsorted(x, xq) - 1
    i = min(max(i, 0), n - 1)
    a, b = x[i + 1] - xq, xq - x[i]
    return (
        (M[i] * a**3 + M[i + 1] * b**3) / (6 * h[i])
        + (y[i] / h[i] - M[i] * h[i] / 6) * a
        + (y[i + 1] / h[i] - M[i + 1] * h[i] / 6) * b
    )


def simpson(f, a, b, n):
    h = (b - a) / n
    s = f(a) + f(b)
    for i in range(1, n):
        s += (4 if i % 2 else 2) * f(a + i * h)
    return s * h / 3


@program((2.0, 0.5, 3.0))
def planck(T, lo, hi):
    return simpson(lambda x: x**3 / (math.exp(x / T) - 1), lo, hi, 20)


def adaptive_simpson(f, a, b, eps, whole=None):
    c = (a + b) / 2

    def S(l, r):
        return (r - l) / 6 * (f(l) + 4 * f((l + r) / 2) + f(r))

    if whole is None:
        whole = S(a, b)
    left, right = S(a, c), S(c, b)
    if abs(left + right - whole) <= 15 * eps:
        return left + right + (left + right - whole) / 15
    return adaptive_simpson(f, a, c, eps / 2, left) + adaptive_simpson(f, c, b, eps / 2, right)


@program((1.1,))
def adaptive(k):
    return adaptive_simpson(lambda x: math.exp(-k * x * x), 0.0, 2.0, 1e-6)


def brent_like_bisect(f, lo, hi, tol=1e-12):
    flo = f(lo)
    while hi - lo > tol:
        mid = 0.5 * (lo + hi)
        fm = f(mid)
        if flo * fm <= 0:
            hi = mid
        else:
            lo, flo = mid, fm
    return 0.5 * (lo + hi)


@program((np.array([5.0, 1.5]),))
def newton_system(p):
    x = np.array([2.0, 1.0])
    for _ in range(10):
        F = np.array([x[0] ** 2 + x[1] ** 2 - p[0], x[0] * x[1] - p[1]])
        J = np.array([[2 * x[0], 2 * x[1]], [x[1], x[0]]])
        dx = np.linalg.solve(J, -F)
        x += dx
        if np.max(np.abs(dx)) < 1e-13:
            break
    return x[0] + 2 * x[1]


class PID:
    def __init__(self, kp, ki, kd):
        self.kp, self.ki, self.kd = kp, ki, kd
        self.integral = 0.0
        self.prev = None

    def step(self, err, dt):
        self.integral += err * dt
        d = 0.0 if self.prev is None else (err - self.prev) / dt
        self.prev = err
        return self.kp * err + self.ki * self.integral + self.kd * d


@program((2.0, 0.5, 0.1))
def pid_cost(kp, ki, kd):
    pid = PID(kp, ki, kd)
    x = 0.0
    v = 0.0
    cost = 0.0
    dt = 0.05
    for _ in range(40):
        u = pid.step(1.0 - x, dt)
        v += (u - 0.5 * v - x) * dt
        x += v * dt
        cost += (1.0 - x) ** 2 * dt
    return cost


@dataclass
class State:
    x: float
    v: float
    history: list = field(default_factory=list)


@program((2.0, 1.0, 0.1))
def spring(k, m, c):
    s = State(1.0, 0.0)
    for _ in range(30):
        a = (-k * s.x - c * s.v) / m
        s.v += 0.05 * a
        s.x += 0.05 * s.v
        s.history.append(s.x**2)
    return sum(s.history)


@program((R(size=6), 0.94))
def ewma_vol(returns, lam):
    var = returns[0] ** 2
    out = [var]
    for r in returns[1:]:
        var = lam * var + (1 - lam) * r**2
        out.append(var)
    return np.sqrt(np.array(out))


@program((R(size=3), R(size=(6, 3)), np.array([0.0, 1, 1, 0, 1, 0]), 0.1), wrt=("w",))
def logistic_nll(w, X, y, l2=0.1):
    z = X.dot(w)
    return -np.sum(y * z - np.logaddexp(0, z)) + l2 * np.dot(w, w)


@program((R(size=6), R(size=3), R(size=3), R(size=3)), wrt=("logits", "mu", "log_sigma"))
def gmm_loglik(x, logits, mu, log_sigma):
    w = softmax(logits)
    comp = np.log(w) - 0.5 * np.log(2 * np.pi) - log_sigma - 0.5 * ((x[:, None] - mu) / np.exp(log_sigma)) ** 2
    m = comp.max(axis=1, keepdims=True)
    return np.sum(m[:, 0] + np.log(np.sum(np.exp(comp - m), axis=1)))


@program(([1500.0, 1600.0, 1450.0], [(0, 1, 1.0), (1, 2, 0.5), (2, 0, 0.0)], 32.0), wrt=("r", "k"))
def elo_update(r, games, k):
    r = list(r)
    for i, j, s in games:
        e = 1 / (1 + 10 ** ((r[j] - r[i]) / 400))
        r[i] += k * (s - e)
        r[j] -= k * (s - e)
    return sum(v**2 for v in r) / 1e6


@program((np.abs(R(size=(4, 4))), 0.85))
def pagerank(w, d):
    n = len(w)
    P = w / w.sum(axis=1)[:, None]
    r = np.ones(n) / n
    for _ in range(15):
        r = (1 - d) / n + d * (P.T @ r)
    return np.max(r)


@program((R(size=(4, 2)), 0.3))
def bezier(points, t):
    pts = [p for p in points]
    while len(pts) > 1:
        pts = [(1 - t) * a + t * b for a, b in zip(pts[:-1], pts[1:])]
    return pts[0]


@program(([1.0, 2.0, -3.0], 1.5))
def horner(coeffs, x):
    r = 0
    for c in reversed(coeffs):
        r = r * x + c
    return r


@program((R(size=4), R(size=4), 0.2))
def lagrange(xs, ys, x):
    total = 0.0
    for i, (xi, yi) in enumerate(zip(xs, ys)):
        term = yi
        for j, xj in enumerate(xs):
            if i != j:
                term *= (x - xj) / (xi - xj)
        total += term
    return total


@program((R(size=4), R(size=3)))
def quat_rotate(q, v):
    w, x, y, z = q / np.sqrt(np.sum(q**2))
    R = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    return (R @ v)[0]


@program((0.4, 0.1, 12))
def sir(beta, gamma, days):
    S, I, R = 0.99, 0.01, 0.0
    peak = 0.0
    traj = {"S": [S], "I": [I]}
    for _ in range(days):
        new = beta * S * I
        rec = gamma * I
        S, I, R = S - new, I + new - rec, R + rec
        traj["S"].append(S)
        traj["I"].append(I)
        peak = max(peak, I)
    return peak + np.trapezoid(np.array(traj["I"]))


@program((-0.7, 0.6, 60))
def mandel_smooth(cx, cy, n):
    zx = zy = 0.0
    for i in range(n):
        zx, zy = zx * zx - zy * zy + cx, 2 * zx * zy + cy
        if zx * zx + zy * zy > 1e4:
            return i + 1 - math.log(math.log(math.hypot(zx, zy))) / math.log(2)
    return float(n)


@program((2.0, 3.0))
def safe_log_ratio(a, b):
    try:
        return math.log(a / b)
    except (ZeroDivisionError, ValueError):
        return 0.0
