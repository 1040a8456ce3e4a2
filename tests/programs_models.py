"""The zoo of models, integrators and networks as programs with classes write them; see `tests.programs`."""

import functools
import math
import operator
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from tests.programs import M33, V3, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@dataclass
class State:
    q: np.ndarray
    p: np.ndarray
    t: float = 0.0

    def __add__(self, o):
        return State(self.q + o.q, self.p + o.p, self.t + o.t)

    def __mul__(self, s):
        return State(self.q * s, self.p * s, self.t * s)

    __rmul__ = __mul__


class Integrator:
    order = 0

    def __init__(self, rhs, dt):
        self.rhs = rhs
        self.dt = dt
        self.n_evals = 0

    def f(self, s):
        self.n_evals += 1
        return self.rhs(s)

    def step(self, s):
        raise NotImplementedError

    def integrate(self, s, n):
        traj = [s]
        for _ in range(n):
            s = self.step(s)
            traj.append(s)
        return traj


class Euler(Integrator):
    order = 1

    def step(self, s):
        return s + self.dt * self.f(s)


class RK4(Integrator):
    order = 4

    def step(self, s):
        h = self.dt
        k1 = self.f(s)
        k2 = self.f(s + (h / 2) * k1)
        k3 = self.f(s + (h / 2) * k2)
        k4 = self.f(s + h * k3)
        return s + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4)


@program((V3, V3[::-1].copy(), 1.7, 3), (V3, V3[::-1].copy(), 1.7, 0), reordered=True)
def model_with_integrators(q, p, k, n):
    def rhs(s):
        return State(s.p, -k * s.q, 1.0)

    total = 0.0
    for cls in (Euler, RK4):
        integ = cls(rhs, 0.1)
        s = State(q, p)
        for _ in range(n):
            s = integ.step(s)
        total += np.sum(s.q**2) * cls.order + s.t * integ.n_evals
    return total


class EnergyMixin:
    G = 9.81

    def energy(self):
        return self.kinetic() + self.potential()


class LogMixin:
    def log_energy(self):
        return math.log(1.0 + self.energy() ** 2)


class Body(EnergyMixin, LogMixin):
    count = 2

    def __init__(self, m, v, h):
        self.m = m
        self.v = v
        self.h = h

    def kinetic(self):
        return 0.5 * self.m * self.v**2

    def potential(self):
        return self.m * self.G * self.h

    @staticmethod
    def reduced(m1, m2):
        return m1 * m2 / (m1 + m2)

    @classmethod
    def at_rest(cls, m, h):
        return cls(m, 0.0, h)

    def pushed(self, dv):
        self.v += dv
        return self

    def lifted(self, dh):
        self.h += dh
        return self

    @property
    def momentum(self):
        return self.m * self.v

    @momentum.setter
    def momentum(self, p):
        self.v = p / self.m


@program((1.3, 0.7), reordered=True)
def model_with_mixins(x, y):
    b = Body.at_rest(x, y).pushed(y).lifted(x * y).pushed(0.5)
    b.momentum *= 2.0
    return b.log_energy() * Body.reduced(x, y) + b.momentum * b.count + type(b).G * x + Body.energy(b)


class Params(NamedTuple):
    a: float
    b: np.ndarray
    c: float = 2.0

    @property
    def norm(self):
        return np.sqrt(np.sum(self.b**2))

    def scaled(self, s):
        return self._replace(a=self.a * s, b=self.b * s)


@program((1.3, V3, 4))
def model_with_namedtuples(x, v, n):
    p = Params(x, v)
    for i in range(n):
        p = p.scaled(0.9)
        p = p._replace(c=p.c * p.a + p.norm)
    a, b, c = p
    return a * c + np.sum(b) + sum(p._asdict()["b"])


@program((V3, M33))
def model_with_adam(w, X):
    params = {"w": w.copy(), "b": 0.1}
    m = {k: 0.0 * v for k, v in params.items()}
    v = {k: 0.0 * u for k, u in params.items()}
    for t in range(1, 4):
        r = X @ params["w"] + params["b"]
        g = {"w": X.T @ r, "b": np.sum(r)}
        for k in params:
            m[k] = 0.9 * m[k] + 0.1 * g[k]
            v[k] = 0.99 * v[k] + 0.01 * g[k] ** 2
            params[k] = params[k] - 0.1 * (m[k] / (1 - 0.9**t)) / (np.sqrt(v[k] / (1 - 0.99**t)) + 1e-8)
    return np.sum(params["w"] ** 2) + params["b"]


@program((1.3, 0.7))
def model_with_reduces(x, y):
    fs = [math.sin, functools.partial(pow, 2.0), lambda t: t * y]
    comp = functools.reduce(lambda f, g: lambda t: g(f(t)), fs)
    return (
        comp(x)
        + functools.reduce(operator.mul, [x, y, x * y])
        + functools.reduce(lambda a, kv: a + kv[1] * kv[0], enumerate([x, y, 1.0]), 0.0)
    )


def make_layer(w, b, act=np.tanh):
    def layer(x):
        return act(w @ x + b)

    return layer


def sequential(*layers):
    def net(x):
        for layer in layers:
            x = layer(x)
        return x

    return net


@program((M33, V3), reordered=True)
def model_with_nets(w, x):
    net = sequential(make_layer(w, 0.1), make_layer(w.T, x, act=lambda z: np.maximum(z, 0.0)), make_layer(w, x))
    return np.sum(net(x) ** 2)


def compose(*fs):
    return functools.reduce(lambda f, g: lambda *a: f(g(*a)), fs)


def counter(start):
    n = start

    def inc(by=1.0):
        nonlocal n
        n = n * by + start
        return n

    return inc


@program((1.3, 0.7))
def model_with_counters(x, y):
    c = counter(x)
    d = counter(y)
    c(y)
    c(2.0)
    d(x)
    return c(y) * d(2.0) * compose(math.sin, math.cos, lambda u, v: u * v)(x, y)


class Newton:
    __slots__ = ("f", "history", "maxit", "tol")

    def __init__(self, f, tol=1e-10, maxit=20):
        self.f = f
        self.tol = tol
        self.maxit = maxit
        self.history = []

    def solve(self, x0):
        x = x0
        for it in range(self.maxit):
            fx, dfx = self.f(x)
            dx = fx / dfx
            x = x - dx
            self.history.append(x)
            if abs(dx) < self.tol:
                break
        else:
            raise RuntimeError("no convergence")
        return x


@program((2.0, 1.0), tolerance=1e-7)
def model_with_newton_class(a, x0):
    s = Newton(lambda x: (x * x - a, 2 * x))
    r = s.solve(x0)
    return r + len(s.history) * a + s.history[0]


ACT = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0), "id": lambda z: z}


class MLP:
    def __init__(self, sizes, act="tanh"):
        self.layers = []
        self.act = ACT[act]
        k = 0
        for a, b in zip(sizes[:-1], sizes[1:]):
            self.layers.append({"W": np.ones((b, a)) * 0.1 * (k + 1), "b": np.zeros(b)})
            k += 1

    def set(self, theta):
        i = 0
        for layer in self.layers:
            for k in ("W", "b"):
                n = layer[k].size
                layer[k] = theta[i : i + n].reshape(layer[k].shape)
                i += n
        return self

    def __call__(self, x):
        for i, layer in enumerate(self.layers):
            x = layer["W"] @ x + layer["b"]
            if i < len(self.layers) - 1:
                x = self.act(x)
        return x


@program((np.linspace(-1, 1, 13), V3))
def model_with_mlp(theta, x):
    net = MLP([2, 3, 1])
    net.set(theta)
    return np.sum(net(x[:2]) ** 2)


class Settings:
    defaults = dict(alpha=0.5, beta=2.0)  # noqa: RUF012

    def __init__(self, **kw):
        for k, v in {**self.defaults, **kw}.items():
            setattr(self, k, v)


@program((1.3, 0.7))
def model_with_settings(x, y):
    s = Settings(alpha=x, gamma=y)
    return s.alpha * s.beta + s.gamma * getattr(s, "delta", x) + (1.0 if hasattr(s, "zeta") else y)


class Tree:
    def __init__(self, v, *kids):
        self.v = v
        self.kids = kids

    def total(self):
        return self.v + sum(k.total() * 0.5 for k in self.kids)

    def depth(self):
        return 1 + max((k.depth() for k in self.kids), default=0)


@program((1.3, 0.7))
def model_with_trees(x, y):
    t = Tree(x, Tree(y), Tree(x * y, Tree(2.0, Tree(x)), Tree(y)))
    return t.total() * t.depth()


@dataclass
class Dual:
    re: float
    eps: float = 0.0

    def __add__(self, o):
        o = o if isinstance(o, Dual) else Dual(o)
        return Dual(self.re + o.re, self.eps + o.eps)

    __radd__ = __add__

    def __mul__(self, o):
        o = o if isinstance(o, Dual) else Dual(o)
        return Dual(self.re * o.re, self.re * o.eps + self.eps * o.re)

    __rmul__ = __mul__

    def __pow__(self, n):
        r = Dual(1.0)
        for _ in range(n):
            r = r * self
        return r


@program((1.3,))
def model_with_duals(x):
    d = Dual(x, 1.0)
    r = 3 * d**3 + d * 2 + 1.0
    return r.re * r.eps + sum(getattr(r, f.name) for f in fields(r))


class Bus:
    def __init__(self):
        self.cbs = []

    def on(self, f):
        self.cbs.append(f)
        return f

    def emit(self, v):
        for f in self.cbs:
            v = f(v)
        return v


@program((1.3, 0.7))
def model_with_callbacks(x, y):
    b = Bus()
    b.on(lambda v: v * x)
    b.on(math.sin)

    @b.on
    def last(v):
        return v + y

    return b.emit(y) * b.emit(x)


class Shape:
    registry = {}  # noqa: RUF012

    def __init_subclass__(cls, **kw):
        Shape.registry[cls.__name__] = cls

    @classmethod
    def make(cls, name, *a):
        return cls.registry[name](*a)


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return math.pi * self.r**2


class Rect(Shape):
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def area(self):
        return self.a * self.b


@program((1.3, 0.7))
def model_with_registry(x, y):
    shapes = [Shape.make("Circle", x), Shape.make("Rect", x, y), Circle(y)]
    return sum(s.area() for s in shapes) * max(s.area() for s in shapes)
