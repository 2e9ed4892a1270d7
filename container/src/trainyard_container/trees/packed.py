"""Trees as flat arrays, and their outputs without scikit-learn."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..algorithm import Array, Arrays, Matrix, Output, Predict
from ..errors import InputError
from ..machine_code import can_compile
from ..processors import processors
from .walk import Singles, Trees, add_leaves

Mean = Callable[[Matrix], Output | None]

_LEAF = -1
# So many take longer than it takes to share them.
_SHARED_ROWS = 4096
_FLOAT32_MAX = float(np.finfo(np.float32).max)
_TYPES = {
    "feature": np.int32,
    "threshold": np.float32,
    "nan_right": np.bool_,
    "child": np.int32,
    "value": np.float64,
    "root": np.int32,
    "depth": np.int32,
}


class GrownTree(Protocol):
    """What is read of scikit-learn's `tree_`."""

    node_count: int
    max_depth: int
    children_left: npt.NDArray[Any]
    children_right: npt.NDArray[Any]
    feature: npt.NDArray[Any]
    threshold: npt.NDArray[np.float64]
    missing_go_to_left: npt.NDArray[Any]
    value: npt.NDArray[np.float64]


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


def _pack(tree: GrownTree) -> dict[str, Array]:
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
        "nan_right": ~leaf & (tree.missing_go_to_left[order] == 0),
        "child": first_child,
        # Of leaves only: nothing reads the others, and zeros take no room in a packed file.
        "value": np.where(leaf[:, None], tree.value[order, 0, :], 0.0),
    }


def _float32_below(thresholds: npt.NDArray[np.float64]) -> Singles:
    """The largest 32-bit number that is not above; for 32-bit x, `x <= t` stays the same."""
    rounded = thresholds.astype(np.float32)
    below = np.nextafter(rounded, np.float32(-np.inf))
    return np.where(rounded > thresholds, below, rounded)


def as_float32(matrix: Matrix) -> Singles:
    """What scikit-learn's trees compare; beyond that type's range is at its end."""
    return np.clip(matrix, -_FLOAT32_MAX, _FLOAT32_MAX).astype(np.float32, order="C")


def predict_trees(arrays: Arrays, matrix: Matrix) -> Output:
    """Mean of the trees' leaf values: a number a row, or a probability for each class."""
    trees = Trees(**arrays)
    cells = as_float32(matrix)
    total: Output = np.zeros((len(cells), trees.value.shape[1]))
    add_leaves(trees, cells, total)
    total /= len(trees.root)
    return _of_one_column(total)


def _of_one_column(total: Output) -> Output:
    return total[:, 0] if total.shape[1] == 1 else total


def compile_trees(arrays: Arrays) -> Predict | None:
    """`predict_trees` for these arrays by machine code, to the same bits; None if it cannot be."""
    if not can_compile():
        return None
    from .compiled import compile_mean  # noqa: PLC0415 - takes a second or two

    mean = compile_mean(Trees(**arrays))
    if mean is None:
        return None

    def predict(matrix: Matrix) -> Output:
        total = mean(matrix) if len(matrix) < _SHARED_ROWS else _shared(mean, matrix)
        # Encoded rows have no NaN, so only the other walk knows where one goes.
        return predict_trees(arrays, matrix) if total is None else _of_one_column(total)

    return predict


def _shared(mean: Mean, matrix: Matrix) -> Output | None:
    """By all processors: no row needs another, and machine code holds no lock."""
    count = processors()
    with ThreadPoolExecutor(count) as threads:
        parts = list(threads.map(mean, np.array_split(matrix, count)))
    known = [part for part in parts if part is not None]
    return np.concatenate(known) if len(known) == count else None


def check_trees(arrays: Arrays, width: int, classes: int) -> None:
    """Nothing points outside the arrays or a row, every walk ends, and every output is a number.

    Raises:
        InputError: the arrays are not those of trees over `width` columns.
    """
    if set(arrays) != {field.name for field in fields(Trees)}:
        raise InputError(f"Trees do not consist of the arrays {', '.join(sorted(arrays))}.")
    typed = all(
        arrays[name].dtype == wanted and arrays[name].flags.c_contiguous
        for name, wanted in _TYPES.items()
    )
    if not (typed and _fit_together(Trees(**arrays), width, max(classes, 1))):
        raise InputError("The model's arrays do not fit together; train it anew.")


def _fit_together(trees: Trees, width: int, outputs: int) -> bool:
    count, roots = trees.feature.size, trees.root.size
    shapes = (
        count > 0
        and roots > 0
        and trees.value.shape == (count, outputs)
        and all(a.shape == (count,) for a in (trees.feature, trees.threshold, trees.nan_right))
        and trees.child.shape == (count,)
        and trees.root.shape == trees.depth.shape == (roots,)
    )
    return shapes and _walks_end_in_leaves(trees, width)


def _walks_end_in_leaves(trees: Trees, width: int) -> bool:
    """Children come after their parents, so that no walk can go in a circle."""
    count = trees.feature.size
    place = np.arange(count)
    leaf = trees.threshold == np.inf
    onward = np.where(leaf, trees.child == place, trees.child > place)
    return bool(
        onward.all()
        and (trees.child + ~leaf < count).all()
        and _within(trees.feature, width)
        and _within(trees.root, count)
        and _within(trees.depth, count)
        and np.isfinite(trees.threshold[~leaf]).all()
        and not trees.nan_right[leaf].any()
        and np.isfinite(trees.value).all()
    )


def _within(numbers: npt.NDArray[np.int32], end: int) -> bool:
    return bool(numbers.min() >= 0 and numbers.max() < end)
