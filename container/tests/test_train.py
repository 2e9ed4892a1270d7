"""What a finished training job leaves behind, and what it printed meanwhile."""

import hashlib
import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

from made_tables import SMALL, make_shop_csv
from programs import SCHEMAS, Job
from trainyard_container.algorithms.random_forest import ALGORITHM
from trainyard_container.errors import InputError
from trainyard_container.paths import MlPaths
from trainyard_container.training.job import train
from trainyard_container.trees.packed import pack_trees

STEP = re.compile(r"trees=(\d+) train_rmse=([0-9.]+) validation_rmse=([0-9.]+) elapsed=([0-9.]+)s")


def validate(content: Any, schema: str) -> None:
    jsonschema.validate(
        content,
        json.loads((SCHEMAS / schema).read_text()),
        cls=jsonschema.Draft202012Validator,
    )


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("output/data/schema.json", "schema.schema.json"),
        ("output/data/evaluation.json", "evaluation.schema.json"),
        ("model/manifest.json", "manifest.schema.json"),
    ],
)
def test_files_obey_the_published_schemas(trained: Job, path: str, schema: str) -> None:
    validate(trained.json(path), schema)


def test_the_schema_lies_beside_the_model_too(trained: Job) -> None:
    assert trained.json("model/schema.json") == trained.json("output/data/schema.json")


def test_the_fingerprint_is_that_of_the_files(trained: Job) -> None:
    file = trained.root / "input" / "data" / "training" / "shops.csv"
    whole = hashlib.sha256(hashlib.sha256(file.read_bytes()).digest())
    assert trained.json("model/schema.json")["fingerprint"] == f"sha256:{whole.hexdigest()}"


def test_the_log_has_a_curve_and_final_metrics(trained: Job) -> None:
    steps = [match for line in trained.output.splitlines() if (match := STEP.fullmatch(line))]
    assert [int(step[1]) for step in steps] == list(range(1, 21))
    elapsed = [float(step[4]) for step in steps]
    assert elapsed == sorted(elapsed)
    assert 0 <= elapsed[0] <= elapsed[-1] < 120
    metrics = trained.json("output/data/evaluation.json")["metrics"]
    final = re.fullmatch(
        r"rmse=([0-9.]+) mae=([0-9.]+) r2=([0-9.]+)", trained.output.splitlines()[-1]
    )
    assert final
    assert [float(text) for text in final.groups()] == pytest.approx(
        [metrics[name]["value"] for name in ("rmse", "mae", "r2")], rel=1e-5
    )
    assert float(steps[-1][3]) == pytest.approx(metrics["rmse"]["value"], rel=1e-4)


def test_columns_are_recognised(trained: Job) -> None:
    features = {f["name"]: f for f in trained.json("output/data/schema.json")["features"]}
    assert {name: f["type"] for name, f in features.items()} == {
        "id": "id",
        "size": "number",
        "kind": "category",
        "shop": "category",
        "opened": "time",
    }
    assert (features["id"]["used"], features["id"]["reason"]) == (
        False,
        "an identifier: 300 different values",
    )
    assert features["size"]["missing"] == 34
    assert features["size"]["filled"] == "mean"
    high, low = sorted(features["kind"]["categories"], key=lambda entry: str(entry["value"]))
    assert (high["value"], high["spellings"]) == ("High Price", ["HP", "high price"])
    assert (low["value"], low["spellings"]) == ("Low Price", [])
    assert high["count"] + low["count"] == 300
    assert features["opened"]["min"].startswith("2010-01-")
    target = trained.json("output/data/schema.json")["target"]
    assert (target["name"], target["position"]) == ("amount", 5)
    assert sum(target["histogram"]["counts"]) == 300


def test_the_evaluation_says_what_it_learned(trained: Job) -> None:
    evaluation = trained.json("output/data/evaluation.json")
    assert evaluation["protocol"] == {
        "kind": "holdout",
        "rows": 30,
        "fraction": 0.1,
        "seed": 5,
        "words": "a random 10 % held out before fitting",
    }
    model = evaluation["metrics"]["rmse"]
    assert model["low"] < model["value"] < model["high"]
    guesses = [guess["metrics"]["rmse"]["value"] for guess in evaluation["baselines"]]
    assert [guess["name"] for guess in evaluation["baselines"]] == [
        "mean of the training target",
        "mean of the training target by kind",
    ]
    assert model["value"] < guesses[1] < guesses[0]
    importance = [entry["name"] for entry in evaluation["importance"]["features"]]
    assert importance[:2] == ["kind", "size"]
    assert sum(s["rows"] for s in evaluation["segments"] if s["feature"] == "kind") == 30


def test_predictions_name_the_rows_of_the_file(trained: Job) -> None:
    predictions = trained.json("output/data/evaluation.json")["predictions"]
    file = trained.root / "input" / "data" / "training" / "shops.csv"
    lines = [line.split(",") for line in file.read_text().splitlines()[1:]]
    for place, row in enumerate(predictions["row"]):
        assert predictions["actual"][place] == float(lines[row - 1][-1])
        assert predictions["features"]["id"][place] == lines[row - 1][0]


def test_metrics_are_those_of_the_predictions(trained: Job) -> None:
    evaluation = trained.json("output/data/evaluation.json")
    actual, predicted = (evaluation["predictions"][name] for name in ("actual", "predicted"))
    assert {name: metric["value"] for name, metric in evaluation["metrics"].items()} == {
        "rmse": pytest.approx(root_mean_squared_error(actual, predicted)),
        "mae": pytest.approx(mean_absolute_error(actual, predicted)),
        "r2": pytest.approx(r2_score(actual, predicted)),
    }


def is_inside(segment: dict[str, Any], value: Any, last: float | str | None) -> bool:
    """`last` is the end of the feature's last range, the only one that includes its end."""
    if "value" in segment or value is None:
        return bool(value == segment.get("value", "no missing values here"))
    below = value < segment["high"] or value == segment["high"] == last
    return bool(segment["low"] <= value and below)


def test_segments_are_those_of_the_predictions(trained: Job) -> None:
    evaluation = trained.json("output/data/evaluation.json")
    predictions = evaluation["predictions"]
    residuals = np.subtract(predictions["predicted"], predictions["actual"])
    last = {s["feature"]: s["high"] for s in evaluation["segments"] if "high" in s}
    rows = dict.fromkeys(("size", "kind", "shop", "opened"), 0)
    for segment in evaluation["segments"]:
        name = segment["feature"]
        values = predictions["features"][name]
        here = residuals[[is_inside(segment, value, last.get(name)) for value in values]]
        assert segment["rows"] == len(here)
        assert segment["rmse"] == pytest.approx(np.sqrt(np.mean(here**2)))
        assert segment["mean_residual"] == pytest.approx(here.mean())
        quantiles = np.percentile(here, [10, 25, 50, 75, 90]).tolist()
        assert segment["residual_quantiles"] == pytest.approx(quantiles)
        rows[name] += segment["rows"]
    assert set(rows.values()) == {evaluation["protocol"]["rows"]}


def test_many_predictions_are_sampled(make_job: Callable[..., Job]) -> None:
    """10,000 rows, and of a wide table so many that they have 200,000 cells."""
    names = [f"c{n}" for n in range(50)]
    rows = "".join(
        ",".join([*(str(n % (c + 2)) for c in range(50)), f"{n}\n"]) for n in range(9000)
    )
    settings = {"target": "y", "n_estimators": "1", "holdout": "0.5"}
    job = make_job({"training": {"a.csv": f"{','.join(names)},y\n{rows}"}}, settings).train()
    assert job.code == 0, job.output
    predictions = job.json("output/data/evaluation.json")["predictions"]
    assert predictions["sampled"] is True
    assert len(predictions["row"]) == len(predictions["actual"]) == 4000
    assert predictions["row"] == sorted(set(predictions["row"]))
    assert {len(values) for values in predictions["features"].values()} == {4000}
    assert [row - 1 for row in predictions["row"]] == predictions["actual"]


def test_the_same_seed_gives_the_same_bytes(trained: Job, make_job: Callable[..., Job]) -> None:
    again = make_job({"training": {"shops.csv": make_shop_csv()}}, SMALL).train()
    for path in ("model", "output/data"):
        files = sorted(file.name for file in (trained.root / path).iterdir())
        assert files == sorted(file.name for file in (again.root / path).iterdir())
        for name in files:
            assert (trained.root / path / name).read_bytes() == (
                again.root / path / name
            ).read_bytes()


def test_the_cut_into_steps_makes_no_difference() -> None:
    """Steps depend on time; the model must not."""
    random = np.random.default_rng(0)
    x, y = random.random((60, 3)), random.random(60)
    at_once = RandomForestRegressor(7, random_state=5, n_jobs=-1).fit(x, y)
    in_steps = RandomForestRegressor(1, random_state=5, n_jobs=-1, warm_start=True).fit(x, y)
    for trees in (4, 7):
        in_steps.set_params(n_estimators=trees).fit(x, y)
    one, other = (pack_trees([t.tree_ for t in f.estimators_]) for f in (at_once, in_steps))
    assert {name: array.tobytes() for name, array in one.items()} == {
        name: array.tobytes() for name, array in other.items()
    }


def test_a_validation_channel_replaces_the_hold_out(make_job: Callable[..., Job]) -> None:
    channels = {
        "training": {"a.csv": make_shop_csv(100)},
        # The columns may stand in another order, and a category may be new.
        "validation": {"b.csv": "kind,opened,shop,amount,size,id\nOdd,2012-01-05,S1,50,,V1\n"},
    }
    job = make_job(channels, SMALL).train()
    assert job.code == 0, job.output
    evaluation = job.json("output/data/evaluation.json")
    assert evaluation["protocol"] == {
        "kind": "validation",
        "rows": 1,
        "words": "the channel validation",
    }
    assert evaluation["predictions"]["row"] == [1]
    assert evaluation["metrics"]["r2"]["value"] is None
    assert " r2=" not in job.output
    validate(evaluation, "evaluation.schema.json")
    assert job.json("output/data/schema.json")["rows"] == 100


def test_a_file_without_a_header_has_numbered_columns(make_job: Callable[..., Job]) -> None:
    text = make_shop_csv(60).partition("\n")[2]
    job = make_job({"training": {"a.csv": text}}, {**SMALL, "target": "column_5"}).train()
    assert job.code == 0, job.output
    schema = job.json("output/data/schema.json")
    assert (schema["header"], schema["rows"], schema["target"]["name"]) == (
        "absent",
        60,
        "column_5",
    )
    assert [f["name"] for f in schema["features"]] == [f"column_{n}" for n in range(5)]


def test_the_content_type_decides_about_the_header(make_job: Callable[..., Job]) -> None:
    text = "1,2,column_2\n" + "".join(f"{n},{n % 3},{n}\n" for n in range(20))
    job = make_job({"training": {"a.csv": text}}, {**SMALL, "target": "column_2"})
    job.content_types(training="text/csv; header=absent")
    job.train()
    assert job.failure.startswith("Target column_2: row 1 holds 'column_2'")


def test_numbers_too_close_for_a_histogram_are_described(make_job: Callable[..., Job]) -> None:
    rows = "".join(f"{10**17 + 16 * (n % 3)},{10**17},{n}\n" for n in range(30))
    job = make_job({"training": {"a.csv": "near,same,y\n" + rows}}, {"target": "y"}).train()
    assert job.code == 0, job.output
    schema = job.json("output/data/schema.json")
    validate(schema, "schema.schema.json")
    near, same = (feature["histogram"] for feature in schema["features"])
    assert near == {"edges": [1e17, 1e17 + 16, 1e17 + 32], "counts": [10, 20]}
    assert same["counts"] == [30]


def test_a_category_of_held_out_rows_only_counts_as_missing(make_job: Callable[..., Job]) -> None:
    # Each category once, so that whichever rows are held out, no fitted row has theirs.
    rows = "".join(f"c{n % 19}{chr(97 + n)},{n % 2},{n}\n" for n in range(19))
    job = make_job({"training": {"a.csv": "word,bit,y\n" + rows}}, {"target": "y"}).train()
    assert job.code == 0, job.output
    categories = job.json("output/data/schema.json")["features"][0]["categories"]
    assert len(categories) == 19
    assert len(job.json("model/manifest.json")["preprocessing"]["features"][0]["codes"]) == 17


def test_sigterm_saves_the_trees_grown_so_far(make_job: Callable[..., Job]) -> None:
    settings = {**SMALL, "n_estimators": "5000"}
    job = make_job({"training": {"a.csv": make_shop_csv(3000)}}, settings)
    with job.start() as process:
        assert process.stdout
        for line in process.stdout:
            if STEP.match(line):
                process.send_signal(signal.SIGTERM)
                break
        rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    stopped = re.search(r"Stopped with (\d+) of 5000 trees; saving them.", rest)
    assert stopped, rest
    assert len(np.load(job.root / "model" / "root.npy")) == int(stopped[1])
    evaluation = job.json("output/data/evaluation.json")
    assert "importance" not in evaluation
    validate(evaluation, "evaluation.schema.json")


def test_sigterm_before_the_first_tree_says_so(tmp_path: Path) -> None:
    job = Job(tmp_path / "ml")
    job.configure({"training": {"a.csv": make_shop_csv(40)}}, SMALL)
    with pytest.raises(InputError, match="Stopped before the first trees were grown"):
        train(ALGORITHM, MlPaths(job.root), lambda: True)
