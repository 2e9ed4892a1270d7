"""boto3's standard retries get through an engine that answers no faster than AWS."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import StartEngine


@pytest.fixture(scope="module")
def exported(
    tmp_path_factory: pytest.TempPathFactory, start_engine: StartEngine
) -> Iterator[dict[str, str]]:
    with start_engine(str(tmp_path_factory.mktemp("engine")), "--throttles", "aws") as engine:
        yield engine


def client(exported: dict[str, str], service: str, attempts: int) -> Any:
    return boto3.client(
        service,
        endpoint_url=exported["AWS_ENDPOINT_URL"],
        region_name=exported["AWS_DEFAULT_REGION"],
        aws_access_key_id=exported["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=exported["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"mode": "standard", "total_max_attempts": attempts}),
    )


CALLS = [
    ("sagemaker", "list_training_jobs", {}, 4, "ThrottlingException"),
    ("logs", "filter_log_events", {"logGroupName": "none"}, 7, "ThrottlingException"),
    ("iam", "list_roles", {}, 13, "Throttling"),
]


def ask(asker: Any, operation: str, arguments: dict[str, str]) -> tuple[str, int]:
    """The error's code ("" for none) and how often it was asked again."""
    try:
        answer = getattr(asker, operation)(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["RetryAttempts"]
    return "", answer["ResponseMetadata"]["RetryAttempts"]


@pytest.mark.parametrize("call", CALLS)
def test_standard_retries(
    exported: dict[str, str], call: tuple[str, str, dict[str, str], int, str]
) -> None:
    service, operation, arguments, count, refusal = call

    def together(attempts: int) -> list[tuple[str, int]]:
        asker = client(exported, service, attempts)
        with ThreadPoolExecutor(count) as threads:
            futures = [threads.submit(ask, asker, operation, arguments) for _ in range(count)]
            return [future.result() for future in futures]

    assert refusal in {code for code, _ in together(1)}
    patient = together(12)
    assert refusal not in {code for code, _ in patient}
    assert any(retries > 0 for _, retries in patient)
