"""How missing values are filled: by the column that predicts them best, else by one value."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Value = float | str
Known = Sequence[Value | None]

# A group has to be this much better than one value for all, or it only adds noise.
_MIN_GAIN = 0.05


@dataclass(frozen=True, slots=True)
class Fill:
    """`value` for all rows, or by the value of column `by`. `words` says it in English."""

    value: Value
    words: str
    by: str | None = None
    groups: Mapping[str, Value] = field(default_factory=dict)


def _typical(values: Sequence[Value]) -> Value:
    """Mean of numbers, most frequent of words (the first in the alphabet among equals)."""
    if isinstance(values[0], str):
        counts = Counter(values)
        return min(counts, key=lambda value: (-counts[value], str(value)))
    return sum(float(v) for v in values) / len(values)


def _error(values: Sequence[Value]) -> float:
    """Mean error of predicting each value from the others; squared for numbers."""
    count = len(values)
    if isinstance(values[0], str):
        counts = Counter(values)
        typical = _typical(values)
        # Without itself, a value that ties with the runner-up would be predicted wrongly.
        rival = max((n for value, n in counts.items() if value != typical), default=0)
        wrong = count - counts[typical] if counts[typical] - 1 >= rival else count
        return wrong / count
    mean = _typical(values)
    square = sum((float(v) - float(mean)) ** 2 for v in values) / count
    return square * (count / (count - 1)) ** 2


def _groups(known: Known, by: Sequence[str | None]) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = defaultdict(list)
    for value, key in zip(known, by, strict=True):
        if value is not None and key is not None:
            groups[key].append(value)
    return groups


def _expected_error(
    groups: Mapping[str, Sequence[Value]], wanted: Counter[str | None], overall: float
) -> float:
    """Error to expect on the rows whose value is missing, given their groups."""
    total = 0.0
    for key, missing in wanted.items():
        values = groups.get(key, ()) if key is not None else ()
        # One value tells nothing about how well its group predicts.
        total += missing * (_error(values) if len(values) > 1 else overall)
    return total / sum(wanted.values())


def learn_fill(known: Known, others: Mapping[str, Sequence[str | None]]) -> Fill | None:
    """The rule for one column; None if it has no values at all.

    Args:
        known: the column's values, None where missing.
        others: categories and identifiers of the same rows, by column.
    """
    values = [value for value in known if value is not None]
    if not values:
        return None
    value = _typical(values)
    kind = "most frequent value" if isinstance(value, str) else "mean"
    plain = Fill(value, kind)
    if len(values) == len(known) or len(values) == 1:
        return plain
    overall = _error(values)
    best, best_error = plain, overall * (1 - _MIN_GAIN)
    for name, by in others.items():
        groups = _groups(known, by)
        wanted = Counter(key for key, old in zip(by, known, strict=True) if old is None)
        error = _expected_error(groups, wanted, overall)
        if error < best_error:
            typical = {key: _typical(group) for key, group in sorted(groups.items())}
            best, best_error = Fill(value, f"{kind} of its {name}", name, typical), error
    return best


def fill(rule: Fill, group: str | None) -> Value:
    """The value for a row whose column `rule.by` holds `group`."""
    return rule.value if group is None else rule.groups.get(group, rule.value)
