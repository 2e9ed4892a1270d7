"""Requests for one forest to this project's `serve` and to its peers, in turn: JSON, one line each.

    python stacks.py FOLDER RUNS NGINX WRK

NGINX and WRK are the programs. `forest.onnx` must be in the folder, which kernels.py makes.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONTAINER = HERE.parents[1] / "container"
CORES = len(os.sched_getaffinity(0))
SECONDS = 2
OURS, TUTORIAL = "Trainyard", "nginx + gunicorn + Flask + pandas + scikit-learn"
NUMBA = "the same, with Trainyard's walk"
ONNX = "Starlette + ONNX Runtime"
EXACT = (OURS, TUTORIAL, NUMBA)


def tell(contestant: str, quantity: str, value: float) -> None:
    print(json.dumps({"contestant": contestant, "quantity": quantity, "value": value}), flush=True)


@dataclass(frozen=True)
class Programs:
    folder: Path
    nginx: str
    wrk: str


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


NGINX = """
user root root;
worker_processes auto; daemon off; pid {work}/nginx.pid; error_log {work}/error.log;
events {{ worker_connections 2048; }}
http {{
  access_log {work}/access.log; client_max_body_size 100m;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/f; uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  upstream gunicorn {{ server unix:{work}/gunicorn.sock; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port}; keepalive_requests 1000000;
    location / {{
      proxy_pass http://gunicorn; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_read_timeout 600s;
    }}
  }}
}}
"""


def behind_nginx(programs: Programs, work: Path, port: int) -> list[list[str]]:
    (work / "nginx.conf").write_text(NGINX.format(work=work, port=port))
    gunicorn = [
        *(sys.executable, "-m", "gunicorn", "-w", str(CORES), "-b", f"unix:{work}/gunicorn.sock"),
        *("--timeout", "600", "--keep-alive", "60", "-k", "gthread", "--threads", "4"),
        *("--log-level", "warning", "flask_app:app"),
    ]
    return [gunicorn, [programs.nginx, "-p", str(work), "-c", str(work / "nginx.conf")]]


def commands(stack: str, programs: Programs, work: Path, port: int) -> list[list[str]]:
    if stack == OURS:
        return [[sys.executable, "-m", "trainyard_container.serve"]]
    if stack == ONNX:
        uvicorn = ["uvicorn", "--workers", str(CORES), "--port", str(port), "--no-access-log"]
        return [[sys.executable, "-m", *uvicorn, "onnx_app:app"]]
    return behind_nginx(programs, work, port)


def family(processes: list[int]) -> set[int]:
    """These processes, and all that they have started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = set(processes)
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def megabytes(processes: list[int]) -> float:
    """Proportional set size: what n processes share counts as one n-th in each."""
    total = 0
    for process in family(processes):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(text.partition("\nPss:")[2].split()[0])
    return total / 1000


def ask(port: int, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    try:
        connection.request(method, path, body, {"Content-Type": "text/csv"} if body else {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def wait_until_ready(port: int, running: list["subprocess.Popen[bytes]"], log: Path) -> None:
    while True:
        if any(one.poll() is not None for one in running):
            raise RuntimeError(log.read_text())
        try:
            if ask(port, "GET", "/ping")[0] == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.005)


@contextmanager
def serving(stack: str, programs: Programs) -> Iterator[tuple[int, list[int], float]]:
    """Its port and processes, and how long it took to be ready."""
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": f"{CONTAINER / 'src'}:{HERE}",
        "MODEL": str(programs.folder),
        "KERNEL": "numba" if stack == NUMBA else "sklearn",
        "SAGEMAKER_BASE_DIR": str(programs.folder),
        "SAGEMAKER_BIND_TO_PORT": str(port),
        "TRAINYARD_ALGORITHM": "random_forest",
    }
    with tempfile.TemporaryDirectory() as work, (Path(work) / "log").open("wb") as log:
        began = time.perf_counter()
        running = [
            subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            for command in commands(stack, programs, Path(work), port)
        ]
        try:
            wait_until_ready(port, running, Path(work) / "log")
            yield port, [one.pid for one in running], time.perf_counter() - began
        finally:
            for one in running:
                one.send_signal(signal.SIGTERM)
            for one in running:
                one.wait(60)


def requests_per_second(programs: Programs, port: int, connections: int) -> float:
    script = programs.folder / "post.lua"
    row = (programs.folder / "rows.csv").read_text().partition("\n")[0]
    script.write_text(
        f'wrk.method = "POST"\nwrk.body = "{row}\\n"\nwrk.headers["Content-Type"] = "text/csv"\n'
    )
    done = subprocess.run(
        [
            *(programs.wrk, "-t", "1", "-c", str(connections), "-d", str(SECONDS)),
            *("-s", str(script), f"http://127.0.0.1:{port}/invocations"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(done.stdout)
    return float(done.stdout.partition("Requests/sec:")[2].split()[0])


def slowest_ping(port: int, body: bytes) -> float:
    """In milliseconds, while as many large bodies as there are processors are scored."""
    posts = [
        threading.Thread(target=ask, args=(port, "POST", "/invocations", body))
        for _ in range(CORES)
    ]
    for post in posts:
        post.start()
    slowest = 0.0
    while any(post.is_alive() for post in posts):
        began = time.perf_counter()
        ask(port, "GET", "/ping")
        slowest = max(slowest, (time.perf_counter() - began) * 1e3)
    return slowest


def has_machine_code(process: int) -> bool:
    try:
        return "llvmlite" in Path(f"/proc/{process}/maps").read_text()
    except OSError:
        return False


def wait_until_quick(port: int, processes: list[int]) -> None:
    """Until this project's workers have their machine code: its peers begin with all they have."""
    while sum(map(has_machine_code, family(processes) - set(processes))) < CORES:
        ask(port, "GET", "/ping")


def run(stack: str, programs: Programs, wanted: bytes | None) -> bytes:
    body = (programs.folder / "rows.csv").read_bytes()
    with serving(stack, programs) as (port, processes, ready):
        if stack == OURS:
            wait_until_quick(port, processes)
        status, answer = ask(port, "POST", "/invocations", body)
        if status != 200:
            raise RuntimeError(f"{stack} answered {status}: {answer[:200]!r}")
        if wanted is not None and stack in EXACT and answer != wanted:
            raise RuntimeError(f"{stack} predicts otherwise than {OURS}.")
        tell(stack, "ready, s", ready)
        tell(stack, "memory, MB", megabytes(processes))
        tell(stack, "1 connection, requests/s", requests_per_second(programs, port, 1))
        tell(stack, "8 connections, requests/s", requests_per_second(programs, port, 8))
        began = time.perf_counter()
        ask(port, "POST", "/invocations", body)
        tell(stack, "6 MiB, s", time.perf_counter() - began)
        if stack == OURS:
            tell(stack, "slowest /ping while saturated, ms", slowest_ping(port, body))
    return answer


def main(programs: Programs, runs: int) -> None:
    for _ in range(runs):
        wanted = None
        for stack in (OURS, TUTORIAL, NUMBA, ONNX):
            answer = run(stack, programs, wanted)
            wanted = wanted or answer


if __name__ == "__main__":
    main(Programs(Path(sys.argv[1]), *sys.argv[3:5]), int(sys.argv[2]))
