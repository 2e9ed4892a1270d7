"""A training channel: a folder of CSV files read as one table, in the order of their names."""

import difflib
import gzip
import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import InputError
from .content_type import parse_content_type
from .csv_table import Table, header_names, make_table, parse_records, positional_names
from .values import is_missing, parse_number

_GZIP = b"\x1f\x8b"
# A thousand times a file's size may come out of it; cells take several times their text.
_MAX_UNPACKED = 1 << 30


@dataclass(frozen=True, slots=True)
class ChannelData:
    """What a channel holds. `header` says whether its files begin with names."""

    table: Table
    target: str
    header: bool
    files: tuple[Path, ...]


def other_channels(parent: Path, *known: str) -> list[str]:
    """Names of the job's channels that are not `known`."""
    if not parent.is_dir():
        return []
    return sorted(entry.name for entry in parent.iterdir() if entry.name not in known)


def channel_files(folder: Path) -> list[Path]:
    """Data files by name; `.hidden` and `_SUCCESS`-like files and folders are none."""
    if not folder.is_dir():
        others = ", ".join(other_channels(folder.parent, folder.name)) or "none"
        raise InputError(
            f"There is no channel {folder.name}. The job's channels: {others}. "
            f"Call the one with the data {folder.name}."
        )
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    ]
    if not files:
        raise InputError(
            f"Channel {folder.name} has no files. Point it at an S3 prefix that holds CSV files."
        )
    return files


def declared_header(config: Path, channel: str) -> bool | None:
    """The `header` parameter of the channel's content type, if it has one."""
    if not config.is_file():
        return None
    content = json.loads(config.read_text(encoding="utf-8"))
    text = content.get(channel, {}).get("ContentType")
    if not text:
        return None
    media = parse_content_type(text)
    if media.type != "text/csv":
        raise InputError(f"Channel {channel} has content type {text}; this image reads text/csv.")
    return media.header


def _unpack(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            unpacked = packed.read(_MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{name} cannot be unpacked as gzip: {error}.") from error
    if len(unpacked) > _MAX_UNPACKED:
        raise InputError(
            f"{name} unpacks to more than {_MAX_UNPACKED:,} bytes. "
            "Upload it unpacked, or as several files."
        )
    return unpacked


def _read(file: Path) -> list[list[str]]:
    data = file.read_bytes()
    # By content: the service may have unpacked a `.gz` already, and names are not always right.
    if data.startswith(_GZIP):
        data = _unpack(data, file.name)
    if not data.strip():
        raise InputError(f"{file.name} is empty.")
    return parse_records(data, file.name)


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """Which column is the target: that of a name, or the first or last of files without header."""

    name: str | None
    place: Literal["named", "first", "last"]

    def of(self, names: Sequence[str]) -> str:
        """Its name in a file with these columns."""
        return self.name or names[0 if self.place == "first" else -1]


def _has_header(records: list[list[str]], target: TargetColumn, source: str) -> bool:
    """The target decides: its name stands in a header, or it is a position of a file without."""
    first = records[0]
    if target.name is None:
        _refuse_names(records, source)
        return False
    if target.name in (name.strip() for name in first):
        return True
    if target.name in positional_names(len(first)):
        return False
    raise _no_target(target.name, first, source)


def _refuse_names(records: list[list[str]], source: str) -> None:
    """A header in a file that is read by position would be one more row of data."""
    pairs = [pair for second in records[1:2] for pair in zip(records[0], second, strict=False)]
    if any(not is_missing(a) and parse_number(a) is None and parse_number(b) for a, b in pairs):
        raise InputError(
            f"{source} begins with names: {', '.join(cell.strip() for cell in records[0][:100])}. "
            "Remove that row, or name the column to predict in the hyperparameter target."
        )


def _no_target(target: str, first: list[str], source: str) -> InputError:
    hint = ""
    if len(first) == 1 and any(mark in first[0] for mark in ";\t|"):
        hint = " The file does not seem to be separated by commas."
    elif near := _nearest(target, [cell.strip() for cell in first]):
        hint = f" Did you mean {near!r}?"
    names = ", ".join(cell.strip() for cell in first[:100])
    return InputError(
        f"{source} has no column {target!r} (hyperparameter target).{hint} "
        f"Its first row is: {names}. In a file without a header, "
        f"columns are called column_0 to column_{len(first) - 1}."
    )


def _nearest(word: str, names: list[str]) -> str | None:
    by_form = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(word.casefold(), by_form, n=1)
    return by_form[near[0]] if near else None


def first_names(folder: Path) -> list[str]:
    """The first row of the first file, to show what there is to choose from."""
    return [cell.strip() for cell in _read(channel_files(folder)[0])[0]]


def read_channel(folder: Path, target: TargetColumn, *, declared: bool | None) -> ChannelData:
    """All files of a channel as one table with the columns of the first.

    Args:
        folder: /opt/ml/input/data/<channel>.
        target: the column to predict; decides whether there is a header unless `declared` does.
        declared: what the channel's content type says about a header.

    Raises:
        InputError: no files, not CSV, ragged rows, columns that differ, or no target.
    """
    files = channel_files(folder)
    tables = []
    header = True
    for file in files:
        records = _read(file)
        header = _has_header(records, target, file.name) if declared is None else declared
        names = header_names(records[0], file.name) if header else positional_names(len(records[0]))
        if target.of(names) not in names:
            raise _no_target(target.of(names), records[0], file.name)
        tables.append(make_table(names, records[1:] if header else records, file.name))
    table = _joined(tables, files)
    if table.rows == 0:
        raise InputError(f"Channel {folder.name} has a header but no rows.")
    return ChannelData(table, target.of(table.names), header, tuple(files))


def _joined(tables: list[Table], files: list[Path]) -> Table:
    names = tables[0].names
    for table, file in zip(tables, files, strict=True):
        if set(table.names) != set(names):
            differing = ", ".join(sorted(set(names) ^ set(table.names)))
            raise InputError(
                f"{file.name} and {files[0].name} differ in their columns: {differing}."
            )
    columns = tuple([cell for table in tables for cell in table.column(name)] for name in names)
    return Table(names, columns)
