"""Options and fixtures for all tests."""

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite what is kept of emitted text: read the diff before committing",
    )


@pytest.fixture
def golden(request):
    """Compares the content of a file with what it should be, or rewrites it with ``--update-golden``."""

    def compare(path, text):
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing: run `python -m pytest --update-golden`"
        assert path.read_text("utf-8") == text, f"{path.name} is not what is made now; --update-golden rewrites it"

    return compare
