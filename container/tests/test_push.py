"""build_and_push.sh with stand-ins for docker and aws, since no registry can be reached here."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import CONTAINER

URI = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/random-forest"

# Each call is written down; the request of create-algorithm is kept, as its file is temporary.
AWS = f"""#!/bin/sh
echo "aws $*" >>"$CALLS"
case "$1 $2" in
  "sts get-caller-identity") echo 000000000000 ;;
  "ecr describe-repositories") exit 254 ;;
  "ecr create-repository") echo {URI} ;;
  "ecr get-login-password") echo secret ;;
  "sagemaker describe-algorithm") exit "${{ALGORITHM_EXIT:-254}}" ;;
  "sagemaker create-algorithm") cp "${{4#file://}}" "$REQUEST" ;;
esac
"""
DOCKER = """#!/bin/sh
echo "docker $*" >>"$CALLS"
[ "$1" != login ] || cat >/dev/null
exit "${DOCKER_EXIT:-0}"
"""

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash was not found")


def push(folder: Path, **environment: str) -> tuple[int, list[str]]:
    for name, text in (("aws", AWS), ("docker", DOCKER)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    calls = folder / "calls"
    calls.touch()
    done = subprocess.run(
        ["bash", str(CONTAINER / "build_and_push.sh")],  # noqa: S607 - looked for above
        env={
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "CALLS": str(calls),
            "REQUEST": str(folder / "request.json"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, [*calls.read_text().splitlines(), *done.stderr.splitlines()]


def test_it_builds_pushes_and_registers(tmp_path: Path) -> None:
    code, calls = push(tmp_path, AWS_REGION="eu-west-1")
    assert code == 0, calls
    reader = "aws ecr get-login-password"
    # It runs beside `docker login`, which reads it: either may be written down first.
    assert reader in calls
    commands = [" ".join(call.split()[:3]) for call in calls if call != reader]
    assert commands == [
        "aws sts get-caller-identity",
        "aws ecr describe-repositories",
        "aws ecr create-repository",
        "docker build --platform",
        "docker login --username",
        f"docker push {URI}:0.1.0",
        "aws sagemaker describe-algorithm",
        "aws sagemaker create-algorithm",
    ]
    build = next(call for call in calls if call.startswith("docker build"))
    assert "--platform linux/amd64 --provenance=false" in build
    assert build.endswith(f"-t {URI}:0.1.0 {CONTAINER}")
    request = json.loads((tmp_path / "request.json").read_text())
    assert request["TrainingSpecification"]["TrainingImage"] == f"{URI}:0.1.0"
    assert request["InferenceSpecification"]["Containers"] == [{"Image": f"{URI}:0.1.0"}]


def test_an_algorithm_of_that_tag_is_replaced(tmp_path: Path) -> None:
    code, calls = push(tmp_path, AWS_REGION="eu-west-1", ALGORITHM_EXIT="0")
    assert code == 0, calls
    assert "aws sagemaker delete-algorithm --algorithm-name random-forest-0-1-0" in calls


def test_nothing_is_pushed_when_the_build_fails(tmp_path: Path) -> None:
    code, calls = push(tmp_path, AWS_REGION="eu-west-1", DOCKER_EXIT="1")
    assert code == 1
    assert not any("push" in call or "create-algorithm" in call for call in calls)


def test_a_missing_region_is_named(tmp_path: Path) -> None:
    code, calls = push(tmp_path)
    assert code == 1
    assert calls[-1].startswith("No region. Set AWS_REGION")
