"""Trees as flat arrays, and their outputs without scikit-learn.

All nodes of all trees lie one after the other. The children of a node are neighbours, so one
index names both. A leaf is its own child behind an infinite threshold: walking on from it stays
there, and rows of different depths can walk together without a mask.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..algorithm import Array, Arrays, Matrix, Output
from ..errors import InputError

Numbers = npt.NDArray[Any]

_LEAF = -1
# Row-tree pairs walked at once: their indexes and values stay in the processor's cache.
_BLOCK = 32_768
_FLOAT32_MAX = float(np.finfo(np.float32).max)


class GrownTree(Protocol):
    """What is read of scikit-learn's `tree_`."""

    node_count: int
    max_depth: int
    children_left: Numbers
    children_right: Numbers
    feature: Numbers
    threshold: Numbers
    value: Numbers


def pack_trees(
    trees: Sequence[GrownTree], columns: Sequence[int] = (0,), outputs: int = 1
) -> dict[str, Array]:
    """Arrays of scikit-learn's `tree_` objects, which are not needed afterwards.

    Args:
        trees: grown on the same columns.
        columns: the places of the trees' outputs among all: of several classes, those that the
            fitted rows had.
        outputs: how many there are in all; 1 in regression.
    """
    parts = [_pack(tree) for tree in trees]
    roots = np.cumsum([0] + [len(part["feature"]) for part in parts])[:-1].astype(np.int32)
    for part, root in zip(parts, roots, strict=True):
        part["child"] += root
    packed = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    value = np.zeros((len(packed["feature"]), outputs))
    value[:, list(columns)] = packed["value"]
    depths = np.array([tree.max_depth for tree in trees], dtype=np.int32)
    return {**packed, "value": value, "root": roots, "depth": depths}


def _pack(tree: GrownTree) -> dict[str, Numbers]:
    """One tree, renumbered breadth first so that siblings are neighbours."""
    order = [0]
    first_child = np.zeros(tree.node_count, dtype=np.int32)
    for place, node in enumerate(order):
        if tree.children_left[node] == _LEAF:
            first_child[place] = place
        else:
            first_child[place] = len(order)
            order += [tree.children_left[node], tree.children_right[node]]
    leaf = tree.children_left[order] == _LEAF
    return {
        "feature": np.where(leaf, 0, tree.feature[order]).astype(np.int32),
        "threshold": np.where(leaf, np.float32(np.inf), _float32_below(tree.threshold[order])),
        "child": first_child,
        "value": tree.value[order, 0, :].astype(np.float64),
    }


def _float32_below(thresholds: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """The largest 32-bit number that is not above; for 32-bit x, `x <= t` stays the same."""
    rounded = thresholds.astype(np.float32)
    below = np.nextafter(rounded, np.float32(-np.inf))
    return np.where(rounded > thresholds, below, rounded)


def as_float32(matrix: Matrix) -> npt.NDArray[np.float32]:
    """What scikit-learn's trees compare; beyond that type's range is at its end."""
    return np.clip(matrix, -_FLOAT32_MAX, _FLOAT32_MAX).astype(np.float32, order="C")


def predict_trees(arrays: Arrays, matrix: Matrix) -> Output:
    """Mean of the trees' leaf values: a number a row, or a probability for each class.

    Trees are added one after the other for each row, as scikit-learn does on one processor, so a
    row's output does not depend on the other rows it comes with.
    """
    trees = _Trees(**{name: np.asarray(array) for name, array in arrays.items()})
    cells = as_float32(matrix).ravel()
    rows, width = matrix.shape
    total = np.zeros((rows, trees.value.shape[1]))
    for start in range(0, rows, _BLOCK):
        begins = np.arange(start, min(start + _BLOCK, rows)) * width
        part = total[start : start + len(begins)]
        together = max(1, _BLOCK // len(begins))
        for first in range(0, len(trees.root), together):
            for leaves in trees.walk(cells, begins, slice(first, first + together)):
                part += trees.value[leaves]
    total /= len(trees.root)
    return total[:, 0] if total.shape[1] == 1 else total


def check_trees(arrays: Arrays, width: int, classes: int) -> None:
    """Nothing points outside the arrays or a row, and every output is a number.

    Raises:
        InputError: the arrays are not those of trees over `width` columns.
    """
    if set(arrays) != {field.name for field in fields(_Trees)}:
        raise InputError(f"Trees do not consist of the arrays {', '.join(sorted(arrays))}.")
    trees = _Trees(**{name: np.asarray(array) for name, array in arrays.items()})
    if not (trees.shapes_agree(max(classes, 1)) and trees.walks_end_in_leaves(width)):
        raise InputError("The model's arrays do not fit together; train it anew.")


def _within(numbers: Numbers, end: int) -> bool:
    """Whole numbers from 0 to before `end`."""
    whole = np.issubdtype(numbers.dtype, np.integer)
    return bool(whole and numbers.min() >= 0 and numbers.max() < end)


@dataclass(frozen=True, slots=True)
class _Trees:
    feature: Numbers
    threshold: Numbers
    child: Numbers
    value: Numbers
    root: Numbers
    depth: Numbers

    def shapes_agree(self, outputs: int) -> bool:
        nodes = (self.feature, self.threshold, self.child)
        return (
            self.feature.size > 0
            and self.root.size > 0
            and all(array.shape == (self.feature.size,) for array in nodes)
            and self.value.shape == (self.feature.size, outputs)
            and all(array.shape == (self.root.size,) for array in (self.root, self.depth))
        )

    def walks_end_in_leaves(self, width: int) -> bool:
        count = self.feature.size
        right = self.threshold < np.inf
        return (
            _within(self.feature, width)
            and _within(self.child, count)
            and _within(self.child + right, count)
            and _within(self.root, count)
            and _within(self.depth, count)
            and bool(np.isfinite(self.value).all())
        )

    def walk(self, cells: Numbers, begins: Numbers, chosen: slice) -> Numbers:
        """Leaves in the chosen trees (first axis) of the rows that begin at these cells."""
        node = np.repeat(self.root[chosen, None], len(begins), axis=1)
        for _ in range(int(self.depth[chosen].max())):
            right = cells.take(self.feature.take(node) + begins) > self.threshold.take(node)
            node = self.child.take(node) + right
        return node
