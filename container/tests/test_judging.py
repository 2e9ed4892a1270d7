"""How models are judged: folds, classes, and the figures in evaluation.json."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, log_loss
from sklearn.model_selection import KFold

from made_tables import make_shop_csv
from programs import Job, serving
from test_train import validate
from trainyard_container.algorithm import FitData, Run, Sample
from trainyard_container.algorithms.random_forest import ALGORITHM
from trainyard_container.evaluation.metrics import MEASURES
from trainyard_container.features.encoder import learn_features, read_rows
from trainyard_container.table.columns import recognise

TREES = {"n_estimators": "20", "min_samples_leaf": "3"}


def make_kinds_csv(rows: int = 240) -> str:
    """A class that follows a number and a word, with some noise, and a gap now and then."""
    random = np.random.default_rng(3)
    lines = ["size,colour,kind"]
    for _ in range(rows):
        kind = int(random.integers(3))
        size = "" if random.random() < 0.1 else f"{random.normal(kind * 2, 1):.2f}"
        colour = ("red", "green", "blue")[kind] if random.random() < 0.6 else "grey"
        lines.append(f'{size},{colour},"{("small, odd", "middle", "large")[kind]}"')
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Job:
    job = Job(tmp_path_factory.mktemp("kinds") / "ml")
    job.configure({"training": {"a.csv": make_kinds_csv()}}, {"target": "kind", **TREES})
    job.train()
    assert job.code == 0, job.output
    return job


def evaluation_of(job: Job) -> Any:
    return job.json("output/data/evaluation.json")


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("output/data/schema.json", "schema.schema.json"),
        ("output/data/evaluation.json", "evaluation.schema.json"),
        ("model/manifest.json", "manifest.schema.json"),
    ],
)
def test_a_classifiers_files_obey_the_published_schemas(kinds: Job, path: str, schema: str) -> None:
    validate(kinds.json(path), schema)


def test_metrics_of_classes_are_scikit_learns(kinds: Job) -> None:
    evaluation = evaluation_of(kinds)
    predictions, metrics = evaluation["predictions"], evaluation["metrics"]
    actual, predicted = predictions["actual"], predictions["predicted"]
    classes = evaluation["classes"]
    assert classes == ["large", "middle", "small, odd"]
    assert metrics["accuracy"]["value"] == accuracy_score(actual, predicted)
    assert metrics["macro_f1"]["value"] == pytest.approx(
        f1_score(actual, predicted, average="macro")
    )
    assert metrics["log_loss"]["value"] == pytest.approx(
        log_loss(actual, predictions["probabilities"], labels=classes)
    )
    assert evaluation["confusion"] == confusion_matrix(actual, predicted, labels=classes).tolist()
    assert sum(entry["rows"] for entry in evaluation["per_class"]) == 24
    assert all(m["low"] <= m["value"] <= m["high"] for m in metrics.values())
    assert metrics["accuracy"]["value"] > 0.6


def test_the_model_beats_the_shares_of_the_classes(kinds: Job) -> None:
    evaluation = evaluation_of(kinds)
    names = [guess["name"] for guess in evaluation["baselines"]]
    assert names == [
        "shares of the classes in the training rows",
        "shares of the classes in the training rows by colour",
    ]
    losses = [guess["metrics"]["log_loss"]["value"] for guess in evaluation["baselines"]]
    assert evaluation["metrics"]["log_loss"]["value"] < losses[1] < losses[0]
    assert losses[0] == pytest.approx(math.log(3), abs=0.05)


def test_calibration_counts_every_row_once(kinds: Job) -> None:
    evaluation = evaluation_of(kinds)
    bins = evaluation["calibration"]["bins"]
    assert sum(entry["rows"] for entry in bins) == 24
    right = sum(entry["rows"] * entry["accuracy"] for entry in bins) / 24
    assert right == pytest.approx(evaluation["metrics"]["accuracy"]["value"])
    gap = sum(e["rows"] * abs(e["accuracy"] - e["probability"]) for e in bins) / 24
    assert evaluation["calibration"]["error"] == pytest.approx(gap)
    assert all(entry["low"] <= entry["probability"] <= entry["high"] for entry in bins)


def test_segments_and_importance_of_classes(kinds: Job) -> None:
    evaluation = evaluation_of(kinds)
    colours = [s for s in evaluation["segments"] if s["feature"] == "colour"]
    assert sum(segment["rows"] for segment in colours) == 24
    right = sum(segment["rows"] * segment["accuracy"] for segment in colours) / 24
    assert right == pytest.approx(evaluation["metrics"]["accuracy"]["value"])
    assert evaluation["importance"]["method"].endswith("decrease of accuracy, 5 times")
    assert {entry["name"] for entry in evaluation["importance"]["features"]} == {"size", "colour"}


def test_a_class_with_a_comma_is_quoted(kinds: Job) -> None:
    with serving(kinds) as server:
        response = server.post("size,colour\n-2,red\n5,blue\n")
        assert response.text == '"small, odd"\nlarge\n'
        lines = server.post("-2,red\n", accept="application/jsonlines").json()
        assert lines["prediction"] == "small, odd"
        assert sum(lines["probabilities"].values()) == pytest.approx(1)


def test_classes_are_predicted_as_scikit_learn_predicts_them() -> None:
    random = np.random.default_rng(0)
    x = random.integers(0, 9, (300, 3)).astype(np.float64)
    # The rows fitted have no row of class 1.
    y = np.where(x[:, 0] + random.normal(size=300) > 4, 2.0, 0.0)
    settings = {
        "n_estimators": 25, "min_samples_leaf": 2, "max_features": 0.7, "max_depth": None,
        "random_state": 1,
    }  # fmt: skip
    run = Run(lambda: False, lambda _line: None)
    arrays = ALGORITHM.fit(FitData(("a", "b", "c"), 3, Sample(x, y), None), settings, run)
    forest = RandomForestClassifier(25, min_samples_leaf=2, max_features=0.7, random_state=1)
    forest.fit(x, y)
    rows = np.vstack([x, random.normal(size=(300, 3)) * 9])
    wanted = forest.predict_proba(rows)
    found = ALGORITHM.predict(arrays, rows)
    assert found[:, 1].tolist() == [0.0] * 600
    assert found[:, [0, 2]].tolist() == wanted.tolist()


def test_categories_of_several_classes_stand_along_their_main_axis() -> None:
    words = ["a", "b", "c", "d"] * 30
    # a and c mostly mean class 0, b and d mostly class 2.
    y = np.array([{"a": 0, "b": 2, "c": 0, "d": 2}[word] for word in words], dtype=np.float64)
    y[::10] = 1
    columns = [recognise("word", words)]
    features = learn_features(columns, read_rows(columns, {"word": words}), y, 3)
    codes = features[0].codes
    halves = {word for word, code in codes.items() if code < 2}
    assert halves in ({"a", "c"}, {"b", "d"})


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> Job:
    job = Job(tmp_path_factory.mktemp("folded") / "ml")
    settings = {"target": "amount", "folds": "5", **TREES}
    job.configure({"training": {"a.csv": make_shop_csv(120)}}, settings)
    job.train()
    assert job.code == 0, job.output
    return job


def test_folds_are_scikit_learns_and_judge_each_row_once(folded: Job) -> None:
    evaluation = evaluation_of(folded)
    validate(evaluation, "evaluation.schema.json")
    protocol = evaluation["protocol"]
    assert (protocol["kind"], protocol["folds"], protocol["rows"]) == ("cross-validation", 5, 120)
    predictions = evaluation["predictions"]
    assert predictions["row"] == list(range(1, 121))
    actual, predicted = np.array(predictions["actual"]), np.array(predictions["predicted"])
    compute = MEASURES["regression"]["rmse"].compute
    folds = [
        compute(actual[judged], predicted[judged])
        for _, judged in KFold(5, shuffle=True, random_state=5).split(actual)
    ]
    rmse = evaluation["metrics"]["rmse"]
    assert rmse["folds"] == pytest.approx(folds)
    assert rmse["spread"] == pytest.approx(np.std(np.array(folds, np.float64)))
    assert rmse["value"] == pytest.approx(compute(actual, predicted))


def test_only_the_kept_models_curve_is_printed(folded: Job) -> None:
    lines = folded.output.splitlines()
    assert sum(line.startswith("trees=20 ") for line in lines) == 1
    assert not any("validation_rmse" in line for line in lines)
    assert [line.partition(" ")[0] for line in lines if line.startswith("fold=")] == [
        f"fold={n}" for n in range(1, 6)
    ]


@pytest.mark.parametrize(
    ("text", "settings", "cause"),
    [
        (
            make_kinds_csv(),
            {"target": "kind", "task": "regression"},
            "Target kind: row 1 holds ",
        ),
        (
            "x,y\n" + "1,same\n2,same\n" * 9,
            {"target": "y"},
            "Target y holds same in every row; classification needs at least two classes.",
        ),
        (
            "x,y\n" + "".join(f"{n},k{n}\n" for n in range(1100)),
            {"target": "y"},
            "Target y has 1,100 different values; classification takes at most 1,000 classes.",
        ),
        (
            make_kinds_csv().replace('"middle"', "", 1),
            {"target": "kind"},
            "Target kind: row ",
        ),
        (make_kinds_csv(), {"target": "kind", "folds": "1"}, "Hyperparameter folds is 1; give 0"),
        (make_kinds_csv(12), {"target": "kind", "folds": "13"}, "13 folds need as many rows"),
        (
            make_kinds_csv(),
            {"target": "kind", "task": "ranking"},
            "Hyperparameter task is 'ranking'; it must be one of auto, regression, classification.",
        ),
    ],
)
def test_what_cannot_be_judged_is_named(
    text: str, settings: dict[str, str], cause: str, make_job: Callable[..., Job]
) -> None:
    job = make_job({"training": {"a.csv": text}}, settings).train()
    assert job.code == 1
    assert job.failure.startswith(cause)


def test_numbers_are_classes_where_the_task_says_so(make_job: Callable[..., Job]) -> None:
    text = "x,y\n" + "".join(f"{n % 30},{(n % 30) // 10 + 8}\n" for n in range(90))
    settings = {"target": "y", "task": "classification", **TREES}
    job = make_job({"training": {"a.csv": text}}, settings).train()
    assert job.code == 0, job.output
    # By value: 10 after 9.
    assert evaluation_of(job)["classes"] == ["8", "9", "10"]


def test_a_class_that_training_has_not_is_named(make_job: Callable[..., Job]) -> None:
    channels = {
        "training": {"a.csv": make_kinds_csv()},
        "validation": {"b.csv": "size,colour,kind\n1,red,huge\n"},
    }
    job = make_job(channels, {"target": "kind", **TREES}).train()
    assert job.failure.startswith(
        "Channel validation: Target kind: row 1 holds 'huge', which is no class of channel training"
    )


def test_a_hold_out_may_lack_a_class(make_job: Callable[..., Job]) -> None:
    text = "x,y\n" + "1,a\n2,b\n" * 15 + "3,rare\n"
    job = make_job({"training": {"a.csv": text}}, {"target": "y", **TREES}).train()
    assert job.code == 0, job.output
    evaluation = evaluation_of(job)
    validate(evaluation, "evaluation.schema.json")
    rare = evaluation["per_class"][2]
    assert rare["class"] == "rare"
    assert rare["recall"] in (None, 0.0)
