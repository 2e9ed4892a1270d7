"""How far outputs are from the truth, and how sure that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ..algorithm import Output, Task, Vector

_RESAMPLES = 1000
_LEVEL = 0.95
_TWO_DECIMALS_FROM = 100
# A class that was given no chance costs this much and not more, as in scikit-learn.
_LEAST_PROBABILITY = float(np.finfo(np.float64).eps)


def rmse(actual: Vector, predicted: Vector) -> float:
    """Root mean squared error, in the target's unit."""
    return float(np.sqrt(np.mean((predicted - actual) ** 2)))


def mae(actual: Vector, predicted: Vector) -> float:
    """Mean absolute error, in the target's unit."""
    return float(np.mean(np.abs(predicted - actual)))


def r2(actual: Vector, predicted: Vector) -> float | None:
    """Share of the variance explained; None where the target does not vary."""
    spread = float(np.sum((actual - actual.mean()) ** 2))
    return None if spread == 0 else 1 - float(np.sum((predicted - actual) ** 2)) / spread


def answers(output: Output) -> npt.NDArray[np.int64]:
    """The most probable class of each row, the first of several."""
    places: npt.NDArray[np.int64] = np.argmax(output, axis=1)
    return places


def accuracy(actual: Vector, output: Output) -> float:
    """Share of the rows whose most probable class is theirs."""
    return float(np.mean(answers(output) == actual))


def confusion_matrix(actual: Vector, output: Output) -> npt.NDArray[np.int64]:
    """Rows of each class (first axis) by the class they were given."""
    count = output.shape[1]
    pairs = actual.astype(np.int64) * count + answers(output)
    return np.bincount(pairs, minlength=count * count).reshape(count, count)


def f1_by_class(confusion: npt.NDArray[np.int64]) -> Vector:
    """Harmonic mean of precision and recall; 0 where neither is above 0."""
    right = np.diag(confusion)
    total = confusion.sum(axis=0) + confusion.sum(axis=1)
    scores: Vector = np.divide(2 * right, total, out=np.zeros(len(right)), where=total > 0)
    return scores


def macro_f1(actual: Vector, output: Output) -> float:
    """F1, the mean over the classes that have rows or were given to some."""
    confusion = confusion_matrix(actual, output)
    known = confusion.sum(axis=0) + confusion.sum(axis=1) > 0
    return float(f1_by_class(confusion)[known].mean())


def log_loss(actual: Vector, output: Output) -> float:
    """Mean negative logarithm of the probability given to the rows' own classes."""
    given = output[np.arange(len(actual)), actual.astype(np.int64)]
    return float(-np.mean(np.log(np.clip(given, _LEAST_PROBABILITY, 1))))


@dataclass(frozen=True, slots=True)
class Measure:
    """`compute` takes the rows' targets and outputs."""

    compute: Callable[[Vector, Output], float | None]
    better: Literal["lower", "higher"]


# The first of a task is what its models are judged by.
MEASURES: dict[Task, dict[str, Measure]] = {
    "regression": {
        "rmse": Measure(rmse, "lower"),
        "mae": Measure(mae, "lower"),
        "r2": Measure(r2, "higher"),
    },
    "classification": {
        "accuracy": Measure(accuracy, "higher"),
        "macro_f1": Measure(macro_f1, "higher"),
        "log_loss": Measure(log_loss, "lower"),
    },
}


def primary(task: Task) -> str:
    """The metric that a task's models are judged by."""
    return next(iter(MEASURES[task]))


def point_metrics(task: Task, actual: Vector, output: Output) -> dict[str, Any]:
    return {
        name: {"value": measure.compute(actual, output), "better": measure.better}
        for name, measure in MEASURES[task].items()
    }


def metrics_with_intervals(task: Task, actual: Vector, output: Output, seed: int) -> dict[str, Any]:
    """Metrics with bootstrap percentile intervals over the rows."""
    random = np.random.default_rng(seed)
    samples: dict[str, list[float]] = {name: [] for name in MEASURES[task]}
    for _ in range(_RESAMPLES):
        rows = random.integers(len(actual), size=len(actual))
        for name, measure in MEASURES[task].items():
            value = measure.compute(actual[rows], output[rows])
            if value is not None:
                samples[name].append(value)
    metrics = point_metrics(task, actual, output)
    for name, values in samples.items():
        low, high = _interval(values)
        metrics[name].update(low=low, high=high, level=_LEVEL)
    return metrics


def _interval(values: Sequence[float]) -> tuple[float | None, float | None]:
    if not values:
        return None, None
    tail = (1 - _LEVEL) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def plain_number(value: float) -> str:
    """Never an exponent, which metric regexes would cut; two decimals from 100 on."""
    if abs(value) >= _TWO_DECIMALS_FROM:
        return f"{value:.2f}"
    return np.format_float_positional(value, precision=6, fractional=False, trim="0")
