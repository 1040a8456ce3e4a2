"""Blocks of Markdown documents that are made by code: each stands under a comment that says what it is.

<!-- made: f lower -->
```text
func f(x = x: float, n = n: int):
```
"""

import re

_BLOCK = re.compile(
    r"(^<!-- made: (?P<what>[^>]+) -->\n```(?P<kind>\w+)\n)(?P<body>.*?)(^```$)", re.MULTILINE | re.DOTALL
)


def made_blocks(document):
    """What blocks of a document are, in order."""
    return [m["what"] for m in _BLOCK.finditer(document)]


def with_blocks(document, make):
    """The document with each block made anew: ``make`` gets what it is."""
    return _BLOCK.sub(lambda m: m[1] + make(m["what"]).rstrip("\n") + "\n" + m[5], document)
