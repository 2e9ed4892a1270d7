"""Bad input: exit code 1, and the cause in the first line of the failure file and of the log."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from made_tables import SMALL, make_shop_csv
from programs import Job
from trainyard_container.errors import InputError
from trainyard_container.table import channel

GOOD = make_shop_csv(40)
LINES = GOOD.splitlines()


def changed(row: int, line: str) -> str:
    """The good table with one data row (from 1) replaced."""
    return "\n".join([*LINES[:row], line, *LINES[row + 1 :]]) + "\n"


def damaged(data: bytes) -> bytes:
    return data[:30] + bytes([data[30] ^ 0xFF]) + data[31:]


CASES: dict[str, tuple[dict[str, Any], dict[str, str], str]] = {
    "not a CSV": (
        {"a.csv": b"PK\x03\x04\x00\x00spreadsheet"},
        SMALL,
        "a.csv is not a CSV file: byte 0 at offset 4; it looks binary",
    ),
    "not UTF-8": ({"a.csv": b"amount,b\n1,\xe9\n"}, SMALL, "a.csv is not UTF-8 text: byte 0xe9"),
    "UTF-16": ({"a.csv": GOOD.encode("utf-16")}, SMALL, "a.csv is UTF-16 text. Save it as CSV"),
    "never closed quote": ({"a.csv": 'amount,b\n1,"x\n'}, SMALL, "a.csv, line 2: not valid CSV"),
    "ragged row": (
        {"a.csv": changed(3, "K2,1.5,Low Price")},
        SMALL,
        "a.csv: 6 fields are expected in each row, but row 3 has 3 fields.",
    ),
    "empty file": ({"a.csv": ""}, SMALL, "a.csv is empty."),
    "only the header": ({"a.csv": LINES[0]}, SMALL, "Channel training has a header but no rows."),
    "no files": ({}, SMALL, "Channel training has no files."),
    "only markers": (
        {
            "_SUCCESS": "",
            ".hidden": "x",
            ".ipynb_checkpoints/a.csv": GOOD,
            "_temporary/a.csv": GOOD,
        },
        SMALL,
        "Channel training has no files.",
    ),
    "column missing": (
        {"a.csv": GOOD, "b.csv": "id,size,kind,shop,amount\nK1,1,Low Price,S1,9\n"},
        SMALL,
        "b.csv and a.csv differ in their columns: opened.",
    ),
    "a name twice": ({"a.csv": "amount,b,b\n1,2,3\n"}, SMALL, "a.csv: the header has b more than"),
    "label as text": (
        {"a.csv": changed(5, "K4,1.5,Low Price,S0,2012-01-01,cheap")},
        SMALL,
        "Target amount: row 5 holds 'cheap', which is not a number (1 of 40 rows).",
    ),
    "label missing": (
        {"a.csv": changed(7, "K4,1.5,Low Price,S0,2012-01-01,")},
        SMALL,
        "Target amount: row 7 is empty (1 of 40 rows).",
    ),
    "label too large": (
        {"a.csv": changed(5, "K4,1.5,Low Price,S0,2012-01-01,1e200")},
        SMALL,
        "Target amount: row 5 holds '1e200', which is too large (1e150 at most) (1 of 40 rows).",
    ),
    "number mistyped": (
        {"a.csv": changed(2, "K1,1.S,Low Price,S0,2012-01-01,15")},
        SMALL,
        "Column size: row 2 holds '1.S', which is not a number, where 34 of 35 values are numbers.",
    ),
    "number mistyped among few": (
        {"a.csv": "size,amount\n" + "1.5,10\n2.5,20\n" * 20 + "1.S,10\n"},
        SMALL,
        "Column size: row 41 holds '1.S', which is not a number, where 40 of 41 values are",
    ),
    "a mark for missing numbers": (
        {"a.csv": "size,amount\n" + "".join(f"{n / 7},{n}\n?,{n}\n" for n in range(40))},
        SMALL,
        "Column size: row 2 holds '?', which is not a number, where 40 of 80 values are numbers. "
        "Correct it, or leave the cell empty.",
    ),
    "too few rows": ({"a.csv": "\n".join(LINES[:4])}, SMALL, "Channel training has 3 rows; at"),
    "only the target": (
        {"a.csv": "amount\n" + "1\n2\n" * 10},
        SMALL,
        "No column can be used as a feature: there is no other.",
    ),
    "no target named": (
        {"a.csv": GOOD},
        {},
        "Hyperparameter target is missing: it names the column to predict. "
        "The first row of the channel is: id, size, kind, shop, opened, amount.",
    ),
    "no such target": (
        {"a.csv": GOOD},
        {"target": "Amuont"},
        "a.csv has no column 'Amuont' (hyperparameter target). Did you mean 'amount'? "
        "Its first row is: id, size, kind, shop, opened, amount.",
    ),
    "empty target": (
        {"a.csv": GOOD},
        {"target": '""'},
        "Hyperparameter target is empty; give a text or leave it out.",
    ),
    "odd quotes": ({"a.csv": GOOD}, {"target": '"a"b"'}, """no column '"a"b"' (hyperparameter"""),
    "semicolons": (
        {"a.csv": GOOD.replace(",", ";")},
        SMALL,
        "The file does not seem to be separated by commas.",
    ),
    "unknown hyperparameter": (
        {"a.csv": GOOD},
        {**SMALL, "n_trees": "5"},
        "Unknown hyperparameter n_trees. This image knows folds, holdout, max_depth, max_features,",
    ),
    "text for a number": (
        {"a.csv": GOOD},
        {**SMALL, "n_estimators": "many"},
        "Hyperparameter n_estimators is 'many'; it must be a whole number from 1 to 5000.",
    ),
    "out of range": (
        {"a.csv": GOOD},
        {**SMALL, "holdout": "0.9"},
        "Hyperparameter holdout is '0.9'; it must be a number from 0.01 to 0.5.",
    ),
    "broken gzip": ({"a.csv.gz": b"\x1f\x8bnot"}, SMALL, "a.csv.gz cannot be unpacked as gzip"),
    "cut gzip": ({"a.csv.gz": gzip.compress(GOOD.encode())[:-20]}, SMALL, "unpacked as gzip"),
    "damaged gzip": ({"a.csv.gz": damaged(gzip.compress(GOOD.encode()))}, SMALL, "as gzip"),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_named(case: str, make_job: Callable[..., Job]) -> None:
    files, settings, cause = CASES[case]
    job = make_job({"training": files}, settings).train()
    assert job.code == 1, job.output
    assert cause in job.failure.splitlines()[0]
    assert f"ERROR {job.failure.splitlines()[0]}" in job.output
    assert "Traceback" not in job.output
    assert not (job.root / "model" / "manifest.json").exists()


def test_a_channel_of_another_name_is_named(make_job: Callable[..., Job]) -> None:
    job = make_job({"train": {"a.csv": GOOD}, "test": {"a.csv": GOOD}}, SMALL).train()
    assert job.failure.startswith(
        "There is no channel training. The job's channels: test, train. "
        "Call the one with the data training."
    )


def test_a_job_without_channels_says_so(make_job: Callable[..., Job]) -> None:
    job = make_job({}, SMALL).train()
    assert job.failure.startswith("There is no channel training. The job's channels: none.")


def test_a_channel_that_is_not_read_is_named(make_job: Callable[..., Job]) -> None:
    job = make_job({"training": {"a.csv": GOOD}, "valid": {"a.csv": GOOD}}, SMALL).train()
    assert job.code == 0, job.output
    assert "Not read: channel valid. This image reads training, validation." in job.output


def test_a_channel_of_another_content_type_is_refused(make_job: Callable[..., Job]) -> None:
    job = make_job({"training": {"a.csv": GOOD}}, SMALL)
    job.content_types(training="application/x-parquet")
    job.train()
    assert job.failure.startswith(
        "Channel training has content type application/x-parquet; this image reads text/csv."
    )


def test_the_validation_channel_needs_the_same_columns(make_job: Callable[..., Job]) -> None:
    other = "size,kind,amount\n1,Low Price,9\n"
    job = make_job({"training": {"a.csv": GOOD}, "validation": {"b.csv": other}}, SMALL).train()
    assert job.failure.startswith(
        "Channel validation: there is no column id, shop, opened, which channel training has."
    )


def test_a_mistyped_number_in_the_validation_channel_is_named(
    make_job: Callable[..., Job],
) -> None:
    other = changed(2, "K1,big,Low Price,S0,2012-01-01,15")
    job = make_job({"training": {"a.csv": GOOD}, "validation": {"b.csv": other}}, SMALL).train()
    assert job.failure.startswith("Channel validation: row 2, column size: 'big' is not a number")


def test_an_unexpected_error_has_its_traceback_after_the_cause(
    make_job: Callable[..., Job],
) -> None:
    job = make_job({"training": {"a.csv": GOOD}}, SMALL)
    # A file where a folder must be made: nothing that the person's data could cause.
    (job.root / "model").write_text("in the way")
    job.train()
    assert job.code == 1
    assert job.failure.startswith("FileExistsError: ")
    assert job.output.index("ERROR FileExistsError") < job.output.index("Traceback")


def test_a_long_cause_is_cut_where_sagemaker_cuts_it(make_job: Callable[..., Job]) -> None:
    names = ",".join(f"a_rather_long_name_of_a_column_{n}" for n in range(99))
    job = make_job({"training": {"a.csv": f"{names}\n"}}, SMALL).train()
    assert len(job.failure) == 1024
    assert job.failure.startswith("a.csv has no column 'amount'")


def test_a_job_without_hyperparameters_says_what_it_needs(make_job: Callable[..., Job]) -> None:
    job = make_job({"training": {"a.csv": GOOD}}, None).train()
    assert job.failure.startswith("Hyperparameter target is missing: it names the column")


def test_hyperparameters_must_be_texts(make_job: Callable[..., Job]) -> None:
    job = make_job({"training": {"a.csv": GOOD}}, None)
    config = job.root / "input" / "config" / "hyperparameters.json"
    config.write_text('{"n_estimators": 5}')
    assert job.train().failure.startswith("hyperparameters.json must map names to texts")
    config.write_text("{")
    assert job.train().failure.startswith("hyperparameters.json is not JSON")


def test_several_files_gzip_and_platform_names_are_read(make_job: Callable[..., Job]) -> None:
    cells = [line.split(",") for line in make_shop_csv(40, 2).splitlines()]
    swapped = "\n".join(",".join((row[1], row[0], *row[2:])) for row in cells)
    files = {
        "part-0.csv": GOOD.replace("\n", "\r\n").encode("utf-8-sig"),
        "deeper/part-1.csv.gz": gzip.compress(make_shop_csv(30, 3).encode()),
        # Blank lines, a file that is named as if it were packed and one that is not.
        "part-2.csv.gz": swapped + "\n\n  \n",
        "part-3.csv": gzip.compress(make_shop_csv(20, 4).encode()),
    }
    settings = {**SMALL, "target": '"amount"', "_tuning_objective_metric": "validation:rmse"}
    job = make_job({"training": files}, settings).train()
    assert job.code == 0, job.output
    assert "Read 130 rows and 6 columns from 4 files." in job.output


def test_a_file_is_not_unpacked_without_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = gzip.compress(GOOD.encode())
    (tmp_path / "a.csv.gz").write_bytes(packed)
    target = channel.TargetColumn("amount", "named")
    monkeypatch.setattr(channel, "_MAX_UNPACKED", len(GOOD))
    assert channel.read_channel(tmp_path, target, declared=None).table.rows == 40
    monkeypatch.setattr(channel, "_MAX_UNPACKED", len(GOOD) - 1)
    with pytest.raises(InputError, match=r"a\.csv\.gz unpacks to more than [0-9,]+ bytes"):
        channel.read_channel(tmp_path, target, declared=None)
