"""The project around the library: the README's commands, what is declared, what is shipped."""

import ast
import csv
import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import s2sad

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def readme_command(name):
    """The text of the code block under ``<!-- command:name -->``."""
    (block,) = re.findall(rf"^<!-- command:{name} -->\n```sh\n(.*?)```$", README, re.MULTILINE | re.DOTALL)
    return block


@pytest.mark.parametrize("name", ["main", "test"])
def test_a_readme_command_is_one_line_that_installs_and_runs(name):
    (line,) = readme_command(name).splitlines()
    install, run = (shlex.split(part) for part in line.split("&&"))
    assert install[:4] == ["python", "-m", "pip", "install"]
    assert run[0] == "python"


def test_the_main_command_runs_a_file_that_exists_with_an_extra_that_exists():
    install, run = (shlex.split(part) for part in readme_command("main").split("&&"))
    assert (ROOT / run[1]).is_file()
    (extra,) = re.fullmatch(r"\.\[(\w+)\]", install[-1]).groups()
    assert extra in PROJECT["project"]["optional-dependencies"]


@pytest.mark.parametrize("name", ["main", "test"])
def test_ci_takes_its_commands_from_the_readme(name):
    script = ROOT / ".ci" / "run"
    shown = subprocess.run(["bash", script, "command", name], capture_output=True, text=True, check=True)
    assert shown.stdout == readme_command(name)
    text = script.read_text("utf-8")
    assert f"\nrun_readme_command {name}\n" in text
    assert "pytest" not in text


def test_ci_lints_and_checks_types_in_a_clean_environment():
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    for check in ("ruff check .", "ruff format --check .", "mypy --strict s2sad"):
        assert f"python -m {check}" in lines
    assert lines.count("enter_environment test") == lines.count("enter_environment main") == 1
    (line,) = (line for line in lines if "-m venv" in line)
    assert "system-site-packages" not in line


def test_the_top_level():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    found = {line.partition("/")[0] for line in tracked.stdout.splitlines()}
    wanted = {"pyproject.toml", "README.md", "s2sad", "tests", "examples", "generated"}
    beside = {
        ".ci",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "benchmarks",
        "docs",
        ".gitignore",
    }
    assert wanted <= found <= wanted | beside
    assert "MIT License" in (ROOT / "LICENSE").read_text("utf-8")
    assert PROJECT["project"]["license"] == "MIT"


def test_the_readme_has_a_place_for_the_emitted_module():
    assert len(re.findall(r"^<!-- emitted:begin -->$.*?^<!-- emitted:end -->$", README, re.MULTILINE | re.DOTALL)) == 1


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_documents_links_lead_to_files(document):
    text = (ROOT / document).read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []


def distribution(requirement):
    return re.match(r"[A-Za-z0-9_.-]+", requirement).group().lower()


def test_the_runtime_dependencies_are_numpy_and_astor():
    assert sorted(map(distribution, PROJECT["project"]["dependencies"])) == ["astor", "numpy"]


def imported_modules_of_the_package():
    for path in sorted((ROOT / "s2sad").rglob("*.py")):
        yield from ((path.relative_to(ROOT).as_posix(), name.split(".")[0]) for name in imported_modules(path))


def test_the_package_imports_nothing_else():
    allowed = {*sys.stdlib_module_names, "annotationlib", "numpy", "astor", "s2sad"}  # the first is new in Python 3.14
    others = [(path, name) for path, name in imported_modules_of_the_package() if name not in allowed]
    # Rows of SciPy are read when the program has loaded SciPy.
    assert [(p, name) for p, name in others if not (name == "scipy" and p.startswith("s2sad/rules/scipy_"))] == []


def test_one_file_knows_astor():
    assert {path for path, name in imported_modules_of_the_package() if name == "astor"} == {"s2sad/emit/printing.py"}


def test_private_names_stay_in_their_module():
    found = []
    for path in sorted((ROOT / "s2sad").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("s2sad"):
                names = [alias.name for alias in node.names if alias.name.startswith("_") and alias.name[:2] != "__"]
                found += [f"{path.relative_to(ROOT)}:{node.lineno} {name}" for name in names]
    assert found == []


def test_the_extras_and_the_oldest_python():
    assert set(PROJECT["project"]["optional-dependencies"]) == {"test", "native", "plot", "bench", "dev"}
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    needs = {name: set(map(distribution, group)) for name, group in PROJECT["project"]["optional-dependencies"].items()}
    assert {"pytest", "hypothesis"} <= needs["test"]
    assert needs["native"] == {"numba"}
    assert needs["plot"] == {"matplotlib"}


def test_every_dependency_is_justified_in_the_contributors_guide():
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (section,) = re.findall(r"^## Dependencies\n(.*?)^## ", guide, re.MULTILINE | re.DOTALL)
    listed = set(re.findall(r"^\| ([\w-]+) \| ", section, re.MULTILINE)) - {"dependency"}
    extras = PROJECT["project"]["optional-dependencies"].values()
    declared = {distribution(line) for group in (PROJECT["project"]["dependencies"], *extras) for line in group}
    assert listed == declared - {"s2sad"}


def test_the_version_stands_in_one_place():
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"]["attr"] == "s2sad.__version__"
    assert re.fullmatch(r"\d+\.\d+\.\d+", s2sad.__version__)


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "s2sad" / "py.typed").is_file()
    assert "py.typed" in PROJECT["tool"]["setuptools"]["package-data"]["s2sad"]


def test_iris_has_fifty_flowers_of_each_species():
    with (ROOT / "examples" / "data" / "iris.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert header == ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]
    assert Counter(row[-1] for row in rows) == {"setosa": 50, "versicolor": 50, "virginica": 50}
    assert {len(row) for row in rows} == {5}
    assert all(0.0 < float(cell) < 8.0 for row in rows for cell in row[:-1])
    # Means of Fisher's table, in cm. A widespread copy misprints rows 35 and 38 and has 3.054, 3.7587 and 1.1987.
    means = [round(sum(float(row[column]) for row in rows) / 150, 4) for column in range(4)]
    assert means == [5.8433, 3.0573, 3.758, 1.1993]


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_no_generated_module_imports_s2sad():
    importers = [
        path.name
        for path in sorted((ROOT / "generated").rglob("*.py"))
        if any(name.split(".")[0] in {"s2sad", ""} for name in imported_modules(path))
    ]
    assert importers == []


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted((ROOT / "s2sad").rglob("*.py"))}


def imported_at_once(name):
    """The modules of the package that run before the named one has run: those that its statements import."""
    stack, found = [*ast.parse(MODULES[name].read_text("utf-8")).body], set()
    while stack:
        at = stack.pop()
        if isinstance(at, ast.ImportFrom):
            found |= {at.module, *(f"{at.module}.{alias.name}" for alias in at.names)}
        elif isinstance(at, ast.Import):
            found |= {alias.name for alias in at.names}
        elif isinstance(at, ast.If) and ast.unparse(at.test) == "TYPE_CHECKING":
            stack += at.orelse
        elif not isinstance(at, ast.FunctionDef | ast.AsyncFunctionDef):
            stack += [n for n in ast.iter_child_nodes(at) if isinstance(n, ast.stmt)]
    found |= {package for other in found for package in packages_around(other)}
    return {m for m in found & MODULES.keys() if m != name and m not in packages_around(name)}


def packages_around(name):
    parts = name.split(".")
    return {".".join(parts[:i]) for i in range(1, len(parts))}


def test_modules_do_not_import_each_other_in_a_circle():
    waiting = {name: imported_at_once(name) for name in MODULES}
    while ready := {name for name, imports in waiting.items() if not imports}:
        waiting = {name: imports - ready for name, imports in waiting.items() if name not in ready}
    assert sorted(waiting) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", MODULES)
def test_every_module_can_be_the_first_one_imported(name):
    subprocess.run([sys.executable, "-c", f"import {name}"], cwd=ROOT, check=True)
