"""The compiled reader of CSV against the one that explains, over seeded random bodies."""

import random
from collections.abc import Callable

import numpy as np
import pytest

from trainyard_container.algorithm import Matrix
from trainyard_container.errors import InputError
from trainyard_container.features.encoder import Encoder, learn_features, read_rows
from trainyard_container.quick.reader import QuickReader
from trainyard_container.serving.payload import read_payload
from trainyard_container.table.columns import recognise
from trainyard_container.table.content_type import CSV, MediaType
from trainyard_container.table.values import parse_number, parse_time

ROWS = 200


def make_encoder() -> Encoder:
    """Columns of all kinds; weights and sizes are filled by other columns, one of them unused."""
    made = random.Random(7)
    items = [f"it{n % 40:02d}" for n in range(ROWS)]
    cells = {
        "item": items,
        "weight": ["" if n % 9 == 4 else f"{hash_of(item)}.5" for n, item in enumerate(items)],
        "fat": made.choices(["Low Fat", "low fat", "LF", "Regular", "reg", "Crème", ""], k=ROWS),
        "shop": [f"OUT{n % 5}" for n in range(ROWS)],
        "size": [["Small", "Medium", "High", "Small", ""][n % 5] for n in range(ROWS)],
        "opened": [f"20{n % 20:02d}-0{n % 9 + 1}-1{n % 9}" for n in range(ROWS)],
        "note": [f"words and {n} more" for n in range(ROWS)],
        "never": ["" if n else "3.5" for n in range(ROWS)],
    }
    columns = [recognise(name, column) for name, column in cells.items()]
    rows = read_rows(columns, cells)
    fitted = rows.take(np.arange(1, ROWS))
    targets = np.array([made.random() for _ in range(ROWS - 1)])
    return Encoder(learn_features(columns, fitted, targets, 0), "sales", 3, ())


def hash_of(item: str) -> int:
    return sum(item.encode()) % 17


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return make_encoder()


@pytest.fixture(scope="module")
def quick(encoder: Encoder) -> QuickReader:
    reader = QuickReader(encoder)
    assert reader.matrix(b"it00", None) is None
    reader.warm()
    return reader


def explained(encoder: Encoder, body: bytes, header: bool | None) -> Matrix | str:
    try:
        table = read_payload(encoder, MediaType(CSV, header), body)
        return encoder.encode(encoder.read(dict(zip(table.names, table.columns, strict=True))))
    except InputError as error:
        return str(error)


NUMBERS = """
    0 -0 7 +7 007 .5 5. 12.5 -3.25e2 1E-3 1e+22 1e22 1e23 1e-22 1e-23 0.1 0.30000000000000004
    9007199254740993 123456789012345678901234567890 1e150 1e151 -1e150 1e-400 0.000000000000001
    2.2250738585072014e-308 3.141592653589793238 e5 1e 1e+ . + - 1_000 0x10 inf nan NaN NA N/A
    n/a null NULL None -nan 1,5 twelve 1.5.5 ١٢ 1e99999999999999999999
""".split()  # noqa: SIM905 - thrice as long as a list
WORDS = "Low Fat|low  fat|LOW_FAT|LF|lf|Regular|reg|Reg|Crème|CRÈME|crème|Never seen|NA|_na|-|?"
DATES = """
    2012-01-05 2000-02-29 1999-02-29 2100-02-29 0001-01-01 0000-01-01 9999-12-31 2012-13-01
    2012-00-10 2012-01-00 2012-1-05 2012-01-05T10:30 2012-01-05T10:30:00+02:00 05/01/2012 NA
""".split()  # noqa: SIM905 - thrice as long as a list
BLANKS = ("", "", "", " ", "  ", "\t", "\u00a0", "\x1c")


def pools() -> dict[str, list[str]]:
    return {
        "item": [*(f"it{n:02d}" for n in range(44)), "IT01", "it01x", "NA", "é", '"', "a,b"],
        "weight": NUMBERS,
        "fat": WORDS.split("|"),
        "shop": ["OUT0", "out1", "OUT-2", "OUT 3", "OUT9", "none", "x\ny"],
        "size": ["Small", "Medium", "HIGH", "s", 'a "b" c', "NaN"],
        "opened": DATES,
        "note": ["free words", "with, comma", "line\r\nend", "-"],
        "never": NUMBERS,
        "sales": ["1", "many", ""],
        "other": ["1", "ümlaut"],
    }


# Of each kind what training knows, so that whole bodies are plain.
PLAIN = {
    "item": ["it00", "it07", "unknown"],
    "weight": ["9.5", "12", "", "1e2", "NA"],
    "fat": ["Low Fat", "reg", "", "LF"],
    "shop": ["OUT0", "OUT4"],
    "size": ["Small", "High", ""],
    "opened": ["2012-01-05", ""],
    "note": ["-", ""],
    "never": ["1", ""],
    "sales": ["1", ""],
    "other": ["1"],
}


def quote(made: random.Random, cell: str) -> str:
    needs = any(mark in cell for mark in ',"\r\n')
    return '"' + cell.replace('"', '""') + '"' if needs or made.random() < 0.1 else cell


def make_body(made: random.Random) -> tuple[bytes, bool | None]:
    """Rows of known and odd cells in known and odd forms, and what is said of a header."""
    known = list(PLAIN)[:8]
    names = made.choice([known, known, [*known[:3], "sales", *known[3:]]])
    header = made.choice([None, None, None, False])
    lines = []
    if made.random() < 0.4:
        names = made.sample([*names, "other"], len(names) + 1)
        if made.random() < 0.2:
            names = names[:-1]
        header = made.choice([None, True])
        lines.append(",".join(quote(made, made.choice([name, f" {name}"])) for name in names))
    oddness = made.choice([0, 0, 0.02, 0.3])
    odd = pools()
    for _ in range(made.choice([0, 1, 1, 2, 20])):
        cells = [
            made.choice(odd[name] if made.random() < oddness else PLAIN[name]) for name in names
        ]
        padded = [made.choice(BLANKS) + cell + made.choice(BLANKS) for cell in cells]
        chosen = padded if made.random() < oddness else cells
        lines.append(",".join(quote(made, cell) for cell in chosen))
        if made.random() < 0.03:
            lines.append(made.choice(["", " ", "\t ", '" "', "x", ",", "\x0b"]))
    end = made.choice(["\n", "\n", "\r\n"])
    text = end.join(lines) + made.choice([end, ""])
    return spoilt(made, text.encode()), header


def spoilt(made: random.Random, body: bytes) -> bytes:
    if made.random() < 0.1:
        body = b"\xef\xbb\xbf" + body
    if made.random() < 0.15:
        place = made.randrange(len(body) + 1)
        piece = made.choice([b"\0", b"\xff", b"\r", b'"', b",", b"\n", b" ", b"\xe2\x80", b"\xa0"])
        body = body[:place] + piece + body[place:]
    return body


def test_it_reads_what_the_other_reads_or_nothing(encoder: Encoder, quick: QuickReader) -> None:
    made = random.Random(20261121)
    read = refused = 0
    for _ in range(6000):
        body, header = make_body(made)
        found, wanted = quick.matrix(body, header), explained(encoder, body, header)
        if found is None:
            refused += isinstance(wanted, str)
            continue
        read += 1
        assert not isinstance(wanted, str), (body, header, wanted)
        assert found.tobytes() == wanted.tobytes(), (body, header)
    # It must not be right by doing nothing.
    assert read > 2500
    assert refused > 1000


def test_plain_bodies_are_read(encoder: Encoder, quick: QuickReader) -> None:
    row = b"it01,9.5,Low Fat,OUT1,Small,2012-01-05,-,\n"
    names = b"item,weight,fat,shop,size,opened,note,never\n"
    labelled = b"it01,9.5,Low Fat,2.5,OUT1,Small,2012-01-05,-,\n"
    for body in (row, row * 1000, names + row, labelled, row.replace(b",", b" , "), names + row):
        found = quick.matrix(body, None)
        assert found is not None, body
        assert found.tobytes() == as_matrix(explained(encoder, body, None)).tobytes()


def as_matrix(found: Matrix | str) -> Matrix:
    assert not isinstance(found, str), found
    return found


def number_text(made: random.Random) -> str:
    digits = "".join(made.choices("0123456789", k=made.choice([1, 2, 5, 9, 15, 16, 17, 20])))
    point = made.randrange(len(digits) + 1)
    exponent = made.choice(["", "", f"e{made.randrange(-30, 30)}", f"E+{made.randrange(25)}"])
    return made.choice(["", "-", "+"]) + digits[:point] + "." + digits[point:] + exponent


def date_text(made: random.Random) -> str:
    year, month, day = made.randrange(1, 10_000), made.randrange(1, 14), made.randrange(1, 33)
    return f"{year:04d}-{month:02d}-{day:02d}"


@pytest.mark.parametrize(
    ("column", "parse", "make"),
    [
        ("weight", parse_number, number_text),
        ("opened", parse_time, date_text),
    ],
)
def test_numbers_and_dates_are_pythons(
    encoder: Encoder,
    quick: QuickReader,
    column: str,
    parse: Callable[[str], float | None],
    make: Callable[[random.Random], str],
) -> None:
    made = random.Random(5)
    place = [feature.column.name for feature in encoder.used].index(column)
    texts = [text for text in (make(made) for _ in range(30_000)) if parse(text) is not None]
    names = ",".join(feature.column.name for feature in encoder.used)
    before, after = "," * place, "," * (len(encoder.used) - 1 - place)
    body = "\n".join([names, *(before + text + after for text in texts)]).encode()
    found = quick.matrix(body, True)
    assert found is not None
    assert found[:, place].tolist() == [parse(text) for text in texts]
    assert len(texts) > 15_000


def test_nobody_fills_the_memory_with_headers(quick: QuickReader) -> None:
    assert quick._tables
    names = "item,weight,fat,shop,size,opened,note,never"
    for n in range(100):
        body = f"{names},x{n}\nit01,9.5,Low Fat,OUT1,Small,2012-01-05,-,,\n".encode()
        assert quick.matrix(body, None) is not None
    assert len(quick._tables._by_header) <= 32
