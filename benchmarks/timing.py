"""Times that can be compared: one core, one allocator setting, contestants that take turns, the least of many.

The least time is the one with the least disturbance; taking turns, a slow second of the machine hits all alike.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping

# glibc gives large temporaries back to the system and faults them in again: that would be measured, not the code.
SETTINGS = {
    "MALLOC_TRIM_THRESHOLD_": "1000000000",
    "MALLOC_MMAP_THRESHOLD_": "1000000000",
    "OMP_NUM_THREADS": "1",  # threads that share one core only wait for one another
    "OPENBLAS_NUM_THREADS": "1",
}


def settled() -> bool:
    """Whether this process runs under the settings, which are read when it starts."""
    return all(os.environ.get(k) == v for k, v in SETTINGS.items())


def settle(module: str, arguments: list[str]) -> None:
    """Start this process again under the settings, unless it runs under them."""
    if not settled():
        os.environ.update(SETTINGS)
        os.execv(sys.executable, [sys.executable, "-m", module, *arguments])


def pin() -> int | None:
    """Stay on one core, the last one that is free to use; None where the system cannot do that."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def seconds(calls: Mapping[str, Callable[[], object]], batch: float = 5e-3, rounds: int = 60) -> dict[str, float]:
    """The least time of one call of each contestant, from batches of about ``batch`` seconds taken in turns."""
    counts = {name: _count(call, batch) for name, call in calls.items()}
    least = dict.fromkeys(calls, float("inf"))
    for _ in range(rounds):
        for name, call in calls.items():
            least[name] = min(least[name], _batch(call, counts[name]))
    return least


def _batch(call: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        call()
    return (time.perf_counter() - start) / count


def _count(call: Callable[[], object], batch: float) -> int:
    call()
    count = 1
    while (once := _batch(call, count)) * count < batch / 4.0:
        count *= 4
    return max(1, round(batch / once))
