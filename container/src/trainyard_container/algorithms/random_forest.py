"""Random forest on a table: predicts a number or a class."""

import time
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from ..algorithm import Algorithm, Array, FitData, Metric, Output, Run, Sample
from ..errors import InputError
from ..evaluation.metrics import accuracy, plain_number, rmse
from ..hyperparameters import Continuous, Integer, Setting
from ..trees.packed import (
    GrownTree,
    as_float32,
    check_trees,
    compile_trees,
    pack_trees,
    predict_trees,
)

_STEPS = 50
# SIGTERM is answered between two steps, and SageMaker waits 120 s before it kills.
_MAX_STEP_SECONDS = 5.0

CURVES: dict[str, Literal["lower", "higher"]] = {"rmse": "lower", "accuracy": "higher"}
HYPERPARAMETERS = (
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
)


def fit(data: FitData, settings: Mapping[str, Setting], run: Run) -> dict[str, Array]:
    """Grows the forest in steps and prints both errors after each, so there is a live curve."""
    # Serving imports this module and must not pay for scikit-learn.
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor  # noqa: PLC0415

    wanted = int(settings["n_estimators"] or 0)
    kind = RandomForestClassifier if data.classes else RandomForestRegressor
    forest = kind(
        n_estimators=0,
        min_samples_leaf=settings["min_samples_leaf"],
        max_features=settings["max_features"],
        max_depth=settings["max_depth"],
        random_state=settings["random_state"],
        n_jobs=-1,
        warm_start=True,
    )
    x = as_float32(data.train.x)
    progress = _Progress(data, run.say)
    columns: list[int] = []
    largest_step = -(-wanted // _STEPS)
    # One tree first: it tells how long a step will take. How a forest is cut into steps makes no
    # difference to its trees.
    step = 1
    while forest.n_estimators < wanted and not run.stopping():
        grown = forest.n_estimators
        forest.n_estimators = min(grown - grown % step + step, wanted)
        started = time.perf_counter()
        forest.fit(x, data.train.y)
        seconds = (time.perf_counter() - started) / (forest.n_estimators - grown)
        step = max(1, min(largest_step, int(_MAX_STEP_SECONDS / seconds)))
        columns = forest.classes_.astype(int).tolist() if data.classes else [0]
        progress.report(_trees(forest), columns)
    if forest.n_estimators == 0:
        raise InputError("Stopped before the first trees were grown; there is no model to save.")
    if forest.n_estimators < wanted:
        run.say(f"Stopped with {forest.n_estimators} of {wanted} trees; saving them.")
    return pack_trees(_trees(forest), columns, max(data.classes, 1))


class _Tree(GrownTree, Protocol):
    def predict(self, x: npt.NDArray[np.float32]) -> Output: ...


class _Grown(Protocol):
    tree_: _Tree


class _Forest(Protocol):
    estimators_: list[_Grown]


def _trees(forest: _Forest) -> list[_Tree]:
    return [tree.tree_ for tree in forest.estimators_]


class _Curve:
    """Outputs of the trees so far for some rows, so that each tree predicts once only."""

    def __init__(self, sample: Sample, classes: int) -> None:
        self._x = as_float32(sample.x)
        self._y = sample.y
        self._sum: Output = np.zeros((len(sample.y), max(classes, 1)))

    def add(self, tree: _Tree, columns: list[int]) -> None:
        self._sum[:, columns] += tree.predict(self._x)

    def measure(self, trees: int) -> float:
        if self._sum.shape[1] == 1:
            return rmse(self._y, self._sum[:, 0] / trees)
        return accuracy(self._y, self._sum)


class _Progress:
    """One line a step: how well the trees so far do on the rows fitted, and on those held out."""

    def __init__(self, data: FitData, say: Callable[[str], None]) -> None:
        samples = {"train": data.train, "validation": data.held_out}
        self._curves = {
            name: _Curve(sample, data.classes) for name, sample in samples.items() if sample
        }
        self._metric = "accuracy" if data.classes else "rmse"
        self._say = say
        self._trees = 0
        self._started = time.perf_counter()

    def report(self, trees: list[_Tree], columns: list[int]) -> None:
        """`columns` are the places of the trees' outputs among all classes."""
        for tree in trees[self._trees :]:
            for curve in self._curves.values():
                curve.add(tree, columns)
        self._trees = len(trees)
        figures = (
            f"{name}_{self._metric}={plain_number(curve.measure(self._trees))}"
            for name, curve in self._curves.items()
        )
        elapsed = f"elapsed={time.perf_counter() - self._started:.1f}s"
        self._say(" ".join((f"trees={self._trees}", *figures, elapsed)))


ALGORITHM = Algorithm(
    name="random_forest",
    title="random-forest",
    version="0.1.0",
    description=(
        "Random forest for a table with numbers and categories: predicts a number or a class."
    ),
    hyperparameters=HYPERPARAMETERS,
    fit=fit,
    predict=predict_trees,
    check=check_trees,
    quicken=compile_trees,
    tasks=("regression", "classification"),
    metrics=tuple(
        Metric(f"{rows}:{name}", rf"{rows}_{name}=([0-9.]+)", better)
        for name, better in CURVES.items()
        for rows in ("train", "validation")
    ),
    objective="validation:rmse",
)
