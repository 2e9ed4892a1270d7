"""`serve`: what SageMaker runs behind an endpoint and in batch transform."""

import os
import socket
import sys
import threading
from collections.abc import Mapping

from .chosen import find_algorithm
from .errors import InputError
from .log import say
from .machine_code import can_compile
from .model_store import load_model
from .paths import MlPaths
from .processors import processors
from .serving.app import App
from .serving.scorer import Scorer, open_scorer
from .serving.supervisor import Supervisor
from .serving.worker import work

_PORT = 8080
_BACKLOG = 2048
_MAX_WORKERS = 1000
# Bodies that a worker scores at once, of those that take long: each takes some hundred megabytes,
# and with one only, small ones would wait for large ones.
_THREADS = 2
_THREADS_ALONE = 4


def address(environment: Mapping[str, str]) -> tuple[str, int]:
    """Where to listen: all interfaces in a container, the loopback one beside other processes.

    `SAGEMAKER_BASE_DIR` is set where there is no container around; SageMaker itself sets
    `SAGEMAKER_BIND_TO_PORT` in the containers of a pipeline.
    """
    port = environment.get("SAGEMAKER_BIND_TO_PORT")
    if port is not None and not port.isdecimal():
        raise InputError(f"SAGEMAKER_BIND_TO_PORT is {port!r}; it must be a port number.")
    alone = not environment.get("SAGEMAKER_BASE_DIR")
    # All interfaces: SageMaker calls from outside the container.
    return ("0.0.0.0" if alone else "127.0.0.1"), int(port or _PORT)  # noqa: S104


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes callers from now on; port 0 is any free one.

    Raises:
        OSError: the port is taken, or is not ours to take.
    """
    # asyncio turns Nagle's algorithm off only where the protocol is named. With it, an answer's
    # body waits 40 ms for the caller to acknowledge its head.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def worker_count(environment: Mapping[str, str]) -> int:
    """SAGEMAKER_MODEL_SERVER_WORKERS, or one for each processor."""
    text = environment.get("SAGEMAKER_MODEL_SERVER_WORKERS", "").strip()
    if not text:
        return processors()
    if not (text.isdecimal() and 1 <= int(text) <= _MAX_WORKERS):
        raise InputError(
            f"SAGEMAKER_MODEL_SERVER_WORKERS is {text!r}; "
            f"it must be a number from 1 to {_MAX_WORKERS}."
        )
    return int(text)


def main() -> int:
    """Serves until SIGTERM, then answers what it has begun and ends with 0."""
    paths = MlPaths.from_environment(os.environ)
    try:
        host, port = address(os.environ)
        workers = worker_count(os.environ)
        algorithm = find_algorithm(os.environ)
        model = load_model(paths.model, algorithm.name)
        scorer = open_scorer(algorithm, model)
    except InputError as error:
        say(f"ERROR {error}")
        return 1
    try:
        listener = listen(host, port)
    except OSError as error:
        say(f"ERROR It cannot listen on {host}:{port}: {error.strerror}.")
        return 1
    # Port 0 was any free one.
    port = listener.getsockname()[1]
    say(f"Serving {model.algorithm} {model.algorithm_version} on {host}:{port}")
    if sys.platform == "linux":
        return _serve_by_many(listener, scorer, workers)
    return _serve_alone(listener, scorer)


def _serve_by_many(listener: socket.socket, scorer: Scorer, workers: int) -> int:
    def work_here(listener: socket.socket, parent: int) -> None:
        work(listener, App(scorer, _THREADS, workers), parent)

    # Not before it listens: the first requests are answered meanwhile, only slower.
    warm = scorer.warm if can_compile() else None
    return Supervisor(listener, work_here, workers).run(warm)


def _serve_alone(listener: socket.socket, scorer: Scorer) -> int:
    """Where a process that has loaded numpy cannot be forked."""
    threading.Thread(target=scorer.warm, daemon=True).start()
    threads = max(_THREADS_ALONE, processors())
    work(listener, App(scorer, threads, threads))
    return 0


if __name__ == "__main__":
    sys.exit(main())
