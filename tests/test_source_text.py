"""The text of a function as it stands now, whatever the clock says."""

import asyncio
import contextlib
import dataclasses
import inspect
import io
import linecache
import os
import shutil
import textwrap
import types
import zipfile

import pytest

from s2sad.source_text import file_bytes, source_lines


def codes(code):
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from codes(constant)


def compiled(path):
    return next(codes(compile(path.read_text(), str(path), "exec")))


@pytest.mark.parametrize("module", [contextlib, dataclasses, inspect, shutil, textwrap, asyncio.tasks])
def test_blocks_end_where_the_tokenizer_says(module):
    text = inspect.getsource(module)
    lines = io.StringIO(text).readlines()
    found = [code for code in codes(compile(text, module.__file__, "exec")) if code.co_name[0] != "<"]
    assert len(found) > 10
    for code in found:
        assert source_lines(code) == inspect.getblock(lines[code.co_firstlineno - 1 :]), code


BLOCKS = {
    "one line": "def f(x): return x\n",
    "brackets further left": "def f(x):\n    return (\nx\n)\n",
    "a string further left": 'def f(x):\n    """One\nand two. ("""\n    return x\n',
    "quotes and brackets in strings": (
        "def f(x):\n    a = '(' + \"['\" + '''\"{\n''' + \"\"\"'\n(\"\"\" + '\\\\' # ([{\n    return a\n"
    ),
    "a continued string": "def f(x):\n    a = 'b\\\nc('\n    return x\n",
    "a continued line": "def f(x):\n    return x + \\\n1\n",
    "a comment further left": "def f(x):\n    y = x\n# not the end\n    return y\n",
    "a comment at the end": "def f(x):\n    return x\n    # still inside\n",
    "decorators": "@decorate(\n    1,\n)\n\n# why\n@again\ndef f(x):\n    return x\n",
    "async": "async  def f(x):\n    return x\n",
    "tabs": "def f(x):\n\tif x:\n\t\treturn x\n\treturn 0\n",
    "dead code": "def f(x):\n    return x\n    if 0:\n        g(\nx)\n",
    "an annotation on several lines": "def f(\n    x: float,\n) -> float:\n    return x\n",
    "empty lines": "def f(x):\n\n    y = x\n\n\n    return y\n",
    "no line after it": "def f(x):\n    return x",
}


@pytest.mark.parametrize("indented", [False, True])
@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
@pytest.mark.parametrize("after", ["", "\n\n# another\n", "x = 1\n", "def g():\n    pass\n"])
def test_a_block(tmp_path, block, after, indented):
    path = tmp_path / "module.py"
    after = after if block.endswith("\n") else ""
    if indented:
        block, after = "".join("  " + line for line in block.splitlines(True)), after and "  " + after
    path.write_text(f"class C:\n{block}{after}" if indented else f"first = 1\n{block}{after}")
    code = types.SimpleNamespace(co_filename=str(path), co_firstlineno=2)
    assert "".join(source_lines(code)) == block


def test_a_lambda_is_its_logical_line(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("f = (\n    lambda x: (\n        x\n    ), 1)\ng = 2\n")
    assert source_lines(compiled(path)) == ["    lambda x: (\n", "        x\n", "    ), 1)\n"]


def test_an_edit_that_the_clock_does_not_show(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("def f(x):\n    return x + 1\n")
    code = compiled(path)
    before = path.stat()
    assert source_lines(code)[1] == "    return x + 1\n"
    linecache.getlines(str(path))
    path.write_text("def f(x):\n    return x + 2\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    linecache.checkcache()
    assert linecache.getline(str(path), 2) == "    return x + 1\n"  # what this is there to avoid
    assert source_lines(code)[1] == "    return x + 2\n"


def test_text_that_is_registered_without_a_file(tmp_path):
    path = tmp_path / "cell.py"
    text = "def f(x):\n    return x\n"
    path.write_text("something else\n")
    linecache.cache[str(path)] = (len(text), None, text.splitlines(True), str(path))
    code = next(codes(compile(text, str(path), "exec")))
    assert "".join(source_lines(code)) == text
    linecache.cache[str(path)] = (1, None, ["def f(x):\n", "    return 2 * x\n"], str(path))
    assert source_lines(code)[1] == "    return 2 * x\n"
    del linecache.cache[str(path)]


def test_no_text(tmp_path):
    code = next(codes(compile("def f(x):\n    return x\n", str(tmp_path / "gone.py"), "exec")))
    assert source_lines(code) is None
    (tmp_path / "gone.py").write_text("")
    assert source_lines(code) is None


def test_a_file_that_has_become_shorter(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("\n" * 20 + "def f(x):\n    return x\n")
    code = compiled(path)
    path.write_text("def f(x):\n    return x\n")
    assert source_lines(code) is None


@pytest.mark.parametrize("text", ["def f(x:\n", "@\n", "@d\n\n", "@d\n# comment", 'def f(x):\n    """', "x = '"])
def test_text_that_is_being_edited_does_not_fail(tmp_path, text):
    path = tmp_path / "module.py"
    path.write_text("def f(x):\n    return x\n")
    code = compiled(path)
    path.write_text(text)
    assert "".join(source_lines(code)) == text


def test_a_pipe_in_place_of_a_file_is_not_read(tmp_path):
    path = tmp_path / "pipe.py"
    code = next(codes(compile("def f(x):\n    return x\n", str(path), "exec")))
    os.mkfifo(path)
    assert file_bytes(str(path)) is None
    assert source_lines(code) is None


def test_encodings_and_line_ends(tmp_path):
    path = tmp_path / "module.py"
    path.write_bytes("# coding: latin-1\r\ndef f(x):\r\n    return 'é\x0c\x85'\r\ny = 1\r\n".encode("latin-1"))
    code = types.SimpleNamespace(co_filename=str(path), co_firstlineno=2)
    assert source_lines(code) == ["def f(x):\n", "    return 'é\x0c\x85'\n"]
    path.write_bytes(b"# coding: nonsense\ndef f(x): pass\n")
    assert source_lines(code) is None
    path.write_bytes(b"\ndef f(x): return '\xff'\n")
    assert source_lines(code) is None


def test_text_inside_a_zip_file(tmp_path, monkeypatch):
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("zipped_for_s2sad.py", "def f(x):\n    return x\n")
    monkeypatch.syspath_prepend(str(archive))
    import zipped_for_s2sad

    assert source_lines(zipped_for_s2sad.f.__code__, vars(zipped_for_s2sad)) == ["def f(x):\n", "    return x\n"]
