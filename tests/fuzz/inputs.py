"""Rows of parameters, and of results: what the program is called with, and what it returns.

An input's row gives the parameter, the kind of its name, and the argument as text.
"""

from __future__ import annotations

from tests.fuzz.writer import Feature, Writer

VALUES = "[0.4, -0.7, 1.2, 0.33]"  # their mean is none of them: at a tie there is a kink


def _parameter(name: str, kind: str, *texts: str):
    def write(g: Writer) -> str:
        g.bind(name, kind)
        return f"{name} = {g.r.choice(texts)}"

    return write


INPUTS = (
    Feature("second array", 2, _parameter("y", "val", "np.array([0.9, 0.2, -0.5, 1.1])")),
    Feature("argument that is written", 2, _parameter("u", "vec", "np.array([0.6, 1.3, -0.2, 0.8])")),
    Feature("matrix", 3, _parameter("M", "mat", "np.arange(16.0).reshape(4, 4) / 10 - 0.7")),
    Feature("matrix in Fortran's order", 1, _parameter("F", "mat", "np.cos(np.arange(16.0).reshape(4, 4)).T")),
    Feature("strided argument", 1, _parameter("st", "val", "np.linspace(-1.0, 1.0, 8)[::2]")),
    Feature("written strided argument", 1, _parameter("sw", "vec", "np.linspace(-0.8, 0.9, 8)[::-2]")),
    Feature("read-only argument", 1, _parameter("ro", "val", "frozen([0.2, 0.5, -0.3, 0.7])")),
    Feature("NumPy number", 2, _parameter("npf", "num", "np.float64(0.6)", "np.float64(-1.1)")),
    Feature("integer array", 2, _parameter("ids", "ids", "np.array([0, 2, 2, 1])", "np.array([3, 0, 1, 3])")),
    Feature("dict parameter", 2, _parameter("d", "dict", '{"gain": 0.7, "w": np.array([0.5, -0.4, 0.8, 0.1])}')),
    Feature("tuple parameter", 2, _parameter("tp", "tuple", "(0.6, np.array([0.3, 0.9, -0.8, 0.2]), (1.2, 2))")),
    Feature("string parameter", 2, _parameter("mode", "str", '"sine"', '"other"')),
    Feature("bool parameter", 2, _parameter("flag", "flag", "True", "False")),
    Feature("array of single precision", 1.5, _parameter(
        "x32", "val32", "np.array([0.5, -0.25, 0.75, 0.3], dtype=np.float32)"
    )),
    Feature("written array of single precision", 1, _parameter(
        "u32", "vec32", "np.array([0.4, 0.6, -0.7, 0.2], np.float32)"
    )),
    Feature("number of single precision", 1.5, _parameter("p32", "num", "np.float32(0.6)", "np.float32(-0.35)")),
    Feature("NumPy integer", 1.5, _parameter("npi", "int", "np.int64(2)", "np.int32(1)")),
    Feature("array without axes", 1.5, _parameter("z0", "num", "np.array(0.7)", "np.array(-0.4)"), refused=True),
    Feature("empty array", 1.5, _parameter("ze", "zero", "np.zeros(0)", "np.ones((0, 3))")),
    Feature("matrix without rows", 1.5, _parameter("ze2", "zero2", "np.zeros((0, 4))")),
    Feature("array of one", 1.5, _parameter("o1", "one", "np.array([0.6])", "np.array([-0.8])")),
    Feature("matrix of one column", 1.5, _parameter("oc", "col", "np.array([[0.3], [0.9], [-0.4], [0.5]])")),
    Feature("boolean array", 1.5, _parameter("mk", "bools", "np.array([True, False, True, True])")),
    Feature("list parameter", 2, _parameter("ls", "list", "[0.4, -0.8, 1.1]", "[0.4, np.float64(0.7)]")),
    Feature("named tuple parameter", 2, _parameter("nt", "point", "Pair(0.4, np.array([0.7, -0.3, 0.9, 0.2]))")),
    Feature("overlapping argument", 1.5, _parameter("ov", "val", "SHARED[1:5]")),
    Feature("reversed overlapping argument", 1.5, _parameter("ow", "val", "SHARED[::-1][1:5]")),
    Feature("negative integer", 1.5, _parameter("neg", "int", "-2", "-1")),
    Feature("number that is negative zero", 1, _parameter("nz", "num", "-0.0", "0.0")),
    Feature("None parameter", 1, _parameter("opt", "none", "None", "0.5")),
)  # fmt: skip


def _result(kind: str):
    def write(g: Writer) -> str:
        g.scope.result = kind
        return kind

    return write


RESULTS = (
    Feature("returns a number", 8, _result("number"), base=True),
    Feature("returns an array", 1, _result("array"), base=True),
    Feature("returns a part", 0.7, _result("part"), base=True),
    Feature("returns a tuple", 1, _result("tuple"), base=True),
    Feature("returns two numbers", 0.7, _result("numbers"), base=True),
    Feature("returns a dict", 0.7, _result("dict"), base=True),
    Feature("returns a written array", 0.7, _result("buffer"), base=True),
)
