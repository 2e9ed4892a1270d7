"""Errors by feature: one segment for each category, or for each tenth of a number's rows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ..algorithm import Output, Vector
from ..features.fills import Value
from ..table.columns import shown
from .judged import Judged
from .metrics import accuracy, rmse

_MAX_CATEGORIES = 50
_BINS = 10
_QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)

Mask = npt.NDArray[np.bool_]


def segments(judged: Judged) -> list[dict[str, Any]]:
    """Segments of every used feature that have rows, in the order of the features."""
    actual, output = judged.actual, judged.output
    describe = _share_right if judged.encoder.classes else _residuals
    found = []
    for feature in judged.encoder.used:
        split = _categories if feature.column.kind == "category" else _ranges
        for raw, mask in split(judged.values(feature.column.name)):
            label = {name: shown(feature.column, value) for name, value in raw.items()}
            found.append(
                {
                    "feature": feature.column.name,
                    **label,
                    "rows": int(mask.sum()),
                    **describe(actual[mask], output[mask]),
                }
            )
    return found


def _residuals(actual: Vector, predicted: Vector) -> dict[str, Any]:
    residuals = predicted - actual
    return {
        "rmse": rmse(actual, predicted),
        "mean_residual": float(residuals.mean()),
        "residual_quantiles": np.quantile(residuals, _QUANTILES).tolist(),
    }


def _share_right(actual: Vector, output: Output) -> dict[str, Any]:
    return {"accuracy": accuracy(actual, output)}


def _categories(values: Sequence[Value | None]) -> Iterator[tuple[dict[str, Any], Mask]]:
    column = np.array([None if value is None else str(value) for value in values], dtype=object)
    counts = {name: int((column == name).sum()) for name in set(column)}
    ordered = sorted(counts, key=lambda name: (-counts[name], str(name)))
    for name in ordered[:_MAX_CATEGORIES]:
        yield {"value": name}, column == name


def _ranges(values: Sequence[Value | None]) -> Iterator[tuple[dict[str, Any], Mask]]:
    column = np.array([np.nan if value is None else float(value) for value in values])
    known = column[~np.isnan(column)]
    edges = np.unique(np.quantile(known, np.linspace(0, 1, _BINS + 1))) if len(known) else known
    for place, (low, high) in enumerate(pairwise(edges)):
        last = place == len(edges) - 2
        mask = (column >= low) & ((column <= high) if last else (column < high))
        if mask.any():
            yield {"low": float(low), "high": float(high)}, mask
    if len(edges) == 1:
        yield {"low": float(edges[0]), "high": float(edges[0])}, column == edges[0]
    if len(known) < len(column):
        yield {"value": None}, np.isnan(column)
