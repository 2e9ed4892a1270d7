"""The errors whose text is meant for the person who started the job or sent the request."""

from collections.abc import Sequence
from dataclasses import dataclass

_NAMED = 10


class InputError(Exception):
    """What is wrong with the data or the settings, and what to do; shown without a traceback."""


def first_of(problems: Sequence[str], more: str) -> str:
    """The first ten, one a line, and how many `more` there are."""
    rest = len(problems) - _NAMED
    return "\n".join([*problems[:_NAMED], *([f"and {rest:,} {more}"] if rest > 0 else [])])


@dataclass(frozen=True, slots=True)
class BadCell:
    """A value that a model cannot predict: its row and column in the matrix, from 0, and why."""

    row: int
    column: int
    why: str


class BadCellsError(Exception):
    """Raised by `predict`; whoever knows the names of the columns says which they are."""

    def __init__(self, cells: Sequence[BadCell]) -> None:
        super().__init__(first_of([f"row {c.row + 1}: {c.why}" for c in cells], "more cells"))
        self._cells = cells

    def named(self, names: Sequence[str]) -> InputError:
        """The same in the words of the person who sent the rows, which count from 1."""
        problems = [f"row {c.row + 1}, column {names[c.column]}: {c.why}" for c in self._cells]
        return InputError(first_of(problems, "more cells"))
