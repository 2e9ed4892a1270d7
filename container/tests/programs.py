"""Real `train` and `serve` processes on a temporary /opt/ml."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import httpx

CONTAINER = Path(__file__).resolve().parents[1]
PROJECT = CONTAINER.parent
SCHEMAS = PROJECT / "docs" / "schemas"
SAMPLES = PROJECT / "public" / "samples"

_PATIENCE_SECONDS = 30


@dataclass
class Job:
    """One /opt/ml. `train()` runs the program, and keeps what it printed and how it ended."""

    root: Path
    algorithm: str = "random_forest"
    output: str = ""
    code: int | None = None

    @property
    def environment(self) -> dict[str, str]:
        # Whether lines are held back must not depend on who runs the tests.
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
        source = str(CONTAINER / "src")
        return {
            **inherited,
            "SAGEMAKER_BASE_DIR": str(self.root),
            "PYTHONPATH": source,
            "TRAINYARD_ALGORITHM": self.algorithm,
        }

    def configure(self, channels: dict[str, Any], settings: dict[str, str] | None) -> None:
        """Channels map file names to text or bytes."""
        config = self.root / "input" / "config"
        config.mkdir(parents=True)
        if settings is not None:
            (config / "hyperparameters.json").write_text(json.dumps(settings))
        for channel, files in channels.items():
            folder = self.root / "input" / "data" / channel
            folder.mkdir(parents=True)
            for name, content in files.items():
                data = content if isinstance(content, bytes) else content.encode()
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(data)

    def content_types(self, **types: str) -> None:
        config = {channel: {"ContentType": text} for channel, text in types.items()}
        (self.root / "input" / "config" / "inputdataconfig.json").write_text(json.dumps(config))

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "trainyard_container.train"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def train(self) -> "Job":
        with self.start() as process:
            self.output, _ = process.communicate(timeout=120)
            self.code = process.returncode
        return self

    @property
    def failure(self) -> str:
        return (self.root / "output" / "failure").read_text()

    def json(self, path: str) -> Any:
        return json.loads((self.root / path).read_text())


class Output:
    """The lines a process prints, as they come."""

    def __init__(self, stream: IO[str]) -> None:
        self.lines: list[str] = []
        self._ended = False
        self._changed = threading.Condition()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def wait_for(self, words: str, after: int = 0) -> str:
        """The first line with these words from line `after` on; fails when none comes."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._ended or self._find(words, after) is not None, _PATIENCE_SECONDS
            )
            found = self._find(words, after)
        assert found is not None, f"{words!r} is not in " + "\n".join(self.lines)
        return found

    def _find(self, words: str, after: int) -> str | None:
        return next((line for line in self.lines[after:] if words in line), None)


@dataclass
class Server:
    client: httpx.Client
    process: subprocess.Popen[str]
    output: Output

    def line_count(self) -> int:
        """How many lines there are, with those of all requests answered so far."""
        mark = f"/mark-{uuid4()}"
        self.client.get(mark)
        self.output.wait_for(mark)
        return len(self.output.lines)

    def post(
        self, body: str | bytes, content_type: str = "text/csv", accept: str = ""
    ) -> httpx.Response:
        headers = {"content-type": content_type} | ({"accept": accept} if accept else {})
        return self.client.post("/invocations", content=body, headers=headers)

    def predictions(self, body: str | bytes, content_type: str = "text/csv") -> list[float]:
        response = self.post(body, content_type)
        assert response.status_code == 200, response.text
        return [float(line) for line in response.text.splitlines()]

    def refused(self, body: str | bytes, content_type: str = "text/csv") -> str:
        response = self.post(body, content_type)
        assert response.status_code == 400, response.text
        return response.text


@contextmanager
def serving(job: Job, **environment: str) -> Iterator[Server]:
    with subprocess.Popen(
        [sys.executable, "-m", "trainyard_container.serve"],
        env={**job.environment, "SAGEMAKER_BIND_TO_PORT": "0", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        output = Output(process.stdout)
        try:
            # It listens before it says so.
            address = output.wait_for(f"Serving {job.algorithm}").rpartition(" on ")[2]
            with httpx.Client(base_url=f"http://{address}", timeout=_PATIENCE_SECONDS) as client:
                yield Server(client, process, output)
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE_SECONDS)
