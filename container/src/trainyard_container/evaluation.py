"""`evaluation.json`: how good the model is, and by what protocol (docs/formats.md)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .algorithm import Predict, Vector
from .columns import shown
from .encoder import Encoder, Matrix, Rows
from .metrics import metrics_with_intervals, point_metrics, rmse
from .segments import segments

VERSION = 1
_SAMPLE = 10_000
# Of a table with hundreds of columns so many rows would be a file that no browser takes.
_SAMPLE_CELLS = 200_000
_IMPORTANCE_ROWS = 2_000
_LEAST_IMPORTANCE_ROWS = 100
# Hundreds of columns would otherwise take many minutes after the last tree.
_IMPORTANCE_PREDICTIONS = 1_000_000
_REPEATS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """Rows with what they were predicted to be. `numbers` are 1-based rows of the files."""

    numbers: npt.NDArray[np.int64]
    rows: Rows
    matrix: Matrix
    actual: Vector
    predicted: Vector


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an evaluation needs: a model, the rows it was fitted on and those it was not."""

    encoder: Encoder
    predict: Predict
    train: Part
    held_out: Part
    protocol: Mapping[str, Any]


def evaluate(judged: Judgement, seed: int, stopping: Callable[[], bool]) -> dict[str, Any]:
    """The content of evaluation.json; without importance when the job is being stopped."""
    held_out = judged.held_out
    content = {
        "version": VERSION,
        "task": "regression",
        "protocol": dict(judged.protocol),
        "metrics": metrics_with_intervals(held_out.actual, held_out.predicted, seed),
        "train_metrics": point_metrics(judged.train.actual, judged.train.predicted),
        "baselines": _baselines(judged),
        "predictions": _predictions(judged, seed),
        "segments": segments(judged.encoder, held_out.rows, held_out.actual, held_out.predicted),
    }
    features = _importance(judged, seed, stopping)
    if features is not None:
        content["importance"] = {
            "method": f"permutation on the hold-out, increase of rmse, {_REPEATS} times",
            "features": features,
        }
    return content


def _baselines(judged: Judgement) -> list[dict[str, Any]]:
    """What guessing achieves: one mean, and one mean for each value of the best category."""
    train, held_out = judged.train, judged.held_out
    mean = float(train.actual.mean())
    guesses = [("mean of the training target", np.full(len(held_out.actual), mean))]
    best: tuple[float, str, Vector] | None = None
    for feature in judged.encoder.used:
        if feature.column.kind == "category":
            name = feature.column.name
            means = _means(train.rows.values[name], train.actual)
            fitted = np.array([means[value] for value in train.rows.values[name]])
            error = rmse(train.actual, fitted)
            if best is None or error < best[0]:
                guess = [means.get(value, mean) for value in held_out.rows.values[name]]
                best = (error, f"mean of the training target by {name}", np.array(guess))
    if best is not None:
        guesses.append(best[1:])
    return [
        {"name": name, "metrics": point_metrics(held_out.actual, guess)} for name, guess in guesses
    ]


def _means(values: list[Any], target: Vector) -> dict[Any, float]:
    sums: dict[Any, list[float]] = {}
    for value, number in zip(values, target, strict=True):
        entry = sums.setdefault(value, [0.0, 0])
        entry[0] += float(number)
        entry[1] += 1
    return {value: total / count for value, (total, count) in sums.items()}


def _predictions(judged: Judgement, seed: int) -> dict[str, Any]:
    part = judged.held_out
    index = np.arange(len(part.actual))
    columns = [f.column for f in judged.encoder.features if f.column.kind != "text"]
    limit = min(_SAMPLE, _SAMPLE_CELLS // len(columns))
    if len(index) > limit:
        random = np.random.default_rng(seed)
        index = np.sort(random.choice(index, size=limit, replace=False))
    rows = part.rows.take(index)
    return {
        "sampled": len(index) < len(part.actual),
        "row": part.numbers[index].tolist(),
        "actual": part.actual[index].tolist(),
        "predicted": part.predicted[index].tolist(),
        "features": {
            column.name: [shown(column, value) for value in rows.values[column.name]]
            for column in columns
        },
    }


def _importance(
    judged: Judgement, seed: int, stopping: Callable[[], bool]
) -> list[dict[str, Any]] | None:
    """Rise of the error when one column is shuffled; None if stopped meanwhile."""
    random = np.random.default_rng(seed)
    part = judged.held_out
    index = np.arange(len(part.actual))
    each = _IMPORTANCE_PREDICTIONS // (_REPEATS * len(judged.encoder.used))
    limit = min(_IMPORTANCE_ROWS, max(each, _LEAST_IMPORTANCE_ROWS))
    if len(index) > limit:
        index = random.choice(index, size=limit, replace=False)
    matrix, actual = part.matrix[index], part.actual[index]
    base = rmse(actual, part.predicted[index])
    features = []
    for position, feature in enumerate(judged.encoder.used):
        rises = []
        for _ in range(_REPEATS):
            if stopping():
                return None
            shuffled = matrix.copy()
            shuffled[:, position] = random.permutation(shuffled[:, position])
            rises.append(rmse(actual, judged.predict(shuffled)) - base)
        features.append(
            {
                "name": feature.column.name,
                "value": float(np.mean(rises)),
                "spread": float(np.std(rises, ddof=1)),
            }
        )
    return sorted(features, key=lambda entry: -float(entry["value"]))
