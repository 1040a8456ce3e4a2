"""The text that is emitted for each row in its common signature: a file for each family of rows, to be read as a whole.

A row that prints badly shows here: a diff is to be read before it is committed.
"""

import ast
import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest

from s2sad.rules import REGISTRY
from tests.driver import Derived, fresh
from tests.test_rules import ALL, DOMAINS, INTERNAL, differentiable

GOLDEN = Path(__file__).resolve().parent / "golden" / "rows"
SWEEPS = ("forward", "adjoint", "tangent")
# What stands in every module, and each helper, stands once in a file.
HEAD = """\
import math
import numpy as np
import scipy.fft, scipy.linalg, scipy.special, scipy.stats
from s2sad.rules.registry import NAMESPACE
from tests.rule_samples_scipy import *
globals().update({k: v for k, v in NAMESPACE.items() if k != 'print'})
"""
TITLE = '"""What is emitted for these rows: ``pytest --update-golden`` writes it."""'


def family(rule):
    """The file of a row: by where its function stands, and of NumPy's own by what the row gives."""
    if rule.helper:
        return "helpers"
    call = rule.call.func if isinstance(rule.call, ast.Call) else None
    module = ast.unparse(call).rpartition(".")[0] if call is not None else ""
    if module.startswith("scipy.stats"):
        return "scipy_stats"
    if module in ("np.linalg", "np.fft", "math", "scipy.special", "scipy.linalg", "scipy.fft"):
        return module.replace(".", "_")
    return f"np_{rule.kind}" if module.partition(".")[0] == "np" else "operators"


def samples():
    """For each row the sample that is printed: vectors where it works item by item, else the first one."""
    found = {}
    for i, (name, _, args) in enumerate(ALL):
        common = name not in DOMAINS or name.startswith("math.") or all(np.shape(a) == (3,) for a in args.values())
        if name not in found or (common and not found[name][1]):
            found[name] = (i, common)
    return {name: i for name, (i, _) in found.items()}


ROWS = {}
for _name, _i in samples().items():
    if differentiable(REGISTRY.by_name[_name]) and _name not in INTERNAL:
        ROWS.setdefault(family(REGISTRY.by_name[_name]), []).append((_name, _i))


def spelled(name):
    """A row's name as that of a function."""
    return re.sub(r"\W+", "_", name).strip("_") + "_"


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """A module with a function for each row."""
    lines = [HEAD]
    for name, i in (row for rows in ROWS.values() for row in rows):
        _, expression, args = ALL[i]
        lines += [f"def {spelled(name)}({', '.join(args)}):", f"    return {expression}"]
    path = tmp_path_factory.mktemp("golden") / "golden_rows.py"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("golden_rows", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_text_of_each_row(functions, name, golden):
    helpers, parts, imports = {}, [], set()
    for row, i in ROWS[name]:
        own = spelled(row)
        args = tuple(ALL[i][2].values())
        with np.errstate(all="ignore"):
            text = Derived(getattr(functions, own), fresh(args)).module.text
        blocks = [b.strip("\n") for b in text.split("\n\n\n")]
        defined = {b[4 : b.index("(")]: b for b in blocks if b.startswith("def ")}
        imports.update(re.findall(r"^import .*$", text, re.M))
        signature = re.search(r"^signature +(.*)$", text, re.M)[1]
        parts.append(f"# {row}: {ALL[i][1]}\n# {signature}")
        parts += [defined[f"{own}_{s}"] for s in SWEEPS if f"{own}_{s}" in defined]
        helpers.update({k: b for k, b in defined.items() if not k.startswith(f"{own}_")})
    groups = (["import math"] if "import math" in imports else [], sorted(imports - {"import math"}))
    head = "\n\n".join([TITLE, *("\n".join(g) for g in groups if g)])
    golden(GOLDEN / f"{name}.py", "\n\n\n".join([head, *helpers.values(), *parts]) + "\n")


def test_no_text_is_left_over():
    assert sorted(p.stem for p in GOLDEN.glob("*.py")) == sorted(ROWS)
