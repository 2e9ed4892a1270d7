"""build_and_push.sh with stand-ins for docker and aws, since no registry can be reached here."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from programs import CONTAINER

URI = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/random-forest"

# Each call is written down; the request of create-algorithm is kept, as its file is temporary.
AWS = f"""#!/bin/sh
echo "aws $*" >>"$CALLS"
case "$1 $2" in
  "sts get-caller-identity") echo 000000000000 ;;
  "ecr describe-repositories") echo "$REPOSITORY_ERROR" >&2; exit 254 ;;
  "ecr create-repository") echo {URI} ;;
  "ecr get-login-password") echo secret ;;
  "sagemaker describe-algorithm")
    [ -z "${{REGISTERED:-}}" ] || grep -q delete-algorithm "$CALLS" || exit 0
    echo "An error occurred (ValidationException): Algorithm does not exist." >&2
    exit 254 ;;
  "sagemaker create-algorithm") cp "${{4#file://}}" "$REQUEST" ;;
esac
"""
DOCKER = """#!/bin/sh
echo "docker $*" >>"$CALLS"
[ "$1" != login ] || cat >/dev/null
case "$1" in
  info) exit "${INFO_EXIT:-0}" ;;
  build) exit "${BUILD_EXIT:-0}" ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash was not found")


def push(folder: Path, *arguments: str, **environment: str) -> tuple[int, list[str]]:
    for name, text in (("aws", AWS), ("docker", DOCKER)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    calls = folder / "calls"
    calls.touch()
    done = subprocess.run(
        ["bash", str(CONTAINER / "build_and_push.sh"), *arguments],  # noqa: S607 - looked for above
        env={
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "CALLS": str(calls),
            "REQUEST": str(folder / "request.json"),
            "REPOSITORY_ERROR": "An error occurred (RepositoryNotFoundException)",
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
        "docker info",
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
    assert "--platform linux/amd64 " in build
    assert build.endswith(f"-t {URI}:0.1.0 {CONTAINER}")
    request = json.loads((tmp_path / "request.json").read_text())
    assert request["TrainingSpecification"]["TrainingImage"] == f"{URI}:0.1.0"
    assert request["InferenceSpecification"]["Containers"] == [{"Image": f"{URI}:0.1.0"}]


def test_an_algorithm_of_that_tag_is_replaced(tmp_path: Path) -> None:
    code, calls = push(tmp_path, AWS_REGION="eu-west-1", REGISTERED="yes")
    assert code == 0, calls
    commands = [" ".join(call.split()[1:3]) for call in calls]
    # Gone before it is made again.
    assert commands[-4:] == [
        "sagemaker describe-algorithm",
        "sagemaker delete-algorithm",
        "sagemaker describe-algorithm",
        "sagemaker create-algorithm",
    ]


def test_nothing_is_pushed_when_the_build_fails(tmp_path: Path) -> None:
    code, calls = push(tmp_path, AWS_REGION="eu-west-1", BUILD_EXIT="1")
    assert code == 1
    assert any(call.startswith("docker build") for call in calls)
    assert not any("push" in call or "create-algorithm" in call for call in calls)


def test_a_refusal_is_not_taken_for_a_missing_repository(tmp_path: Path) -> None:
    refusal = "An error occurred (AccessDeniedException): not authorized to perform this."
    code, calls = push(tmp_path, AWS_REGION="eu-west-1", REPOSITORY_ERROR=refusal)
    assert code == 1
    assert calls[-1] == refusal
    assert not any("create-repository" in call for call in calls)


def test_docker_that_does_not_answer_is_named(tmp_path: Path) -> None:
    code, calls = push(tmp_path, AWS_REGION="eu-west-1", INFO_EXIT="1")
    assert (code, calls[1:]) == (
        1,
        ["No Docker Engine answers; start Docker and run this again."],
    )


def test_a_folder_without_an_image_is_named(tmp_path: Path) -> None:
    code, calls = push(tmp_path, str(tmp_path), AWS_REGION="eu-west-1")
    assert (code, calls) == (1, [f"{tmp_path} has no image.json, so it is no image folder."])


def test_a_missing_tool_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    for name in ("bash", "dirname"):
        (empty / name).symlink_to(shutil.which(name) or name)
    done = subprocess.run(
        [empty / "bash", CONTAINER / "build_and_push.sh"],
        env={"PATH": str(empty)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        "docker is needed and was not found on the PATH.\n",
    )


@pytest.mark.parametrize("variable", ["AWS_REGION", "AWS_DEFAULT_REGION"])
def test_the_region_is_taken_from_either_variable(tmp_path: Path, variable: str) -> None:
    code, calls = push(tmp_path, **{variable: "eu-west-1"})
    assert code == 0, calls


def test_a_missing_region_is_named(tmp_path: Path) -> None:
    code, calls = push(tmp_path)
    assert code == 1
    assert calls[-1].startswith("No region. Set AWS_REGION")
