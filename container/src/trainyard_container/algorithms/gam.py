"""Generalised additive model: a sum of smooth curves, one for each column of numbers."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..algorithm import (
    Algorithm,
    Array,
    Arrays,
    FitData,
    Judging,
    Matrix,
    Metric,
    Output,
    Run,
    Sample,
    Vector,
)
from ..errors import BadCell, BadCellsError, InputError
from ..evaluation.metrics import plain_number, r2
from ..hyperparameters import Continuous, Integer, Setting

if TYPE_CHECKING:
    from statsmodels.gam.api import GLMGam

HYPERPARAMETERS = (
    Integer("df", "Basis functions of each column's curve. More can bend more often.", 3, 200, 10),
    Continuous("alpha", "Weight of the penalty on bends. 0 has none.", 0.0, 1_000_000.0, 1.0),
    Integer("degree", "Degree of the curves' pieces; 3 is cubic.", 2, 5, 3),
)


def fit(data: FitData, settings: Mapping[str, Setting], run: Run) -> dict[str, Array]:
    """Fits B-splines by penalised least squares; prints how much of the variance they explain.

    The curves reach over the rows held out too, whose targets are not looked at: otherwise the
    largest value of a column could not be judged.
    """
    # Serving imports this module and must not pay for statsmodels.
    from statsmodels.gam.api import BSplines, GLMGam  # noqa: PLC0415

    degree, df = int(settings["degree"] or 0), int(settings["df"] or 0)
    if df <= degree:
        raise InputError(f"Hyperparameter df is {df}; degree {degree} needs at least {degree + 1}.")
    columns = _varying(data.train.x)
    x, y = data.train.x[:, columns], data.train.y
    reach = np.vstack([x, data.held_out.x[:, columns]]) if data.held_out else x
    # A curve through fewer values than it has basis functions is one of many.
    sizes = [min(df, max(degree + 1, len(np.unique(column)))) for column in x.T]
    bounds = [{"lower_bound": column.min(), "upper_bound": column.max()} for column in reach.T]
    smoother = BSplines(x, df=sizes, degree=[degree] * len(columns), knot_kwds=bounds)
    model = GLMGam(y, exog=np.ones((len(y), 1)), smoother=smoother, alpha=settings["alpha"])
    knots = [np.asarray(curve.knots, dtype=np.float64) for curve in smoother.smoothers]
    arrays: dict[str, Array] = {
        "column": np.array(columns, dtype=np.int32),
        "degree": np.array([degree], dtype=np.int32),
        "knots": np.concatenate(knots),
        "knots_end": np.cumsum([len(each) for each in knots]).astype(np.int32),
        "coefficients": np.asarray(_solve(model), dtype=np.float64),
    }
    _report(arrays, {"train": data.train, "test": data.held_out}, run)
    return arrays


def _solve(model: "GLMGam") -> npt.ArrayLike:
    """The coefficients: the constant, then those of each curve."""
    from statsmodels.gam.generalized_additive_model import penalized_wls  # noqa: PLC0415
    from statsmodels.tools.sm_exceptions import (  # noqa: PLC0415
        PerfectSeparationError,
        SingularMatrixWarning,
    )

    with warnings.catch_warnings():
        # Too few values for a curve's freedom: the least of all solutions is taken.
        warnings.simplefilter("ignore", SingularMatrixWarning)
        try:
            parameters: npt.ArrayLike = model.fit().params
        except PerfectSeparationError:
            # Every row is met exactly, which would be a defect in a model of classes only. This is
            # the step that `fit` repeats until nothing changes.
            penalty = model.penal.penalty_matrix(alpha=model.alpha)
            ones = np.ones(len(model.endog))
            parameters = penalized_wls(model.endog, model.exog, penalty, ones).params
    return parameters


def _varying(x: Matrix) -> list[int]:
    """Columns of more than one value; no curve can be laid through the others."""
    columns = np.flatnonzero(x.min(axis=0) < x.max(axis=0)).tolist()
    if not columns:
        raise InputError("Every column holds one value in all rows; there is nothing to learn.")
    return columns


def _report(arrays: Arrays, samples: Mapping[str, Sample | None], run: Run) -> None:
    for name, sample in samples.items():
        explained = r2(sample.y, predict(arrays, sample.x)) if sample else None
        if explained is not None:
            run.say(f"R2 ({name}): {plain_number(explained)}")


def predict(arrays: Arrays, matrix: Matrix) -> Output:
    """The sum of the curves, each row as statsmodels predicts that row, to the last bit.

    Raises:
        BadCellsError: values outside the range of the training rows, where the curves say nothing.
    """
    curves = _Curves.of(arrays)
    bad = [cell for curve in curves.each() for cell in curve.outside(matrix)]
    if bad:
        raise BadCellsError(sorted(bad, key=lambda cell: (cell.row, cell.column)))
    bases = [curve.basis(matrix[:, curve.column]) for curve in curves.each()]
    whole = np.hstack([np.ones((len(matrix), 1)), *bases])
    # Row by row, where one product of all rows would round by how many they are.
    predictions: Output = np.vecdot(whole, curves.coefficients)
    return predictions


@dataclass(frozen=True, slots=True)
class _Curve:
    column: int
    degree: int
    knots: Vector

    def outside(self, matrix: Matrix) -> Iterator[BadCell]:
        low, high = self.knots[0], self.knots[-1]
        values = matrix[:, self.column]
        why = f"lies outside {low:g} to {high:g}, the range of the rows it was trained on"
        for row in np.flatnonzero(~((values >= low) & (values <= high))).tolist():
            yield BadCell(row, self.column, f"{values[row]:g} {why}")

    def basis(self, x: Vector) -> Matrix:
        """All B-splines but the first at `x`, by de Boor's recursion as FITPACK computes it.

        The first is left out since the sum of all is the constant.
        """
        count = len(self.knots) - self.degree - 1
        place = np.searchsorted(self.knots, x, side="right") - 1
        place = np.clip(place, self.degree, count - 1)
        values = np.zeros((self.degree + 1, len(x)))
        values[0] = 1.0
        for order in range(1, self.degree + 1):
            before = values[:order].copy()
            values[0] = 0.0
            for step in range(order):
                right = self.knots[place + step + 1]
                left = self.knots[place + step + 1 - order]
                part = before[step] / (right - left)
                values[step] += part * (right - x)
                values[step + 1] = part * (x - left)
        whole = np.zeros((len(x), count))
        for step in range(self.degree + 1):
            whole[np.arange(len(x)), place - self.degree + step] = values[step]
        return whole[:, 1:]


@dataclass(frozen=True, slots=True)
class _Curves:
    column: npt.NDArray[Any]
    degree: npt.NDArray[Any]
    knots: npt.NDArray[Any]
    knots_end: npt.NDArray[Any]
    coefficients: npt.NDArray[Any]

    @classmethod
    def of(cls, arrays: Arrays) -> "_Curves":
        return cls(**{name: np.asarray(array) for name, array in arrays.items()})

    def each(self) -> Iterator[_Curve]:
        begin = 0
        for column, end in zip(self.column.tolist(), self.knots_end.tolist(), strict=True):
            yield _Curve(column, int(self.degree[0]), self.knots[begin:end])
            begin = end


ALGORITHM = Algorithm(
    name="gam",
    title="gam",
    version="0.1.0",
    description=(
        "Generalised additive model with B-splines: CSV of numbers without a header, "
        "the target in the last column."
    ),
    hyperparameters=HYPERPARAMETERS,
    fit=fit,
    predict=predict,
    metrics=(
        Metric("train:r2", r"R2 \(train\): (-?[0-9.]+)", "higher"),
        Metric("test:r2", r"R2 \(test\): (-?[0-9.]+)", "higher"),
    ),
    objective="rmse",
    target="last",
    kinds=("number", "integer", "time"),
    judging=Judging(holdout=0.25, seed=42),
    libraries=("numpy", "scipy", "statsmodels"),
)
