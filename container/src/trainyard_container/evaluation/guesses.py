"""What guessing achieves, which a model has to beat."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..algorithm import Output, Task
from .judged import Judged, Part
from .metrics import MEASURES, point_metrics

# Among guesses, the one whose numbers are best, not only its answers.
_BY: dict[Task, str] = {"regression": "rmse", "classification": "log_loss"}
_WORDS: dict[Task, str] = {
    "regression": "mean of the training target",
    "classification": "shares of the classes in the training rows",
}


def baselines(judged: Judged) -> list[dict[str, Any]]:
    """One guess for all rows, and one for each value of the category that tells most."""
    task, words = judged.task, _WORDS[judged.task]
    guesses = [(words, np.concatenate([_guess(part, None)[1] for part in judged.parts]))]
    best = min(_by_category(judged), default=None)
    if best is not None:
        name = best[1]
        guess = np.concatenate([_guess(part, name)[1] for part in judged.parts])
        guesses.append((f"{words} by {name}", guess))
    return [
        {"name": name, "metrics": point_metrics(task, judged.actual, guess)}
        for name, guess in guesses
    ]


def _by_category(judged: Judged) -> Iterator[tuple[float, str]]:
    """How well each category explains the rows that the models were fitted on."""
    measure = MEASURES[judged.task][_BY[judged.task]]
    actual = np.concatenate([part.fitted_y for part in judged.parts])
    for feature in judged.encoder.used:
        if feature.column.kind == "category":
            name = feature.column.name
            fitted = np.concatenate([_guess(part, name)[0] for part in judged.parts])
            yield measure.compute(actual, fitted) or 0.0, name


def _guess(part: Part, name: str | None) -> tuple[Output, Output]:
    """Guesses for the fitted rows and for the judged ones, by the values of a category."""
    classes = len(part.encoder.classes)
    y = part.fitted_y
    targets = np.eye(classes)[y.astype(np.int64)] if classes else y[:, None]
    overall = targets.mean(axis=0)
    fitted_values: Sequence[Any] = part.fitted_rows.values[name] if name else [None] * len(y)
    judged_values = part.rows.values[name] if name else [None] * len(part.actual)
    places: dict[Any, list[int]] = {}
    for place, value in enumerate(fitted_values):
        places.setdefault(value, []).append(place)
    means = {value: targets[chosen].mean(axis=0) for value, chosen in places.items()}
    fitted = np.array([means[value] for value in fitted_values])
    judged = np.array([means.get(value, overall) for value in judged_values])
    return (fitted, judged) if classes else (fitted[:, 0], judged[:, 0])
