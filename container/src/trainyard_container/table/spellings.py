"""Which spellings of a category mean the same: `low fat`, `LF` and `Low Fat`."""

from collections import Counter
from collections.abc import Iterable, Mapping

from .values import normal_form

_MIN_PREFIX = 3
_MAX_PREFIX_SHARE = 0.6
# An abbreviation is read as its long form only where the long form is the usual one.
_MIN_DOMINANCE = 5
# Each form is compared with each other; a column with more is no category anyway.
_MAX_FORMS = 1_000


def _is_initials(short: str, long: str) -> bool:
    words = long.split()
    return len(words) > 1 and short == "".join(word[0] for word in words)


def _is_prefix(short: str, long: str) -> bool:
    # Not at a digit: `type1` and `type10` are two categories.
    return (
        _MIN_PREFIX <= len(short) <= _MAX_PREFIX_SHARE * len(long)
        and long.startswith(short)
        and long[len(short)].isalpha()
    )


def _long_form(short: str, counts: Mapping[str, int]) -> str | None:
    """The only common form that `short` abbreviates, if there is exactly one."""
    if not short.isalpha():
        return None
    forms = [
        long
        for long, count in counts.items()
        if count >= _MIN_DOMINANCE * counts[short]
        and (_is_initials(short, long) or _is_prefix(short, long))
    ]
    return forms[0] if len(forms) == 1 else None


def merge_spellings(values: Iterable[str]) -> dict[str, str]:
    """Maps the normal form of each value to the category it means.

    A category is called by its most frequent spelling. Case, spaces, underscores and hyphens
    make no difference; initials (`LF`) and beginnings (`reg`) of exactly one category that is
    at least five times as frequent mean that category.
    """
    raw = Counter(value.strip() for value in values)
    forms: Counter[str] = Counter()
    for value, count in raw.items():
        forms[normal_form(value)] += count
    name_of: dict[str, str] = {}
    for value, _ in raw.most_common():
        name_of.setdefault(normal_form(value), value)
    compared = forms if len(forms) <= _MAX_FORMS else ()
    long_form = dict(zip(forms, forms, strict=True))
    long_form |= {form: long for form in compared if (long := _long_form(form, forms))}
    # The long form may itself be short for another: follow once more, never in a circle,
    # since each step goes to a form at least five times as frequent.
    return {form: name_of[long_form[long]] for form, long in long_form.items()}
