"""The column to predict: its numbers, or its classes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..algorithm import Task, Vector
from ..errors import InputError
from ..table.values import is_missing, parse_number, why_no_number

# A target this full of numbers is one of numbers, perhaps with a mistake in it.
_MOSTLY = 0.5
_MAX_CLASSES = 1_000


@dataclass(frozen=True, slots=True)
class Target:
    """`classes` in their order, none in regression."""

    name: str
    classes: tuple[str, ...]

    @property
    def task(self) -> Task:
        return "classification" if self.classes else "regression"

    def read(self, cells: Sequence[str]) -> Vector:
        """Numbers, or positions in the classes.

        Raises:
            InputError: naming the first row that holds neither.
        """
        places = {name: float(place) for place, name in enumerate(self.classes)}
        values = [
            places.get(cell.strip()) if self.classes else parse_number(cell) for cell in cells
        ]
        bad = [row for row, value in enumerate(values) if value is None]
        if bad:
            needs = "A class" if self.classes else "Regression needs a number"
            needs += " is needed in every row." if self.classes else " in every row."
            raise InputError(
                f"Target {self.name}: row {bad[0] + 1:,} {self._problem(cells[bad[0]])} "
                f"({len(bad):,} of {len(cells):,} rows). {needs}"
            )
        return np.array(values, dtype=np.float64)

    def _problem(self, cell: str) -> str:
        if is_missing(cell):
            return "is empty"
        why = "is no class of channel training" if self.classes else why_no_number(cell)
        return f"holds {cell!r}, which {why}"


def recognise_target(name: str, cells: Sequence[str], task: Task | None) -> Target:
    """The target that these cells are; without a task, mostly numbers mean regression.

    Raises:
        InputError: one class only, or too many.
    """
    present = [cell.strip() for cell in cells if not is_missing(cell)]
    if task is None:
        numbers = sum(parse_number(cell) is not None for cell in present)
        task = "regression" if numbers >= _MOSTLY * len(present) else "classification"
    if task == "regression":
        return Target(name, ())
    classes = sorted(set(present), key=_class_order)
    if len(classes) < 2:  # noqa: PLR2004 - two is what it takes to tell apart
        raise InputError(
            f"Target {name} holds {', '.join(classes) or 'nothing'} in every row; "
            "classification needs at least two classes."
        )
    if len(classes) > _MAX_CLASSES:
        raise InputError(
            f"Target {name} has {len(classes):,} different values; "
            f"classification takes at most {_MAX_CLASSES:,} classes."
        )
    return Target(name, tuple(classes))


def _class_order(name: str) -> tuple[bool, float, str]:
    """Numbers by their value, then words by the alphabet."""
    number = parse_number(name)
    return number is None, number or 0.0, name
