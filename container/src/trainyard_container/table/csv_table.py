"""CSV text to a table of cells, with errors that name the row."""

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import InputError

BOM = codecs.BOM_UTF8
_MAX_CELL = 10_000_000
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAMED_ROWS = 5


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of equal length, cells as text; names are unique."""

    names: tuple[str, ...]
    columns: tuple[list[str], ...]

    @property
    def rows(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def column(self, name: str) -> list[str]:
        return self.columns[self.names.index(name)]


def _decode(data: bytes, source: str) -> str:
    if data.startswith(_UTF_16):
        raise InputError(f"{source} is UTF-16 text. Save it as CSV in UTF-8.")
    zero = data.find(b"\0")
    if zero >= 0:
        raise InputError(
            f"{source} is not a CSV file: byte 0 at offset {zero:,}; "
            "it looks binary (a spreadsheet or an archive?). Save it as CSV in UTF-8."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{source} is not UTF-8 text: byte 0x{data[error.start]:02x} at offset "
            f"{error.start:,}. Save it as CSV in UTF-8."
        ) from error


def parse_records(data: bytes, source: str) -> list[list[str]]:
    """Records of RFC 4180 CSV in UTF-8, with or without BOM and CRLF; blank lines are skipped.

    Raises:
        InputError: not text, or a quote that is never closed.
    """
    # newline="" leaves line ends to the csv module, which keeps them inside quoted cells.
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(_decode(data, source), newline=""), strict=True)
    try:
        return [record for record in reader if not _is_blank(record)]
    except csv.Error as error:
        raise InputError(f"{source}, line {reader.line_num}: not valid CSV: {error}.") from error


def _is_blank(record: list[str]) -> bool:
    """No field, or blanks only; a quoted empty field is a row of a table with one column."""
    return not record or (len(record) == 1 and record[0].isspace())


def check_widths(records: Sequence[Sequence[str]], width: int, source: str) -> None:
    """Every record has `width` fields; data rows are counted from 1."""
    ragged = [n for n, record in enumerate(records, 1) if len(record) != width]
    if not ragged:
        return
    named = "; ".join(
        f"row {n} has {len(records[n - 1])} field{'s' if len(records[n - 1]) != 1 else ''}"
        for n in ragged[:_NAMED_ROWS]
    )
    more = f"; {len(ragged) - _NAMED_ROWS:,} more such rows" if len(ragged) > _NAMED_ROWS else ""
    raise InputError(f"{source}: {width} fields are expected in each row, but {named}{more}.")


def header_names(record: Sequence[str], source: str) -> tuple[str, ...]:
    """Names of a header; a column without a name is called by its position."""
    names = tuple(name.strip() or f"column_{n}" for n, name in enumerate(record))
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{source}: the header has {', '.join(twice)} more than once.")
    return names


def positional_names(width: int) -> tuple[str, ...]:
    return tuple(f"column_{n}" for n in range(width))


def make_table(names: tuple[str, ...], records: Sequence[Sequence[str]], source: str) -> Table:
    """Records of equal width as columns.

    Raises:
        InputError: naming the rows whose number of fields differs.
    """
    check_widths(records, len(names), source)
    columns = [list(column) for column in zip(*records, strict=True)] or [[] for _ in names]
    return Table(names, tuple(columns))
