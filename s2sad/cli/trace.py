"""``s2sad trace``: value and adjoint of every intermediate at a point."""

from __future__ import annotations

import argparse
import ast
from typing import Any

import numpy as np

from s2sad.cli.load import load
from s2sad.cli.signatures import signature_of
from s2sad.errors import ArgumentError
from s2sad.trace import trace
from s2sad.types import Array, Scalar, Type

HELP = "print value and adjoint of every intermediate of one function at a point"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "trace",
        help=HELP,
        description=HELP,
        epilog="Arguments are literals: 2.5, 3, 'fast', [1, 2] (an array), (1, 2) (a tuple), {'k': 1}. "
        "An integer is a float where the parameter is one. Before negative numbers write --.",
    )
    parser.add_argument("target", metavar="FILE_OR_MODULE:f", help="imported, so its code runs")
    parser.add_argument("argument", nargs="*", metavar="ARG")
    parser.add_argument("--tangent", metavar="DOTS", help='a direction, one item a parameter: "(1, 0)"')
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the table."""
    (chosen,) = load(options.target, only_one=True).functions
    specs = list(signature_of(chosen.function, {}, chosen.wrt).specs.values()) if options.argument else []
    types: list[Type | None] = [*specs, *[None] * len(options.argument)]
    args = [_value(text, t) for text, t in zip(options.argument, types, strict=False)]
    tangent = None
    if options.tangent is not None:
        dots = _literal(options.tangent)
        dots = dots if isinstance(dots, tuple) else (dots,)
        tangent = tuple(_number(d, t) for d, t in zip(dots, types, strict=False))
    print(trace(chosen.given, *args, tangent=tangent))
    return 0


def _value(text: str, t: Type | None) -> Any:
    return _number(_literal(text), t)


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError, RecursionError):
        raise ArgumentError(
            "S2S506", "trace", f"{text!r} is no literal", "write a number, or a string in quotes."
        ) from None


def _number(value: Any, t: Type | None) -> Any:
    """The literal as the parameter's type has it."""
    if isinstance(value, list):
        return np.array(value, dtype=t.dtype if isinstance(t, Array) else float)
    if type(value) is int and isinstance(t, Scalar) and t.dtype.startswith("float"):
        return float(value) if t.kind == "py" else np.dtype(t.dtype).type(value)
    return value
