"""The folders of images: what they say of their algorithms must be so."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from made_tables import make_numbers_csv, make_shop_csv
from programs import CONTAINER, Job
from trainyard_container.chosen import VARIABLE, algorithm_names, find_algorithm
from trainyard_container.errors import InputError

FOLDERS = sorted(folder.parent for folder in (CONTAINER / "images").glob("*/image.json"))
each_image = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text())


def test_each_algorithm_has_an_image() -> None:
    named = [read(folder, "image.json")["environment"][VARIABLE] for folder in FOLDERS]
    assert sorted(named) == algorithm_names()


@each_image
def test_the_registration_is_what_the_module_declares(
    folder: Path, tmp_path: Path, trained: Job
) -> None:
    shutil.copy(folder / "image.json", tmp_path)
    command = [sys.executable, "-m", "trainyard_container.registration", str(tmp_path)]
    subprocess.run(command, env=trained.environment, check=True)
    assert (tmp_path / "algorithm.json").read_bytes() == (folder / "algorithm.json").read_bytes()


@each_image
def test_the_image_and_its_algorithm_have_one_name_and_version(folder: Path) -> None:
    image = read(folder, "image.json")
    algorithm = find_algorithm(image["environment"])
    assert (image["repository"], image["tag"]) == (algorithm.title, algorithm.version)
    assert folder.name == algorithm.title
    assert (CONTAINER / image["requirements"]).is_file()


@each_image
def test_the_registration_is_a_request_that_aws_takes(folder: Path) -> None:
    """botocore's own check of CreateAlgorithm: members, types and lengths."""
    request = read(folder, "algorithm.json")
    model = Loader().load_service_model("sagemaker", "service-2")
    shape = ServiceModel(model).operation_model("CreateAlgorithm").input_shape
    assert ParamValidator().validate(request, shape).generate_report() == ""
    training = request["TrainingSpecification"]
    names = [metric["Name"] for metric in training["MetricDefinitions"]]
    assert len(names) == len(set(names))
    assert training["SupportedTuningJobObjectiveMetrics"][0]["MetricName"] in names


IRIS = "".join(f"{'abc'[n % 3]},{n % 3 + n % 7 / 5},{n % 5}\n" for n in range(60))
TREES = {"n_estimators": "20", "min_samples_leaf": "3"}


@pytest.mark.parametrize(
    ("algorithm", "text", "settings", "expected"),
    [
        (
            "random_forest",
            make_shop_csv(),
            {"target": "amount", **TREES},
            {"train:rmse": 20, "validation:rmse": 20, "rmse": 1, "mae": 1, "r2": 1},
        ),
        (
            "random_forest",
            IRIS,
            {"target": "column_0", **TREES},
            {
                "train:accuracy": 20,
                "validation:accuracy": 20,
                "accuracy": 1,
                "macro_f1": 1,
                "log_loss": 1,
            },
        ),
        ("decision_tree", IRIS, {}, {"accuracy": 1, "macro_f1": 1, "log_loss": 1}),
        (
            "gam",
            make_numbers_csv(),
            {},
            {"train:r2": 1, "test:r2": 1, "rmse": 1, "mae": 1, "r2": 1},
        ),
    ],
)
def test_metric_definitions_find_the_printed_lines(
    algorithm: str,
    text: str,
    settings: dict[str, str],
    expected: dict[str, int],
    make_job: Callable[..., Job],
) -> None:
    job = make_job({"training": {"a.csv": text}}, settings, algorithm).train()
    assert job.code == 0, job.output
    folder = CONTAINER / "images" / algorithm.replace("_", "-")
    found: dict[str, int] = {}
    for metric in read(folder, "algorithm.json")["TrainingSpecification"]["MetricDefinitions"]:
        hits = [re.search(metric["Regex"], line) for line in job.output.splitlines()]
        numbers = [float(hit[1]) for hit in hits if hit]
        if numbers:
            found[metric["Name"]] = len(numbers)
    assert found == expected


@pytest.mark.parametrize("name", ["", "boosting", "../random_forest", "__init__"])
def test_an_unknown_algorithm_is_named(name: str) -> None:
    with pytest.raises(InputError, match="Set it in the image to one of: decision_tree, gam"):
        find_algorithm({VARIABLE: name})
