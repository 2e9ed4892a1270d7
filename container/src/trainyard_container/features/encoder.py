"""Rows of cells to the matrix a model sees: learned in training, read again in serving."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..algorithm import Matrix, Vector
from ..errors import InputError, first_of
from ..table.columns import Column, category_of
from ..table.values import is_missing, parse_number, parse_time, why_no_number
from .fills import Fill, Value, fill, learn_fill

Cells = Mapping[str, Sequence[str]]

_GROUPING_KINDS = ("category", "id")
_TWO_CLASSES = 2


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
    classes: tuple[str, ...]

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
        # Row after row: sums over a row then round alike, alone or among others.
        matrix = np.empty((count, len(self.used)), dtype=np.float64)
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
        raise InputError(first_of(problems, "more cells"))
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
    return [float(value) for value in whole]


def _known(feature: Feature, value: Value | None) -> Value | None:
    """A category that no fitted row had is as unseen as a new one: missing."""
    unseen = feature.column.kind == "category" and value not in feature.codes
    return None if unseen else value


def _word(value: Value | None) -> str | None:
    return value if isinstance(value, str) else None


def learn_features(
    columns: Sequence[Column], rows: Rows, y: Vector, classes: int
) -> tuple[Feature, ...]:
    """Fill rules and category codes from the rows a model is fitted on, and from no others.

    Args:
        columns: all columns but the target.
        rows: their values.
        y: the rows' targets: numbers, or positions in the classes.
        classes: how many there are; 0 for numbers.
    """
    targets = np.eye(classes)[y.astype(np.int64)] if classes else y[:, None]
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
        features.append(Feature(kept, rule, _codes(kept, known, targets)))
    return tuple(features)


def _codes(column: Column, known: Sequence[Value | None], targets: Matrix) -> dict[str, float]:
    """Ranks of the categories by their mean target.

    A tree then finds the best two groups of categories with one threshold (Fisher 1958; Breiman
    et al. 1984, section 9.4), where one column each would need many. With more than two classes
    the order is that of Coppersmith et al. (1999).
    """
    if column.kind != "category":
        return {}
    places: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(known):
        if value is not None:
            places[str(value)].append(place)
    names = sorted(places)
    if not names:
        return {}
    means = np.array([targets[places[name]].mean(axis=0) for name in names])
    counts = np.array([len(places[name]) for name in names])
    scores = _scores(means, counts).tolist()
    ranked = sorted(range(len(names)), key=lambda place: (scores[place], names[place]))
    return {names[place]: float(rank) for rank, place in enumerate(ranked)}


def _scores(means: Matrix, counts: npt.NDArray[np.int64]) -> Vector:
    """One number for each category: its mean target, or its classes' place on their main axis."""
    if means.shape[1] <= _TWO_CLASSES:
        return means[:, -1]
    centre = np.average(means, axis=0, weights=counts)
    axis = np.linalg.svd((means - centre) * np.sqrt(counts)[:, None], full_matrices=False)[2][0]
    # An axis has no direction of its own; the same data must give the same codes.
    turned = axis * np.sign(axis[np.argmax(np.abs(axis))])
    scores: Vector = (means * turned).sum(axis=1)
    return scores


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
    return Encoder(
        features, content["target"], content["target_position"], tuple(content.get("classes", ()))
    )
