"""The additive model: its fit is statsmodels', its predictions too, and its range has an end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.model_selection import train_test_split
from statsmodels.gam.api import BSplines, GLMGam

from made_tables import make_numbers_csv
from programs import PROJECT, Job, Server, serving
from trainyard_container.algorithm import FitData, Run, Sample
from trainyard_container.algorithms.gam import ALGORITHM
from trainyard_container.errors import BadCellsError, InputError

GAUSS3 = PROJECT.parent / "shared" / "data" / "Gauss3.dat"
SETTINGS = {"df": 8, "degree": 3, "alpha": 0.6}


def fit(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], **settings: float) -> dict:  # type: ignore[type-arg]
    names = tuple(f"column_{n}" for n in range(x.shape[1]))
    run = Run(lambda: False, lambda _line: None)
    return ALGORITHM.fit(FitData(names, 0, Sample(x, y), None), {**SETTINGS, **settings}, run)


@pytest.mark.parametrize("degree", [2, 3, 4])
def test_predictions_are_those_of_statsmodels_to_the_last_bit(degree: int) -> None:
    random = np.random.default_rng(degree)
    x = np.column_stack([random.uniform(0, 9, 200), random.exponential(size=200)])
    y = np.sin(x[:, 0]) + x[:, 1] ** 2 + random.normal(size=200) / 9
    arrays = fit(x, y, degree=degree)
    ones = np.ones((200, 1))
    curves = BSplines(x, df=[8, 8], degree=[degree, degree])
    theirs = GLMGam(y, exog=ones, smoother=curves, alpha=0.6).fit()
    # Both ends of the range, and knots, are among the rows.
    rows = np.vstack([x, random.uniform(x.min(axis=0), x.max(axis=0), (300, 2))])
    alone = [theirs.predict(exog=ones[:1], exog_smooth=row[None])[0] for row in rows]
    assert ALGORITHM.predict(arrays, rows).tolist() == alone
    assert [ALGORITHM.predict(arrays, row[None])[0] for row in rows] == alone


def test_a_column_of_few_values_has_a_curve_and_one_of_one_value_none() -> None:
    random = np.random.default_rng(0)
    x = np.column_stack([random.integers(0, 2, 80), np.full(80, 7.0), random.uniform(0, 1, 80)])
    arrays = fit(x, 3 * x[:, 0] + x[:, 2])
    assert arrays["column"].tolist() == [0, 2]
    predicted = ALGORITHM.predict(arrays, np.array([[0.0, 7, 0.5], [1, 7, 0.5]]))
    assert predicted[1] - predicted[0] == pytest.approx(3, abs=0.01)


def test_columns_of_one_value_teach_nothing() -> None:
    with pytest.raises(InputError, match="Every column holds one value in all rows"):
        fit(np.ones((20, 2)), np.arange(20.0))


def test_a_degree_needs_as_many_functions() -> None:
    with pytest.raises(InputError, match="df is 3; degree 3 needs at least 4"):
        fit(np.arange(20.0)[:, None], np.arange(20.0), df=3)


def test_nothing_is_said_outside_the_range() -> None:
    arrays = fit(np.arange(20.0)[:, None], np.arange(20.0))
    with pytest.raises(BadCellsError, match=r"row 2: 19\.5 lies outside 0 to 19"):
        ALGORITHM.predict(arrays, np.array([[0.0], [19.5]]))
    for value in (np.nan, np.inf, -np.inf):
        with pytest.raises(BadCellsError):
            ALGORITHM.predict(arrays, np.array([[value]]))


@pytest.fixture(scope="module")
def curve(tmp_path_factory: pytest.TempPathFactory) -> Job:
    job = Job(tmp_path_factory.mktemp("gam") / "ml", "gam")
    job.configure({"training": {"a.csv": make_numbers_csv()}}, {})
    job.train()
    assert job.code == 0, job.output
    return job


@pytest.fixture(scope="module")
def smooth(curve: Job) -> Iterator[Server]:
    with serving(curve) as running:
        yield running


def test_rows_outside_the_range_are_named(smooth: Server) -> None:
    words = smooth.refused("3,5\n3,50\n-9,5\n")
    assert words.splitlines()[0].startswith("row 2, column column_1: 50 lies outside 1 to 9")
    assert words.splitlines()[1].startswith("row 3, column column_0: -9 lies outside 0.")
    assert len(smooth.predictions("3,5\n")) == 1


def test_the_hold_out_is_scored_alike_by_serve(curve: Job, smooth: Server) -> None:
    predictions = curve.json("output/data/evaluation.json")["predictions"]
    lines = make_numbers_csv().splitlines()
    body = "".join(lines[row - 1].rpartition(",")[0] + "\n" for row in predictions["row"])
    assert smooth.predictions(body) == predictions["predicted"]


def test_its_hold_out_is_scikit_learns(curve: Job) -> None:
    held_out = train_test_split(np.arange(120), test_size=0.25, random_state=42)[1]
    evaluation = curve.json("output/data/evaluation.json")
    assert evaluation["predictions"]["row"] == sorted((held_out + 1).tolist())


def test_words_are_not_read(make_job: Callable[..., Job]) -> None:
    text = "".join(f"{n},{'ab'[n % 2]},{n * 2}\n" for n in range(40))
    job = make_job({"training": {"a.csv": text}}, {}, "gam").train()
    assert job.code == 0, job.output
    assert "Not used: column_1: gam does not read a category." in job.output


def test_the_only_column_may_count_the_rows(make_job: Callable[..., Job]) -> None:
    """The axis of a curve, such as the seconds of a measurement."""
    text = "".join(f"{n},{(n - 20) ** 2}\n" for n in range(1, 41))
    job = make_job({"training": {"a.csv": text}}, {}, "gam").train()
    assert job.code == 0, job.output
    with serving(job) as server:
        assert server.predictions("20\n10\n") == pytest.approx([0, 100], abs=3)


@pytest.mark.skipif(not GAUSS3.is_file(), reason="NIST's file is not beside the checkout")
def test_gauss3(make_job: Callable[..., Job]) -> None:
    lines = Path(GAUSS3).read_text().splitlines()[60:]
    text = "".join(f"{x},{y}\n" for y, x in (line.split() for line in lines))
    job = make_job({"training": {"gauss3.csv": text}}, {"df": "20"}, "gam").train()
    assert job.code == 0, job.output
    assert "R2 (train): 0.9967" in job.output
    assert "R2 (test): 0.9972" in job.output or "R2 (test): 0.99717" in job.output
