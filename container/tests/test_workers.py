"""Several processes behind one address: what becomes of them, and of their callers."""

import os
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from programs import Job, Server, serving
from test_serve import ROWS, csv, wait_until_refused

# Compiling takes 10 s of a processor that may have other work.
_PATIENCE_SECONDS = 300


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        # Not to take the processor from those it waits for.
        time.sleep(0.01)


def processes() -> dict[int, int]:
    """Those that run, with their parents."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(stat.parent.name)] = int(parent)
    return found


def workers_of(running: Server) -> list[int]:
    own = running.process.pid
    return [process for process, parent in processes().items() if parent == own]


def wait_for_workers(running: Server, count: int, without: Collection[int] = ()) -> list[int]:
    """The workers, when there are so many that are none of `without`."""

    def found() -> list[int]:
        return [worker for worker in workers_of(running) if worker not in without]

    until(lambda: len(found()) == count)
    return found()


def holds_machine_code(process: int) -> bool:
    try:
        return "llvmlite" in Path(f"/proc/{process}/maps").read_text()
    except OSError:
        return False


def are_warm(running: Server, count: int) -> bool:
    """Whether the first workers have been replaced by such as have the machine code."""
    workers = workers_of(running)
    return len(workers) == count and all(map(holds_machine_code, workers))


def post(running: Server, client: httpx.Client) -> int:
    url = f"{running.client.base_url}/invocations"
    return client.post(url, content=csv(*ROWS), headers={"content-type": "text/csv"}).status_code


@contextmanager
def warmed(job: Job, count: int) -> Iterator[Server]:
    with serving(job, SAGEMAKER_MODEL_SERVER_WORKERS=str(count)) as running:
        until(lambda: are_warm(running, count))
        yield running


@pytest.fixture(scope="module")
def three(trained: Job) -> Iterator[Server]:
    with warmed(trained, 3) as running:
        yield running


def kilobytes(process: int) -> int:
    """Of memory, where what n processes share counts as one n-th."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def total_after_work(running: Server) -> int:
    for _ in range(20):
        with httpx.Client() as client:
            assert post(running, client) == 200
    return sum(map(kilobytes, [running.process.pid, *workers_of(running)]))


def test_workers_share_model_libraries_and_machine_code(trained: Job, three: Server) -> None:
    with warmed(trained, 1) as alone:
        # 198 and 120 MB when this was written.
        assert total_after_work(three) < 2 * total_after_work(alone)


def test_a_worker_that_dies_is_replaced(three: Server) -> None:
    before = wait_for_workers(three, 3)
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    wait_for_workers(three, 3, without=before)
    line = three.output.wait_for("A worker ended")
    assert line == "ERROR A worker ended by signal 9 (Killed); another takes its place."
    for _ in range(10):
        assert httpx.get(f"{three.client.base_url}/ping").status_code == 200


def test_workers_that_die_at_once_end_serving(trained: Job) -> None:
    with warmed(trained, 1) as running:

        def kill_all() -> bool:
            for worker in workers_of(running):
                os.kill(worker, signal.SIGKILL)
            return running.process.poll() is not None

        until(kill_all)
        assert running.process.returncode == 1
        running.output.wait_for(
            "ERROR 5 workers ended as soon as they had begun, the last by signal 9 (Killed). "
            "Serving ends."
        )


def test_sigterm_ends_all_workers(trained: Job) -> None:
    with serving(trained, SAGEMAKER_MODEL_SERVER_WORKERS="2") as running:
        workers = wait_for_workers(running, 2)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(_PATIENCE_SECONDS) == 0
        wait_until_refused(running)
        assert not set(workers) & set(processes())


def test_workers_end_with_the_process_that_keeps_them(trained: Job) -> None:
    with serving(trained, SAGEMAKER_MODEL_SERVER_WORKERS="2") as running:
        workers = wait_for_workers(running, 2)
        running.process.kill()
        running.process.wait(_PATIENCE_SECONDS)
        until(lambda: not set(workers) & set(processes()))


def test_no_answer_is_lost_while_workers_are_replaced(trained: Job) -> None:
    """By callers on kept connections, from the first moment until machine code serves them."""
    answers: list[int] = []
    ended = threading.Event()

    def call() -> None:
        with httpx.Client() as client:
            while not ended.is_set():
                try:
                    answers.append(post(running, client))
                except httpx.HTTPError:
                    answers.append(0)

    with serving(trained, SAGEMAKER_MODEL_SERVER_WORKERS="2") as running:
        callers = [threading.Thread(target=call) for _ in range(3)]
        for caller in callers:
            caller.start()
        until(lambda: are_warm(running, 2))
        ended.set()
        for caller in callers:
            caller.join(_PATIENCE_SECONDS)
    assert set(answers) == {200}


@pytest.mark.parametrize("count", ["0", "two", "1001"])
def test_a_number_of_workers_that_is_none_is_refused(trained: Job, count: str) -> None:
    refused = pytest.raises(AssertionError, match=f"SAGEMAKER_MODEL_SERVER_WORKERS is '{count}'")
    with refused, serving(trained, SAGEMAKER_MODEL_SERVER_WORKERS=count):
        pass
