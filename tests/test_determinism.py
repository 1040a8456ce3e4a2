"""The text of a module is a function of the program: no hash seed and no address of an object tells in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from s2sad.errors import ArgumentError
from tests.driver import Derived, fresh
from tests.test_programs import PROGRAMS

ROOT = Path(__file__).parents[1]
NAMES = sorted(name for name, p in PROGRAMS.items() if not p.refused)
ELSEWHERE = """
import json, sys
taken = [bytearray(n) for n in range(8, 20000)]  # what is made after it stands at other addresses
from tests.test_determinism import texts
del taken[::3]
json.dump(texts(json.loads(sys.argv[1])), sys.stdout)
"""


def texts(names):
    """The modules of the gradient, and of the gradient of the gradient, of programs of the zoo."""
    found = {}
    with np.errstate(all="ignore"):
        for name in names:
            p = PROGRAMS[name]
            first = Derived(p.function, fresh(p.calls[0]), p.wrt)
            found[name] = [first.module.text]
            if p.second and not (p.second_refused or p.hessian_refused):
                try:
                    found[name].append(Derived(p.function, fresh(p.calls[0]), p.wrt, chain=("grad",)).module.text)
                except ArgumentError as e:  # a gradient needs a result that is a number
                    found[name].append(str(e))
    return found


@pytest.mark.parametrize(
    "names",
    [pytest.param(NAMES[i::40], id=str(i), marks=[] if i == 0 else [pytest.mark.slow]) for i in range(40)],
)
def test_another_process_writes_the_same_text(names):
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, json.dumps(names)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "77"},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout) == texts(names)
