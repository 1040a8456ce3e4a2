"""``s2sad cache``: where generated modules lie, which they are, and away with them."""

from __future__ import annotations

import argparse

from s2sad import cache
from s2sad.errors import printable

HELP = "show or empty the cache of generated modules"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("cache", help=HELP, description=HELP)
    parser.add_argument("what", choices=("path", "list", "clear"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the path or the entries, or remove the entries."""
    directory = cache.cache_dir()
    if directory is None:
        print("there is no cache: S2SAD_CACHE=0, or no directory for it")
        return 0
    if options.what == "path":
        print(printable(str(directory)))
    elif options.what == "list":
        for entry in cache.entries():
            print(f"{entry.size:>8}  {entry.name:<20}  {printable(entry.path.name)}")
    else:
        print(f"{cache.clear()} files removed from {printable(str(directory))}")
    return 0
