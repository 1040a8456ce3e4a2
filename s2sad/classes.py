"""W's in classes, which grow together: those that may share memory, those that share a name.

::

    parent = {w3: w1, w5: w3}        find(w5) -> w1, and w5 -> w1 from then on
"""

from __future__ import annotations

from s2sad.ir import Var


class Classes:
    """A union-find forest; a w without a parent stands for its class."""

    parent: dict[Var, Var]

    def find(self, v: Var) -> Var:
        """The representative of a w's class."""
        parent = self.parent
        root = parent.get(v)
        if root is None:
            return v
        above = parent.get(root)
        if above is None:
            return root
        while above is not None:
            root, above = above, parent.get(above)
        while (next_ := parent[v]) is not root:
            parent[v], v = root, next_
        return root
