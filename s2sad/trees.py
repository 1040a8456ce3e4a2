"""Arguments, results and derivatives as trees: tuples, lists, dicts and objects, numbers and arrays at the leaves.

The result of ``f(x)`` may be ``(2.0, {"a": np.ones(3)})``; a seed for it is a tree like it,
``(1.0, {"a": np.zeros(3)})``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

import numpy as np

from s2sad.errors import ArgumentError
from s2sad.gaps import copy_with_gaps
from s2sad.ir import Const
from s2sad.records import derivative_of, fields_of, items_of

_NUMBERS = (int, float, complex)


def key_of(value: Any, records: bool = False) -> Hashable:
    """What a derivative is made for: equal keys, equal types (`s2sad.signature.spec_of`), with the same names.

    Numbers count by their kind, arrays by dtype, rank and which axes have length one, all else by value or identity.
    With ``records``, objects that hold floats count by their class and the keys of their fields.
    """
    t: Any = type(value)
    if t in _NUMBERS:
        return t  # type: ignore[no-any-return]
    if t is np.ndarray:
        shape = value.shape
        return (value.dtype, tuple([n == 1 for n in shape])) if 1 in shape else (value.dtype, len(shape))
    if isinstance(value, np.generic):
        return (t, value.dtype)
    if t is tuple or t is list or (isinstance(value, tuple) and hasattr(t, "_fields")):
        return (t, tuple([key_of(item, records) for item in value]))
    if t is dict:
        return (t, tuple([(type(key), key, key_of(item, records)) for key, item in value.items()]))
    if is_generator(t):
        return np.random.Generator
    if records and (fields := fields_of(value)) is not None:
        return (t, fields, tuple([key_of(item, records) for item in items_of(value, fields)]))
    return Const(value).key()


def is_generator(t: type) -> bool:
    """Whether a class is that of NumPy's generators, which NumPy only loads when it is asked for it."""
    return t.__name__ == "Generator" and t is np.random.Generator


def leaves(tree: Any, records: bool = True) -> Iterator[Any]:
    """The leaves from left to right; without ``records``, an object that holds floats is one."""
    if isinstance(tree, (tuple, list)):
        for item in tree:
            yield from leaves(item, records)
    elif type(tree) is dict:
        for item in tree.values():
            yield from leaves(item, records)
    elif records and (fields := fields_of(tree)) is not None:
        for item in items_of(tree, fields):
            yield from leaves(item)
    else:
        yield tree


def arrays(tree: Any) -> list[np.ndarray]:
    """The arrays among the leaves."""
    return [leaf for leaf in leaves(tree) if isinstance(leaf, np.ndarray)]


def mapped(function: Callable[[Any], Any], tree: Any) -> Any:
    """A tree of the same structure, with ``function`` of every leaf."""
    if isinstance(tree, (tuple, list)):
        return like(tree, [mapped(function, item) for item in tree])
    if type(tree) is dict:
        return {key: mapped(function, item) for key, item in tree.items()}
    if (fields := fields_of(tree)) is not None:
        values = items_of(tree, fields)
        return derivative_of(tree, {k: mapped(function, v) for k, v in zip(fields, values, strict=True)})
    return function(tree)


def filled(template: Any, parts: Iterator[Any]) -> Any:
    """A tree of the same structure and classes, with ``parts`` as leaves from left to right; no constructor runs."""
    if isinstance(template, (tuple, list)):
        return like(template, [filled(item, parts) for item in template])
    if type(template) is dict:
        return {key: filled(item, parts) for key, item in template.items()}
    if (fields := fields_of(template)) is not None:
        return derivative_of(template, {k: filled(getattr(template, k), parts) for k in fields})
    return next(parts)


def like(template: Any, items: list[Any]) -> Any:
    """The items as a tuple, list or named tuple of the template's class."""
    if isinstance(template, tuple) and hasattr(template, "_fields"):
        return type(template)(*items)
    return items if isinstance(template, list) else tuple(items)


def copied(tree: Any) -> Any:
    """The tree with arrays in memory of their own."""
    t = type(tree)
    if t is float or t is int:
        return tree
    if t is np.ndarray:
        return copy_with_gaps(tree)
    return mapped(lambda leaf: copy_with_gaps(leaf) if isinstance(leaf, np.ndarray) else leaf, tree)


def named(template: Any, tree: Any) -> Any:
    """A tree with named tuples and objects where the template has them."""
    if isinstance(template, (tuple, list)) and isinstance(tree, (tuple, list)):
        return like(template, [named(t, item) for t, item in zip(template, tree, strict=True)])
    if type(template) is dict and type(tree) is dict:
        return {key: named(template[key], item) for key, item in tree.items()}
    if type(tree) is dict and (fields := fields_of(template)) is not None:
        return derivative_of(template, {k: named(getattr(template, k), tree[k]) for k in fields})
    return tree


def has_classes(tree: Any) -> bool:
    """Whether a named tuple or an object with fields is in the tree."""
    if isinstance(tree, (tuple, list)):
        return hasattr(tree, "_fields") or any(map(has_classes, tree))
    if type(tree) is dict:
        return any(map(has_classes, tree.values()))
    return fields_of(tree) is not None


def is_float(leaf: Any) -> bool:
    """Whether a leaf is a number or array that derivatives flow through: of floats, real or complex."""
    t = type(leaf)
    return t is float or t is complex or (isinstance(leaf, (np.ndarray, np.generic)) and leaf.dtype.kind in "fc")


def is_complex(leaf: Any) -> bool:
    """Whether a leaf is a complex number or array."""
    return type(leaf) is complex or (isinstance(leaf, (np.ndarray, np.generic)) and leaf.dtype.kind == "c")


def is_real(leaf: Any) -> bool:
    """Whether a leaf is a real number or array that derivatives flow through."""
    return is_float(leaf) and not is_complex(leaf)


def has_float(tree: Any) -> bool:
    """Whether any leaf is a float or an array of floats."""
    return type(tree) is float or any(map(is_float, leaves(tree)))


def zeros(tree: Any) -> Any:
    """Zeros for the floats of a tree, what it holds otherwise as it is."""

    return mapped(_zero, tree)


def _zero(leaf: Any) -> Any:
    if isinstance(leaf, np.ndarray):
        return np.zeros_like(leaf)
    return type(leaf)(0) if isinstance(leaf, (float, complex, np.generic)) else leaf


def conforming(template: Any, given: Any, function: str, what: str, shared: bool = False) -> Any:
    """A seed or tangent with the structure, shapes and dtypes of what it belongs to; refused where it has others.

    Numbers and narrower floats are converted. Where the template holds no float, None and zeros may stand. An array is
    copied, unless it may be ``shared`` and is as it has to be.
    """
    t = type(template)
    if type(given) is float:
        if t is float:
            return given
        if isinstance(template, np.floating):
            return t(given)
    elif shared and t is np.ndarray and type(given) is t and _alike(template, given):
        return given
    if given is None and not has_float(template):
        return template
    if isinstance(template, (tuple, list)):
        if not isinstance(given, (tuple, list)) or isinstance(given, tuple) != isinstance(template, tuple):
            raise _unfit(function, what, f"is of the class {type(given).__name__}", _name(template))
        if len(given) != len(template):
            raise _unfit(function, what, f"has {len(given)} items", f"{len(template)} items")
        items = [
            conforming(t, g, function, f"{what}[{i}]") for i, (t, g) in enumerate(zip(template, given, strict=True))
        ]
        return like(template, items)
    if type(template) is dict:
        if type(given) is not dict or given.keys() != template.keys():
            found = (
                f"has the keys {list(given)}" if isinstance(given, dict) else f"is of the class {type(given).__name__}"
            )
            raise _unfit(function, what, found, f"a dict with the keys {list(template)}")
        return {key: conforming(t, given[key], function, f"{what}[{key!r}]") for key, t in template.items()}
    if (fields := fields_of(template)) is not None:
        return _conforming_record(template, fields, given, function, what)
    if not is_float(template):
        return _without_derivative(template, given, function, what)
    if given is None:
        return zeros(template)
    return _leaf(template, given, function, what)


def direction(template: Any, given: Any, function: str, what: str) -> Any:
    """A tangent like what it belongs to, with None where that holds no float."""
    if given is None:
        return None
    found = conforming(template, given, function, what)
    if not has_float(template):
        return None
    parts = zip(leaves(template), leaves(found), strict=True)
    return filled(template, iter([v if is_float(x) else None for x, v in parts]))


def _alike(template: Any, given: Any) -> bool:
    return bool(given.dtype == template.dtype and given.dtype.kind in "fc" and given.shape == template.shape)


def _conforming_record(template: Any, fields: tuple[str, ...], given: Any, function: str, what: str) -> Any:
    """What `derivative_of` makes of the fields of an object; it may be given as an object or a dict."""
    held = given if type(given) is dict else getattr(given, "__dict__", None)
    if held is None and all(hasattr(given, k) for k in fields):
        held = {k: getattr(given, k) for k in fields}
    if held is None or set(held) != set(fields):
        raise _unfit(function, what, f"is of the class {type(given).__name__}", f"an object with {', '.join(fields)}")
    items = {k: conforming(getattr(template, k), held[k], function, f"{what}.{k}") for k in fields}
    return derivative_of(template, items)


def _leaf(template: Any, given: Any, function: str, what: str) -> Any:
    if not isinstance(given, (int, float, complex, np.generic, np.ndarray)):
        raise _unfit(function, what, f"is of the class {type(given).__name__}", _name(template))
    shape = template.shape if isinstance(template, np.ndarray) else ()
    if np.shape(given) != shape:
        raise _unfit(function, what, f"has the shape {np.shape(given)}", f"the shape {shape}")
    dtype = getattr(template, "dtype", np.dtype(type(template)))
    if isinstance(given, (np.ndarray, np.generic)):
        # A scalar has no memory that its dtype lays out; an array is not narrowed behind its owner's back.
        fits = np.can_cast(given.dtype, dtype, "same_kind" if not shape else "safe")
    else:
        fits = not isinstance(given, complex) or dtype.kind == "c"
    if not fits:
        given_dtype = getattr(given, "dtype", type(given).__name__)
        raise _unfit(function, what, f"has the dtype {given_dtype}", f"the dtype {dtype}")
    if isinstance(template, np.ndarray):
        return np.array(given, dtype=dtype)
    return type(template)(given)


def _without_derivative(template: Any, given: Any, function: str, what: str) -> Any:
    zero = given is None or given is template or (isinstance(given, (int, float, np.generic)) and given == 0)
    if not zero and not (isinstance(given, np.ndarray) and np.shape(given) == np.shape(template) and not given.any()):
        raise ArgumentError(
            "S2S505",
            function,
            f"{what} is not zero, but belongs to {_name(template)}",
            "pass None there.",
            "only floats have tangents and adjoints.",
        )
    return template


def _unfit(function: str, what: str, found: str, wanted: str) -> ArgumentError:
    return ArgumentError(
        "S2S505",
        function,
        f"{what} {found}",
        f"pass {wanted}.",
        "it has to be like what it belongs to, number for number.",
    )


def _name(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype}, shape {value.shape}"
    return f"a {type(value).__name__}"
