"""``s2sad show``: one stage of one function, from the three-address code to the module."""

from __future__ import annotations

import argparse
import ast

from s2sad import __version__
from s2sad.aot import module
from s2sad.cli.generate import wanted_of
from s2sad.cli.load import load
from s2sad.cli.signatures import parse_option, signature_of
from s2sad.errors import ArgumentError
from s2sad.pipeline import ir_text

HELP = "print one stage of one function"
STAGES = ("ir", "forward", "adjoint", "tangent", "module")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("show", help=HELP, description=HELP)
    parser.add_argument("target", metavar="FILE_OR_MODULE:f", help="imported, so its code runs")
    parser.add_argument("--stage", choices=STAGES, default="module", help="default: %(default)s")
    parser.add_argument("--signature", default="", metavar="TYPES", help='as for generate: "x: float, a: float[:, :]"')
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the stage."""
    loaded = load(options.target, only_one=True)
    (chosen,) = loaded.functions
    name, given = parse_option(options.signature)
    if name not in ("", chosen.name):
        raise ArgumentError("S2S507", "--signature", f"a signature of {name!r}", f"write it for {chosen.name}.")
    signature = signature_of(chosen.function, given, chosen.wrt)
    if options.stage == "ir":
        print(ir_text(chosen.function, signature.specs, signature.values), end="")
        return 0
    made = module(
        [wanted_of(chosen, signature)], loaded.file.name, f"s2sad show {loaded.file.name}:{chosen.name}", __version__
    )
    if options.stage == "module":
        print(made.text, end="")
        return 0
    names = made.functions[0][2]
    print(_function(made.text, names[options.stage]))
    return 0


def _function(text: str, name: str) -> str:
    (node,) = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == name]
    return "\n".join(text.split("\n")[node.lineno - 1 : node.end_lineno])
