"""Which rows are fitted, and which judge the model."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .algorithm import Vector
from .channel import ChannelData
from .columns import Column, recognise, require_numbers
from .csv_table import Table
from .encoder import Rows, read_rows
from .errors import InputError
from .hyperparameters import Setting

_MIN_ROWS = 10
Index = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Split:
    """Rows as values, with their 1-based numbers in the files; `all_y` is the whole channel's."""

    target: str
    columns: tuple[Column, ...]
    all_y: Vector
    train: Rows
    train_y: Vector
    train_numbers: Index
    held_out: Rows
    held_out_y: Vector
    held_out_numbers: Index
    protocol: Mapping[str, Any]


def split_rows(
    data: ChannelData, validation: ChannelData | None, settings: Mapping[str, Setting]
) -> Split:
    """A seeded random hold-out, or the rows of the channel `validation` instead.

    Raises:
        InputError: too few rows, or cells that do not fit their columns.
    """
    target = str(settings["target"])
    if data.table.rows < _MIN_ROWS:
        raise InputError(
            f"Channel training has {data.table.rows} rows; at least {_MIN_ROWS} are needed."
        )
    y = np.array(require_numbers(target, data.table.column(target)))
    names = [name for name in data.table.names if name != target]
    columns = tuple(recognise(name, data.table.column(name)) for name in names)
    rows = read_rows(columns, _cells(data.table, names))
    if validation is None:
        return _hold_out(target, columns, rows, y, settings)
    try:
        other_y = np.array(require_numbers(target, validation.table.column(target)))
        other = read_rows(columns, _cells(validation.table, names))
    except InputError as error:
        raise InputError(f"Channel validation: {error}") from error
    protocol = {"kind": "validation", "rows": len(other_y), "words": "the channel validation"}
    return Split(
        target=target,
        columns=columns,
        all_y=y,
        train=rows,
        train_y=y,
        train_numbers=np.arange(1, len(y) + 1),
        held_out=other,
        held_out_y=other_y,
        held_out_numbers=np.arange(1, len(other_y) + 1),
        protocol=protocol,
    )


def _cells(table: Table, names: list[str]) -> dict[str, list[str]]:
    missing = [name for name in names if name not in table.names]
    if missing:
        raise InputError(f"there is no column {', '.join(missing)}, which channel training has.")
    return {name: table.column(name) for name in names}


def _hold_out(
    target: str, columns: tuple[Column, ...], rows: Rows, y: Vector, settings: Mapping[str, Setting]
) -> Split:
    seed, share = int(settings["random_state"] or 0), float(settings["holdout"] or 0)
    order = np.random.default_rng(seed).permutation(len(y))
    count = math.ceil(len(y) * share)
    held, kept = np.sort(order[:count]), np.sort(order[count:])
    percent = f"{share * 100:g}"
    return Split(
        target=target,
        columns=columns,
        all_y=y,
        train=rows.take(kept),
        train_y=y[kept],
        train_numbers=kept + 1,
        held_out=rows.take(held),
        held_out_y=y[held],
        held_out_numbers=held + 1,
        protocol={
            "kind": "holdout",
            "rows": count,
            "fraction": share,
            "seed": seed,
            "words": f"a random {percent} % held out before fitting",
        },
    )
