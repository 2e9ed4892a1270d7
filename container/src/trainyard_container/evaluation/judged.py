"""What an evaluation needs: models, the rows each was fitted on, and rows it was not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..algorithm import Matrix, Output, Predict, Task, Vector
from ..features.encoder import Encoder, Rows


@dataclass(frozen=True, slots=True)
class Part:
    """Rows judged by one model. `numbers` are their 1-based rows of the files.

    `fitted_rows` and `fitted_y` are what the model saw, which is what a guess may know too.
    """

    encoder: Encoder
    predict: Predict
    fitted_rows: Rows
    fitted_y: Vector
    numbers: npt.NDArray[np.int64]
    rows: Rows
    matrix: Matrix
    actual: Vector
    output: Output


@dataclass(frozen=True, slots=True)
class Judged:
    """A hold-out is one part, cross-validation one for each fold.

    `encoder` is that of the model kept; `train_actual` and `train_output` are of the rows that
    model was fitted on.
    """

    encoder: Encoder
    protocol: Mapping[str, Any]
    train_actual: Vector
    train_output: Output
    parts: tuple[Part, ...]

    @property
    def task(self) -> Task:
        return "classification" if self.encoder.classes else "regression"

    @property
    def numbers(self) -> npt.NDArray[np.int64]:
        return np.concatenate([part.numbers for part in self.parts])

    @property
    def actual(self) -> Vector:
        return np.concatenate([part.actual for part in self.parts])

    @property
    def output(self) -> Output:
        return np.concatenate([part.output for part in self.parts])

    def values(self, name: str) -> list[Any]:
        """One column's values of all judged rows."""
        return [value for part in self.parts for value in part.rows.values[name]]


def in_file_order(judged: Judged) -> npt.NDArray[np.int64]:
    """The judged rows' places, by their numbers."""
    return np.argsort(judged.numbers, kind="stable")


def take(values: Sequence[Any], places: npt.NDArray[np.int64]) -> list[Any]:
    return [values[place] for place in places]
