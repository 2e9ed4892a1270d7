"""boto3 does the main job against a real engine process, without the dashboard."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import StartEngine

REPOSITORY = Path(__file__).resolve().parents[2]
REAL_FILES = REPOSITORY.parent / "shared" / "data"
SAMPLES = REPOSITORY / "public" / "samples"


@pytest.fixture(scope="module")
def engine(
    tmp_path_factory: pytest.TempPathFactory, start_engine: StartEngine
) -> Iterator[dict[str, str]]:
    data = os.environ.get("TRAINYARD_TEST_DATA_DIR") or str(tmp_path_factory.mktemp("engine"))
    with start_engine(data) as exported:
        yield exported


def journey(
    engine: dict[str, str], train: Path, to_score: Path, predictions: Path, *settings: str
) -> str:
    options = [part for setting in settings for part in ("--set", setting)]
    done = subprocess.run(
        [
            sys.executable,
            str(REPOSITORY / "examples" / "boto3_journey.py"),
            *(str(train), str(to_score), str(predictions)),
            *("--target", "Item_Outlet_Sales", *options),
        ],
        env={**os.environ, **engine},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def predictions_in(path: Path) -> list[float]:
    values = [float(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(math.isfinite(value) for value in values)
    return values


def test_the_shipped_sample(engine: dict[str, str], tmp_path: Path) -> None:
    to_score = SAMPLES / "sales_to_score.csv"
    out = journey(
        engine, SAMPLES / "sales_train.csv", to_score, tmp_path / "out.csv", "n_estimators=50"
    )
    assert "trees=50" in out
    rows = len(to_score.read_text(encoding="utf-8").splitlines()) - 1
    assert len(predictions_in(tmp_path / "out.csv")) == rows


@pytest.mark.skipif(not REAL_FILES.is_dir(), reason="the real files are not on this machine")
def test_the_real_files(engine: dict[str, str], tmp_path: Path) -> None:
    out = journey(
        engine,
        REAL_FILES / "bigmart_train.csv",
        REAL_FILES / "bigmart_test.csv",
        tmp_path / "out.csv",
    )
    final = re.search(r"^rmse ([0-9.]+)$", out, re.MULTILINE)
    assert final, out
    assert 1040 < float(final[1]) < 1190
    assert len(predictions_in(tmp_path / "out.csv")) == 5681
