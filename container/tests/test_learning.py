"""The rules that are learned from a table, one by one."""

import itertools
import time

import pytest

from trainyard_container.evaluation.metrics import plain_number
from trainyard_container.features.fills import Fill, fill, learn_fill
from trainyard_container.table.columns import recognise, shown
from trainyard_container.table.spellings import merge_spellings
from trainyard_container.table.values import format_time, is_missing, parse_number, parse_time


@pytest.mark.parametrize(
    "cell", ["", " ", "NA", "n/a", "NaN", "NULL", "#N/A", "None", "<NA>", "-nan"]
)
def test_missing_cells(cell: str) -> None:
    assert is_missing(cell)
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1", 1.0), (" -2.5 ", -2.5), (".5", 0.5), ("5.", 5.0), ("+1e3", 1000.0)],
)
def test_numbers(cell: str, number: float) -> None:
    assert parse_number(cell) == number


@pytest.mark.parametrize(
    "cell", ["1_000", "inf", "1e999", "-1e151", "0x1", "1,5", "\u0661", "1 2", "."]
)
def test_what_python_would_take_for_a_number_and_others_not(cell: str) -> None:
    assert parse_number(cell) is None


def test_times_are_days_and_come_back() -> None:
    assert parse_time("2000-01-02") == 1.0
    assert parse_time("2000-01-01T12:00:00Z") == 0.5
    assert parse_time("2000-01-01 12:00+02:00") == pytest.approx(10 / 24)
    assert parse_time("2000-02-30") is None
    assert parse_time("20000101") is None
    assert format_time(0.5) == "2000-01-01T12:00:00Z"
    assert parse_time("9999-12-31T23:59:59-12:00") is None
    last, first = parse_time("9999-12-31T23:59:59.999999"), parse_time("0001-01-01")
    assert last is not None
    assert first is not None
    assert format_time(last) == "9999-12-31T23:59:59Z"
    assert format_time(first) == "0001-01-01T00:00:00Z"
    column = recognise("when", ["2000-01-01", "2001-01-01"])
    assert (column.kind, shown(column, 1.0), shown(column, None)) == (
        "time",
        "2000-01-02T00:00:00Z",
        None,
    )


def test_five_spellings_are_two_categories() -> None:
    words = ["Low Fat"] * 50 + ["Regular"] * 30 + ["LF"] * 4 + ["reg"] * 3 + ["low fat"] * 2
    assert merge_spellings(words) == {
        "low fat": "Low Fat",
        "regular": "Regular",
        "lf": "Low Fat",
        "reg": "Regular",
    }


@pytest.mark.parametrize(
    "words",
    [
        ["Type1"] * 50 + ["Type10"] * 5,
        ["Tier 1"] * 50 + ["Tier 2"] * 5,
        # As frequent as the long form: a category of its own.
        ["Regular"] * 10 + ["reg"] * 8,
        # Short for two: nobody knows which.
        ["Regular"] * 50 + ["Regional"] * 50 + ["reg"] * 2,
        ["male"] * 50 + ["female"] * 50 + ["ma"] * 2,
    ],
)
def test_other_words_stay_apart(words: list[str]) -> None:
    assert len(set(merge_spellings(words).values())) == len(set(words))


def test_many_different_words_take_no_time() -> None:
    words = ["".join(letters) for letters in itertools.product("abcdefgh", repeat=5)]
    started = time.process_time()
    assert len(merge_spellings(words)) == len(words)
    # 0.1 s; each compared with each other it would be many minutes.
    assert time.process_time() - started < 10


def test_kinds_of_columns() -> None:
    numbers = [str(n) for n in range(100)]
    assert recognise("row", numbers).kind == "id"
    assert recognise("customer_id", [str(n * 7) for n in range(100)]).kind == "id"
    assert recognise("year", [str(1985 + n % 20) for n in range(100)]).kind == "integer"
    assert recognise("price", ["1.5", "", "2"]).kind == "number"
    assert recognise("grade", ["1", "2", "K"] * 10).kind == "category"
    assert recognise("note", [f"note number {n}" for n in range(100)]).kind == "text"
    assert recognise("code", [f"C{n}" for n in range(100)]).kind == "id"
    dates = recognise("when", [f"{n % 28 + 1}/{n % 12 + 1}/20{n % 90 + 10}" for n in range(900)])
    assert (dates.kind, dates.unused) == ("id", "its dates are not written like 2026-11-21")
    prices = recognise("price", [f"${n:,}.50" for n in range(1, 2001)])
    assert (prices.kind, prices.unused) == ("id", "its numbers are not written like 1234.5")
    weights = recognise("weight", [f"{n},5" for n in range(1000)])
    assert (weights.kind, weights.unused) == ("id", "its numbers are not written like 1234.5")
    empty = recognise("nothing", ["", "NA"])
    assert (empty.kind, empty.used, empty.unused) == ("text", False, "it has no values")


def test_a_number_is_filled_by_the_column_that_predicts_it() -> None:
    known = [1.0, 1.1, None, 9.0, 9.1, None, None]
    item = ["a", "a", "a", "b", "b", "b", "c"]
    noise = ["x", "y", "x", "y", "x", "y", "x"]
    rule = learn_fill(known, {"Noise": noise, "Item": item})
    assert rule is not None
    assert (rule.by, rule.words) == ("Item", "mean of its Item")
    assert fill(rule, "a") == pytest.approx(1.05)
    assert fill(rule, "c") == fill(rule, None) == pytest.approx(5.05)


def test_a_word_is_filled_by_the_column_known_where_it_is_missing() -> None:
    known = ["S", "S", "S", "M", "M", "M", None, None]
    kind = ["g", "g", "g", "h", "h", "h", "g", "h"]
    # Tells the size exactly, but never where the size is missing.
    shop = ["1", "1", "1", "2", "2", "2", "3", "3"]
    rule = learn_fill(known, {"Shop": shop, "Kind": kind})
    assert rule == Fill("M", "most frequent value of its Kind", "Kind", {"g": "S", "h": "M"})


def test_a_group_that_is_no_better_than_one_value_is_not_used() -> None:
    known = [1.0, 2.0, 3.0, 4.0, None]
    rule = learn_fill(known, {"Row": ["a", "b", "c", "d", "e"]})
    assert rule == Fill(2.5, "mean")
    assert learn_fill([None, None], {}) is None
    assert learn_fill([None, 2.0], {"Row": ["a", "b"]}) == Fill(2.0, "mean")


@pytest.mark.parametrize(
    ("value", "text"),
    [(1093.3461, "1093.35"), (0.591938211, "0.591938"), (-0.05, "-0.05"), (1.5e-7, "0.00000015"),
     (1e20, "100000000000000000000.00"), (0.0, "0.0")],
)  # fmt: skip
def test_metrics_are_printed_without_exponents(value: float, text: str) -> None:
    assert plain_number(value) == text
