"""The walk through the trees, compiled by numba while this module is imported.

That takes a second or two; serving answers by `walk.py` meanwhile.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from numba import njit, types

from ..machine_code import CACHED
from .walk import Trees

Doubles = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int32]
# numba looks after indexes below zero, which takes longer than the walk; these have no sign.
Place = np.uint64

# Functions are put into the loops that call them: a step takes less than a call of one.
# Rows that walk one tree after the other, while its nodes are in the processor's cache.
_ROWS = 256
# Walks that go on together, in registers: while one waits for memory, the others need not.
_TOGETHER = 8
_FLOAT32_MAX = float(np.finfo(np.float32).max)
_KEY_BITS = 32
_WORD_BITS = 63
_ONE, _HALF = Place(1), Place(_KEY_BITS)


def _keys(numbers: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """Integers in the order of the numbers, as many for each: both zeros are 0."""
    bits = numbers.view(np.int32).astype(np.int64)
    return np.where(bits >= 0, bits, -(bits & 0x7FFF_FFFF))


def pack_words(trees: Trees) -> tuple[Words, int] | None:
    """A node in a word: how far on its left child is, its column, the key of its threshold.

    Also the bits of a column. None where a tree is too large for that.
    """
    bits = int(trees.feature.max()).bit_length()
    onward = trees.child - np.arange(len(trees.child))
    if int(onward.max()) >> (_WORD_BITS - _KEY_BITS - bits):
        return None
    high = onward.astype(np.int64) << bits | trees.feature
    words = high << _KEY_BITS | _keys(trees.threshold) & 0xFFFF_FFFF
    return words.astype(np.uint64), bits


@njit(error_model="numpy", forceinline=True)
def _read_rows(cells: Doubles, begin: int, singles: npt.NDArray[np.float32]) -> bool:
    """Rows as 32-bit numbers within their range, as `as_float32`; False where one is NaN."""
    for row in range(len(singles)):
        for column in range(singles.shape[1]):
            cell = cells[begin + row, column]
            if np.isnan(cell):
                return False
            singles[row, column] = np.float32(min(max(cell, -_FLOAT32_MAX), _FLOAT32_MAX))
    return True


@njit(error_model="numpy", forceinline=True)
def _make_keys(bits: Integers) -> None:
    """See `_keys`; in place."""
    for row in range(len(bits)):
        for column in range(bits.shape[1]):
            if bits[row, column] < 0:
                bits[row, column] = -(bits[row, column] & 0x7FFF_FFFF)


@njit(error_model="numpy", forceinline=True)
def _onward(words: Words, node: Place, keys: Integers, row: Place, bits: Place) -> Place:
    word = words[node]
    high = word >> _HALF
    column = high & ((_ONE << bits) - _ONE)
    right = keys[row, column] > np.int32(word)
    return Place(node + (high >> bits) + Place(right))


@njit(error_model="numpy", forceinline=True)
def _walk_eight_rows(  # as many as `_TOGETHER`
    words: Words, keys: Integers, row: Place, bits: Place, root: int, depth: int
) -> tuple[Place, Place, Place, Place, Place, Place, Place, Place]:
    a = b = c = d = e = f = g = h = Place(root)
    for _ in range(depth):
        a = _onward(words, a, keys, row, bits)
        b = _onward(words, b, keys, row + _ONE, bits)
        c = _onward(words, c, keys, row + Place(2), bits)
        d = _onward(words, d, keys, row + Place(3), bits)
        e = _onward(words, e, keys, row + Place(4), bits)
        f = _onward(words, f, keys, row + Place(5), bits)
        g = _onward(words, g, keys, row + Place(6), bits)
        h = _onward(words, h, keys, row + Place(7), bits)
    return a, b, c, d, e, f, g, h


@njit(error_model="numpy", forceinline=True)
def _walk_eight_trees(
    words: Words,
    keys: Integers,
    row: Place,
    bits: Place,
    roots: Integers,
    depths: Integers,
    first: int,
) -> tuple[Place, Place, Place, Place, Place, Place, Place, Place]:
    a, b = Place(roots[first]), Place(roots[first + 1])
    c, d = Place(roots[first + 2]), Place(roots[first + 3])
    e, f = Place(roots[first + 4]), Place(roots[first + 5])
    g, h = Place(roots[first + 6]), Place(roots[first + 7])
    for _ in range(depths[first : first + _TOGETHER].max()):
        a = _onward(words, a, keys, row, bits)
        b = _onward(words, b, keys, row, bits)
        c = _onward(words, c, keys, row, bits)
        d = _onward(words, d, keys, row, bits)
        e = _onward(words, e, keys, row, bits)
        f = _onward(words, f, keys, row, bits)
        g = _onward(words, g, keys, row, bits)
        h = _onward(words, h, keys, row, bits)
    return a, b, c, d, e, f, g, h


@njit(error_model="numpy", forceinline=True)
def _walk_row(  # the trees one by one
    words: Words, keys: Integers, row: Place, bits: Place, root: int, depth: int
) -> Place:
    node = Place(root)
    for _ in range(depth):
        node = _onward(words, node, keys, row, bits)
    return node


@njit(error_model="numpy", forceinline=True)
def _add(total: Doubles, row: int, value: Doubles, leaf: Place) -> None:
    for column in range(value.shape[1]):
        total[row, column] += value[leaf, column]


@njit(
    types.boolean(
        types.Array(types.float64, 2, "C", readonly=True),
        types.Array(types.uint64, 1, "C", readonly=True),
        types.uint64,
        types.Array(types.float64, 2, "C", readonly=True),
        types.Array(types.int32, 1, "C", readonly=True),
        types.Array(types.int32, 1, "C", readonly=True),
        types.Array(types.float64, 2, "C"),
    ),
    nogil=True,
    error_model="numpy",
    cache=CACHED,
)
def _walk(
    cells: Doubles,
    words: Words,
    bits: Place,
    value: Doubles,
    roots: Integers,
    depths: Integers,
    total: Doubles,
) -> bool:
    """Writes each row's mean over the trees, added in their order; False where a cell is NaN."""
    for begin in range(0, len(cells), _ROWS):
        count = min(_ROWS, len(cells) - begin)
        singles = np.empty((count, cells.shape[1]), np.float32)
        if not _read_rows(cells, begin, singles):
            return False
        keys = singles.view(np.int32)
        _make_keys(keys)
        whole = count - count % _TOGETHER
        if whole:
            for tree in range(len(roots)):
                for row in range(0, whole, _TOGETHER):
                    leaves = _walk_eight_rows(
                        words, keys, Place(row), bits, roots[tree], depths[tree]
                    )
                    for place, leaf in enumerate(leaves):
                        _add(total, begin + row + place, value, leaf)
        for row in range(whole, count):
            trees = len(roots) - len(roots) % _TOGETHER
            for tree in range(0, trees, _TOGETHER):
                leaves = _walk_eight_trees(words, keys, Place(row), bits, roots, depths, tree)
                for leaf in leaves:
                    _add(total, begin + row, value, leaf)
            for tree in range(trees, len(roots)):
                leaf = _walk_row(words, keys, Place(row), bits, roots[tree], depths[tree])
                _add(total, begin + row, value, leaf)
    for row in range(len(total)):
        for column in range(total.shape[1]):
            total[row, column] /= len(roots)
    return True


def compile_mean(trees: Trees) -> Callable[[Doubles], Doubles | None] | None:
    """What gives rows the mean of the trees' outputs, None where a cell is NaN.

    None where these trees are none for this walk.
    """
    packed = pack_words(trees)
    if packed is None:
        return None
    words, bits = packed

    def mean(cells: Doubles) -> Doubles | None:
        total = np.zeros((len(cells), trees.value.shape[1]))
        rows = np.ascontiguousarray(cells)
        known = _walk(rows, words, Place(bits), trees.value, trees.root, trees.depth, total)
        return total if known else None

    return mean
