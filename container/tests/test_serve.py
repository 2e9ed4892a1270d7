"""A real server over real HTTP: what it takes, what it answers, and what it logs."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from made_tables import HEADER, SMALL
from programs import Job, Server, serving

NAMES = HEADER.removesuffix(",amount")
ROWS = ("K1,2.5,High Price,S1,2012-01-05", "K2,2.5,Low Price,S1,2012-01-05")
LOG_LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ \S+ \d{3} \d+\.\d ms \d+ rows \d+ bytes(?: .+)?"
)


def csv(*lines: str) -> str:
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def expected(server: Server) -> list[float]:
    return server.predictions(csv(*ROWS))


def test_serving_equals_training_to_the_last_bit(trained: Job, server: Server) -> None:
    predictions = trained.json("output/data/evaluation.json")["predictions"]
    file = trained.root / "input" / "data" / "training" / "shops.csv"
    lines = file.read_text().splitlines()
    held_out = [lines[row] for row in predictions["row"]]
    assert server.predictions(csv(lines[0], *held_out)) == predictions["predicted"]
    # Row by row too: the batch must not change the sums.
    assert [server.predictions(line)[0] for line in held_out[:5]] == predictions["predicted"][:5]


def test_predictions_follow_the_data(expected: list[float]) -> None:
    high, low = expected
    assert high == pytest.approx(250, rel=0.2)
    assert low == pytest.approx(25, rel=0.4)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (csv(NAMES, *ROWS), "text/csv"),
        (csv(NAMES, *ROWS), "text/csv; header=present; charset=utf-8"),
        (csv(*ROWS), "Text/CSV;header=absent"),
        (csv(*ROWS).rstrip("\n"), "text/csv"),
        (csv(NAMES, *ROWS).replace("\n", "\r\n"), "text/csv"),
        (("\ufeff" + csv(NAMES, *ROWS)), "text/csv"),
        (csv(*ROWS).replace("High Price", '"HIGH-PRICE"'), "text/csv"),
        (csv(*ROWS).replace("High Price", "HP"), "text/csv"),
        (csv(*(row + ",1" for row in ROWS)), "text/csv"),
        (csv(HEADER, *(row + "," for row in ROWS)), "text/csv"),
        (csv("note,amount,shop,kind,opened,size", *(
            f'"a, ""b""\nc",text,S1,{kind} Price,2012-01-05,2.5' for kind in ("High", "Low")
        )), "text/csv"),
        (csv(*(json.dumps(row.split(",")) for row in ROWS)), "application/jsonlines"),
        (csv(*(
            json.dumps({"size": 2.5, "kind": kind, "shop": "S1", "opened": "2012-01-05", "x": []})
            for kind in ("High Price", "Low Price")
        )), "application/jsonlines"),
    ],
    ids=[
        "header recognised", "header=present", "header=absent", "no last line end", "CRLF", "BOM",
        "quoted, another spelling", "abbreviation", "label last, no header", "empty label",
        "any order, more columns, quoted line end", "JSON arrays", "JSON objects",
    ],
)  # fmt: skip
def test_forms_of_the_same_rows(
    server: Server, expected: list[float], body: str, content_type: str
) -> None:
    response = server.post(body.encode(), content_type, accept="text/csv")
    assert response.status_code == 200, response.text
    assert [float(line) for line in response.text.splitlines()] == expected


def test_the_label_may_stand_between_the_features(make_job: Callable[..., Job]) -> None:
    rows = "".join(f"{n % 7}.5,{n},{'ab'[n % 2]}\n" for n in range(60))
    job = make_job({"training": {"a.csv": "size,amount,kind\n" + rows}}, SMALL).train()
    assert job.json("output/data/schema.json")["target"]["position"] == 1
    with serving(job) as server:
        bare = server.predictions(csv("1.5,a", "2.5,b"))
        assert bare[0] != bare[1]
        assert server.predictions(csv("1.5,99,a", "2.5,,b")) == bare


def test_missing_and_unknown_values_are_filled(server: Server) -> None:
    body = csv("K1,,Never Seen,,", "K1,NA,,n/a,null")
    first, second = server.predictions(body)
    assert first == second
    nulls = '{"size": null, "kind": null, "shop": null, "opened": null}'
    answer = server.post(nulls, "application/jsonlines").json()
    assert answer == {"prediction": first}


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        ("", "text/csv", "The body is empty"),
        (" \n\n", "text/csv", "The body is empty"),
        (NAMES, "text/csv", "The body has a header but no rows."),
        (csv("K1,1,Low Price"), "text/csv", "5 fields are expected in each row, but row 1 has 3"),
        (
            csv(ROWS[0], "K,1"),
            "text/csv",
            "5 fields are expected in each row, but row 2 has 2 fields.",
        ),
        (
            csv("id,kind,shop,opened", "K1,Low Price,S1,2012-01-05"),
            "text/csv",
            "Missing column size; the header has id, kind, shop, opened.",
        ),
        (
            csv(NAMES.upper(), ROWS[0]),
            "text/csv",
            "Missing column size, kind, shop, opened; the header has ID, SIZE, KIND, SHOP, OPENED.",
        ),
        (csv("K1,1e200,Low Price,S1,"), "text/csv", "column size: '1e200' is too large (1e150"),
        (
            csv(ROWS[0], "K1,big,Low Price,S1,2012-13-45"),
            "text/csv",
            "row 2, column size: 'big' is not a number\n"
            "row 2, column opened: '2012-13-45' is not a date like 2026-11-21",
        ),
        (csv(*["K1,big,Low Price,S1,"] * 12), "text/csv", "\nand 2 more cells"),
        (csv(*['K1,"1'] * 1), "text/csv", "body, line 1: not valid CSV"),
        (csv(*["K,1"] * 7), "text/csv", "row 5 has 2 fields; 2 more such rows."),
        (b"\x89PNG\0\0", "text/csv", "body is not a CSV file"),
        (csv(ROWS[0]), "text/csv; header=maybe", "header must be present or absent"),
        (csv(ROWS[0]), "text/csv; charset=latin-1", "only UTF-8 is read"),
        ("{", "application/jsonlines", "row 1 is not JSON"),
        (b"\xff\xfe", "application/jsonlines", "The body is not UTF-8 text"),
        ('{"size": 1}\n[1]', "application/jsonlines", "Each line must be a JSON object, or each"),
        ('{"size": 1}', "application/jsonlines", "row 1: missing column kind, shop, opened"),
        ('{"size": 1}\n' * 12, "application/jsonlines", "and 2 more rows"),
        ('["K", [1], "a", "b", "c"]', "application/jsonlines", "row 1, column 2: a text, number"),
        (
            '{"size": {}, "kind": "", "shop": "", "opened": ""}',
            "application/jsonlines",
            "row 1, column size: a text, number or null is expected.",
        ),
        (
            '{"size": true, "kind": "", "shop": "", "opened": ""}',
            "application/jsonlines",
            "row 1, column size: 'True' is not a number",
        ),
    ],
)
def test_bad_bodies_are_400_and_named(
    server: Server, body: str | bytes, content_type: str, words: str
) -> None:
    assert words in server.refused(body, content_type)


@pytest.mark.parametrize("content_type", ["application/json", "image/png", ""])
def test_other_content_types_are_415(server: Server, content_type: str) -> None:
    response = server.post(ROWS[0], content_type)
    assert response.status_code == 415
    assert response.text == (
        f"Content type {content_type or '(none)'} is not read; "
        "send text/csv or application/jsonlines.\n"
    )


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("*/*", "text/csv; charset=utf-8"),
        ("text/*;q=0.5", "text/csv; charset=utf-8"),
        ("text/html, application/jsonlines", "application/jsonlines"),
        ("application/*", "application/jsonlines"),
        ("text/csv;q=0.5, application/jsonlines; q=0.9", "application/jsonlines"),
        ("TEXT/CSV;q=oops, application/jsonlines;q=0", "text/csv; charset=utf-8"),
    ],
)
def test_accept_is_honoured(server: Server, accept: str, answer: str) -> None:
    response = server.post(csv(*ROWS), accept=accept)
    assert response.headers["content-type"] == answer
    if answer == "application/jsonlines":
        plain = server.predictions(csv(*ROWS))
        assert [json.loads(line)["prediction"] for line in response.text.splitlines()] == plain


def test_json_lines_are_answered_in_kind(server: Server) -> None:
    body = json.dumps(ROWS[0].split(","))
    for accept in ("", "*/*", "application/*"):
        response = server.post(body, "application/jsonlines", accept)
        assert response.headers["content-type"] == "application/jsonlines"


@pytest.mark.parametrize("accept", ["image/png", "application/json", "*/*;q=0"])
def test_an_answer_nobody_can_write_is_406(server: Server, accept: str) -> None:
    response = server.post(ROWS[0], accept=accept)
    assert response.status_code == 406
    assert "ask for text/csv or application/jsonlines" in response.text


def test_ping_and_execution_parameters(server: Server) -> None:
    ping = server.client.get("/ping")
    assert (ping.status_code, ping.content) == (200, b"")
    parameters = server.client.get("/execution-parameters").json()
    assert parameters["BatchStrategy"] == "MULTI_RECORD"
    assert parameters["MaxPayloadInMB"] == 6
    assert 1 <= parameters["MaxConcurrentTransforms"] * parameters["MaxPayloadInMB"] <= 100
    assert server.client.get("/invocations").status_code == 405
    assert server.client.get("/other").status_code == 404


def test_a_body_over_the_limit_of_batch_transform_is_413(server: Server) -> None:
    response = server.post(b"x" * (100 * 1024 * 1024 + 1))
    assert response.status_code == 413
    assert "larger than 104,857,600 bytes" in response.text


def test_requests_are_logged_one_line_each(server: Server) -> None:
    before = server.line_count()
    body = csv(*ROWS)
    server.post(body)
    server.post('K1,"forged\n2026-01-01T00:00:00.000Z GET / 200 1.0 ms 0 rows 0 bytes",a,b,c')
    server.client.get("/nothing%0Ahere")
    assert server.line_count() == before + 4
    lines = server.output.lines[before:-1]
    assert all(LOG_LINE.fullmatch(line) for line in lines), lines
    assert " POST /invocations 200 " in lines[0]
    assert lines[0].endswith(f"ms 2 rows {len(body)} bytes")
    assert " 400 " in lines[1]
    assert "row 1, column size: 'forged" in lines[1]
    assert "GET /nothing%0Ahere 404" in lines[2]


def test_a_caller_that_goes_away_leaves_one_line(server: Server) -> None:
    before = server.line_count()
    url = server.client.base_url
    head = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
    with socket.create_connection((url.host, url.port or 0)) as caller:
        caller.sendall(head + b"Content-Length: 100\r\n\r\nK1,")
    line = server.output.wait_for("POST /invocations", after=before)
    assert LOG_LINE.fullmatch(line)
    assert line.endswith(" The caller went away before the whole body was here.")
    assert " 400 " in line
    assert server.line_count() == before + 2


def test_ping_is_answered_while_rows_are_scored(server: Server) -> None:
    body = csv(*ROWS) * 20_000
    answers: list[int] = []
    url = str(server.client.base_url)
    scoring = [
        threading.Thread(
            target=lambda: answers.append(
                httpx.post(
                    f"{url}/invocations",
                    content=body,
                    headers={"content-type": "text/csv"},
                    timeout=60,
                ).status_code
            )
        )
        for _ in range(2)
    ]
    for thread in scoring:
        thread.start()
    while any(thread.is_alive() for thread in scoring):
        # SageMaker gives a ping 2 s.
        assert httpx.get(f"{url}/ping", timeout=2).status_code == 200
    assert answers == [200, 200]


def wait_until_refused(running: Server) -> None:
    """Until the server takes no more callers, which is when it has begun to stop."""
    url = running.client.base_url
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection((url.host, url.port or 0)).close()
        except ConnectionError:
            return
    raise AssertionError("It still takes callers.")


def test_sigterm_ends_it_with_0_after_the_request_in_flight(trained: Job) -> None:
    with serving(trained) as running:
        begun, signalled = threading.Event(), threading.Event()
        answers: list[int] = []

        def slow_body() -> Iterator[bytes]:
            yield (ROWS[0] + "\n").encode()
            begun.set()
            signalled.wait(10)
            yield (ROWS[1] + "\n").encode()

        def send() -> None:
            headers = {"content-type": "text/csv"}
            url = f"{running.client.base_url}/invocations"
            response = httpx.post(url, content=slow_body(), headers=headers, timeout=30)
            answers.append(response.status_code)

        thread = threading.Thread(target=send)
        thread.start()
        assert begun.wait(10)
        # The server has the connection: it answers a later one.
        assert running.client.get("/ping").status_code == 200
        running.process.send_signal(signal.SIGTERM)
        wait_until_refused(running)
        signalled.set()
        assert running.process.wait(timeout=30) == 0
        thread.join(30)
        assert answers == [200]


def test_serving_imports_no_training_library(trained: Job) -> None:
    # Run as `python -m` does it; a port that cannot be ends it when all modules are loaded.
    code = (
        "import sys, runpy\n"
        "try: runpy.run_module('trainyard_container.serve', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "heavy = {'sklearn', 'pandas', 'scipy', 'joblib'} & set(sys.modules)\n"
        "print('numpy' in sys.modules, sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**trained.environment, "SAGEMAKER_BIND_TO_PORT": "none"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "ERROR SAGEMAKER_BIND_TO_PORT is 'none'; it must be a port number.",
        "True []",
    ]


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("HEAD", "/ping", 200, None),
        ("POST", "/ping", 405, "GET, HEAD"),
        ("DELETE", "/execution-parameters", 405, "GET, HEAD"),
        ("GET", "/invocations", 405, "POST"),
        ("POST", "/invocations/", 404, None),
    ],
)
def test_methods(server: Server, method: str, path: str, status: int, allow: str | None) -> None:
    response = server.client.request(method, path)
    assert (response.status_code, response.headers.get("allow")) == (status, allow)
