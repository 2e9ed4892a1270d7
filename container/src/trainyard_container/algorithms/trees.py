"""Regression trees as flat arrays, and their predictions without scikit-learn.

All nodes of all trees lie one after the other. The children of a node are neighbours, so one
index names both. A leaf is its own child behind an infinite threshold: walking on from it stays
there, and rows of different depths can walk together without a mask.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..algorithm import Arrays, Predict, Vector
from ..encoder import Matrix

_LEAF = -1
# Row-tree pairs walked at once: their indexes and values stay in the processor's cache.
_BLOCK = 32_768


def pack_trees(trees: Sequence[Any]) -> dict[str, npt.NDArray[np.generic]]:
    """Arrays of scikit-learn's `tree_` objects, which are not needed afterwards."""
    parts = [_pack(tree) for tree in trees]
    roots = np.cumsum([0] + [len(part["feature"]) for part in parts])[:-1].astype(np.int32)
    for part, root in zip(parts, roots, strict=True):
        part["child"] += root
    packed = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    depths = np.array([tree.max_depth for tree in trees], dtype=np.int32)
    return {**packed, "root": roots, "depth": depths}


def _pack(tree: Any) -> dict[str, npt.NDArray[Any]]:
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
        "value": tree.value[order, 0, 0].astype(np.float64),
    }


def _float32_below(thresholds: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """The largest 32-bit number that is not above; for 32-bit x, `x <= t` stays the same."""
    rounded = thresholds.astype(np.float32)
    below = np.nextafter(rounded, np.float32(-np.inf))
    return np.where(rounded > thresholds, below, rounded)


def tree_predictor(arrays: Arrays) -> Predict:
    """Mean of the trees' leaf values.

    Trees are added one after the other for each row, so a row's prediction does not depend on
    the other rows it comes with.
    """
    feature, threshold = np.asarray(arrays["feature"]), np.asarray(arrays["threshold"])
    child, value = np.asarray(arrays["child"]), np.asarray(arrays["value"])
    roots, depths = np.asarray(arrays["root"]), np.asarray(arrays["depth"])

    def leaves(
        flat: npt.NDArray[np.float32], base: npt.NDArray[np.int64], first: int, last: int
    ) -> Any:
        node = np.repeat(roots[first:last, None], len(base), axis=1)
        for _ in range(int(depths[first:last].max())):
            x = flat.take(feature.take(node) + base)
            node = child.take(node) + (x > threshold.take(node))
        return value.take(node)

    def predict(matrix: Matrix) -> Vector:
        flat = np.ascontiguousarray(matrix, dtype=np.float32).ravel()
        rows, width = matrix.shape
        total = np.zeros(rows)
        for start in range(0, rows, _BLOCK):
            base = np.arange(start, min(start + _BLOCK, rows)) * width
            part = total[start : start + len(base)]
            together = max(1, _BLOCK // len(base))
            for first in range(0, len(roots), together):
                for tree in leaves(flat, base, first, min(first + together, len(roots))):
                    part += tree
        return total / len(roots)

    return predict
