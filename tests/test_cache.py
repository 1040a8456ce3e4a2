"""The cache runs code that it finds on disk: what it refuses, what it survives, what it leaves behind."""

import errno
import inspect
import linecache
import os
import py_compile
import stat
import subprocess
import sys
import sysconfig
import tempfile
import textwrap
import threading
import traceback
import warnings
from pathlib import Path

import pytest

from s2sad import cache, private_directory
from s2sad.cache import Key
from s2sad.private_directory import CacheWarning

ROOT = Path(cache.__file__).parent.parent
BODY = '"""Derivatives of ``f``."""\n\n\ndef f_grad(x):\n    return 2.0 * x\n'
EVIL = "raise SystemExit('planted code has run')\n"
KEY = Key("f", (b"source", b"options"))

pytestmark = pytest.mark.skipif(not private_directory.SUPPORTED, reason="nothing is cached on this system")


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A directory for the cache, which does not exist yet, and a process that has not warned yet."""
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("S2SAD_CACHE", raising=False)
    monkeypatch.setattr(private_directory, "_told", {})
    monkeypatch.setattr(private_directory, "_swept", set())
    return tmp_path / "cache"


class Maker:
    """Makes an entry and counts how often."""

    def __init__(self, body=BODY):
        self.body, self.calls = body, 0

    def __call__(self):
        self.calls += 1
        return {"wrt": ("x",)}, self.body


def made(key=KEY, body=BODY):
    """How often the module had to be made; its result is right in any case."""
    maker = Maker(body)
    loaded = cache.load_or_make(key, maker)
    assert loaded.module.f_grad(3.0) == 6.0
    assert loaded.meta == {"wrt": ["x"]}
    assert loaded.body == body
    return maker.calls


def run(script, *arguments, check=True, **environment):
    """Run Python in another process, where a warning is an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=check,
        capture_output=True,
        text=True,
        timeout=120,
    )


def temporaries(place):
    return [path.name for path in place.iterdir() if path.name.endswith(".tmp")]


# ---------------------------------------------------------------------------------------------------------------------
# The normal case


def test_the_second_call_reads_what_the_first_wrote(place):
    assert made() == 1
    assert made() == 0
    assert [path.name for path in place.iterdir()] == [KEY.filename]


def test_an_entry_is_the_module_under_a_header_that_people_can_read(place):
    path = cache.write(KEY, {"wrt": ["x"]}, BODY)
    lines = path.read_text().split("\n", 5)
    assert lines[0] == "# s2sad cache 1"
    assert lines[1] == f"# key {KEY.digest}"
    assert lines[2] == '# name "f"'
    assert lines[3] == '# meta {"wrt":["x"]}'
    assert lines[4].startswith("# sha256 ")
    assert lines[5] == BODY
    entry = cache.read(KEY)
    assert (entry.path, entry.meta, entry.body, entry.text) == (path, {"wrt": ["x"]}, BODY, path.read_text())


def test_equal_parts_in_other_cuts_are_other_keys():
    keys = [Key("f", parts) for parts in [(b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"abc", b""), ()]]
    keys += [Key("fa", (b"bc",)), Key("g", (b"ab", b"c"))]
    assert len({key.digest for key in keys}) == len(keys)
    assert Key("f", (b"ab", b"c")) == keys[0]


@pytest.mark.parametrize("name", ["../../escape", "a/b\\c", "<lambda>", "", "naïve", "x" * 300, "a\nb", "\u2028\ud800"])
def test_a_file_name_is_the_key_and_a_harmless_name(place, name):
    key = Key(name, (b"",))
    assert made(key) == 1
    assert made(key) == 0
    (path,) = place.iterdir()
    assert path.name == key.filename
    assert path.name.isascii()
    assert len(path.name) <= 40 + 1 + 64 + 3
    assert not set(path.name) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")
    assert path.read_bytes().split(b"\n")[5].startswith(b'"""Derivatives')  # the name has not broken its line


def test_lines_are_what_the_body_says():
    body = BODY + "# form feed \x0c, next line \x85, line separator \u2028\nraises = lambda: 1 / 0\n"
    module = cache.load_or_make(KEY, Maker(body)).module
    with pytest.raises(ZeroDivisionError) as caught:
        module.raises()
    assert "raises = lambda: 1 / 0" in "".join(traceback.format_exception(caught.value))


# ---------------------------------------------------------------------------------------------------------------------
# 1: the place


def test_the_place_is_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.cache_dir() == tmp_path / "cache"
    monkeypatch.setenv("S2SAD_CACHE_DIR", "~/mine")
    assert cache.cache_dir() == tmp_path / "home" / "mine"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("S2SAD_CACHE_DIR", "relative/")
    assert cache.cache_dir() == tmp_path / "relative"
    monkeypatch.setenv("S2SAD_CACHE_DIR", "")
    assert cache.cache_dir() == tmp_path / "xdg" / "s2sad"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.cache_dir() == tmp_path / "home" / ".cache" / "s2sad"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache.cache_dir() == tmp_path / "home" / ".cache" / "s2sad"


@pytest.mark.parametrize("home", ["", "relative"])
def test_without_a_home_there_is_no_cache_and_no_complaint(monkeypatch, home):
    monkeypatch.delenv("S2SAD_CACHE_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", home)
    assert cache.cache_dir() is None
    assert made() == 1
    assert made() == 1
    assert cache.entries() == []
    assert cache.clear() == 0


def test_a_working_directory_that_is_gone(monkeypatch, tmp_path):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setenv("S2SAD_CACHE_DIR", "relative")
    assert made() == 1
    monkeypatch.chdir(tmp_path)


# ---------------------------------------------------------------------------------------------------------------------
# 2: permissions


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_only_the_user_may_look_whatever_the_umask(monkeypatch, tmp_path, umask):
    place = tmp_path / "new" / "also new" / "cache"
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(place))
    before = os.umask(umask)
    try:
        made()
    finally:
        os.umask(before)
    for directory in (place, place.parent, place.parent.parent):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    (path,) = place.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made() == 0


def test_an_existing_directory_keeps_its_mode(place):
    place.mkdir(0o755)
    place.chmod(0o755)
    assert made() == 1
    assert made() == 0
    assert stat.S_IMODE(place.stat().st_mode) == 0o755


# ---------------------------------------------------------------------------------------------------------------------
# 3: what somebody else may have written is not run


def refused(match):
    """The right answer with one warning, and with none from then on."""
    with pytest.warns(CacheWarning, match=match) as caught:
        assert made() == 1
    assert len(caught) == 1
    assert made() == 1


def plant(path, body=EVIL, key=KEY):
    """A whole entry with a right digest, as an attacker who knows the format would make it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(cache._render(key, {}, body))
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o720, 0o1777])
def test_a_directory_that_others_may_write(place, mode):
    planted = plant(place / KEY.filename)
    place.chmod(mode)
    before = planted.read_bytes()
    refused("directory is writable by group or others.*chmod go-w")
    assert planted.read_bytes() == before
    assert [path.name for path in place.iterdir()] == [KEY.filename]


def test_a_directory_of_somebody_else(place, monkeypatch):
    plant(place / KEY.filename)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    refused("directory belongs to user")
    assert cache.entries() == []
    assert cache.clear() == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root to give files away")
@pytest.mark.parametrize("what", ["directory", "file"])
def test_what_was_given_away(place, what):
    planted = plant(place / KEY.filename)
    os.chown(place if what == "directory" else planted, 12345, 12345)
    before = planted.read_bytes()
    refused("belongs to user 12345, not to the effective user 0")
    assert planted.read_bytes() == before


def test_a_directory_that_is_a_symbolic_link(place, tmp_path):
    plant(tmp_path / "elsewhere" / KEY.filename)
    place.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = (tmp_path / "elsewhere" / KEY.filename).read_bytes()
    refused("symbolic link")
    assert (tmp_path / "elsewhere" / KEY.filename).read_bytes() == before
    assert cache.clear() == 0
    assert len(list((tmp_path / "elsewhere").iterdir())) == 1


def test_a_trailing_slash_does_not_follow_the_link(place, tmp_path, monkeypatch):
    plant(tmp_path / "elsewhere" / KEY.filename)
    place.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    monkeypatch.setenv("S2SAD_CACHE_DIR", f"{place}/")
    refused("symbolic link")


def test_a_link_on_the_way_to_the_directory_is_the_users_business(monkeypatch, tmp_path):
    (tmp_path / "scratch").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "scratch", target_is_directory=True)
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "home" / "s2sad"))
    assert made() == 1
    assert made() == 0


def test_an_entry_that_is_a_symbolic_link(place, tmp_path):
    planted = plant(tmp_path / "elsewhere" / "planted.py")
    place.mkdir(0o700)
    (place / KEY.filename).symlink_to(planted)
    before = planted.read_bytes()
    refused("symbolic link")
    assert planted.read_bytes() == before
    assert (place / KEY.filename).is_symlink()


def test_an_entry_that_is_a_dangling_symbolic_link(place, tmp_path):
    place.mkdir(0o700)
    (place / KEY.filename).symlink_to(tmp_path / "nowhere")
    refused("symbolic link")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_an_entry_that_others_may_write(place, mode):
    planted = plant(place / KEY.filename)
    planted.chmod(mode)
    refused("writable by group or others")


def test_an_entry_exchanged_between_the_check_and_the_opening(place, monkeypatch):
    planted = plant(place / KEY.filename)
    real_open = os.open

    def slow_open(path, *args, **kwargs):
        if path == KEY.filename:
            planted.chmod(0o666)
        return real_open(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", slow_open)
    refused("writable by group or others")


@pytest.mark.parametrize("kind", ["fifo", "directory"])
def test_an_entry_that_is_no_file_neither_hangs_nor_fails(place, kind):
    place.mkdir(0o700)
    if kind == "fifo":
        os.mkfifo(place / KEY.filename, 0o600)
    else:
        (place / KEY.filename).mkdir(0o700)
    refused("not a regular file")


def test_a_fifo_that_appears_after_the_check_does_not_hang(place, monkeypatch):
    planted = plant(place / KEY.filename)
    real_open = os.open

    def slow_open(path, *args, **kwargs):
        if path == KEY.filename:
            planted.unlink()
            os.mkfifo(planted, 0o600)
        return real_open(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", slow_open)
    with pytest.warns(CacheWarning, match="not a regular file"):
        assert made() == 1


# ---------------------------------------------------------------------------------------------------------------------
# 4: what runs is what was read


def test_a_planted_pyc_is_not_run(place):
    made()
    pycache = place / "__pycache__"
    pycache.mkdir(0o700)
    stem = KEY.filename.removesuffix(".py")
    source = place.parent / "evil.py"
    source.write_text(EVIL)
    for target in (pycache / f"{stem}.{sys.implementation.cache_tag}.pyc", place / f"{stem}.pyc"):
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(source), str(target), doraise=True, invalidation_mode=mode)
    assert made() == 0


def test_nothing_is_imported_and_nothing_registered(place):
    before = set(sys.modules)
    made()
    made()
    assert set(sys.modules) == before
    assert not (place / "__pycache__").exists()


def test_a_module_has_the_same_name_in_every_process():
    name = cache.load("f", BODY).__name__
    assert name == cache.load("f", BODY).__name__
    assert name != cache.load("f", BODY + "# other\n").__name__
    assert name.isidentifier()
    script = "import sys; from s2sad import cache; print(cache.load('f', sys.argv[1]).__name__)"
    assert run(script, BODY, PYTHONHASHSEED="1").stdout.strip() == name


def test_a_change_to_one_byte_is_noticed(place):
    made()
    path = place / KEY.filename
    path.write_bytes(path.read_bytes().replace(b"2.0 * x", b"3.0 * x"))
    with pytest.warns(CacheWarning, match="damaged"):
        assert made() == 1
    assert made() == 0


def test_futures_of_this_package_do_not_reach_the_generated_module():
    assert cache.load("f", "def f(x: 1 + 1): pass\n").f.__annotations__ == {"x": 2}


RAISES = "def f(x):\n    y = x + 1\n    return y / 0  # the line to show\n"


@pytest.mark.parametrize("on_disk", [True, False])
def test_tracebacks_and_debuggers_show_the_text(place, monkeypatch, on_disk):
    if not on_disk:
        monkeypatch.setenv("S2SAD_CACHE", "0")
    loaded = cache.load_or_make(KEY, Maker(RAISES))
    assert (loaded.path is not None) is on_disk
    if on_disk:  # what is shown is what runs, whatever becomes of the file
        loaded.path.write_text("something else\n" * 20)
    linecache.checkcache()
    with pytest.raises(ZeroDivisionError) as caught:
        loaded.module.f(1.0)
    assert "return y / 0  # the line to show" in "".join(traceback.format_exception(caught.value))
    assert inspect.getsource(loaded.module.f) == RAISES


def test_lines_count_from_the_top_of_the_file():
    loaded = cache.load_or_make(KEY, Maker())
    line = loaded.module.f_grad.__code__.co_firstlineno
    assert loaded.path.read_text().splitlines()[line - 1] == "def f_grad(x):"


def test_what_the_module_raises_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        cache.load_or_make(KEY, Maker("1 / 0\n"))
    with pytest.raises(SyntaxError):
        cache.load_or_make(Key("g", ()), Maker("def\n"))


def test_an_entry_that_does_not_run_any_more_is_made_again(place):
    cache.write(KEY, {}, "import a_library_that_is_gone\n")
    with pytest.warns(CacheWarning, match="does not run any more"):
        assert made() == 1
    assert made() == 0


# ---------------------------------------------------------------------------------------------------------------------
# 6 to 9: files


def test_readers_and_writers_of_a_known_directory_do_not_list_it(place, monkeypatch):
    made()

    def never(*_):
        raise AssertionError("the directory was listed")

    monkeypatch.setattr(os, "listdir", never)
    monkeypatch.setattr(os, "scandir", never)
    assert made() == 0
    assert made(Key("g", ())) == 1


def test_damage_is_repaired_with_at_most_one_warning(place):
    made()
    path = place / KEY.filename
    whole = path.read_bytes()
    header, _, _ = whole.partition(b"\n")
    damaged = [
        whole[:length] for length in (0, 1, 7, len(header), len(header) + 1, 60, 150, len(whole) // 2, len(whole) - 1)
    ]
    damaged += [b"\x00" * 4096, b"\xff\xfe garbage", whole + b"more", whole.replace(b"\n", b"\r\n"), b"\n" * 9]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for data in damaged:
            path.write_bytes(data)
            assert made() == 1, data
            assert path.read_bytes() == whole
            assert made() == 0
    assert len(caught) == 1


def test_an_entry_of_another_version_is_replaced_silently(place):
    made()
    path = place / KEY.filename
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"# s2sad cache 1\n", b"# s2sad cache 2\n# new: line\n"))
    assert made() == 1
    assert path.read_bytes() == whole


def test_an_entry_under_another_ones_name_is_not_run(place):
    other = Key("f", (b"other",))
    plant(place / KEY.filename, EVIL, other)
    with pytest.warns(CacheWarning, match="damaged"):
        assert made() == 1
    assert made() == 0


# ---------------------------------------------------------------------------------------------------------------------
# 10: a directory that cannot be written, a full disk


@pytest.mark.parametrize("below", ["", "deeper/cache"])
def test_a_file_in_the_place_of_the_directory(tmp_path, monkeypatch, below):
    (tmp_path / "file").write_text("mine")
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "file" / below))
    refused("cannot be used")
    assert (tmp_path / "file").read_text() == "mine"


AS_NOBODY = """
    import os, sys, warnings
    from s2sad import cache
    os.setegid(65534)
    os.seteuid(65534)
"""
READ_ONLY = """
    key = cache.Key("f", (b"source", b"options"))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(2):
            loaded = cache.load_or_make(key, lambda: ({}, "def f_grad(x): return 2.0 * x\\n"))
            assert loaded.module.f_grad(3.0) == 6.0
            assert loaded.path is None
    assert len(caught) == 1, caught
    assert caught[0].category.__name__ == "CacheWarning"
"""


@pytest.fixture
def scratch():
    """A directory that another user can get at, unlike `tmp_path`."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_a_directory_without_permission_to_write(scratch):
    root = os.geteuid() == 0  # permissions do not bind root: there, another user tries
    place = scratch / "read-only"
    place.mkdir(0o500)
    if root:
        os.chown(place, 65534, 65534)
    script = textwrap.dedent(AS_NOBODY if root else "import warnings\nfrom s2sad import cache")
    run(script + textwrap.dedent(READ_ONLY), S2SAD_CACHE_DIR=str(place))
    run(script + textwrap.dedent(READ_ONLY), S2SAD_CACHE_DIR=str(place / "deeper" / "cache"))
    assert list(place.iterdir()) == []


def full_disk(monkeypatch, room):
    """Writes as long as there is room, possibly less than asked for."""
    real_write = os.write
    left = [room]

    def write(fd, data):
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = real_write(fd, bytes(data)[: left[0]])
        left[0] -= written
        return written

    monkeypatch.setattr(os, "write", write)


@pytest.mark.parametrize("room", [0, 10, 200])
def test_a_full_disk_leaves_nothing(place, monkeypatch, room):
    with monkeypatch.context() as context:
        full_disk(context, room)
        refused("No space left")
        assert list(place.iterdir()) == []
    assert made() == 1
    assert made() == 0


def test_short_writes_are_continued(monkeypatch):
    real_write = os.write
    with monkeypatch.context() as context:
        context.setattr(os, "write", lambda fd, data: real_write(fd, bytes(data)[:7]))
        assert made() == 1
    assert made() == 0


def test_a_write_that_writes_nothing_does_not_loop(monkeypatch):
    with monkeypatch.context() as context:
        context.setattr(os, "write", lambda fd, data: 0)
        refused("cannot be written")


@pytest.mark.parametrize("call", ["replace", "fchmod", "listdir", "close"])
def test_any_other_failure_of_the_disk(place, monkeypatch, call):
    real = getattr(os, call)

    def fails(*args, **kwargs):
        if call == "close":
            if stat.S_ISDIR(os.fstat(args[0]).st_mode):
                return real(*args)
            real(*args)  # reports that what was written earlier is lost
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as context, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        context.setattr(os, call, fails)
        assert made() == 1
    assert len(caught) == (call != "listdir")
    assert [path.name for path in place.iterdir()] == ([KEY.filename] if call == "listdir" else [])
    assert made() == (call != "listdir")


def test_a_failing_clean_up_does_not_fail_the_call(place, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as context:
        context.setattr(os, "replace", fails)
        context.setattr(os, "unlink", fails)
        with pytest.warns(CacheWarning, match="cannot be written"):
            assert made() == 1
    assert cache.entries() == []


def test_a_limit_on_the_size_of_files(place):
    script = """
        import resource, signal, warnings
        from s2sad import cache
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))  # the first write is short, the second fails
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            loaded = cache.load_or_make(cache.Key("f", ()), lambda: ({}, "x = 1\\n" * 100))
        assert loaded.module.x == 1 and loaded.path is None and len(caught) == 1
    """
    run(script)
    assert list(place.iterdir()) == []


def test_a_planted_temporary_file_is_not_written_through(place, tmp_path, monkeypatch):
    """Its name cannot be guessed; if it is all the same, nothing is written."""
    monkeypatch.setattr(private_directory.os, "urandom", bytes)
    place.mkdir(mode=0o700)
    outside = tmp_path / "outside"
    outside.write_text("theirs")
    (place / f".{KEY.filename}.{'0' * 16}.tmp").symlink_to(outside)
    with pytest.warns(CacheWarning, match="cannot be written"):
        assert made() == 1
    assert outside.read_text() == "theirs"
    assert not (place / KEY.filename).exists()


def test_an_interrupt_while_writing_leaves_nothing(place, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            made()
    assert list(place.iterdir()) == []


# ---------------------------------------------------------------------------------------------------------------------
# 11: several at once


def test_processes_that_read_write_and_damage_at_once(place):
    script = """
        import os, random, sys
        from s2sad import cache
        chance = random.Random(int(sys.argv[1]))
        for _ in range(300):
            number = chance.randrange(20)
            key = cache.Key(f"f{number}", (b"x" * number,))
            body = f"def f(): return {number}\\n" + "# padding\\n" * 2000
            loaded = cache.load_or_make(key, lambda: ({"n": number}, body))
            assert loaded.module.f() == number and loaded.meta == {"n": number} and loaded.path
            if chance.random() < 0.2:
                loaded.path.unlink(missing_ok=True)
    """
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(script)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    workers = [subprocess.Popen([*command, str(seed)], env=environment, stderr=subprocess.PIPE) for seed in range(4)]
    errors = [worker.communicate(timeout=120)[1].decode() for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * 4, errors
    assert temporaries(place) == []


def test_threads_that_miss_together(place):
    barrier, results = threading.Barrier(8), []

    def call():
        barrier.wait()
        results.append(cache.load_or_make(KEY, Maker()).module.f_grad(1.0))

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [2.0] * 8
    assert [path.name for path in place.iterdir()] == [KEY.filename]


def test_forked_children(place):
    script = """
        import os
        from s2sad import cache
        def call(name):
            return cache.load_or_make(cache.Key(name, ()), lambda: ({}, "x = 1\\n")).module.x
        call("before")
        children = []
        for _ in range(4):
            child = os.fork()
            if not child:
                os._exit(0 if call("before") == call("after") == 1 else 1)
            children.append(child)
        assert call("after") == 1
        assert all(os.waitpid(child, 0)[1] == 0 for child in children)
    """
    run(script)
    assert len(cache.entries()) == 2
    assert temporaries(place) == []


KILLED = """
    import os, signal, sys
    from s2sad import cache
    real_write, real_replace = os.write, os.replace
    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)
    def write(fd, data):
        real_write(fd, bytes(data)[:int(sys.argv[1])])
        die()
    if int(sys.argv[1]) < 0:
        os.replace = die
    else:
        os.write = write
    cache.load_or_make(cache.Key("f", (b"source", b"options")), lambda: ({}, "def f_grad(x): return 0.0\\n"))
"""


@pytest.mark.parametrize("written", [1, 5, 100, -1])
def test_a_writer_that_is_killed(place, written):
    assert run(KILLED, written, check=False).returncode == -9
    assert [name.startswith(f".{KEY.filename}.") for name in temporaries(place)] == [True]
    assert cache.read(KEY) is None
    assert cache.entries() == []
    assert made() == 1  # and removes what was left behind
    assert [path.name for path in place.iterdir()] == [KEY.filename]
    assert made() == 0


def test_a_writer_that_is_killed_before_its_first_byte(place):
    run(KILLED, 0, check=False)
    assert made() == 1
    (name,) = temporaries(place)  # a writer at work cannot be told from it yet
    os.utime(place / name, (0, 0))
    private_directory._swept.clear()
    assert made(Key("g", ())) == 1
    assert temporaries(place) == []


def test_what_a_killed_writer_left_is_cleared(place):
    run(KILLED, 5, check=False)
    assert len(temporaries(place)) == 1
    assert cache.clear() == 1
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("written", [0, 1])
def test_what_another_process_is_writing_is_not_swept(place, written):
    script = """
        import os, sys
        from s2sad import cache
        real_write = os.write
        told = []
        def write(fd, data):
            if fd > 2 and not told:
                told.append(real_write(fd, data[:int(sys.argv[1])]))
                print("writing", flush=True)
                sys.stdin.readline()
                return told[0] or real_write(fd, data)
            return real_write(fd, data)
        os.write = write
        loaded = cache.load_or_make(cache.Key("slow", ()), lambda: ({}, "x = 1\\n"))
        assert loaded.path
    """
    worker = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script), str(written)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with worker:
        assert worker.stdout.readline() == "writing\n"
        assert made() == 1
        assert len(temporaries(place)) == 1
        worker.communicate("\n", timeout=60)
    assert worker.returncode == 0
    assert temporaries(place) == []
    assert len(cache.entries()) == 2


# ---------------------------------------------------------------------------------------------------------------------
# 15 and 16: clearing, and no cache at all


def test_listing_and_clearing(place):
    made()
    made(Key("<lambda>", ()))
    listed = cache.entries()
    assert sorted(entry.name for entry in listed) == ["_lambda_", "f"]
    assert all(entry.size == entry.path.stat().st_size for entry in listed)
    assert cache.clear() == 2
    assert cache.entries() == []
    assert place.is_dir()
    assert made() == 1


def test_clearing_takes_only_what_is_ours_by_name_and_by_header(place, tmp_path):
    made()
    outside = plant(tmp_path / "outside" / "precious.py")
    foreign = {
        "notes.txt": b"mine",
        "f.py": (place / KEY.filename).read_bytes(),  # our header under another name
        f"f-{'0' * 64}.py": b"print('mine')\n",  # our name over another text
        f"f-{'1' * 64}.py": b"",
        f".f-{'2' * 64}.py.0123456789abcdef.tmp": b"mine",
        "native": None,
    }
    for name, data in foreign.items():
        (place / name).mkdir() if data is None else (place / name).write_bytes(data)
    (place / f"f-{'3' * 64}.py").symlink_to(outside)
    (place / f"f-{'4' * 64}.py").mkdir()
    (place / "link").symlink_to(outside.parent, target_is_directory=True)
    before = {path.name for path in place.iterdir()}
    assert [entry.path.name for entry in cache.entries()] == [KEY.filename]
    assert cache.clear() == 1
    assert {path.name for path in place.iterdir()} == before - {KEY.filename}
    assert outside.exists()


def test_clearing_removes_entries_of_other_versions(place):
    plant(place / KEY.filename)
    path = place / KEY.filename
    path.write_bytes(path.read_bytes().replace(b"# s2sad cache 1", b"# s2sad cache 9"))
    assert cache.clear() == 1


def test_clearing_what_does_not_exist(place):
    assert cache.clear() == 0
    assert cache.entries() == []
    assert not place.exists()


@pytest.mark.parametrize("value", ["0", " 0 ", "off", "No", "FALSE"])
def test_switched_off_nothing_is_read_and_nothing_written(place, monkeypatch, value):
    plant(place / KEY.filename)
    before = (place / KEY.filename).read_bytes()
    monkeypatch.setenv("S2SAD_CACHE", value)
    assert cache.cache_dir() is None
    assert made() == 1
    assert made() == 1
    assert cache.read(KEY) is None
    assert cache.write(KEY, {}, BODY) is None
    assert cache.clear() == 0
    assert (place / KEY.filename).read_bytes() == before


def test_switched_off_the_directory_is_not_made(place, monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE", "0")
    made()
    assert not place.exists()


def test_the_cache_loads_where_only_the_standard_library_is():
    script = """
        import sys
        sys.modules["fcntl"] = sys.modules["resource"] = None
        import os
        del os.geteuid
        os.name = "nt"
        from s2sad import cache, private_directory
        assert not private_directory.SUPPORTED and cache.cache_dir() is None
        assert cache.load_or_make(cache.Key("f", ()), lambda: ({}, "x = 1\\n")).module.x == 1
    """
    if sysconfig.get_platform().startswith("win"):
        pytest.skip("this is such a system")
    run(script)
