"""Which rows are fitted, and which judge the model."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..algorithm import Vector
from ..errors import InputError
from ..features.encoder import Rows, read_rows
from ..table.channel import ChannelData
from ..table.columns import Column
from ..table.csv_table import Table
from .settings import JobSettings
from .target import Target

_MIN_ROWS = 10
Index = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RowSet:
    """Rows as values, with their targets and their 1-based numbers in the files."""

    numbers: Index
    rows: Rows
    y: Vector

    def take(self, index: Index) -> "RowSet":
        return RowSet(self.numbers[index], self.rows.take(index), self.y[index])


@dataclass(frozen=True, slots=True)
class Fold:
    """A model is fitted on `fitted` and judged by `judged`."""

    fitted: RowSet
    judged: RowSet


@dataclass(frozen=True, slots=True)
class Split:
    """`whole` is the channel training. In cross-validation, the model kept is fitted on it."""

    whole: RowSet
    folds: tuple[Fold, ...]
    protocol: Mapping[str, Any]

    @property
    def is_cross_validation(self) -> bool:
        return len(self.folds) > 1


def split_rows(
    data: ChannelData,
    validation: ChannelData | None,
    columns: Sequence[Column],
    target: Target,
    settings: JobSettings,
) -> Split:
    """The rows of the channel `validation`, or seeded random folds, or a seeded random hold-out.

    Raises:
        InputError: too few rows, or cells that do not fit their columns.
    """
    if data.table.rows < _MIN_ROWS:
        raise InputError(
            f"Channel training has {data.table.rows} rows; at least {_MIN_ROWS} are needed."
        )
    whole = _row_set(data.table, columns, target)
    if validation is not None:
        return _by_channel(whole, validation, columns, target)
    return _cross_validation(whole, settings) if settings.folds else _hold_out(whole, settings)


def _row_set(table: Table, columns: Sequence[Column], target: Target) -> RowSet:
    names = [column.name for column in columns]
    missing = [name for name in names if name not in table.names]
    if missing:
        raise InputError(f"there is no column {', '.join(missing)}, which channel training has.")
    y = target.read(table.column(target.name))
    rows = read_rows(columns, {name: table.column(name) for name in names})
    return RowSet(np.arange(1, len(y) + 1), rows, y)


def _by_channel(
    whole: RowSet, validation: ChannelData, columns: Sequence[Column], target: Target
) -> Split:
    try:
        judged = _row_set(validation.table, columns, target)
    except InputError as error:
        raise InputError(f"Channel validation: {error}") from error
    protocol = {"kind": "validation", "rows": len(judged.y), "words": "the channel validation"}
    return Split(whole, (Fold(whole, judged),), protocol)


def _hold_out(whole: RowSet, settings: JobSettings) -> Split:
    """The rows that scikit-learn's `train_test_split` chooses with the same seed and share."""
    rows = len(whole.y)
    order = np.random.RandomState(settings.seed).permutation(rows)
    count = math.ceil(rows * settings.holdout)
    protocol = {
        "kind": "holdout",
        "rows": count,
        "fraction": settings.holdout,
        "seed": settings.seed,
        "words": f"a random {settings.holdout * 100:g} % held out before fitting",
    }
    return Split(whole, (_fold(whole, order[:count]),), protocol)


def _cross_validation(whole: RowSet, settings: JobSettings) -> Split:
    """The folds of scikit-learn's `KFold(shuffle=True)` with the same seed."""
    rows = len(whole.y)
    if rows < settings.folds:
        raise InputError(f"{settings.folds} folds need as many rows; there are {rows}.")
    order = np.arange(rows)
    np.random.RandomState(settings.seed).shuffle(order)
    protocol = {
        "kind": "cross-validation",
        "rows": rows,
        "folds": settings.folds,
        "seed": settings.seed,
        "words": f"{settings.folds}-fold cross-validation, each row by a model not fitted on it",
    }
    parts = np.array_split(order, settings.folds)
    return Split(whole, tuple(_fold(whole, part) for part in parts), protocol)


def _fold(whole: RowSet, judged: Index) -> Fold:
    kept = np.setdiff1d(np.arange(len(whole.y)), judged)
    return Fold(whole.take(kept), whole.take(np.sort(judged)))
