"""Objects as parameters: fields, methods, properties; gradients in the same structure; no code of theirs runs."""

import copy
import dataclasses
import functools
import math
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

import s2sad
from s2sad import differentiate

RAN = []  # what the constructors of the classes here have made
SHIFT = 0.25


@dataclasses.dataclass
class Body:
    mass: float
    place: np.ndarray
    name: str = "a"

    def energy(self, g):
        return self.mass * g * self.height

    @property
    def height(self):
        return self.place[1] + SHIFT

    def __call__(self, t):
        return self.mass * t * t


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    x: float
    v: float = 2.0

    def step(self, h):
        return State(self.x + h * self.v, v=self.v - h * math.sin(self.x))


class Point(NamedTuple):
    x: float
    y: float

    def norm(self):
        return math.hypot(self.x, self.y)


class Model:
    gain = 3.0

    def __init__(self, k, w):
        RAN.append(self)
        self.k = k
        self.w = w
        self._Model__hidden = 0.5
        self.body = Body(k, w)

    def predict(self, x):
        return self.k * self.gain * x + np.sum(self.w * self.w) + self.body.energy(x) * self.__hidden

    @staticmethod
    def doubled(x):
        return 2.0 * x

    @classmethod
    def of_class(cls, x):
        return cls.gain * x


class Squared(Model):
    def predict(self, x):
        return super().predict(x) ** 2 + self.doubled(self.k) + self.of_class(x)


def uses_body(b, g):
    return b.energy(g) ** 2 + b(g) + np.sum(b.place) * len(b.name)


def uses_model(m, x):
    return m.predict(x)


def uses_point(p, q):
    other = Point(q, p.y)
    return p.norm() * q + p.x * other.norm() + p[1] * other.x


def uses_state(s, h):
    for _ in range(3):
        s = s.step(h)
    return s.x * s.v


def uses_namespace(c, x):
    return c.k * x**2 + c.inner.z * c.inner.v[0]


def uses_list(bodies, g):
    total = 0.0
    for b in bodies:
        total = total + b.energy(g)
    return total


W = np.array([0.5, 1.5])
CASES = {
    "dataclass": (uses_body, lambda: (Body(1.3, W.copy(), "abc"), 0.7)),
    "class": (uses_model, lambda: (Model(1.3, W.copy()), 0.7)),
    "subclass": (uses_model, lambda: (Squared(1.3, W.copy()), 0.7)),
    "named tuple": (uses_point, lambda: (Point(1.3, 0.4), 0.7)),
    "frozen": (uses_state, lambda: (State(1.3), 0.1)),
    "namespace": (
        uses_namespace,
        lambda: (SimpleNamespace(k=1.3, inner=SimpleNamespace(z=0.4, v=W.copy(), s="t")), 0.7),
    ),
    "list": (uses_list, lambda: ([Body(1.3, W.copy()), Body(0.4, W * 2.0)], 0.7)),
}


def places(tree, path=()):
    """The places of the floats of an object, as steps."""
    if isinstance(tree, float):
        return [path]
    if isinstance(tree, np.ndarray):
        return [(*path, i) for i in np.ndindex(tree.shape)]
    if isinstance(tree, (list, tuple)):
        return [p for i, x in enumerate(tree) for p in places(x, (*path, i))]
    names = getattr(tree, "__dict__", None) or getattr(tree, "__dataclass_fields__", {})
    return [p for k in names if not isinstance(tree, str) for p in places(getattr(tree, k), (*path, k))]


def read(tree, path):
    """The number at a place."""
    for step in path:
        tree = getattr(tree, step) if isinstance(step, str) else tree[step]
    return float(tree)


def moved(tree, path, by):
    """The object with the number at a place changed."""
    if not path:
        return tree + by
    step, *rest = path
    if isinstance(step, tuple):
        out = tree.copy()
        out[step] += by
        return out
    if isinstance(step, int):
        items = [moved(x, rest, by) if i == step else x for i, x in enumerate(tree)]
        return type(tree)(*items) if hasattr(tree, "_fields") else items
    out = SimpleNamespace() if type(tree) is SimpleNamespace else object.__new__(type(tree))
    for k in getattr(tree, "__dict__", None) or tree.__dataclass_fields__:
        object.__setattr__(out, k, moved(getattr(tree, k), rest, by) if k == step else getattr(tree, k))
    return out


@pytest.mark.parametrize("mode", ["reverse", "forward"])
@pytest.mark.parametrize("name", CASES)
def test_gradients_have_the_structure_of_the_object(name, mode):
    f, make = CASES[name]
    args = make()
    count = len(RAN)
    made = differentiate(f, mode=mode)
    value, (gradient, slope) = made.value_and_grad(*args)
    assert len(RAN) == count, "a constructor ran"
    assert value == f(*args)
    obj, x = args
    h = 1e-6
    assert slope == pytest.approx((f(obj, x + h) - f(obj, x - h)) / (2 * h), rel=1e-6)
    for path in places(obj):
        want = (f(moved(obj, path, h), x) - f(moved(obj, path, -h), x)) / (2 * h)
        assert read(gradient, path) == pytest.approx(want, rel=1e-6, abs=1e-8), path
    if name in ("dataclass", "frozen", "named tuple"):
        assert type(gradient) is type(obj)
    elif name != "list":
        assert type(gradient) is SimpleNamespace


@pytest.mark.parametrize("name", CASES)
def test_both_modes_agree_along_the_gradient(name):
    f, make = CASES[name]
    args = make()
    value, pull = s2sad.vjp(f, *args)
    gradient, slope = pull(1.0)
    total = sum(read(gradient, p) ** 2 for p in places(args[0])) + slope**2
    assert s2sad.jvp(f, args, (gradient, slope)) == (value, pytest.approx(total))


def test_what_is_no_float_has_no_gradient():
    gradient = differentiate(uses_body).grad(Body(1.3, W.copy(), "abc"), 0.7).b
    assert gradient.name is None


def test_the_text_reads_attributes_and_names_no_class():
    text = differentiate(uses_body).source(Body(1.3, W.copy()), 0.7)
    assert "b.mass" in text
    assert "Body(" not in text.split('"""', 2)[2]


def test_a_field_of_another_type_is_another_signature():
    made = differentiate(uses_body)
    assert made.grad(Body(1.3, W.copy()), 0.7).g == made.grad(Body(1.3, W.copy(), "a"), 0.7).g
    assert made.grad(Body(1.3, W.copy(), "abc"), 0.7).b.place[0] == 3.0
    assert type(made.grad(Body(np.float64(1.3), W.copy()), 0.7).b.mass) is np.float64


def test_another_method_is_noticed(monkeypatch):
    made = differentiate(uses_body, cache=False)
    before = made.grad(Body(1.3, W.copy()), 0.7).g
    monkeypatch.setattr(Body, "energy", lambda self, g: self.mass * g)
    after = made.grad(Body(1.3, W.copy()), 0.7).g
    assert after != before
    assert after == pytest.approx(2.0 * 1.3**2 * 0.7 + 2.0 * 1.3 * 0.7)


def test_a_global_of_a_method_is_read_at_every_call(monkeypatch):
    made = differentiate(uses_body)
    made.grad(Body(1.3, W.copy()), 0.7)
    monkeypatch.setitem(globals(), "SHIFT", 1.25)
    b = Body(1.3, W.copy())
    assert made.value_and_grad(b, 0.7)[0] == uses_body(b, 0.7)


def test_an_object_outside_of_wrt_is_read_at_every_call():
    made = differentiate(uses_body, wrt="g")
    b = Body(1.3, W.copy())
    first = made.grad(b, 0.7)
    b.mass = 2.6
    h = 1e-6
    want = (uses_body(b, 0.7 + h) - uses_body(b, 0.7 - h)) / (2 * h)
    assert made.grad(b, 0.7) == pytest.approx(want)
    assert first != made.grad(b, 0.7)


def test_a_tangent_may_be_a_dict():
    b = Body(1.3, W.copy())
    _, dot = s2sad.jvp(uses_body, (b, 0.7), ({"mass": 1.0, "place": np.zeros(2), "name": None}, 0.0))
    assert dot == differentiate(uses_body).grad(b, 0.7).b.mass


def test_a_tangent_of_another_structure_is_refused():
    with pytest.raises(s2sad.ArgumentError) as caught:
        s2sad.jvp(uses_body, (Body(1.3, W.copy()), 0.7), ({"mass": 1.0}, 0.0))
    assert caught.value.code == "S2S505"


class Tracker:
    def __init__(self, best, w, bodies):
        self.best = best
        self.w = w
        self.bodies = bodies

    def visit(self, x):
        if x > self.best:
            self.best = x * x
        self.w[0] += self.best
        self.seen = x


def changes_its_object(tracker, x):
    bodies, other = tracker.bodies, tracker
    for k in range(2):
        other.visit(tracker.best * x)
        bodies[0].mass *= tracker.w[0]
        bodies[0].place[1] = tracker.best + k
    bodies.append(bodies[0])
    bodies[1].mass += 1.0
    return bodies[0].mass * np.sum(tracker.w) + bodies[0].height


def described(tracker):
    (body,) = tracker.bodies
    return sorted(vars(tracker)), tracker.best, tracker.w.tolist(), body.mass, body.place.tolist(), body.name


@pytest.mark.parametrize("mode", ["forward", "reverse"])
def test_what_a_function_does_to_an_object_stays_in_the_derivative(mode):
    tracker, x, h = Tracker(1.3, W.copy(), [Body(0.7, W.copy(), "b")]), 1.5, 1e-6
    before = described(tracker)
    value, (gradient, slope) = differentiate(changes_its_object, mode=mode).value_and_grad(tracker, x)
    assert described(tracker) == before
    assert value == of_a_copy(tracker, x)
    assert slope == pytest.approx((of_a_copy(tracker, x + h) - of_a_copy(tracker, x - h)) / (2 * h), rel=1e-6)
    found = places(tracker)
    assert len(found) == 6
    for path in found:
        want = (of_a_copy(moved(tracker, path, h), x) - of_a_copy(moved(tracker, path, -h), x)) / (2 * h)
        assert read(gradient, path) == pytest.approx(want, rel=1e-6, abs=1e-8), path


def of_a_copy(tracker, x):
    return changes_its_object(copy.deepcopy(tracker), x)


def sees_one_through_the_other(p, q):
    p.mass = 2.0 * q.mass
    return p.mass * q.mass


def test_one_object_twice_is_refused_where_it_changes():
    body = Body(1.3, W.copy())
    for argnums in (0, (0, 1)):
        with pytest.raises(s2sad.ArgumentError) as caught:
            s2sad.grad(sees_one_through_the_other, argnums)(body, body)
        assert caught.value.code == "S2S402"
    _, other = s2sad.grad(sees_one_through_the_other, argnums=(0, 1))(body, Body(1.3, W.copy()))
    assert other.mass == 4.0 * 1.3


def returns_object(s, h):
    return s.step(h)


class Lazy:
    def __init__(self, k):
        self.k = k

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise AssertionError("code of the class ran")

    @functools.cached_property
    def cached(self):
        raise AssertionError("code of the class ran")


LAZY = Lazy(2.0)


def reads_missing(x):
    return x * LAZY.other


def reads_cached(x):
    return x * LAZY.cached


class Sized:
    def __init__(self, k):
        self.k = k

    def __len__(self):
        return 0


def asks_its_truth(s, x):
    return x * s.k if s else 2.0 * x


def asks_its_truth_in_an_and(s, x):
    return (s and x) or 2.0 * x * s.k


@pytest.mark.parametrize(("function", "slopes"), [(asks_its_truth, (0.0, 2.0)), (asks_its_truth_in_an_and, (3.0, 4.0))])
def test_an_object_without_items_is_false(function, slopes):
    value, pullback = s2sad.vjp(function, Sized(2.0), 1.5)
    of_k, of_x = pullback(1.0)
    assert value == function(Sized(2.0), 1.5)
    assert (of_k.k, of_x) == slopes


def without_operator(b, x):
    return (b + b).mass * x


def missing_field(b, g):
    return b.weight * g


def adds_to_what_is_outside(x):
    t = OUTSIDE
    t += x
    return OUTSIDE.n * x


class Tally:
    def __init__(self):
        self.n = 1.0

    def __add__(self, other):
        return self

    def __iadd__(self, other):
        self.n = self.n + other
        return self


OUTSIDE = Tally()


@pytest.mark.parametrize(
    ("function", "args", "code"),
    [
        (returns_object, (State(1.0), 0.1), "S2S304"),
        (reads_missing, (1.0,), "S2S303"),
        (reads_cached, (1.0,), "S2S303"),
        (without_operator, (Body(1.3, W), 0.7), "S2S304"),
        (missing_field, (Body(1.3, W), 0.7), "S2S303"),
        (adds_to_what_is_outside, (1.0,), "S2S205"),
    ],
)
def test_refused(function, args, code):
    with pytest.raises(s2sad.UnsupportedError) as caught:
        s2sad.vjp(function, *args)
    assert caught.value.code == code
    assert caught.value.lineno > function.__code__.co_firstlineno
