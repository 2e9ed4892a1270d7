"""Rows of cells to the matrix a model sees: learned in training, read again in serving."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from .columns import Column, category_of
from .errors import InputError
from .fills import Fill, Value, fill, learn_fill
from .values import is_missing, parse_number, parse_time, why_no_number

Matrix = npt.NDArray[np.float32]
Cells = Mapping[str, Sequence[str]]

_GROUPING_KINDS = ("category", "id")
_NAMED_CELLS = 10


@dataclass(frozen=True, slots=True)
class Feature:
    """A column with what was learned about it; `codes` orders categories by the mean target."""

    column: Column
    fill: Fill | None
    codes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Encoder:
    """All columns of the training table but the target, in their order."""

    features: tuple[Feature, ...]
    target: str
    target_position: int

    @property
    def used(self) -> tuple[Feature, ...]:
        return tuple(feature for feature in self.features if feature.column.used)

    @property
    def names(self) -> tuple[str, ...]:
        """Features in the order of the training files."""
        return tuple(feature.column.name for feature in self.features)

    def read(self, cells: Cells) -> "Rows":
        """See `read_rows`."""
        return read_rows([feature.column for feature in self.features], cells)

    def encode(self, rows: "Rows") -> Matrix:
        """One column for each used feature, nothing missing."""
        count = len(next(iter(rows.values.values()), ()))
        matrix = np.empty((count, len(self.used)), dtype=np.float32, order="F")
        for position, feature in enumerate(self.used):
            matrix[:, position] = _filled(feature, rows)
        return matrix


@dataclass(frozen=True, slots=True)
class Rows:
    """Values by column: numbers (days for times), categories, identifiers, or None."""

    values: Mapping[str, list[Value | None]]

    def take(self, index: npt.NDArray[np.int64]) -> "Rows":
        return Rows({name: [column[i] for i in index] for name, column in self.values.items()})


def read_rows(columns: Sequence[Column], cells: Cells) -> Rows:
    """Cells by column to values; None where missing or where a category is unknown.

    Raises:
        InputError: naming rows and columns whose cells are not what they should be.
    """
    problems: list[str] = []
    values: dict[str, list[Value | None]] = {
        column.name: list(_read_column(column, cells[column.name], problems))
        for column in columns
        if column.name in cells
    }
    if problems:
        more = len(problems) - _NAMED_CELLS
        named = "\n".join(problems[:_NAMED_CELLS])
        raise InputError(named + (f"\nand {more:,} more cells" if more > 0 else ""))
    return Rows(values)


def _read_column(
    column: Column, cells: Sequence[str], problems: list[str]
) -> Iterator[Value | None]:
    match column.kind:
        case "category":
            memory = {cell: category_of(column, cell) for cell in set(cells)}
            yield from (memory[cell] for cell in cells)
        case "number" | "integer" | "time":
            yield from _read_numbers(column, cells, problems)
        case _:
            yield from (None if is_missing(cell) else cell.strip() for cell in cells)


def _read_numbers(
    column: Column, cells: Sequence[str], problems: list[str]
) -> Iterator[Value | None]:
    is_time = column.kind == "time"
    parse = parse_time if is_time else parse_number
    for row, cell in enumerate(cells, 1):
        value = parse(cell)
        if value is None and not is_missing(cell):
            why = "is not a date like 2026-11-21" if is_time else why_no_number(cell)
            problems.append(f"row {row}, column {column.name}: {cell[:80]!r} {why}")
        yield value


def _filled(feature: Feature, rows: Rows) -> Sequence[float]:
    rule = feature.fill
    if rule is None:
        raise ValueError(f"{feature.column.name} is used but has no values")
    values = [_known(feature, value) for value in rows.values[feature.column.name]]
    groups = rows.values.get(rule.by) if rule.by else None
    whole = [
        fill(rule, _word(groups[row]) if groups else None) if value is None else value
        for row, value in enumerate(values)
    ]
    if feature.column.kind == "category":
        return [feature.codes[str(value)] for value in whole]
    limit = float(np.finfo(np.float32).max)
    return [min(limit, max(-limit, float(value))) for value in whole]


def _known(feature: Feature, value: Value | None) -> Value | None:
    """A category that no fitted row had is as unseen as a new one: missing."""
    unseen = feature.column.kind == "category" and value not in feature.codes
    return None if unseen else value


def _word(value: Value | None) -> str | None:
    return value if isinstance(value, str) else None


def learn_encoder(
    columns: Sequence[Column], rows: Rows, target: npt.NDArray[np.float64]
) -> tuple[Feature, ...]:
    """Fill rules and category codes from the rows a model is fitted on, and from no others."""
    grouping = {
        column.name: [_word(value) for value in rows.values[column.name]]
        for column in columns
        if column.kind in _GROUPING_KINDS
    }
    features = []
    for column in columns:
        known = rows.values[column.name]
        others = {name: by for name, by in grouping.items() if name != column.name}
        rule = learn_fill(known, others) if column.used else None
        empty = column.used and rule is None
        kept = replace(column, unused="it has no values in the rows fitted") if empty else column
        features.append(Feature(kept, rule, _codes(kept, known, target)))
    return tuple(features)


def _codes(
    column: Column, known: Sequence[Value | None], target: npt.NDArray[np.float64]
) -> dict[str, float]:
    """Ranks of the categories by their mean target.

    A regression tree then finds the best two groups of categories with one threshold
    (Fisher 1958; Breiman et al. 1984, section 9.4), where one column each would need many.
    """
    if column.kind != "category":
        return {}
    targets: dict[str, list[float]] = defaultdict(list)
    for value, number in zip(known, target, strict=True):
        if value is not None:
            targets[str(value)].append(float(number))
    ranked = sorted(targets, key=lambda name: (sum(targets[name]) / len(targets[name]), name))
    return {name: float(rank) for rank, name in enumerate(ranked)}


def to_json(encoder: Encoder) -> dict[str, Any]:
    return asdict(encoder)


def from_json(content: Mapping[str, Any]) -> Encoder:
    """The encoder that `to_json` wrote."""
    features = tuple(
        Feature(
            Column(**feature["column"]),
            None if feature["fill"] is None else Fill(**feature["fill"]),
            feature["codes"],
        )
        for feature in content["features"]
    )
    return Encoder(features, content["target"], content["target_position"])
