"""What an algorithm declares and provides; everything else in the package is the same for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from .hyperparameters import Hyperparameter, Setting
from .table.columns import Kind
from .table.content_type import CSV, JSON_LINES

Task = Literal["regression", "classification"]
Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]
# One number a row, or one probability for each class.
Output = npt.NDArray[np.float64]
Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
# A fitted model: rows in, one prediction a row out.
Predict = Callable[[Matrix], Output]


@dataclass(frozen=True, slots=True)
class Channel:
    name: str
    help: str
    required: bool


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric and the regular expression (RE2 syntax) that finds it in a log line."""

    name: str
    regex: str
    better: Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows as a matrix without gaps, and their targets: numbers, or positions in the classes."""

    x: Matrix
    y: Vector


@dataclass(frozen=True, slots=True)
class FitData:
    """Rows to fit, and rows held out, if any, whose error is only shown.

    `names` are the matrix's columns. `classes` is how many there are, 0 in regression.
    """

    names: tuple[str, ...]
    classes: int
    train: Sample
    held_out: Sample | None


@dataclass(frozen=True, slots=True)
class Run:
    """What a fit asks and tells while it works.

    `stopping()` turns true when the job is to end: then save what there is. `say` prints a line.
    """

    stopping: Callable[[], bool]
    say: Callable[[str], None]


def accept(_arrays: Arrays, _width: int, _classes: int) -> None:
    """The check of an algorithm whose `predict` cannot be led astray by its arrays."""


def stay(_arrays: Arrays) -> Predict | None:
    """An algorithm that is as fast from the start as it ever is."""
    return None


@dataclass(frozen=True, slots=True)
class Judging:
    """How a model is judged unless the job says otherwise; `folds` 0 is one hold-out."""

    holdout: float = 0.1
    folds: int = 0
    seed: int = 5


CHANNELS = (
    Channel("training", "CSV files with the target column, header or not.", required=True),
    Channel("validation", "Judges the model instead of a random hold-out.", required=False),
)


@dataclass(frozen=True, slots=True)
class Algorithm:
    """The part that differs: a schema, `fit` and `predict`.

    Args:
        tasks: what it can learn. Of two, the job's hyperparameter `task` chooses.
        target: which column is predicted where the hyperparameter `target` does not say;
            `named` requires it. A file read by position has no header.
        kinds: the columns it can learn from; others are left out.
        fit: a model as arrays, from rows.
        predict: the outputs of a model for rows. Each row must get the same output, bit for bit,
            in whatever batch it comes. The arrays are memory-mapped and read-only.
        check: raises InputError where arrays, which may come from anywhere, are no model over so
            many columns and classes.
        metrics: what `fit` prints. The metrics of the judged model are added to them.
        quicken: a faster `predict` for a model's arrays, to the same bits; None where there is
            none. It may take seconds, and is called once serving has begun.
        objective: the metric that tuning improves.
        libraries: packages whose versions the model's manifest records.
    """

    name: str
    title: str
    version: str
    description: str
    hyperparameters: tuple[Hyperparameter, ...]
    fit: Callable[[FitData, Mapping[str, Setting], Run], dict[str, Array]]
    predict: Callable[[Arrays, Matrix], Output]
    objective: str
    check: Callable[[Arrays, int, int], None] = accept
    quicken: Callable[[Arrays], Predict | None] = stay
    metrics: tuple[Metric, ...] = ()
    tasks: tuple[Task, ...] = ("regression",)
    target: Literal["named", "first", "last"] = "named"
    kinds: tuple[Kind, ...] = ("number", "integer", "category", "time")
    channels: tuple[Channel, ...] = CHANNELS
    judging: Judging = Judging()
    reads: tuple[str, ...] = (CSV, JSON_LINES)
    libraries: tuple[str, ...] = ("numpy", "scikit-learn")
