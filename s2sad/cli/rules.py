"""``s2sad rules``: the functions that have rules, and by which operands they have derivatives."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from s2sad.errors import S2SADError, printable

HELP = "list the functions that have rules"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("rules", help=HELP, description=HELP)
    parser.add_argument("words", nargs="*", metavar="WORD", help="only functions with one of these in their names")
    parser.add_argument(
        "--import", action="append", default=[], dest="modules", metavar="MODULE", help="one with rows of your own"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the table; 1 if nothing has such a name."""
    from s2sad.cli.table import entries, load_scipy, table

    if options.modules and os.getcwd() not in sys.path:
        sys.path.append(os.getcwd())
    for name in options.modules:
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise S2SADError(f"importing {printable(name)} raised {printable(str(error))}") from error
    missing = load_scipy()
    found = entries(options.words)
    if not found:
        print(f"s2sad: no function that has a rule has {' or '.join(options.words)} in its name", file=sys.stderr)
        return 1
    print(table(found))
    if missing:
        print(f"s2sad: not installed, so not listed: {', '.join(missing)}", file=sys.stderr)
    return 0
