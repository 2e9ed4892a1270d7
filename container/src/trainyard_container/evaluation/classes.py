"""What a classification's evaluation has beside the figures of every one."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..algorithm import Output, Vector
from .metrics import answers, confusion_matrix, f1_by_class

_BINS = 10


def class_members(classes: Sequence[str], actual: Vector, output: Output) -> dict[str, Any]:
    """`classes`, `confusion`, `per_class` and `calibration` of evaluation.json."""
    confusion = confusion_matrix(actual, output)
    return {
        "classes": list(classes),
        "confusion": confusion.tolist(),
        "per_class": _per_class(classes, confusion),
        "calibration": _calibration(actual, output),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _per_class(
    classes: Sequence[str], confusion: np.ndarray[Any, np.dtype[np.int64]]
) -> list[dict[str, Any]]:
    """Precision is null where a class was given to no row, recall where no row is of it."""
    given, rows = confusion.sum(axis=0).tolist(), confusion.sum(axis=1).tolist()
    right, f1 = np.diag(confusion).tolist(), f1_by_class(confusion).tolist()
    return [
        {
            "class": name,
            "precision": _share(right[place], given[place]),
            "recall": _share(right[place], rows[place]),
            "f1": f1[place] if given[place] + rows[place] else None,
            "rows": rows[place],
        }
        for place, name in enumerate(classes)
    ]


def _calibration(actual: Vector, output: Output) -> dict[str, Any]:
    """Whether answers of probability p are right in a share p of the rows.

    `error` is the mean difference over the rows, in bins of equal width (Guo et al. 2017).
    """
    sure = output.max(axis=1)
    right = answers(output) == actual
    places = np.minimum((sure * _BINS).astype(np.int64), _BINS - 1)
    bins = []
    for place in np.unique(places).tolist():
        chosen = places == place
        bins.append(
            {
                "low": place / _BINS,
                "high": (place + 1) / _BINS,
                "rows": int(chosen.sum()),
                "probability": float(sure[chosen].mean()),
                "accuracy": float(right[chosen].mean()),
            }
        )
    gaps = [entry["rows"] * abs(entry["probability"] - entry["accuracy"]) for entry in bins]
    return {"error": float(sum(gaps)) / len(actual), "bins": bins}
