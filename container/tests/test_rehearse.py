"""Trying an algorithm without an engine, and the template that a new one begins as."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from made_tables import make_numbers_csv, make_shop_csv
from programs import CONTAINER, SAMPLES
from trainyard_container.algorithm import Arrays, Matrix, Output
from trainyard_container.algorithms.random_forest import ALGORITHM
from trainyard_container.errors import InputError
from trainyard_container.paths import MlPaths
from trainyard_container.rehearse import main, rehearse

TREES = {"target": "amount", "n_estimators": "5"}


@pytest.fixture
def shops(tmp_path: Path) -> Path:
    file = tmp_path / "shops.csv"
    file.write_text(make_shop_csv(60))
    return file


def test_the_template_is_a_working_algorithm(tmp_path: Path) -> None:
    # A folder beside the package's own, so that nothing is written among the sources.
    code = (
        "import sys\n"
        "from trainyard_container import algorithms, rehearse\n"
        f"algorithms.__path__.append({str(tmp_path / 'own')!r})\n"
        f"sys.exit(rehearse.main({[str(SAMPLES / 'sales_train.csv'), 'target=Item_Outlet_Sales']}))"
    )
    (tmp_path / "own").mkdir()
    template = (CONTAINER / "template" / "algorithm.py").read_text()
    (tmp_path / "own" / "my_model.py").write_text(template)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(CONTAINER / "src"), "TRAINYARD_ALGORITHM": "my_model"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    lines = done.stdout.splitlines()
    assert lines[-3].startswith("train_rmse=")
    assert float(lines[-2].split()[0].removeprefix("rmse=")) < 1100
    assert lines[-1] == "Scored 2,000 rows as serve does; each is predicted as it was judged."


def test_a_prediction_that_depends_on_its_batch_is_found(shops: Path, tmp_path: Path) -> None:
    def predict(arrays: Arrays, matrix: Matrix) -> Output:
        return ALGORITHM.predict(arrays, matrix) + len(matrix)

    with pytest.raises(InputError, match="A row is predicted otherwise alone than with others"):
        rehearse(replace(ALGORITHM, predict=predict), shops, TREES, MlPaths(tmp_path / "ml"))


def test_a_prediction_that_serving_does_not_repeat_is_found(shops: Path, tmp_path: Path) -> None:
    fitted: list[Arrays] = []

    def predict(arrays: Arrays, matrix: Matrix) -> Output:
        # It knows something that was not saved.
        fitted.append(arrays)
        return ALGORITHM.predict(arrays, matrix) + (arrays is fitted[0])

    with pytest.raises(InputError, match="Serving predicts otherwise than training did"):
        rehearse(replace(ALGORITHM, predict=predict), shops, TREES, MlPaths(tmp_path / "ml"))


def test_it_is_a_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text(make_numbers_csv(60))
    monkeypatch.setenv("TRAINYARD_ALGORITHM", "gam")
    assert main([str(file), "df=8"]) == 0
    assert capsys.readouterr().out.endswith("each is predicted as it was judged.\n")
    assert main([str(file), "df"]) == 1
    assert capsys.readouterr().out == "ERROR df: write a hyperparameter as name=value.\n"
    assert main([str(tmp_path / "none.csv")]) == 1
    assert "there is no file" in capsys.readouterr().out
    assert main([]) == 1
    assert "Give a CSV file" in capsys.readouterr().out
