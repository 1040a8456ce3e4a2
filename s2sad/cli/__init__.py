"""The command line: ``s2sad generate``, ``show``, ``trace``, ``rules``, ``cache``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from s2sad import __version__
from s2sad.cli import cache, generate, rules, show, trace
from s2sad.command_path import protect
from s2sad.errors import S2SADError


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="s2sad",
        description="Derivatives of Python functions as readable Python source. "
        "generate, show and trace import their target: its code runs.",
    )
    top.add_argument("--version", action="version", version=f"s2sad {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for command in (generate, show, trace, rules, cache):
        command.add_parser(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 if all is well, 1 if not, 2 for a command line that cannot be."""
    options = parser().parse_args(arguments)
    protect()
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except S2SADError as error:
        print(f"s2sad: {error}", file=sys.stderr)
        for note in getattr(error, "__notes__", ()):
            print(note, file=sys.stderr)
    except BrokenPipeError:  # `s2sad show ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"s2sad: {error}", file=sys.stderr)
    return 1
