"""A store of thousands of training jobs answers boto3 as truthfully and quickly as a small one."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import StartEngine

JOBS = 5000
# Many times what an answer takes, and a fraction of what it takes to read all jobs for it.
WITHIN_SECONDS = 2.0
LOG_GROUP = "/aws/sagemaker/TrainingJobs"

Clients = dict[str, Any]


@pytest.fixture(scope="module")
def clients(
    tmp_path_factory: pytest.TempPathFactory, start_engine: StartEngine
) -> Iterator[Clients]:
    data = str(tmp_path_factory.mktemp("engine"))
    with start_engine(data, "--seed", str(JOBS)) as exported:
        yield {
            service: boto3.client(
                service,
                endpoint_url=exported["AWS_ENDPOINT_URL"],
                region_name=exported["AWS_DEFAULT_REGION"],
                aws_access_key_id=exported["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=exported["AWS_SECRET_ACCESS_KEY"],
                config=Config(retries={"total_max_attempts": 1}),
            )
            for service in ("sagemaker", "logs", "s3")
        }


@contextmanager
def quickly() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < WITHIN_SECONDS


@pytest.fixture(scope="module")
def jobs(clients: Clients) -> list[dict[str, Any]]:
    """Every job as Search gives it, before any test changes one."""
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {}
    while not found or "NextToken" in page:
        more = {"NextToken": page["NextToken"]} if found else {}
        with quickly():
            page = clients["sagemaker"].search(
                Resource="TrainingJob",
                SortBy="CreationTime",
                SortOrder="Descending",
                MaxResults=100,
                **more,
            )
        found += [result["TrainingJob"] for result in page["Results"]]
    return found


def test_search_reads_every_job_once_in_order(clients: Clients, jobs: list[dict[str, Any]]) -> None:
    assert len(jobs) == len({job["TrainingJobName"] for job in jobs}) == JOBS
    created = [job["CreationTime"] for job in jobs]
    assert created == sorted(created, reverse=True)
    assert Counter(job["TrainingJobStatus"] for job in jobs).keys() == {
        "Completed",
        "Failed",
        "Stopped",
    }
    described = clients["sagemaker"].describe_training_job(TrainingJobName="seeded-002500")
    found = next(job for job in jobs if job["TrainingJobName"] == "seeded-002500")
    assert found["Tags"] == [{"Key": "trainyard:dataset", "Value": "seeded"}]
    same = described.keys() & found.keys() - {"ResponseMetadata"}
    assert {"HyperParameters", "FinalMetricDataList", "TrainingEndTime"} <= same
    assert {key: described[key] for key in same} == {key: found[key] for key in same}


def test_search_filters(clients: Clients, jobs: list[dict[str, Any]]) -> None:
    slow = [
        {"Name": "TrainingJobStatus", "Operator": "Equals", "Value": "Failed"},
        {"Name": "HyperParameters.n_estimators", "Operator": "Equals", "Value": "500"},
    ]
    with quickly():
        answer = clients["sagemaker"].search(
            Resource="TrainingJob", SearchExpression={"Filters": slow}, MaxResults=100
        )
    expected = {
        job["TrainingJobName"]
        for job in jobs
        if job["TrainingJobStatus"] == "Failed" and job["HyperParameters"]["n_estimators"] == "500"
    }
    assert {hit["TrainingJob"]["TrainingJobName"] for hit in answer["Results"]} == expected
    assert expected


def test_lists_tell_what_changed_since(clients: Clients, jobs: list[dict[str, Any]]) -> None:
    since = datetime.now(tz=UTC) - timedelta(hours=7)
    expected = {job["TrainingJobName"] for job in jobs if job["LastModifiedTime"] > since}
    assert 50 < len(expected) < 100

    def changed(**more: Any) -> set[str]:
        pages = clients["sagemaker"].get_paginator("list_training_jobs").paginate(**more)
        return {job["TrainingJobName"] for page in pages for job in page["TrainingJobSummaries"]}

    with quickly():
        assert changed(LastModifiedTimeAfter=since) == expected
    assert len(changed(LastModifiedTimeBefore=since, MaxResults=100)) == JOBS - len(expected)
    clients["sagemaker"].delete_training_job(TrainingJobName="seeded-005000")
    with quickly():
        left = changed(LastModifiedTimeAfter=since, MaxResults=10)
    assert left == expected - {"seeded-005000"}


def test_what_never_ran_has_no_log_and_no_model(clients: Clients) -> None:
    with quickly():
        described = clients["sagemaker"].describe_training_job(TrainingJobName="seeded-000001")
    bucket, key = described["ModelArtifacts"]["S3ModelArtifacts"][len("s3://") :].split("/", 1)
    with pytest.raises(ClientError, match="404"):
        clients["s3"].head_object(Bucket=bucket, Key=key)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        clients["logs"].describe_log_streams(
            logGroupName=LOG_GROUP, logStreamNamePrefix="seeded-000001/"
        )
