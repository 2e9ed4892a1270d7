"""`evaluation.json`: how good the model is, and by what protocol (docs/formats.md)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..table.columns import shown
from .classes import class_members
from .guesses import baselines
from .importance import importance
from .judged import Judged, in_file_order, take
from .metrics import MEASURES, answers, metrics_with_intervals, point_metrics
from .segments import segments

VERSION = 1
_SAMPLE = 10_000
# Of a table with hundreds of columns so many rows would be a file that no browser takes.
_SAMPLE_CELLS = 200_000


def evaluate(judged: Judged, seed: int, stopping: Callable[[], bool]) -> dict[str, Any]:
    """The content of evaluation.json; without importance when the job is being stopped."""
    task, actual, output = judged.task, judged.actual, judged.output
    content = {
        "version": VERSION,
        "task": task,
        "protocol": dict(judged.protocol),
        "metrics": _metrics(judged, seed),
        "train_metrics": point_metrics(task, judged.train_actual, judged.train_output),
        "baselines": baselines(judged),
        "predictions": _predictions(judged, seed),
        "segments": segments(judged),
    }
    if judged.encoder.classes:
        content |= class_members(judged.encoder.classes, actual, output)
    found = importance(judged, seed, stopping)
    return content if found is None else content | {"importance": found}


def _metrics(judged: Judged, seed: int) -> dict[str, Any]:
    """Over all judged rows; of several folds, each fold's value and their spread too."""
    metrics = metrics_with_intervals(judged.task, judged.actual, judged.output, seed)
    if len(judged.parts) > 1:
        for name, measure in MEASURES[judged.task].items():
            folds = [measure.compute(part.actual, part.output) for part in judged.parts]
            known = [value for value in folds if value is not None]
            spread = float(np.std(known)) if known else None
            metrics[name] |= {"folds": folds, "spread": spread}
    return metrics


def _predictions(judged: Judged, seed: int) -> dict[str, Any]:
    places = in_file_order(judged)
    columns = [f.column for f in judged.encoder.features if f.column.kind != "text"]
    classes = judged.encoder.classes
    limit = min(_SAMPLE, _SAMPLE_CELLS // (len(columns) + len(classes)))
    is_sampled = len(places) > limit
    if is_sampled:
        random = np.random.default_rng(seed)
        places = places[np.sort(random.choice(len(places), size=limit, replace=False))]
    actual, output = judged.actual[places], judged.output[places]
    content: dict[str, Any] = {
        "sampled": is_sampled,
        "row": judged.numbers[places].tolist(),
        "actual": actual.tolist(),
        "predicted": output.tolist(),
        "features": {
            column.name: [
                shown(column, value) for value in take(judged.values(column.name), places)
            ]
            for column in columns
        },
    }
    if classes:
        content |= {
            "actual": [classes[int(place)] for place in actual],
            "predicted": [classes[place] for place in answers(output)],
            "probabilities": output.tolist(),
        }
    return content
