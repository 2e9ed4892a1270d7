"""The hyperparameters that every algorithm has beside its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..algorithm import Algorithm, Task
from ..errors import InputError
from ..hyperparameters import Choice, Continuous, Hyperparameter, Integer, Setting, Text
from ..table.channel import TargetColumn

_TARGET = {
    "named": "Name of the column to predict.",
    "first": "Name of the column to predict; without it the first, in files without a header.",
    "last": "Name of the column to predict; without it the last, in files without a header.",
}


def declared(algorithm: Algorithm) -> tuple[Hyperparameter, ...]:
    """All hyperparameters of an image, in the order a form shows them."""
    judging = algorithm.judging
    return (
        Text("target", _TARGET[algorithm.target], required=algorithm.target == "named"),
        *_task(algorithm),
        *algorithm.hyperparameters,
        Integer(
            "random_state",
            "Seed of the model and of the choice of rows that judge it. "
            "The same seed gives the same model.",
            0,
            2_147_483_647,
            judging.seed,
            tunable=False,
        ),
        Continuous(
            "holdout",
            "Share of the rows held out at random to judge by, if there are neither folds nor a "
            "validation channel.",
            0.01,
            0.5,
            judging.holdout,
            tunable=False,
        ),
        Integer(
            "folds",
            "Judge by cross-validation in so many folds, then fit all rows. 0 for a hold-out.",
            0,
            50,
            judging.folds,
            tunable=False,
        ),
    )


def _task(algorithm: Algorithm) -> tuple[Hyperparameter, ...]:
    if len(algorithm.tasks) == 1:
        return ()
    words = "What to learn. auto: a number if the target holds numbers, else a class."
    return (Choice("task", words, ("auto", *algorithm.tasks), "auto"),)


@dataclass(frozen=True, slots=True)
class JobSettings:
    """`task` None: the target's cells decide."""

    target: TargetColumn
    task: Task | None
    seed: int
    holdout: float
    folds: int


def job_settings(algorithm: Algorithm, settings: Mapping[str, Setting]) -> JobSettings:
    """What the job itself reads of its hyperparameters.

    Raises:
        InputError: one fold.
    """
    folds = int(settings["folds"] or 0)
    if folds == 1:
        raise InputError("Hyperparameter folds is 1; give 0 for a hold-out, or 2 or more.")
    name = settings["target"]
    return JobSettings(
        TargetColumn(None if name is None else str(name), algorithm.target),
        _chosen_task(algorithm, settings),
        int(settings["random_state"] or 0),
        float(settings["holdout"] or 0),
        folds,
    )


def _chosen_task(algorithm: Algorithm, settings: Mapping[str, Setting]) -> Task | None:
    if len(algorithm.tasks) == 1:
        return algorithm.tasks[0]
    chosen: dict[Setting, Literal["regression", "classification"]] = {
        task: task for task in algorithm.tasks
    }
    return chosen.get(settings["task"])
