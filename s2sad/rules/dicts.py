"""Dicts whose keys only the run knows: where the value of each key stands.

Such a dict is a list of its values, which rules/lists.py differentiates, and a dict that says where in it the value of
a key is.  That one holds no numbers with a derivative: to the passes it is a list of integers, to Python a dict::

    d[k] = v            at = places.setdefault(k, len(held))
                        if at == len(held): held.append(v)
                        else: held[at] = v
    d[k]                held[places[k]]
"""

from __future__ import annotations

from s2sad.ir import Arg, Attrs
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.types import BOOL, INT, List, Type


def drop(places, key):  # type: ignore[no-untyped-def]
    """Take a key out of ``places``; those behind it move up."""
    at = places.pop(key)
    for k, i in places.items():
        if i > at:
            places[k] = i - 1
    return at


def _places(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (List.of(INT),)


def _place(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (INT,)


def _truth(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (BOOL,)


NAMESPACE["drop"] = drop
NAMESPACE["dict"] = dict
# fmt: off
declare("dict_new(keys)",                            "constant", _places, function=False)
declare("dict_copy: dict(places)",                   "constant", _places)
declare("dict_find: places[key]",                    "constant", _place, raises=True)
declare("dict_has: key in places",                   "constant", _truth)
declare("dict_enter: places.setdefault(key, n)",     "constant", _place, writes=(0,))
declare("dict_drop: drop(places, key)",              "constant", _place, writes=(0,), raises=True, helper="drop")
declare("dict_clear: places.clear()",                "constant", lambda *_: (), writes=(0,))
# fmt: on
