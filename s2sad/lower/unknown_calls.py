"""Calls of what has neither a row nor a text to read, and what is said of them.

::

    math.nextafter(x, 1.0)      S2S301: there is no rule for it
    random.random()             S2S307: the derivative would be that of other numbers
"""

from __future__ import annotations

import collections
import functools
import itertools
import sys
import types
from typing import Any

import numpy as np

from s2sad.lower.conflicts import Reason
from s2sad.lower.generators import lower_seeded
from s2sad.lower.meanings import BUILTINS, OF_CLASS, LowerObject
from s2sad.lower.objects import can_be_made
from s2sad.lower.telling import logs, lower_logged
from s2sad.rules import REGISTRY
from s2sad.rules.registry import identity

# s2sad's own text that is read like the user's.
PROGRAMS = (
    "s2sad.operators.programs",
    "s2sad.lower.stand_ins",
    "s2sad.lower.numpy_texts",
    "s2sad.lower.library_texts",
    "s2sad.lower.padding",
)
_DRAWING = (("random", "Random"), ("numpy.random", "RandomState"), ("numpy.random", "Generator"))
_INSTEAD = {  # by identity: not all that is called can be hashed
    id(np.vectorize): "np.array([f(t) for t in x]): the first result decides the dtype of what np.vectorize makes.",
    id(itertools.groupby): "a loop that compares the key of each item with that of the one before.",
    id(collections.Counter): "a dict: counts[k] = counts.get(k, 0) + 1 in a loop.",
    id(collections.OrderedDict): "a dict: it keeps the order of its keys.",
    id(np.histogram): "np.bincount(np.digitize(x, edges), weights) for the sums of weights.",
}
_IN_NUMPY = "np.mean(x), np.std(x, ddof=1), np.var(x, ddof=1), np.median(x): the last bits may be others."
_OF_STATISTICS = frozenset({"mean", "fmean", "stdev", "pstdev", "variance", "pvariance", "median"})
_WHY_NO_RULE = "its derivative is not known: there is no rule for it, and it is no function of yours that can be read."


def _draws(function: object) -> bool:
    """Whether a function draws random numbers."""
    # As long as a module is not loaded there are no objects of its classes, and to load it only to ask takes a while.
    kinds = [getattr(sys.modules[module], name) for module, name in _DRAWING if module in sys.modules]
    owner = getattr(function, "__self__", None)
    return isinstance(owner, tuple(kinds))


def _makes_generators(function: object) -> bool:
    return "numpy.random" in sys.modules and function is sys.modules["numpy.random"].default_rng


def without_rule(target: object) -> Reason | None:
    """What is said of a call of something that is neither in a row nor a function that can be read."""
    function = plain_function(target)
    if identity(function) in BUILTINS or REGISTRY.find(function) is not None:
        return None
    if taken_inside(function) is not None:
        return None
    if getattr(function, "__module__", None) == "statistics" and function.__name__ in _OF_STATISTICS:
        name = function.__name__
        return "S2S301", f"a call of statistics.{name}", "it adds fractions, and has no rule.", _IN_NUMPY
    if _draws(function):
        return (
            "S2S307",
            f"a draw of random numbers, {getattr(function, '__name__', function)}",
            "the derivative would be that of other numbers than those that the value was computed with.",
            "draw the numbers before the call, and pass them in.",
        )
    module = getattr(function, "__module__", None)  # some of C have None
    own = isinstance(module, str) and module.startswith("s2sad.") and module not in PROGRAMS
    if own or type(function).__module__.startswith("s2sad."):
        return (
            "S2S301",
            f"a call of s2sad's {getattr(function, '__name__', type(function).__name__)} inside the function",
            "of its operators, grad, value_and_grad, jvp and vjp are expanded in a function that is differentiated.",
            "use one of these, or take the derivative outside: vjp(grad(f), ...).",
        )
    if isinstance(function, types.MethodType):
        return without_rule(function.__func__)
    if can_be_made(function):
        return None
    shown = getattr(function, "__qualname__", None) or repr(function)
    if isinstance(function, np.vectorize):
        shown, function = "a function that np.vectorize has made", np.vectorize
    problem = (
        "S2S301",
        f"a call of {shown}",
        _WHY_NO_RULE,
        _INSTEAD.get(id(function))
        or "use a supported function, or register a rule: s2sad.elementwise, linear or rule.",
    )
    if isinstance(function, types.FunctionType):
        # What NumPy and SciPy write in Python is no more the user's to read than what they write in C.
        return problem if str(module).partition(".")[0] in ("numpy", "scipy") else None
    return None if isinstance(function, functools.partial) or own_call(function) is not None else problem


def taken_inside(function: object) -> LowerObject | None:
    """How a call of a gradient, of a method of a decorated function, or of what makes generators is lowered."""
    if _makes_generators(function):
        return lower_seeded
    if logs(function):
        return lower_logged
    owner = function.__self__ if isinstance(function, types.MethodType) else function
    return OF_CLASS.get(type(owner))


def own_call(function: object) -> Any:
    """The method that makes an object callable, if it can be read."""
    method = getattr(type(function), "__call__", None)  # noqa: B004 - it is the method that is wanted
    return method if isinstance(method, types.FunctionType) and not isinstance(function, type) else None


def plain_function(value: object) -> Any:
    """The function behind a decorated one: `Differentiable` marks it."""
    return getattr(value, "__s2sad_function__", value)
