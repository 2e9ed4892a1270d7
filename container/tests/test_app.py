"""What a model answers, without the server around it."""

import threading
import time
from concurrent.futures import Future

import numpy as np
import pytest

from programs import Job
from trainyard_container.algorithm import Matrix, Predict, Vector
from trainyard_container.algorithms.random_forest import ALGORITHM
from trainyard_container.model_store import load_model
from trainyard_container.serving.app import App
from trainyard_container.serving.messages import Answer, Request
from trainyard_container.serving.scorer import Scorer

ROWS = b"K1,2.5,High Price,S1,2012-01-05\nK2,2.5,Low Price,S1,2012-01-05\n"


def served(trained: Job, predict: Predict, threads: int = 2) -> App:
    """An application whose model is `predict`."""
    encoder = load_model(trained.root / "model", ALGORITHM.name).encoder
    return App(Scorer(encoder, predict, ALGORITHM.reads), threads, workers=1)


def scoring(body: bytes = ROWS) -> Request:
    headers = {b"content-type": b"text/csv"}
    return Request("POST", "/invocations", headers, body, len(body))


def answered(answer: Answer | Future[Answer]) -> Answer:
    return answer if isinstance(answer, Answer) else answer.result(30)


def test_a_few_bodies_only_are_scored_at_once(trained: Job) -> None:
    """Each takes a hundred megabytes."""
    threads = 3
    together = threading.Barrier(threads)
    inside: list[int] = []
    most = 0

    def predict(matrix: Matrix) -> Vector:
        nonlocal most
        inside.append(1)
        most = max(most, len(inside))
        # As many as may come in do, before the first goes out.
        together.wait(30)
        inside.pop()
        return np.zeros(len(matrix))

    app = served(trained, predict, threads)
    answers = [app(scoring(ROWS * 1000)) for _ in range(4 * threads)]
    assert [answered(answer).status for answer in answers] == [200] * 4 * threads
    assert most == threads


def test_small_bodies_of_a_quick_model_need_no_thread(trained: Job) -> None:
    places: list[str] = []
    seconds = 0.0

    def predict(matrix: Matrix) -> Vector:
        places.append(threading.current_thread().name)
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends:
            pass
        return np.zeros(len(matrix))

    app = served(trained, predict)
    for _ in range(20):
        assert answered(app(scoring())).status == 200
    # How long it takes is not known before the first.
    assert places[0].startswith("score")
    assert "MainThread" in places
    places.clear()
    seconds = 0.01
    for _ in range(5):
        answered(app(scoring()))
    # Once it has taken long it is no longer expected to be quick.
    assert all(place.startswith("score") for place in places[1:])


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("/ping", "/ping"),
        ("/p%69ng", "/ping"),
        ("http://model:8080/ping", "/ping"),
        ("http://model:8080", "/"),
        ("*", "/"),
        ("/%ff", "/\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_paths(raw: str, path: str) -> None:
    assert Request("GET", raw).path == path
