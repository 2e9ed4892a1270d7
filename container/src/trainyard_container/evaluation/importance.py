"""How much worse a model answers when it does not see a column."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..algorithm import Matrix, Output
from .judged import Judged, Part
from .metrics import MEASURES, primary

_ROWS = 2_000
_LEAST_ROWS = 100
# Hundreds of columns would otherwise take many minutes after the last tree.
_PREDICTIONS = 1_000_000
_REPEATS = 5


def importance(judged: Judged, seed: int, stopping: Callable[[], bool]) -> dict[str, Any] | None:
    """Rise of the error when one column is shuffled; None if stopped meanwhile."""
    random = np.random.default_rng(seed)
    name = primary(judged.task)
    measure = MEASURES[judged.task][name]
    parts = _sampled(judged, random)
    actual = np.concatenate([part.actual[index] for part, index in parts])
    sign = 1 if measure.better == "lower" else -1

    def error(outputs: list[Output]) -> float:
        return sign * (measure.compute(actual, np.concatenate(outputs)) or 0.0)

    whole = [part.output[index] for part, index in parts]
    base = error(whole)
    features = []
    for feature in judged.encoder.used:
        column = feature.column.name
        rises = []
        for _ in range(_REPEATS):
            if stopping():
                return None
            shuffled = [_without(part, index, column, random) for part, index in parts]
            rises.append(error(shuffled) - base)
        mean, spread = float(np.mean(rises)), float(np.std(rises, ddof=1))
        features.append({"name": column, "value": mean, "spread": spread})
    change = f"{'increase' if sign > 0 else 'decrease'} of {name}"
    return {
        "method": f"permutation on the judged rows, {change}, {_REPEATS} times",
        "features": sorted(features, key=lambda entry: -float(str(entry["value"]))),
    }


def _sampled(
    judged: Judged, random: np.random.Generator
) -> list[tuple[Part, np.ndarray[Any, np.dtype[np.int64]]]]:
    """Each part with some of its rows, so that all together do not take too long."""
    each = _PREDICTIONS // (_REPEATS * len(judged.encoder.used))
    limit = min(_ROWS, max(each, _LEAST_ROWS))
    rows = sum(len(part.actual) for part in judged.parts)
    chosen = []
    for part in judged.parts:
        index = np.arange(len(part.actual))
        if rows > limit:
            count = max(1, len(index) * limit // rows)
            index = random.choice(index, size=count, replace=False)
        chosen.append((part, index))
    return chosen


def _without(
    part: Part,
    index: np.ndarray[Any, np.dtype[np.int64]],
    column: str,
    random: np.random.Generator,
) -> Output:
    """Outputs for rows whose column was shuffled, which a model that does not use it never sees."""
    names = [feature.column.name for feature in part.encoder.used]
    matrix: Matrix = part.matrix[index].copy()
    if column not in names:
        known: Output = part.output[index]
        return known
    place = names.index(column)
    matrix[:, place] = random.permutation(matrix[:, place])
    return part.predict(matrix)
