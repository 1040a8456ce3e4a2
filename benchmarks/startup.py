"""What is paid once: importing, generating, reading from the disk cache. Each in processes of its own.

========== ============================================================================================
import     ``import s2sad``, once NumPy is there; s2sad's sources are digested in it
generator  the modules that generate, which are loaded when a gradient is not in the cache
cold       the first gradient of a function of 20 lines, with an empty cache
cold again the same of a second function in that process
warm       the first gradient of the process, from the disk cache
warm again the same of a second function in that process
========== ============================================================================================

Gradients include the call itself. Bytecode is cached, as it is on a user's machine. What counts is the processor's
time, which others on the machine disturb less than the clock's. What a step leaves behind is collected before the next
one begins: into which of them a full collection falls would depend on how much the imports before allocate.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def milliseconds(repeats: int) -> dict[str, float]:
    """The least of ``repeats`` processes each."""
    least: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment.pop("S2SAD_CACHE", None)
        for i in range(-1, repeats):
            environment["S2SAD_CACHE_DIR"] = f"{folder}/cache{i}"
            for step in ("cold", "warm"):
                command = [sys.executable, "-m", "benchmarks.startup", step]
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                names = ("import", "generator" if step == "cold" else "", step, f"{step} again")
                for name, value in zip(names, map(float, done.stdout.split()), strict=True):
                    if i >= 0:  # the process before writes the bytecode
                        least[name] = min(least.get(name, float("inf")), value)
    return least


def main(step: str) -> None:
    """Print the milliseconds of one process."""
    import numpy as np

    times = [time.process_time()]
    import s2sad
    from s2sad.collector import waits

    times.append(time.process_time())
    if step == "cold":
        with waits():  # as where a first gradient loads them
            import s2sad.pipeline

    times.append(time.process_time())
    from benchmarks.programs import twenty_lines, twenty_other_lines

    x = np.linspace(0.1, 1.0, 5)
    gradients: list[float] = []
    for f in (twenty_lines, twenty_other_lines):
        gc.collect()
        start = time.process_time()
        s2sad.differentiate(f).value_and_grad(x, x + 1.0, 0.7, 4)
        gradients.append(time.process_time() - start)
    print(*(1e3 * t for t in (times[1] - times[0], times[2] - times[1], *gradients)))


if __name__ == "__main__":
    main(sys.argv[1])
