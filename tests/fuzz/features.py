"""Which rows of the tables are which feature of Python and NumPy.

A row says how one construct is written.  Several rows may write one feature, as people write it in several ways: the
statistics ask of features that each occurs in at least one of a hundred programs, and each pair in one of a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable

_TEXT = """
numbers: name of a number; literal; sum and difference; product, squeezed; quotient; floating quotient of names;
    negative; captured number; captured array; captured dictionary; assign a number; new number; update a number
powers: power; power with a variable exponent; pow(); math.pow; power of integers; power of an array
functions of numbers: function of a number; function of math; absolute value; square root; exponential; logarithm;
    norm; hypotenuse; maximum and minimum
builtins of numbers: builtin max and min; float(); round; int(); max of an array's items; sum with a start; sum of a
    list
remainders: remainder; floor division; divmod; integer division and remainder
integers: integer in arithmetic; true division of integers; integer
len, shape, size: length; shape; size; shape unpacked; difference of shapes
items: item; item of two; item of a matrix; item of a row; item of a view; item of a reversed view
computed indices: item at an integer array; item at a computed index; gather at computed indices; update at an index
    of an array
conditional expression: conditional expression; conditional array
walrus: walrus; two walruses; walrus in a condition
truth values: truth in arithmetic; value of or; value of and; truth of a number; and; or; not
comparisons: comparison; comparison of integers; equality of integers; odd or even; chained comparison; chained
    equality
in, is, isinstance: is None; membership; isinstance; kind of a value
switches: string switch; static argument; flag
reductions: sum of an array; mean of an array; sum of a matrix; sum of a slice; sum by the method; mean by the
    method; np.prod; np.max; any item
reductions along an axis: double sum; sum along an axis; mean along an axis; strides of two; cumulative sum; sum
    along an empty axis
products: scalar product; np.dot; matrix times array; array times matrix; matrix product; outer product; outer
np.where: np.where of numbers; np.where of numbers, kept; np.where; np.where of a condition; np.maximum of arrays; clip
np.where with an inactive infinity: np.where of numbers with an inactive infinity; np.where with an inactive
    infinity
NumPy's numbers: NumPy's number; NumPy number; NumPy integer; array without axes
arrays: name of an array; array times number; array and array; number minus array; quotient of arrays; product of
    arrays, squeezed; function of an array; negative array; array plus zero; absolute values; captured weights; name
    of a matrix; function of a matrix; integers as an array; array of numbers; array under a boolean parameter
parts of arrays: name of a pair; part of an array; every other item; every other item, backwards; part of a column;
    pair times number; pair and pair; difference of neighbours; function of a pair; reversed array; row; column;
    view of a view, read; row of a gathered matrix
masks: mask in arithmetic; mask as numbers; sum under a mask
arrays as indices: gather; gather by a list; gather at repeated indices; items of rows and columns; gather from
    itself
broadcasting: broadcast of one; matrix plus row; matrix plus column; size-one axis stretched; item of one stretched;
    stretched array of one; column of a matrix of one column
transposed: transposed; item of a transposed; transposed view; view of a transposed part; update by the transposed
new arrays: zeros_like; new zeros; new ones; new array like another; new empty array, filled; copy; new array; new
    value; new matrix; new matrix of another; new matrix of zeros
joined arrays: concatenate; stack; roll
reshape and ravel: flattened part of a matrix; reshaped there and back; reshaped view written; reshaped copy
    written; raveled; raveled copy
stores to items: store to an item; update an item; store to an item of two; store to a matrix item; array written in
    a list; stores by a comprehension's items
stores to slices: store to a slice; store a number to a slice; store between slices; copy between slices; store to
    the whole; store to the ellipsis
strided stores: store to strides; store backwards; store to strides of either sign; copy between strides
stores to rows, columns, blocks: store to a row; store to part of a row; store to a column; store to a block
stores under masks: store under a mask; update under a mask; store of what a mask takes; store an array under a
    mask; mask of a part; mask with an operator
stores at indices: store at indices; update at indices; store an array at indices; store at repeated indices; update
    at repeated indices; update a number at repeated indices; store at rows; store at rows and columns; np.add.at
stores that overlap: shifted store; shifted update; store of the reversed; update by the reversed; row by the row
    before; stencil in a row; two views that overlap
in-place operators: update an array; update an array by a number; divide an array in place; square an array in
    place; update a matrix
in-place operators on themselves: update an array by itself; update an array by a part; update by an item of itself
functions that write: np.copyto; fill; out=
views: view; view of a matrix; row as a view; column as a view; diagonal block as a view; view with a new axis
strided views: strided view; every other item as a view; reversed view
views of views: view of a view; view of a view of a view; view of a reversed row
writes through views: update a view; update a view by a number
writes beside views: view of an array that is written; view that is read after a write; view before its base is
    bound anew
aliases: alias; alias of a matrix; three names in a ring
aliases in structures: alias in a tuple; alias in a list; alias in a nested tuple; alias in a dict; alias in a list
    in a dict
aliases by a condition: alias by a condition; alias by a conditional, written at once; alias by a conditional view;
    alias in one branch; alias or copy
swapped buffers: swapped buffers; swap in a branch; swap in a time loop
rebound arrays: rebind an array; rebind a written array; name that becomes an array
bound in branches: bound in both branches; bound in one branch
forms of assignment: annotated assignment; two targets; tuple assignment; swap of numbers; chain of assignments to
    items; targets that depend on one another
unpacking: unpack an array; starred target; nested targets; tuple unpacked with a star; starred items in the middle;
    items of an array unpacked
assert and raise: assert; raise
print, pass, del: print; print of a number; pass; del; expression that is thrown away
comprehensions: sum of a comprehension; comprehension; array of a comprehension; array of a comprehension of items;
    comprehension with a condition; comprehension over zip; all of a comprehension; dict comprehension
generators: sum of a generator; generator with a condition; max of a generator; any of a generator
lists: list that grows; item of a list stored; list popped; list extended; list sliced; nested list; array of a list
lists with two names or branches: list with two names; list grown in a branch
lists of loops: list of a loop; list of a while; list grown by the loop over it; list changed by the loop over it
tuples: tuple of parts; tuple made of a tuple; tuples joined
named tuples: named tuple; named tuple replaced; named tuple parameter; field of a named tuple parameter; array of a
    named tuple parameter
dicts: dict of parts; item of a dict stored; item of a dict updated; dict asked for what it lacks; dict updated and
    popped; loop over a dict
dicts that change: dict with two names; dict changed in a loop; dict changed in a branch
objects: object; method; method that writes; field stored; array of an object written
if: if; if else
elif: elif
range: for over range; for over range from; for over range with a step; for over a range of the length; for over
    reversed
index after the loop: loop index used after; loop index changed
loops over arrays: for over an array; for over rows; for over an array backwards; for over a part; for over integers
    of an array
zip and enumerate: for over enumerate; for over zip; for over enumerate from one; for over zip with range; for over
    enumerate of rows
loops over structures: for over a tuple; for over a list of arrays; for over pairs
loops over nothing: for over nothing
while: while with a count; while with a condition; while over a shrinking number
while True: while True
break: break; jump in else
continue: continue
for else: for else
while else: while else
early return: early return
exits from two loops: loop left from two loops; return from two loops; helper left from two loops
match: match; match of a tuple
np.errstate: np.errstate
try: try finally; try except; try except finally
helpers: helper of numbers; helper of arrays; helper called twice; helper that returns a tuple; default that is a
    tuple
helpers that write: helper that writes; helper that writes and returns a number; helper that writes and returns an
    array; helper that writes called twice; helper that writes arrays of a tuple; helper that shifts and returns
an array passed twice: helper that gets an array twice; helper that writes what it gets twice; helper that gets
    overlapping views
results that share memory: result of a helper written; helper that returns an argument or not; helper that returns
    views; helper that returns its argument; helper that returns a view
recursion: recursion; recursion over parts; mutual recursion
forms of arguments: keywords and stars; positional only; default argument; starred argument
functions as values: partial; decorated helper; function that returns a function; function as an argument
closures: nested function; closure over a loop variable; closure that sees a later value; closures that keep a
    loop's variable; closures that share a loop's variable
closures that write: nonlocal; closure that writes an array; closure with a state
lambdas: lambda; lambda called at once
arrays as parameters: second array; argument that is written; matrix; integer array; boolean array
layouts of parameters: matrix in Fortran's order; strided argument; written strided argument; read-only argument;
    overlapping argument; reversed overlapping argument
single precision: array of single precision; written array of single precision; number of single precision; store to
    single precision; update of single precision; view of single precision
axes of length zero: empty array; matrix without rows; number of an empty array; empty part; empty part written
axes of length one: array of one; matrix of one column; number of an array of one
structures as parameters: dict parameter; tuple parameter; list parameter; item of a dict parameter; item of a tuple
    parameter; item of a list parameter; array of a dict parameter; array of a tuple parameter
static values as parameters: string parameter; bool parameter; None parameter
odd numbers as parameters: negative integer; number that is negative zero
names that clash: names like those of w's; names like those of adjoints; names like those of tapes; names of
    builtins; names of modules; names of captured values; names in other letters
dicts with computed keys: dict filled by a loop; dict by a comprehension over items; dict that loses keys; items of
    such a dict; dict of two names, chosen
queues and sets: deque; deque of both ends; set
sorting: sorted; sorted by a key; array sorted
iterators: iterator gone on with; first that fits; itertools; itertools of one
lists of arrays or lists: list of arrays; list of lists
objects with state: object with a list; object or another; objects in a list; objects added; object with two names;
    object copied; object handed to a helper
exceptions that are caught: exception of a helper; try in a loop; item that is not there; suppress; try within try
complex numbers on the way: part of a complex product; length of a complex number; sum of complex numbers; part of
    complex arrays; lengths of complex numbers
derivatives inside: derivative inside; gradient inside; pullback inside
matrices of derivatives inside: matrix of derivatives inside
linear systems: system solved; determinant
einsum: einsum
convolutions and windows: convolution; windows
statistics: spread; weighted mean; sum of exponentials
along an axis: products so far; slopes and areas; reductions by ufuncs; interpolation
choices among arrays: np.select; take and put
repeated, padded, split: tile and repeat; split; pad
parts of matrices, axes moved: triangles and diagonals; axes moved; flipped
matrices as flat: a matrix as flat; items as flat
methods of arrays: methods of arrays
heaps and bisection: heap; bisected list
rows to columns: rows to columns
iterators beside one another: zip of what is longer, round, or chosen
taken while, filtered, reduced: taken while, filtered; reduced by a function
lists of computed length: list of a computed length, changed
functions in structures: functions in a dict; functions in a tuple
functions handed on: mapped function; closure handed to a recursion; bound function handed to a helper; closure that
    writes, handed to a helper
iterators handed on: iterator handed to a helper
objects with items: object with items; dataclass replaced
returns a number: returns a number
returns an array: returns an array; returns a part; returns a written array
returns a structure: returns a tuple; returns two numbers; returns a dict
"""
UNCOUNTED = ("usual names",)


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in text.strip().replace("\n    ", " ").split("\n"):
        name, _, rows = entry.partition(": ")
        for row in rows.split("; "):
            row = row.strip().rstrip(";")
            assert row not in found, row
            found[row] = name
    return found


FEATURE_OF: dict[str, str] = _read(_TEXT)
ROWS_OF: dict[str, list[str]] = {}
for _row, _name in FEATURE_OF.items():
    ROWS_OF.setdefault(_name, []).append(_row)
NAMES: tuple[str, ...] = tuple(dict.fromkeys(FEATURE_OF.values()))
_RESULTS = [n for n in NAMES if n.startswith("returns ")]
EXCLUSIVE = frozenset((a, b) for a in _RESULTS for b in _RESULTS)  # a program returns one thing


def features_of(rows: Iterable[str]) -> frozenset[str]:
    """The features of a program that was written by these rows."""
    return frozenset(FEATURE_OF[row] for row in rows if row in FEATURE_OF)
