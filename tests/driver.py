"""Generates, executes and calls derivative modules for tests, without the public interface."""

from __future__ import annotations

import copy
import inspect

import numpy as np

from s2sad.pipeline import generate
from s2sad.plan import memory_of
from s2sad.signature import spec_of
from tests.oracle import flat, is_complex, is_float, map_leaves, parts, rebuilt, taken


class Derived:
    """The generated module of a function at the signature of ``args``, and calls of what is in it."""

    def __init__(self, function, args, wrt=None, **options):
        self.function, self.args = function, args
        names = list(inspect.signature(function).parameters)
        self.given = dict(zip(names, args, strict=False))
        self.wrt = list(wrt or [n for n, a in self.given.items() if flat((a,)).size or _has_float(a)])
        specs = {n: spec_of(a, n) for n, a in self.given.items()}
        self.module = generate(function, specs, self.given, self.wrt, version="0", **options)
        written = [(n, self.given[n]) for n in self.module.meta["written"] if n in self.given]
        if memory := memory_of(written):  # as a call of the interface has it
            options["chain"] = (*memory, *options.get("chain", ()))
            self.module = generate(function, specs, self.given, self.wrt, version="0", **options)
        self.meta = self.module.meta
        self.namespace = {"__name__": "generated"}
        exec(compile(self.module.text, "<generated>", "exec"), self.namespace)
        self.extra = [_captured(place) for place in self.module.hidden]

    def call(self, which, *more, args=None):
        """Call one of the module's functions; the arguments come first, then ``more``."""
        made = self.namespace[self.meta["names"][which]]
        known = set(self.meta["known"])
        given = dict(zip(self.given, self.args if args is None else args, strict=True))
        own = [as_given(given[n]) for n in self.meta["params"] if n in given and n not in known]
        return made(*own, *self.extra, *more)

    def has(self, which):
        """Whether the module has a function of this kind."""
        return bool(self.meta["names"][which])

    def active(self):
        """The parameters that have a derivative."""
        return [n for n in self.meta["active"] if n in self.given]

    def dots(self, u):
        """A flat direction as the tangents of the active parameters."""
        u = list(u)
        out = []
        for n in self.active():
            out.append(_take(self.given[n], u))
        return out

    def seed(self, result, v):
        """A flat direction as a seed with the structure of a result; see `flat_gradient`."""
        return _take(result, list(v), np.conjugate)

    def seed_of_gradient(self, gradient, v):
        """A flat direction as a seed of a gradient, whose numbers count as `flat_gradient` has them."""
        return _take(gradient, list(v))

    def gradients(self, bars):
        """The gradients of the active parameters, one by one."""
        return list(bars) if len(self.active()) > 1 else [bars]

    def flat_gradient(self, bars, exact=True):
        """All gradients as one flat array; checks structure, shapes and dtypes on the way.

        Tangents of gradients (``exact=False``) may be Python's where the gradient is NumPy's.  The adjoint of a complex
        number is du/dx - i du/dy (`s2sad.rules.complexes`): it comes out as the derivatives by x and y.
        """
        parts = []
        for n, g in zip(self.active(), self.gradients(bars), strict=True):
            if exact:
                _check_like(self.given[n], g, n)
            parts.append(flat(map_leaves(lambda v: np.conjugate(v) if is_complex(v) else v, _floats(self.given[n], g))))
        return np.concatenate(parts) if parts else np.zeros(0)


def _has_float(x):
    found = []
    map_leaves(found.append, x)
    return bool(found)


def _captured(place):
    """The value of a captured variable: the function that reads it, the name, attributes and items."""
    function, name, *steps = place
    free = inspect.getclosurevars(function)
    value = free.nonlocals[name] if name in free.nonlocals else function.__globals__[name]
    for kind, key in steps:
        value = value[key] if kind == "item" else getattr(value, key)
    return value


def _take(x, numbers, of_complex=lambda v: v):
    """The structure of x with float leaves from a list; other leaves are None."""
    if isinstance(x, dict):
        return {k: _take(v, numbers, of_complex) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        return rebuilt(x, [_take(v, numbers, of_complex) for v in x])
    if not is_float(x):
        return None
    made = taken(x, numbers)
    return made if not is_complex(x) else of_complex(made) if isinstance(x, np.ndarray) else type(x)(of_complex(made))


def _floats(x, g):
    """The gradient's leaves where the argument has floats."""
    if isinstance(x, dict):
        return {k: _floats(v, g[k]) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        return [_floats(v, g[i]) for i, v in enumerate(x)]
    return g if is_float(x) else 0


def _check_like(x, g, name):
    if isinstance(x, dict):
        assert isinstance(g, dict), (name, g)
        assert list(g) == list(x), (name, g)
        for k in x:
            _check_like(x[k], g[k], f"{name}[{k!r}]")
    elif isinstance(x, (tuple, list)):
        assert type(g) is type(x) or (type(g) is tuple and hasattr(x, "_fields")), (name, g)
        assert len(g) == len(x), (name, g)
        for i, v in enumerate(x):
            _check_like(v, g[i], f"{name}[{i}]")
    elif is_float(x):
        assert type(g) is type(x), f"the adjoint of {name} ({type(x).__name__}) is {type(g).__name__}: {g!r}"
        assert np.shape(g) == np.shape(x), f"the adjoint of {name} has shape {np.shape(g)}"
        if isinstance(x, np.ndarray):
            assert g.dtype == x.dtype, f"the adjoint of {name} has dtype {g.dtype}"
            assert g.flags.writeable, name
            assert not np.may_share_memory(g, x) or g.size == 0, f"the adjoint of {name} shares memory with it"
    else:
        assert g is None, (name, g)


def dot_numbers(value, dots):
    """The tangents of the float leaves of a value, flat; an inactive leaf has zeros."""
    out = []

    def visit(v, d):
        if isinstance(v, dict):
            for k in v:
                visit(v[k], None if d is None else d[k])
        elif isinstance(v, (tuple, list)):
            for i, x in enumerate(v):
                visit(x, None if d is None else d[i])
        elif is_float(v):
            d = 0.0 if d is None else d
            assert np.shape(d) in (np.shape(v), ()), f"a tangent of shape {np.shape(d)} for {np.shape(v)}"
            assert is_complex(v) or not is_complex(d), f"a complex tangent for {v!r}"
            d = np.broadcast_to(np.asarray(d, dtype=complex if is_complex(v) else float), np.shape(v))
            out.extend(p.ravel() for p in parts(d))

    visit(value, dots)
    return np.concatenate(out) if out else np.zeros(0)


def identical(a, b):
    """Whether two results are the same: types, dtypes, structure, bits."""
    if isinstance(a, dict):
        return isinstance(b, dict) and list(a) == list(b) and all(identical(a[k], b[k]) for k in a)
    if isinstance(a, (tuple, list)):
        return type(a) is type(b) and len(a) == len(b) and all(map(identical, a, b))
    if type(a) is not type(b):
        return False
    if isinstance(a, (np.ndarray, np.generic)):
        return a.dtype == b.dtype and a.shape == b.shape and np.asarray(a).tobytes() == np.asarray(b).tobytes()
    if isinstance(a, np.random.Generator):
        return a.bit_generator.state == b.bit_generator.state
    return repr(a) == repr(b)


def as_given(x):
    """The argument, with its generators of random numbers as they were at first."""
    parts = x if isinstance(x, tuple) else (x,)
    return copy.deepcopy(x) if any(isinstance(v, np.random.Generator) for v in parts) else x


def fresh(args):
    """The arguments anew: programs may write them."""
    return copy.deepcopy(args)
