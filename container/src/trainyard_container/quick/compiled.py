"""CSV to numbers, compiled by numba while this module is imported.

Bytes that are not plain are never interpreted here: a cell goes to the list of odd cells, a file
that is not plain as a whole is given up. So each answer here is one that `table/` gives too.
"""

import numpy as np
import numpy.typing as npt
from numba import njit, types

from ..machine_code import CACHED

Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int32]
Doubles = npt.NDArray[np.float64]

# What a column of the file is, by its place.
IGNORED, NUMBER, TIME, CATEGORY, IDENTIFIER = range(5)
# Columns of the odd cells.
ODD_ROW, ODD_SLOT, ODD_BEGIN, ODD_END, ODD_DOUBLED, ODD_FIELDS = range(6)

_NOT_PLAIN = -1
_LONGEST_CELL = 10_000_000
_COMMA, _QUOTE, _CR, _LF, _SPACE, _TAB = 44, 34, 13, 10, 32, 9
_PLUS, _MINUS, _POINT, _ZERO, _NINE, _BIG_E, _SMALL_E = 43, 45, 46, 48, 57, 69, 101
_FIRST_VISIBLE, _LAST_VISIBLE = 33, 126
# Whole numbers up to 2 ** 53 and powers of ten up to 22 are doubles, so that one multiplication or
# division of them is rounded once, as float() rounds (Clinger 1990).
_POWERS = 10.0 ** np.arange(23)
_MOST = 2**53 // 10 - 1
_MOST_EXPONENT = 1000
# From 0001-01-01 to 2000-01-01.
_EPOCH_DAYS = 730_119
_DAYS_BEFORE = np.array([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365])
_DATE_BYTES = 10

_BYTES = types.Array(types.uint8, 1, "C", readonly=True)
_INTEGERS = types.Array(types.int32, 1, "C", readonly=True)
_TABLE = types.Array(types.int32, 2, "C", readonly=True)
_DOUBLES = types.Array(types.float64, 1, "C", readonly=True)
_MATRIX = types.Array(types.float64, 2, "C")


@njit(error_model="numpy")
def _is_digit(byte: int) -> bool:
    return _ZERO <= byte <= _NINE


@njit(error_model="numpy")
def _read_digits(data: Bytes, begin: int, end: int, number: int) -> tuple[int, int]:
    """The number with the digits from `begin` on behind it, -1 if too long; and where they end."""
    place = begin
    while place < end and _is_digit(data[place]):
        if number > _MOST:
            return -1, place
        number = number * 10 + (data[place] - _ZERO)
        place += 1
    return number, place


@njit(error_model="numpy")
def _read_exponent(data: Bytes, begin: int, end: int) -> int:
    """What stands behind an E; `_MOST_EXPONENT` for what is none, or is too large."""
    place = begin
    negative = place < end and data[place] == _MINUS
    if place < end and (negative or data[place] == _PLUS):
        place += 1
    exponent, stop = _read_digits(data, place, end, 0)
    if stop == place or stop != end or exponent < 0 or exponent > _MOST_EXPONENT:
        return _MOST_EXPONENT
    return -exponent if negative else exponent


@njit(error_model="numpy")
def _read_number(data: Bytes, begin: int, end: int) -> tuple[bool, float]:
    """Whether these bytes are a number that can be read here, and the number."""
    place = begin
    negative = data[place] == _MINUS
    if negative or data[place] == _PLUS:
        place += 1
    mantissa, stop = _read_digits(data, place, end, 0)
    digits, exponent = stop - place, 0
    if mantissa >= 0 and stop < end and data[stop] == _POINT:
        place = stop + 1
        mantissa, stop = _read_digits(data, place, end, mantissa)
        digits, exponent = digits + stop - place, place - stop
    if mantissa < 0 or digits == 0:
        return False, 0.0
    if stop < end:
        if data[stop] != _SMALL_E and data[stop] != _BIG_E:
            return False, 0.0
        exponent += _read_exponent(data, stop + 1, end)
    if exponent >= len(_POWERS) or -exponent >= len(_POWERS):
        return False, 0.0
    number = float(mantissa)
    number = number * _POWERS[exponent] if exponent >= 0 else number / _POWERS[-exponent]
    return True, -number if negative else number


@njit(error_model="numpy")
def _read_date(data: Bytes, begin: int, end: int) -> tuple[bool, float]:
    """Days from 2000-01-01 to a date like 2026-11-21."""
    if end - begin != _DATE_BYTES or data[begin + 4] != _MINUS or data[begin + 7] != _MINUS:
        return False, 0.0
    year, year_end = _read_digits(data, begin, begin + 4, 0)
    month, month_end = _read_digits(data, begin + 5, begin + 7, 0)
    day, day_end = _read_digits(data, begin + 8, end, 0)
    if year_end != begin + 4 or month_end != begin + 7 or day_end != end:
        return False, 0.0
    if not (1 <= month <= 12 and year >= 1):
        return False, 0.0
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = _DAYS_BEFORE[month] - _DAYS_BEFORE[month - 1] + (leap and month == 2)
    if not 1 <= day <= length:
        return False, 0.0
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400 + _DAYS_BEFORE[month - 1]
    days += (leap and month > 2) + day - 1
    return True, float(days - _EPOCH_DAYS)


@njit(error_model="numpy")
def _hash(data: Bytes, begin: int, end: int, slot: int) -> int:
    """FNV-1a over a column's number and a word's bytes, in 32 bits."""
    found = np.uint32(2166136261) ^ np.uint32(slot)
    for place in range(begin, end):
        found = np.uint32((found ^ np.uint32(data[place])) * np.uint32(16777619))
    return int(found ^ (found >> np.uint32(15)))


@njit(
    types.void(_BYTES, _TABLE, types.Array(types.int32, 1, "C")), error_model="numpy", cache=CACHED
)
def place_words(text: Bytes, words: Integers, table: Integers) -> None:
    """Fills a table of 2 ** n places, more than there are words, with the words' numbers.

    A word is begin and end in `text`, slot and meaning. Empty places hold -1.
    """
    for word in range(len(words)):
        place = _hash(text, words[word, 0], words[word, 1], words[word, 2]) & (len(table) - 1)
        while table[place] >= 0:
            place = (place + 1) & (len(table) - 1)
        table[place] = word


@njit(error_model="numpy")
def _equal(data: Bytes, begin: int, text: Bytes, from_: int, to: int) -> bool:
    for place in range(from_, to):
        if data[begin + place - from_] != text[place]:
            return False
    return True


_UNKNOWN = -2


@njit(error_model="numpy")
def _meaning(
    data: Bytes, begin: int, end: int, slot: int, text: Bytes, words: Integers, table: Integers
) -> int:
    place = _hash(data, begin, end, slot) & (len(table) - 1)
    while table[place] >= 0:
        word = table[place]
        from_, to = words[word, 0], words[word, 1]
        if (
            words[word, 2] == slot
            and to - from_ == end - begin
            and _equal(data, begin, text, from_, to)
        ):
            return int(words[word, 3])
        place = (place + 1) & (len(table) - 1)
    return _UNKNOWN


@njit(error_model="numpy")
def _read_cell(
    data: Bytes,
    begin: int,
    end: int,
    kind: int,
    slot: int,
    text: Bytes,
    words: Integers,
    table: Integers,
) -> tuple[bool, float]:
    """Whether a cell without blanks around it is plain, and its value: NaN or -1 if missing."""
    if kind in (NUMBER, TIME):
        if begin == end:
            return True, np.nan
        plain, value = (
            _read_number(data, begin, end) if kind == NUMBER else _read_date(data, begin, end)
        )
        if plain:
            return True, value
        missing = _meaning(data, begin, end, slot, text, words, table) != _UNKNOWN
        return missing, np.nan
    if begin == end:
        return True, -1.0
    meaning = _meaning(data, begin, end, slot, text, words, table)
    if meaning != _UNKNOWN:
        return True, float(meaning)
    # Any other identifier means nothing; only that there is nothing to strip must be sure.
    visible = (
        _FIRST_VISIBLE <= data[begin] <= _LAST_VISIBLE
        and _FIRST_VISIBLE <= data[end - 1] <= _LAST_VISIBLE
    )
    return kind == IDENTIFIER and visible, -1.0


@njit(error_model="numpy")
def _end_of_quoted(data: Bytes, begin: int) -> tuple[int, bool]:
    """Where the quote that opened before `begin` is closed, -1 for nowhere; any doubled ones?"""
    place, doubled = begin, False
    while place < len(data):
        if data[place] != _QUOTE:
            place += 1
        elif place + 1 < len(data) and data[place + 1] == _QUOTE:
            doubled = True
            place += 2
        else:
            return place, doubled
    return _NOT_PLAIN, doubled


@njit(error_model="numpy")
def _end_of_bare(data: Bytes, begin: int) -> int:
    place = begin
    while place < len(data):
        if data[place] in (_COMMA, _LF, _CR):
            break
        place += 1
    return place


@njit(error_model="numpy")
def _find_cell(data: Bytes, begin: int) -> tuple[int, int, int, bool]:
    """Where the next cell's text begins and ends, and what is behind the cell; doubled quotes?

    A cell that is not plain ends at -1.
    """
    if begin < len(data) and data[begin] == _QUOTE:
        end, doubled = _end_of_quoted(data, begin + 1)
        behind = end + 1
        if behind < len(data) and data[behind] not in (_COMMA, _LF, _CR):
            end = _NOT_PLAIN
        return begin + 1, end, behind, doubled
    end = _end_of_bare(data, begin)
    return begin, end, end, False


@njit(error_model="numpy")
def _is_blank(data: Bytes, begin: int, end: int) -> bool:
    for place in range(begin, end):
        if data[place] != _SPACE and data[place] != _TAB:
            return False
    return True


@njit(error_model="numpy")
def _without_spaces(data: Bytes, begin: int, end: int) -> tuple[int, int]:
    while begin < end and data[begin] == _SPACE:
        begin += 1
    while begin < end and data[end - 1] == _SPACE:
        end -= 1
    return begin, end


@njit(error_model="numpy")
def _next_line(data: Bytes, place: int) -> int:
    """Behind the end of a line; -1 where a carriage return stands alone."""
    if place >= len(data):
        return place
    if data[place] == _LF:
        return place + 1
    if place + 1 < len(data) and data[place + 1] == _LF:
        return place + 2
    return _NOT_PLAIN


@njit(
    types.UniTuple(types.int64, 2)(
        *(_BYTES, types.int64, _TABLE, _BYTES, _TABLE, _INTEGERS),
        *(_MATRIX, types.Array(types.int32, 2, "C")),
    ),
    nogil=True,
    error_model="numpy",
    cache=CACHED,
)
def scan(
    data: Bytes,
    begin: int,
    columns: Integers,
    text: Bytes,
    words: Integers,
    table: Integers,
    values: Doubles,
    odd: Integers,
) -> tuple[int, int]:
    """Reads rows from `begin` on; how many there are, or -1, and how many cells are odd.

    Args:
        data: CSV in UTF-8 without a zero byte.
        begin: where the first row begins.
        columns: of the file: kind and slot.
        text, words, table: see `place_words`. What a number's slot has there means missing.
        values: by row and slot: a number, NaN if it is missing, or a meaning.
        odd: what to read otherwise: row, slot, begin, end, whether quotes are doubled.
    """
    place, row, odds = begin, 0, 0
    while place < len(data):
        line, blank = place, data[place] in (_LF, _CR)
        for column in range(0 if blank else len(columns)):
            first, last, place, doubled = _find_cell(data, place)
            if last < 0 or last - first > _LONGEST_CELL:
                return _NOT_PLAIN, 0
            ended = place >= len(data) or data[place] != _COMMA
            if ended and first == line and _is_blank(data, first, last):
                blank = True
                break
            if ended != (column == len(columns) - 1):
                return _NOT_PLAIN, 0
            if not ended:
                place += 1
            kind, slot = columns[column, 0], columns[column, 1]
            if kind == IGNORED:
                continue
            first, last = _without_spaces(data, first, last)
            plain, value = False, 0.0
            if not doubled:
                plain, value = _read_cell(data, first, last, kind, slot, text, words, table)
            if plain:
                values[row, slot] = value
                continue
            if odds == len(odd):
                return _NOT_PLAIN, 0
            odd[odds, ODD_ROW], odd[odds, ODD_SLOT] = row, slot
            odd[odds, ODD_BEGIN], odd[odds, ODD_END] = first, last
            odd[odds, ODD_DOUBLED] = doubled
            odds += 1
        place = _next_line(data, place)
        if place < 0:
            return _NOT_PLAIN, 0
        if not blank:
            row += 1
    return row, odds


# Columns of what is known of a feature.
SLOT, IS_CATEGORY, CODES_BEGIN, BY_SLOT, FILLS_BEGIN, FEATURE_FIELDS = range(6)


@njit(
    types.void(
        *(types.Array(types.float64, 2, "C", readonly=True), _TABLE),
        *(_DOUBLES, _DOUBLES, _DOUBLES, _MATRIX),
    ),
    nogil=True,
    error_model="numpy",
    cache=CACHED,
)
def encode(
    values: Doubles,
    features: Integers,
    codes: Doubles,
    plain_fills: Doubles,
    fills: Doubles,
    matrix: Doubles,
) -> None:
    """Rows of values by slot to the matrix a model sees.

    Args:
        values: what `scan` read.
        features: by feature its slot, whether it is a category, where its codes begin; the slot of
            the column that fills it, -1 for none, and where the fills by its meanings begin.
        codes: of categories by meaning; NaN for one that no fitted row had.
        plain_fills: by feature, what fills it where its group is not known.
        fills: what fills a feature by the meaning of another column.
        matrix: by row and feature; written.
    """
    for row in range(len(matrix)):
        for feature in range(len(features)):
            value = values[row, features[feature, SLOT]]
            if features[feature, IS_CATEGORY]:
                value = codes[features[feature, CODES_BEGIN] + int(value)] if value >= 0 else np.nan
            if np.isnan(value):
                value = plain_fills[feature]
                by = features[feature, BY_SLOT]
                if by >= 0 and values[row, by] >= 0:
                    value = fills[features[feature, FILLS_BEGIN] + int(values[row, by])]
            matrix[row, feature] = value
