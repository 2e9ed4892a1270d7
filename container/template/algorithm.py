"""MY_TITLE: say here what it learns, and from what."""

from collections.abc import Mapping

import numpy as np

from ..algorithm import Algorithm, Array, Arrays, FitData, Matrix, Metric, Output, Run
from ..evaluation.metrics import plain_number, rmse
from ..hyperparameters import Continuous, Setting

HYPERPARAMETERS = (
    Continuous("alpha", "Weight of the penalty on large coefficients.", 0.0, 1_000_000.0, 1.0),
)


def fit(data: FitData, settings: Mapping[str, Setting], run: Run) -> dict[str, Array]:
    """Ridge regression, to begin with. Return all that `predict` needs, as arrays.

    A long fit asks `run.stopping()` now and then, and returns what it has when that turns true.
    """
    x, y = data.train.x, data.train.y
    centre, spread = x.mean(axis=0), x.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    z = (x - centre) / scale
    penalty = float(settings["alpha"] or 0) * np.eye(z.shape[1])
    arrays = {
        "centre": centre,
        "scale": scale,
        "constant": np.array([y.mean()]),
        "coefficients": np.linalg.lstsq(z.T @ z + penalty, z.T @ (y - y.mean()), rcond=None)[0],
    }
    # A line like this for each step of a long fit draws a curve in the dashboard.
    run.say(f"train_rmse={plain_number(rmse(y, predict(arrays, x)))}")
    return arrays


def predict(arrays: Arrays, matrix: Matrix) -> Output:
    """One number a row. A row's number must not depend on the rows it comes with."""
    z = (matrix - arrays["centre"]) / arrays["scale"]
    predictions: Output = np.vecdot(z, arrays["coefficients"]) + arrays["constant"]
    return predictions


ALGORITHM = Algorithm(
    name="my_model",
    title="my-model",
    version="0.1.0",
    description="MY_TITLE: predicts a number.",
    hyperparameters=HYPERPARAMETERS,
    fit=fit,
    predict=predict,
    metrics=(Metric("train:rmse", r"train_rmse=([0-9.]+)", "lower"),),
    objective="rmse",
    libraries=("numpy",),
)
