"""Where a command of s2sad finds modules: the current directory comes last.

``python -m s2sad`` puts the current directory first, so that a file ``numpy.py`` that lies there would be NumPy. This
module is the first that the package imports, and needs none that could be replaced so.
"""

import os
import sys


def protect() -> None:
    """Move the current directory behind everything else that modules are imported from."""
    here = os.getcwd()
    kept = [p for p in sys.path if p not in ("", ".", here)]
    if len(kept) < len(sys.path):
        sys.path[:] = [*kept, here]


def _is_command() -> bool:
    """Whether the package is being imported for ``python -m s2sad``: `sys.argv` is not complete yet then."""
    given = sys.orig_argv
    return sys.argv[:1] == ["-m"] and "-m" in given and given[given.index("-m") + 1 :][:1] == ["s2sad"]


if _is_command():
    protect()
