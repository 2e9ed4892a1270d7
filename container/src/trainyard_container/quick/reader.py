"""What of an encoder `compiled.py` can do: bodies of CSV whose cells are as training saw them.

Whatever else there is goes to `serving/payload.py`, which also says what is wrong with it. The
tables that the compiled code looks words up in are made by asking the encoder, so that there is
one meaning of a cell; tests/test_quick.py compares the two readers.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from types import ModuleType
from typing import Final

import numpy as np
import numpy.typing as npt

from ..algorithm import Array, Matrix
from ..errors import InputError
from ..features.encoder import Encoder, Feature
from ..features.fills import Value
from ..machine_code import can_compile
from ..serving.payload import header_forms, is_header
from ..table.columns import Column, category_of
from ..table.csv_table import BOM, header_names
from ..table.values import MISSING, is_missing, parse_number, parse_time

_HEADERS_KEPT: Final = 32
# A body with more of them is not plain.
_ODD_CELLS: Final = 1_000_000
_NUMERIC = ("number", "integer", "time")


class _NotPlainError(Exception):
    """What only the other reader can read, or say what is wrong with."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A column whose values are needed. `meanings` has its words in the order of their numbers."""

    column: Column
    meanings: dict[str, int]

    def read(self, cell: str) -> float:
        """As `read_rows` reads it: a number, NaN if it is missing, or the number of a word."""
        if self.column.kind in _NUMERIC:
            value = (parse_time if self.column.kind == "time" else parse_number)(cell)
            if value is None and not is_missing(cell):
                raise _NotPlainError
            return float("nan") if value is None else value
        if self.column.kind == "category":
            word = category_of(self.column, cell)
        else:
            word = None if is_missing(cell) else cell.strip()
        return -1 if word is None else self.meanings.get(word, -1)

    def spellings(self) -> set[str]:
        """Cells to be known by heart: those of training as far as they are known, and missing."""
        forms = {form for word in MISSING for form in (word, word.upper(), word.capitalize())}
        known = {"NaN", "-NaN", *forms}
        if self.column.kind not in _NUMERIC:
            known |= {*self.meanings, *self.column.meanings}
        return {word for word in known if word and word == word.strip()}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Rows with their columns in one order; `features` as `compiled.encode` takes them."""

    columns: Array
    features: Array


class QuickReader:
    """Reads nothing until it is warmed; from then on `matrix` has an answer for plain bodies."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._tables: _Tables | None = None

    def warm(self) -> None:
        """Compiles, which takes a second or two, and makes the tables."""
        if not can_compile():
            return
        from . import compiled  # noqa: PLC0415 - compiles

        self._tables = _Tables(compiled, self._encoder)

    def matrix(self, body: bytes, header: bool | None) -> Matrix | None:
        """The rows of CSV as the model sees them; None for what is to be read otherwise.

        `header` is what the caller says of one, None if nothing.
        """
        if self._tables is None:
            return None
        try:
            return self._tables.read(body, header)
        except (_NotPlainError, InputError, UnicodeDecodeError, csv.Error):
            return None


class _Tables:
    def __init__(self, compiled: ModuleType, encoder: Encoder) -> None:
        self._compiled = compiled
        self._encoder = encoder
        by = {feature.fill.by for feature in encoder.used if feature.fill}
        self._slots = [
            _Slot(feature.column, _meanings(feature.column, encoder.used))
            for feature in encoder.features
            if feature.column.used or feature.column.kind in _NUMERIC or feature.column.name in by
        ]
        self._slot_of = {slot.column.name: place for place, slot in enumerate(self._slots)}
        self._names = header_forms(encoder)
        self._place_words()
        self._learn_features(encoder.used)
        names, target = encoder.names, encoder.target_position
        self._by_width = {
            len(names): self._layout(names),
            len(names) + 1: self._layout((*names[:target], None, *names[target:])),
        }
        self._by_header: dict[bytes, _Layout] = {}

    def _place_words(self) -> None:
        found = [
            (number, text, -1 if isnan(value) else int(value))
            for number, slot in enumerate(self._slots)
            for text in sorted(slot.spellings())
            for value in (slot.read(text),)
        ]
        encoded = [text.encode() for _, text, _ in found]
        ends = np.cumsum([len(text) for text in encoded])
        self._text = np.frombuffer(b"".join(encoded), np.uint8)
        self._words = np.array(
            [
                (end - len(text), end, number, value)
                for (number, _, value), text, end in zip(found, encoded, ends, strict=True)
            ],
            dtype=np.int32,
        ).reshape(-1, 4)
        self._table = np.full(1 << (2 * len(found)).bit_length(), -1, np.int32)
        self._compiled.place_words(self._text, self._words, self._table)

    def _learn_features(self, used: Sequence[Feature]) -> None:
        codes: list[float] = []
        fills: list[float] = []
        rows = []
        for feature in used:
            rule = feature.fill
            if rule is None:
                raise ValueError(f"{feature.column.name} is used but has no values")
            slot, by = self._slot_of[feature.column.name], self._slot_of.get(rule.by or "", -1)
            rows.append((slot, feature.column.kind == "category", len(codes), by, len(fills)))
            if feature.column.kind == "category":
                known = self._slots[slot].meanings
                codes += [feature.codes.get(word, float("nan")) for word in known]
            if by >= 0:
                groups = self._slots[by].meanings
                fills += [_code(feature, rule.groups.get(word, rule.value)) for word in groups]
        self._features = np.array(rows, dtype=np.int32).reshape(-1, self._compiled.FEATURE_FIELDS)
        self._codes, self._fills = np.array(codes), np.array(fills)
        self._plain_fills = np.array([_code(f, f.fill.value) for f in used if f.fill])

    def _layout(self, names: Sequence[str | None]) -> _Layout:
        columns = np.zeros((len(names), 2), dtype=np.int32)
        for place, name in enumerate(names):
            slot = self._slot_of.get(name) if name is not None else None
            if slot is not None:
                columns[place] = (self._kind(self._slots[slot].column), slot)
        by = self._features[:, self._compiled.BY_SLOT]
        present = np.isin(by, [self._slot_of[name] for name in names if name in self._slot_of])
        features = self._features.copy()
        features[~present, self._compiled.BY_SLOT] = -1
        return _Layout(columns, features)

    def _kind(self, column: Column) -> int:
        kinds = {"time": self._compiled.TIME, "category": self._compiled.CATEGORY}
        other = self._compiled.NUMBER if column.kind in _NUMERIC else self._compiled.IDENTIFIER
        return int(kinds.get(column.kind, other))

    def read(self, body: bytes, header: bool | None) -> Matrix:
        """See `QuickReader.matrix`.

        Raises:
            _NotPlainError, InputError, UnicodeDecodeError, csv.Error: it is not for this reader.
        """
        begin = len(BOM) if body.startswith(BOM) else 0
        if b"\0" in body:
            raise _NotPlainError
        if not body.isascii():
            body.decode()
        line_end = body.find(b"\n", begin) + 1 or len(body)
        first = body[begin:line_end].removesuffix(b"\n").removesuffix(b"\r")
        if b"\r" in first:
            raise _NotPlainError
        layout, named = self._choose(first, header)
        return self._matrix(body, line_end if named else begin, layout)

    def _choose(self, first: bytes, header: bool | None) -> tuple[_Layout, bool]:
        """How the columns are ordered, and whether the first line says so."""
        if header is None and (layout := self._by_header.get(first)):
            return layout, True
        cells = _cells(first)
        named = is_header(self._names, cells) if header is None else header
        if not named:
            by_width = self._by_width.get(len(cells))
            if by_width is None:
                raise _NotPlainError
            return by_width, False
        names = header_names(cells, "body")
        if any(feature.column.name not in names for feature in self._encoder.used):
            raise _NotPlainError
        layout = self._layout(names)
        if header is None:
            # Other headers are soon forgotten; nobody may fill the memory with them.
            if len(self._by_header) == _HEADERS_KEPT:
                self._by_header.clear()
            self._by_header[first] = layout
        return layout, True

    def _matrix(self, body: bytes, begin: int, layout: _Layout) -> Matrix:
        width, slots = len(layout.columns), len(self._slots)
        # A row has a line, and a byte for each of its columns.
        most = min(body.count(b"\n", begin), (len(body) - begin) // width) + 1
        values = np.empty((most, slots))
        odd = np.empty((min(most * slots, _ODD_CELLS), self._compiled.ODD_FIELDS), np.int32)
        data = np.frombuffer(body, np.uint8)
        words = (self._text, self._words, self._table)
        rows, odds = self._compiled.scan(data, begin, layout.columns, *words, values, odd)
        if rows <= 0:
            raise _NotPlainError
        if odds:
            self._read_odd(body, odd[:odds], values)
        fills = (self._plain_fills, self._fills)
        matrix = np.empty((rows, len(layout.features)))
        self._compiled.encode(values[:rows], layout.features, self._codes, *fills, matrix)
        return matrix

    def _read_odd(self, body: bytes, odd: npt.NDArray[np.int32], values: Matrix) -> None:
        known: dict[tuple[int, bytes, int], float] = {}
        for row, slot, begin, end, doubled in odd.tolist():
            key = slot, body[begin:end], doubled
            if key not in known:
                text = key[1].decode()
                known[key] = self._slots[slot].read(text.replace('""', '"') if doubled else text)
            values[row, slot] = known[key]


def _cells(line: bytes) -> list[str]:
    text = line.decode()
    return next(csv.reader([text], strict=True), []) if '"' in text else text.split(",")


def _meanings(column: Column, used: Sequence[Feature]) -> dict[str, int]:
    """Words of a column, numbered, that make a difference to a feature."""
    words = [word for f in used if f.fill and f.fill.by == column.name for word in f.fill.groups]
    if column.kind == "category":
        words += column.meanings.values()
    return {word: number for number, word in enumerate(dict.fromkeys(words))}


def _code(feature: Feature, value: Value) -> float:
    return feature.codes[str(value)] if feature.column.kind == "category" else float(value)
