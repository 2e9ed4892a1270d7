"""The walk through the trees, compiled by numba while this module is imported.

That takes a second or two; serving answers by `walk.py` meanwhile.
"""

import numpy as np
import numpy.typing as npt
from numba import njit, types

from ..machine_code import CACHED
from .walk import Integers, Singles, Trees

# Trees that one row walks together: while one waits for memory, the others go on.
_TOGETHER = 16
# Rows that walk the same trees one after the other, whose nodes stay in the processor's cache.
_ROWS = 256

_INTEGERS = types.Array(types.int32, 1, "C", readonly=True)
_SIGNATURE = types.void(
    types.Array(types.float32, 2, "C", readonly=True),
    _INTEGERS,
    types.Array(types.float32, 1, "C", readonly=True),
    _INTEGERS,
    types.Array(types.float64, 2, "C", readonly=True),
    _INTEGERS,
    types.Array(types.float64, 2, "C"),
)


@njit(_SIGNATURE, nogil=True, error_model="numpy", cache=CACHED)
def _walk(
    cells: Singles,
    feature: Integers,
    threshold: Singles,
    child: Integers,
    value: npt.NDArray[np.float64],
    root: Integers,
    total: npt.NDArray[np.float64],
) -> None:
    node = np.empty(_TOGETHER, np.int32)
    for begin in range(0, len(cells), _ROWS):
        for first in range(0, len(root), _TOGETHER):
            count = min(_TOGETHER, len(root) - first)
            for row in range(begin, min(begin + _ROWS, len(cells))):
                node[:count] = root[first : first + count]
                moved = 1
                while moved:
                    moved = 0
                    for tree in range(count):
                        now = node[tree]
                        right = cells[row, feature[now]] > threshold[now]
                        node[tree] = child[now] + right
                        moved |= node[tree] ^ now
                for tree in range(count):
                    for column in range(value.shape[1]):
                        total[row, column] += value[node[tree], column]


def add_leaves(trees: Trees, cells: Singles, total: npt.NDArray[np.float64]) -> None:
    """See `walk.add_leaves`."""
    _walk(cells, trees.feature, trees.threshold, trees.child, trees.value, trees.root, total)
