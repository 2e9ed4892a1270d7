"""What an algorithm declares and provides; everything else in the package is the same for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .encoder import Matrix
from .hyperparameters import Hyperparameter, Setting

Vector = npt.NDArray[np.float64]
Arrays = Mapping[str, npt.NDArray[np.generic]]
Predict = Callable[[Matrix], Vector]


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
    better: str


@dataclass(frozen=True, slots=True)
class FitData:
    """Rows to fit, and rows held out whose error is only shown."""

    train_x: Matrix
    train_y: Vector
    validation_x: Matrix
    validation_y: Vector


@dataclass(frozen=True, slots=True)
class Algorithm:
    """`fit` returns the model as arrays; it stops early when `stopping()` turns true.

    `predictor` makes a function of arrays, which may be memory-mapped and read-only and may come
    from anywhere, and of the number of columns it will be given. It must give each row the same
    prediction, bit for bit, in whatever batch it comes.
    """

    name: str
    title: str
    version: str
    description: str
    hyperparameters: tuple[Hyperparameter, ...]
    channels: tuple[Channel, ...]
    metrics: tuple[Metric, ...]
    objective: str
    fit: Callable[
        [FitData, Mapping[str, Setting], Callable[[], bool]], dict[str, npt.NDArray[np.generic]]
    ]
    predictor: Callable[[Arrays, int], Predict]
