"""A real engine process for the examples."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
NODE = REPOSITORY / "node_modules" / ".bin" / "node"

StartEngine = Callable[..., AbstractContextManager[dict[str, str]]]


@contextmanager
def running_engine(data: str, *options: str) -> Iterator[dict[str, str]]:
    """The environment that an engine of its own asks clients to export."""
    command = [NODE, "lib/engine/main.ts", "--port", "0", "--data-dir", data, *options]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        exported: dict[str, str] = {}
        for line in process.stdout:
            if match := re.match(r"export (\w+)=(.*)", line.strip()):
                exported[match[1]] = match[2].strip("'\"")
            if "AWS_SECRET_ACCESS_KEY" in exported and "AWS_ENDPOINT_URL" in exported:
                break
        else:
            pytest.fail(f"the engine stopped with exit code {process.wait()}")
        try:
            yield exported
            process.terminate()
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()


@pytest.fixture(scope="session")
def start_engine() -> StartEngine:
    return running_engine
