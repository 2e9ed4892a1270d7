"""`serve`: what SageMaker runs behind an endpoint and in batch transform."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Mapping

import uvicorn

from .chosen import find_algorithm
from .errors import InputError
from .log import say
from .model_store import load_model
from .paths import MlPaths
from .serving.app import App
from .serving.scorer import open_scorer

_PORT = 8080
_BACKLOG = 2048
# SageMaker kills 30 s after SIGTERM.
_GRACE_SECONDS = 25


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


def main() -> int:
    """Serves until SIGTERM, then answers what it has begun and ends with 0."""
    # uvicorn raises the signal again when it has shut down; a process 1 would ignore its default.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    paths = MlPaths.from_environment(os.environ)
    try:
        host, port = address(os.environ)
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
    # Not before it listens: the first requests are answered meanwhile, only slower.
    threading.Thread(target=algorithm.warm, daemon=True).start()
    config = uvicorn.Config(
        App(scorer),
        backlog=_BACKLOG,
        loop="asyncio",
        http="httptools",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listener])
    return 0


if __name__ == "__main__":
    sys.exit(main())
