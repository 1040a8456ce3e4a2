"""The garbage collector, which waits while a module is made.

What generating allocates is alive until the text is there, so a collection in the middle of it finds next to nothing;
but one of all generations looks at every object of the process, NumPy's and the generator's among them, and costs half
as much as the module. What the threads beside it leave behind is collected afterwards as well.
"""

import contextlib
import gc
import os
import threading
from collections.abc import Iterator

_lock = threading.Lock()
_waiting = 0  # how many ask for it now
_was_on = False  # before the first of them


@contextlib.contextmanager
def waits() -> Iterator[None]:
    """No collection starts in here by itself; the last one out switches the collector on if it had been on."""
    global _waiting, _was_on
    with _lock:
        if not _waiting:
            _was_on = gc.isenabled()
            gc.disable()
        _waiting += 1
    try:
        yield
    finally:
        with _lock:
            _waiting = max(_waiting - 1, 0)  # a fork in here has counted it out already
            if not _waiting and _was_on:
                gc.enable()


def _in_child() -> None:
    """After a fork: whoever asked for it in another thread does not exist here, and would never come out."""
    global _lock, _waiting
    _lock = threading.Lock()
    if _waiting and _was_on:
        gc.enable()
    _waiting = 0


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
