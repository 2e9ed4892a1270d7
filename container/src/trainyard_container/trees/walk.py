"""The walk of rows through trees that lie in flat arrays, by numpy.

All nodes of all trees lie one after the other. The children of a node are neighbours, so one
index names both. A leaf is its own child behind an infinite threshold: walking on from it stays
there, and rows of different depths can walk together without a mask.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int32]
Singles = npt.NDArray[np.float32]

# Row-tree pairs walked at once: their indexes and values stay in the processor's cache.
_BLOCK = 32_768


@dataclass(frozen=True, slots=True)
class Trees:
    """Over the nodes: the column compared, what it may be at most to go left (`nan_right` says
    where a NaN goes), the left child, and the outputs. Over the trees: root and depth.
    """

    feature: Integers
    threshold: Singles
    nan_right: npt.NDArray[np.bool_]
    child: Integers
    value: npt.NDArray[np.float64]
    root: Integers
    depth: Integers


def add_leaves(trees: Trees, cells: Singles, total: npt.NDArray[np.float64]) -> None:
    """Adds to each row of `total` the outputs of the leaves that the row of `cells` comes to.

    Trees are added one after the other for each row, as scikit-learn does on one processor, so
    that a row's sums do not depend on the rows it comes with.
    """
    rows, width = cells.shape
    flat = cells.ravel()
    for start in range(0, rows, _BLOCK):
        begins = np.arange(start, min(start + _BLOCK, rows)) * width
        part = total[start : start + len(begins)]
        together = max(1, _BLOCK // len(begins))
        for first in range(0, len(trees.root), together):
            for leaves in _leaves(trees, flat, begins, slice(first, first + together)):
                part += trees.value[leaves]


def _leaves(trees: Trees, cells: Singles, begins: npt.NDArray[np.int64], chosen: slice) -> Integers:
    """Leaves in the chosen trees (first axis) of the rows that begin at these cells."""
    node = np.repeat(trees.root[chosen, None], len(begins), axis=1)
    has_nan = bool(np.isnan(cells).any())
    for _ in range(int(trees.depth[chosen].max())):
        values = cells.take(trees.feature.take(node) + begins)
        right = values > trees.threshold.take(node)
        if has_nan:
            right |= np.isnan(values) & trees.nan_right.take(node)
        node = trees.child.take(node) + right
    return node
