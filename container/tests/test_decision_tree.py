"""The classic tutorial's contract: Iris, no header, the class first; CSV in, one class a line."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.tree import DecisionTreeClassifier

from programs import PROJECT, Job, Server, serving

SHARED = PROJECT.parent / "shared" / "data"


def iris_rows() -> list[str]:
    """scikit-learn's copy of the table, the class first."""
    data = load_iris()
    names = [data.target_names[place] for place in data.target]
    return [
        ",".join((name, *(f"{value:g}" for value in row)))
        for name, row in zip(names, data.data, strict=True)
    ]


@pytest.fixture(scope="module")
def iris(tmp_path_factory: pytest.TempPathFactory) -> Job:
    job = Job(tmp_path_factory.mktemp("iris") / "ml", "decision_tree")
    rows = iris_rows()
    # Every file of the channel is read.
    files = {"a.csv": "\n".join(rows[:70]), "b.csv": "\n".join(rows[70:]) + "\n"}
    job.configure({"training": files}, {"max_leaf_nodes": "5"})
    job.train()
    assert job.code == 0, job.output
    return job


@pytest.fixture(scope="module")
def tree(iris: Job) -> Iterator[Server]:
    with serving(iris) as running:
        yield running


def test_one_class_a_line(tree: Server) -> None:
    lines = [row.partition(",")[2] for row in iris_rows()]
    response = tree.post("\n".join(lines) + "\n")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    answers = response.text.splitlines()
    assert len(answers) == 150
    right = sum(row.startswith(name + ",") for row, name in zip(iris_rows(), answers, strict=True))
    assert right >= 145


def test_answers_are_scikit_learns(tree: Server) -> None:
    """Fitted on all rows, as the tutorial's is."""
    data = load_iris()
    x = data.data.astype(np.float32)
    model = DecisionTreeClassifier(max_leaf_nodes=5, random_state=5).fit(x, data.target)
    source = random.Random(1)
    rows = [[round(source.uniform(0, 8), 1) for _ in range(4)] for _ in range(500)]
    wanted = [data.target_names[place] for place in model.predict(np.array(rows, np.float32))]
    body = "".join(",".join(map(str, row)) + "\n" for row in rows)
    assert tree.post(body).text.splitlines() == wanted


def test_only_csv_is_read(tree: Server) -> None:
    response = tree.post('["5.1", "3.5", "1.4", "0.2"]', "application/jsonlines")
    assert response.status_code == 415
    assert response.text.startswith("This predictor only supports CSV data")


def test_probabilities_where_json_is_asked_for(tree: Server) -> None:
    answer = tree.post("5.1,3.5,1.4,0.2\n", accept="application/jsonlines").json()
    chances = {"setosa": 1.0, "versicolor": 0.0, "virginica": 0.0}
    assert answer == {"prediction": "setosa", "probabilities": chances}


def test_all_rows_are_fitted_and_each_is_judged(iris: Job) -> None:
    evaluation = iris.json("output/data/evaluation.json")
    assert evaluation["protocol"]["kind"] == "cross-validation"
    assert evaluation["predictions"]["row"] == list(range(1, 151))
    assert evaluation["predictions"]["actual"] == [row.partition(",")[0] for row in iris_rows()]
    schema = iris.json("model/schema.json")
    assert schema["target"] == {
        "name": "column_0",
        "type": "category",
        "position": 0,
        "classes": ["setosa", "versicolor", "virginica"],
        "counts": [50, 50, 50],
    }
    assert iris.output.count("leaves=5 ") == 1


def test_a_header_is_told_from_data(make_job: Callable[..., Job]) -> None:
    text = "class,size\n" + "a,1\nb,2\n" * 10
    job = make_job({"training": {"a.csv": text}}, {}, "decision_tree").train()
    assert job.code == 1
    assert job.failure.startswith(
        "a.csv begins with names: class, size. Remove that row, or name the column to predict"
    )


def test_a_named_target_reads_a_header(make_job: Callable[..., Job]) -> None:
    text = "size,class\n" + "1,a\n2,b\n" * 10
    job = make_job({"training": {"a.csv": text}}, {"target": "class"}, "decision_tree").train()
    assert job.code == 0, job.output
    with serving(job) as server:
        assert server.post("size\n1\n2\n").text == "a\nb\n"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the tutorial's files are not beside the checkout")
def test_the_tutorials_payload(tmp_path: Path) -> None:
    files = {"iris.csv": Path(SHARED / "iris.csv").read_bytes()}
    for settings in ({}, {"max_leaf_nodes": "5"}):
        job = Job(tmp_path / settings.get("max_leaf_nodes", "any"), "decision_tree")
        job.configure({"training": files}, settings)
        assert job.train().code == 0, job.output
        with serving(job) as server:
            answers = server.post((SHARED / "iris_payload.csv").read_bytes()).text.splitlines()
        assert Counter(answers) == {"setosa": 10, "versicolor": 10, "virginica": 9}
