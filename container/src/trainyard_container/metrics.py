"""Errors of predictions, and how sure they are."""

from typing import Any

import numpy as np

from .algorithm import Vector

_RESAMPLES = 1000
_LEVEL = 0.95
_TWO_DECIMALS_FROM = 100


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


METRICS = {"rmse": (rmse, "lower"), "mae": (mae, "lower"), "r2": (r2, "higher")}


def point_metrics(actual: Vector, predicted: Vector) -> dict[str, Any]:
    return {
        name: {"value": compute(actual, predicted), "better": better}
        for name, (compute, better) in METRICS.items()
    }


def metrics_with_intervals(actual: Vector, predicted: Vector, seed: int) -> dict[str, Any]:
    """Metrics with bootstrap percentile intervals over the rows."""
    random = np.random.default_rng(seed)
    samples: dict[str, list[float]] = {name: [] for name in METRICS}
    for _ in range(_RESAMPLES):
        rows = random.integers(len(actual), size=len(actual))
        for name, (compute, _) in METRICS.items():
            value = compute(actual[rows], predicted[rows])
            if value is not None:
                samples[name].append(value)
    metrics = point_metrics(actual, predicted)
    for name, values in samples.items():
        low, high = _interval(values)
        metrics[name].update(low=low, high=high, level=_LEVEL)
    return metrics


def _interval(values: list[float]) -> tuple[float | None, float | None]:
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
