"""What is paid once in a process: importing, generating, reading from the disk cache. Each in processes of its own.

``cold`` is the first gradient of a function in a process that has imported s2sad, with an empty disk cache; ``warm``
is the same with the module in the disk cache. Both include the call itself and all that it imports. Bytecode is
cached, as it is on a user's machine. What counts is the processor's time, which others on the machine disturb less.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def milliseconds(repeats: int) -> dict[str, float]:
    """The least of ``repeats`` processes each, by ``import``, ``cold`` and ``warm``."""
    least = {"import": float("inf"), "cold": float("inf"), "warm": float("inf")}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment.pop("S2SAD_CACHE", None)
        for i in range(-1, repeats):
            environment["S2SAD_CACHE_DIR"] = f"{folder}/cache{i}"
            for step in ("cold", "warm"):
                command = [sys.executable, "-m", "benchmarks.startup"]
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                imported, first = map(float, done.stdout.split())
                if i >= 0:  # the one before writes the bytecode
                    least["import"] = min(least["import"], imported)
                    least[step] = min(least[step], first)
    return least


def main() -> None:
    """Milliseconds of the import and of the first gradient, for the process that started this one."""
    import numpy as np

    start = time.process_time()
    import s2sad

    imported = time.process_time() - start
    from benchmarks.programs import twenty_lines

    x = np.linspace(0.1, 1.0, 5)
    f = s2sad.differentiate(twenty_lines)
    start = time.process_time()
    f.value_and_grad(x, x + 1.0, 0.7, 4)
    first = time.process_time() - start
    print(1e3 * imported, 1e3 * first)


if __name__ == "__main__":
    main()
