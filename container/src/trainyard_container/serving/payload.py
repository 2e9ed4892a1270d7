"""The body of a request to cells by column, and predictions to the body of the answer."""

import json
from collections.abc import Sequence
from typing import Any

from ..algorithm import Output
from ..errors import InputError, first_of
from ..evaluation.metrics import answers
from ..features.encoder import Encoder
from ..table.content_type import CSV, JSON_LINES, MediaType, media_ranges
from ..table.csv_table import Table, header_names, make_table, parse_records

WRITES = (CSV, JSON_LINES)

_SOURCE = "body"


def read_payload(encoder: Encoder, media: MediaType, body: bytes) -> Table:
    """Rows to predict: at least the columns the model uses, never the target.

    Raises:
        InputError: naming rows and columns that are missing, ragged or unreadable.
    """
    if not body.strip():
        raise InputError("The body is empty; send at least one row.")
    if media.type == JSON_LINES:
        return _from_json_lines(encoder, body)
    records = parse_records(body, _SOURCE)
    if not records:
        raise InputError("The body is empty; send at least one row.")
    header = media.header
    if header is None:
        header = is_header(header_forms(encoder), records[0])
    if not header:
        return _by_position(encoder, records)
    if len(records) == 1:
        raise InputError("The body has a header but no rows.")
    names = header_names(records[0], _SOURCE)
    _require_used(encoder, names)
    return make_table(names, records[1:], _SOURCE)


def header_forms(encoder: Encoder) -> frozenset[str]:
    """The schema's names as `is_header` compares them."""
    return frozenset(name.casefold() for name in (*encoder.names, encoder.target))


def is_header(forms: frozenset[str], first: Sequence[str]) -> bool:
    """Without a word from the caller: a row of mostly the schema's names is a header.

    Mostly, and in any case, so that a header with a column missing or misspelt is told so,
    and not read as data.
    """
    return sum(cell.strip().casefold() in forms for cell in first) * 2 > len(first)


def _require_used(encoder: Encoder, names: Sequence[str]) -> None:
    missing = [f.column.name for f in encoder.used if f.column.name not in names]
    if missing:
        raise InputError(
            f"Missing column {', '.join(missing)}; the header has {', '.join(names[:100])}."
        )


def _by_position(encoder: Encoder, records: Sequence[Sequence[str]]) -> Table:
    """Rows without names are in the order of the training files, with the target or without."""
    names = encoder.names
    if len(records[0]) == len(names) + 1:
        place = encoder.target_position
        table = make_table((*names[:place], encoder.target, *names[place:]), records, _SOURCE)
        kept = [n for n in range(len(table.names)) if n != place]
        return Table(names, tuple(table.columns[n] for n in kept))
    return make_table(names, records, _SOURCE)


def _from_json_lines(encoder: Encoder, body: bytes) -> Table:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"The body is not UTF-8 text (offset {error.start:,}).") from error
    lines = [line for line in text.split("\n") if line.strip()]
    values = [_json_line(line, row) for row, line in enumerate(lines, 1)]
    arrays = [value for value in values if isinstance(value, list)]
    if len(arrays) == len(values):
        return _by_position(encoder, [_cells(array, n) for n, array in enumerate(arrays, 1)])
    objects = [value for value in values if isinstance(value, dict)]
    if len(objects) == len(values):
        return _by_name(encoder, objects)
    raise InputError("Each line must be a JSON object, or each line a JSON array.")


def _json_line(line: str, row: int) -> object:
    try:
        # Numbers stay text: the same reader then takes them as it does in CSV.
        return json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise InputError(f"row {row} is not JSON: {error}") from error


def _cells(values: Sequence[Any], row: int) -> list[str]:
    return [_cell(value, row, f"{place + 1}") for place, value in enumerate(values)]


def _cell(value: object, row: int, column: str) -> str:
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return str(value)
        case _:
            raise InputError(f"row {row}, column {column}: a text, number or null is expected.")


def _by_name(encoder: Encoder, rows: Sequence[dict[str, Any]]) -> Table:
    used = [feature.column.name for feature in encoder.used]
    problems = [
        f"row {n}: missing column {', '.join(name for name in used if name not in row)}"
        for n, row in enumerate(rows, 1)
        if any(name not in row for name in used)
    ]
    if problems:
        raise InputError(first_of(problems, "more rows"))
    names = encoder.names
    columns = [[_cell(row.get(name), n, name) for n, row in enumerate(rows, 1)] for name in names]
    return Table(names, tuple(columns))


def write_predictions(output: Output, classes: Sequence[str], media_type: str) -> str:
    """One prediction a line: a number with all digits that tell it from its neighbours, or a class.

    JSON Lines have the probability of each class too.
    """
    if not classes:
        numbers: list[float] = output.tolist()
        if media_type == JSON_LINES:
            return "".join(f'{{"prediction": {value!r}}}\n' for value in numbers)
        return "".join(f"{value!r}\n" for value in numbers)
    chosen = answers(output).tolist()
    if media_type == JSON_LINES:
        rows = zip(chosen, output.tolist(), strict=True)
        return "".join(_json_class(classes, place, chances) for place, chances in rows)
    lines = [_csv_cell(name) + "\n" for name in classes]
    return "".join(lines[place] for place in chosen)


def _json_class(classes: Sequence[str], place: int, chances: Sequence[float]) -> str:
    probabilities = dict(zip(classes, chances, strict=True))
    answer = {"prediction": classes[place], "probabilities": probabilities}
    return json.dumps(answer, ensure_ascii=False) + "\n"


def _csv_cell(text: str) -> str:
    """A class as RFC 4180 has it."""
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if any(mark in text for mark in ',"\r\n') else text


def choose_answer(accept: str, request_type: str) -> str | None:
    """The most welcome type that can be written, like the request where several are; or None."""
    for wanted in media_ranges(accept) if accept.strip() else [request_type]:
        for media in (request_type, *WRITES):
            if wanted in (media, "*/*", f"{media.partition('/')[0]}/*"):
                return media
    return None
