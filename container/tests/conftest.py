"""What the container's tests share: folders to train in, and one trained and served model."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from made_tables import SMALL, make_shop_csv
from programs import Job, Server, serving


@pytest.fixture(scope="session", autouse=True)
def machine_code(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every server of these tests would else compile the walk through the trees for itself."""
    os.environ["NUMBA_CACHE_DIR"] = str(tmp_path_factory.mktemp("numba"))


@pytest.fixture
def make_job(tmp_path: Path) -> Callable[..., Job]:
    def make(
        channels: dict[str, Any],
        settings: dict[str, str] | None,
        algorithm: str = "random_forest",
    ) -> Job:
        job = Job(tmp_path / "ml", algorithm)
        job.configure(channels, settings)
        return job

    return make


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """A finished job on the small table, shared by tests that only read it."""
    job = Job(tmp_path_factory.mktemp("trained") / "ml")
    job.configure({"training": {"shops.csv": make_shop_csv()}}, SMALL)
    job.train()
    assert job.code == 0, job.output
    return job


@pytest.fixture(scope="session")
def server(trained: Job) -> Iterator[Server]:
    with serving(trained) as running:
        yield running
