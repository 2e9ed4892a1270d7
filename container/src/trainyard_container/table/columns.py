"""What kind of column a list of cells is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..errors import InputError
from .spellings import merge_spellings
from .values import (
    format_time,
    is_date_of_other_form,
    is_integer,
    is_missing,
    is_number_of_other_form,
    normal_form,
    parse_number,
    parse_time,
    why_no_number,
)

Kind = Literal["number", "integer", "category", "text", "time", "id"]

# More values than this, or than one in twenty rows, and a column of words is no category.
_MAX_CATEGORIES = 500
_MIN_CATEGORY_LIMIT = 20
_MAX_CATEGORY_SHARE = 0.05
# A column this full of numbers is a column of numbers with a mistake in it.
_MOSTLY = 0.95
# Few words in a column that is half numbers are marks for missing ones, such as `?`.
_MAX_MARKS = 3
_MIN_BESIDE_MARKS = 0.5
_TEXT_WITH_SPACES = 0.5
# Why a column of numbers that look like a count of the rows is not used.
NUMBERING = "it numbers the rows"


@dataclass(frozen=True, slots=True)
class Column:
    """A feature's name and kind; `unused` says why a model leaves it out, empty if it does not.

    `meanings` maps the normal form of each spelling to its category.
    """

    name: str
    kind: Kind
    unused: str = ""
    meanings: dict[str, str] = field(default_factory=dict)

    @property
    def used(self) -> bool:
        return not self.unused


def recognise(name: str, cells: Sequence[str]) -> Column:
    """The column that these cells are.

    Raises:
        InputError: nearly all cells are numbers, but some are not.
    """
    present = [(row, cell) for row, cell in enumerate(cells, 1) if not is_missing(cell)]
    values = [cell for _, cell in present]
    if not values:
        return Column(name, "text", unused="it has no values")
    odd = [(row, cell) for row, cell in present if parse_number(cell) is None]
    if not odd:
        return _numeric(name, values)
    if all(parse_time(cell) is not None for cell in values):
        return Column(name, "time")
    meanings = merge_spellings(values)
    distinct = len(set(meanings.values()))
    repeats = distinct <= _category_limit(len(values))
    if _is_mistyped(values, [cell for _, cell in odd], repeats=repeats):
        row, cell = odd[0]
        raise InputError(
            f"Column {name}: row {row:,} holds {cell[:80]!r}, which {why_no_number(cell)}, where "
            f"{len(values) - len(odd):,} of {len(values):,} values are numbers. "
            "Correct it, or leave the cell empty."
        )
    if repeats:
        return Column(name, "category", meanings=meanings)
    return _words(name, values, distinct)


def _is_mistyped(values: Sequence[str], odd: Sequence[str], *, repeats: bool) -> bool:
    """Whether `odd` is what spoils a column of numbers, rather than one kind of its words.

    Whole numbers that repeat may be names, as grades are: with words among them, categories.
    """
    numbers = len(values) - len(odd)
    if numbers >= _MOSTLY * len(values):
        words = set(odd)
        return not repeats or not all(is_integer(cell) for cell in values if cell not in words)
    marks = len({cell.strip().lower() for cell in odd})
    return not repeats and marks <= _MAX_MARKS and numbers >= _MIN_BESIDE_MARKS * len(values)


def _category_limit(values: int) -> int:
    return min(_MAX_CATEGORIES, max(_MIN_CATEGORY_LIMIT, int(values * _MAX_CATEGORY_SHARE)))


def _numeric(name: str, values: Sequence[str]) -> Column:
    if not all(is_integer(cell) for cell in values):
        return Column(name, "number")
    numbers = [int(cell) for cell in values]
    if len(numbers) > 1 and len(set(numbers)) == len(numbers):
        consecutive = max(numbers) - min(numbers) + 1 == len(numbers)
        named = name.lower() == "id" or name.lower().endswith(("_id", " id"))
        if consecutive or named:
            return Column(name, "id", unused=NUMBERING)
    return Column(name, "integer")


def _words(name: str, values: Sequence[str], distinct: int) -> Column:
    spaced = sum(1 for value in values if " " in value.strip())
    if all(map(is_date_of_other_form, values)):
        return Column(name, "id", unused="its dates are not written like 2026-11-21")
    if all(map(is_number_of_other_form, values)):
        return Column(name, "id", unused="its numbers are not written like 1234.5")
    if spaced >= _TEXT_WITH_SPACES * len(values):
        return Column(name, "text", unused=f"free text: {distinct:,} different values")
    return Column(name, "id", unused=f"an identifier: {distinct:,} different values")


def count_spellings(column: Column, values: Sequence[str]) -> dict[str, Counter[str]]:
    """Per category, how often each of its spellings occurs."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in column.meanings.values()}
    from_raw = Counter(value.strip() for value in values if not is_missing(value))
    for raw, count in from_raw.items():
        category = category_of(column, raw)
        if category is not None:
            counts[category][raw] += count
    return counts


def shown(column: Column, value: float | str | None) -> float | str | None:
    """A value as files for people and other programs have it: times in ISO-8601."""
    is_time = column.kind == "time" and isinstance(value, float)
    return format_time(float(value)) if is_time and value is not None else value


def category_of(column: Column, cell: str) -> str | None:
    """The category a cell means; None if it is missing or was not seen in training."""
    return None if is_missing(cell) else column.meanings.get(normal_form(cell))
