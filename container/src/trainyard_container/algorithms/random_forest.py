"""Random forest, regression on a table. This is the file to change for another algorithm."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ..algorithm import Algorithm, Channel, FitData, Metric, Vector
from ..errors import InputError
from ..hyperparameters import Continuous, Integer, Setting, Text
from ..log import say
from ..metrics import plain_number, rmse
from .trees import pack_trees, tree_predictor

_STEPS = 50
# SIGTERM is answered between two steps, and SageMaker waits 120 s before it kills.
_MAX_STEP_SECONDS = 5.0
_NUMBER = "([0-9.]+)"

HYPERPARAMETERS = (
    Text("target", "Name of the column to predict.", required=True),
    Integer("n_estimators", "Trees. More is slower and steadier.", 1, 5000, 500),
    Integer(
        "min_samples_leaf",
        "Rows in a leaf, at least. Larger smooths; 1 learns the training rows by heart.",
        1,
        1000,
        30,
    ),
    Continuous("max_features", "Share of the columns tried at each split.", 0.05, 1.0, 1.0),
    Integer("max_depth", "Splits from root to leaf, at most. Leave it out for no limit.", 1, 64),
    Integer(
        "random_state",
        "Seed of the hold-out and of the trees. The same seed gives the same model.",
        0,
        2_147_483_647,
        5,
        tunable=False,
    ),
    Continuous(
        "holdout",
        "Share of the rows held out at random to judge by, if there is no validation channel.",
        0.01,
        0.5,
        0.1,
        tunable=False,
    ),
)


def fit(
    data: FitData, settings: Mapping[str, Setting], stopping: Callable[[], bool]
) -> dict[str, npt.NDArray[np.generic]]:
    """Grows the forest in steps and prints both errors after each, so there is a live curve."""
    # Serving imports this module and must not pay for scikit-learn.
    from sklearn.ensemble import RandomForestRegressor  # noqa: PLC0415

    wanted = int(settings["n_estimators"] or 0)
    forest = RandomForestRegressor(
        n_estimators=0,
        min_samples_leaf=settings["min_samples_leaf"],
        max_features=settings["max_features"],
        max_depth=settings["max_depth"],
        random_state=settings["random_state"],
        n_jobs=-1,
        warm_start=True,
    )
    progress = _Progress(data)
    largest_step = -(-wanted // _STEPS)
    # One tree first: it tells how long a step will take. How a forest is cut into steps makes no
    # difference to its trees.
    step = 1
    while forest.n_estimators < wanted and not stopping():
        grown = forest.n_estimators
        forest.n_estimators = min(grown - grown % step + step, wanted)
        started = time.perf_counter()
        forest.fit(data.train_x, data.train_y)
        seconds = (time.perf_counter() - started) / (forest.n_estimators - grown)
        step = max(1, min(largest_step, int(_MAX_STEP_SECONDS / seconds)))
        progress.report([tree.tree_ for tree in forest.estimators_])
    if forest.n_estimators == 0:
        raise InputError("Stopped before the first trees were grown; there is no model to save.")
    if forest.n_estimators < wanted:
        say(f"Stopped with {forest.n_estimators} of {wanted} trees; saving them.")
    return pack_trees([tree.tree_ for tree in forest.estimators_])


class _Progress:
    """Sums over the trees so far, so that each tree predicts once only."""

    def __init__(self, data: FitData) -> None:
        self._data = data
        self._train: Vector = np.zeros(len(data.train_y))
        self._validation: Vector = np.zeros(len(data.validation_y))
        self._trees = 0
        self._started = time.perf_counter()

    def report(self, trees: list[Any]) -> None:
        train_x = np.ascontiguousarray(self._data.train_x)
        validation_x = np.ascontiguousarray(self._data.validation_x)
        for tree in trees[self._trees :]:
            self._train += tree.predict(train_x)[:, 0]
            self._validation += tree.predict(validation_x)[:, 0]
        self._trees = len(trees)
        train = rmse(self._data.train_y, self._train / self._trees)
        validation = rmse(self._data.validation_y, self._validation / self._trees)
        say(
            f"trees={self._trees} train_rmse={plain_number(train)} "
            f"validation_rmse={plain_number(validation)} "
            f"elapsed={time.perf_counter() - self._started:.1f}s"
        )


ALGORITHM = Algorithm(
    name="random_forest",
    title="random-forest",
    version="0.1.0",
    description="Random forest for a table with numbers and categories: predicts a number.",
    hyperparameters=HYPERPARAMETERS,
    channels=(
        Channel("training", "CSV files with the target column, header or not.", required=True),
        Channel("validation", "Judges the model instead of a random hold-out.", required=False),
    ),
    metrics=(
        Metric("train:rmse", rf"train_rmse={_NUMBER}", "lower"),
        Metric("validation:rmse", rf"validation_rmse={_NUMBER}", "lower"),
        Metric("rmse", rf"\brmse={_NUMBER}", "lower"),
        Metric("mae", rf"\bmae={_NUMBER}", "lower"),
        Metric("r2", r"\br2=(-?[0-9.]+)", "higher"),
    ),
    objective="validation:rmse",
    fit=fit,
    predictor=tree_predictor,
)
