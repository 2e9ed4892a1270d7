"""What one cell of a table means."""

import re
from datetime import UTC, datetime, timedelta

MISSING = frozenset({"", "na", "n/a", "#n/a", "<na>", "nan", "-nan", "null", "none"})
# Sums of squares stay finite up to here, also over millions of rows.
_LARGEST = 1e150
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)
_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.,]{5,15}(Z|[+-][0-9:]{2,6})?)?", re.ASCII)
_OTHER_DATE = re.compile(
    r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}", re.ASCII
)
_DECORATED = re.compile(
    r"[+-]?[$\u20ac\u00a3]?\s?"
    r"(([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?|([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]+)"
    r"\s?[%$\u20ac\u00a3]?",
    re.ASCII,
)
# Days are counted from here, since 32-bit features keep a few minutes' precision only near zero.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SECONDS_PER_DAY = 86_400.0
# The end of the calendar, less the rounding of a mean or of a histogram's edges.
_LAST_DAY = (datetime.max.replace(tzinfo=UTC) - _EPOCH).days + 0.999999


def is_missing(cell: str) -> bool:
    """Empty, or one of the words that spreadsheets and pandas write for it."""
    return cell.strip().lower() in MISSING


def parse_number(cell: str) -> float | None:
    """A decimal number up to 1e150; Python's float() would also take `1_000` and `infinity`."""
    text = cell.strip()
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if abs(number) <= _LARGEST else None


def why_no_number(cell: str) -> str:
    """What to say of a cell that `parse_number` refused."""
    too_large = _NUMBER.fullmatch(cell.strip())
    return "is too large (1e150 at most)" if too_large else "is not a number"


def is_integer(cell: str) -> bool:
    return _INTEGER.fullmatch(cell.strip()) is not None


def parse_time(cell: str) -> float | None:
    """An ISO-8601 date or time, as days since 2000-01-01 UTC; without a zone it is UTC."""
    text = cell.strip()
    if not _TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        # Zones may carry the first and the last day out of the calendar.
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
    return (moment - _EPOCH).total_seconds() / _SECONDS_PER_DAY


def is_date_of_other_form(cell: str) -> bool:
    """`31/12/2026` and its like: nobody can tell the day from the month in `01/02/2026`."""
    return _OTHER_DATE.fullmatch(cell.strip().partition(" ")[0]) is not None


def is_number_of_other_form(cell: str) -> bool:
    """`$1,234.50`, `12 %`: with a currency, thousands' commas, a decimal comma or per cent."""
    return _DECORATED.fullmatch(cell.strip()) is not None


def format_time(days: float) -> str:
    """The ISO-8601 UTC time of what `parse_time` returned."""
    moment = _EPOCH + timedelta(days=min(days, _LAST_DAY))
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def normal_form(text: str) -> str:
    """One form for spellings that differ in case, spaces, underscores or hyphens only."""
    return " ".join(re.split(r"[\s_\-]+", text.strip().casefold())).strip()
