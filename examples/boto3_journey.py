"""The main job through the AWS API alone: upload, train, deploy, score, clean up.

Runs against Trainyard's engine or against an AWS account; nothing here knows which.
For the engine, export the lines that `npm run engine` prints first:

    python examples/boto3_journey.py train.csv score.csv predictions.csv --target Item_Outlet_Sales
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

# InvokeEndpoint refuses bodies over 6,291,456 bytes; stay below with room for the header row.
CHUNK_BYTES = 5 * 1024 * 1024
LOG_GROUP = "/aws/sagemaker/TrainingJobs"


@dataclass(frozen=True, slots=True)
class Journey:
    """What one run needs to know; every resource of the run carries `name`."""

    name: str
    algorithm: str
    target: str
    hyperparameters: dict[str, str]


def log(text: str) -> None:
    print(text, flush=True)


def workspace_bucket() -> str:
    """The bucket that SageMaker's own SDK would use, made when it is not there."""
    account = boto3.client("sts").get_caller_identity()["Account"]
    s3 = boto3.client("s3")
    region = s3.meta.region_name
    bucket = f"sagemaker-{region}-{account}"
    if bucket not in {found["Name"] for found in s3.list_buckets()["Buckets"]}:
        place = {} if region == "us-east-1" else {"LocationConstraint": region}
        s3.create_bucket(Bucket=bucket, **({"CreateBucketConfiguration": place} if place else {}))
    return bucket


def execution_role() -> str:
    """The ARN of the one role that trusts SageMaker; exits when the choice is not clear."""
    roles = [
        role["Arn"]
        for page in boto3.client("iam").get_paginator("list_roles").paginate()
        for role in page["Roles"]
        if "sagemaker.amazonaws.com" in str(role["AssumeRolePolicyDocument"])
    ]
    if len(roles) != 1:
        sys.exit(f"{len(roles)} roles trust SageMaker; this example needs exactly one")
    return roles[0]


def upload(journey: Journey, bucket: str, path: Path) -> str:
    key = f"datasets/{journey.name}/data/{path.name}"
    boto3.client("s3").upload_file(str(path), bucket, key)
    uri = f"s3://{bucket}/datasets/{journey.name}/data/"
    log(f"uploaded {path.name} to {uri}")
    return uri


def create_training_job(journey: Journey, role: str, data: str, bucket: str) -> None:
    sagemaker = boto3.client("sagemaker")
    specification = sagemaker.describe_algorithm(AlgorithmName=journey.algorithm)[
        "TrainingSpecification"
    ]
    sagemaker.create_training_job(
        TrainingJobName=journey.name,
        AlgorithmSpecification={
            "TrainingImage": specification["TrainingImage"],
            "TrainingInputMode": "File",
            "MetricDefinitions": specification.get("MetricDefinitions", []),
        },
        RoleArn=role,
        HyperParameters={"target": journey.target, **journey.hyperparameters},
        InputDataConfig=[
            {
                "ChannelName": "training",
                "ContentType": "text/csv",
                "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": data}},
            }
        ],
        OutputDataConfig={"S3OutputPath": f"s3://{bucket}/output/"},
        ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10},
        StoppingCondition={"MaxRuntimeInSeconds": 3600},
    )


def follow_training_job(journey: Journey) -> dict[str, Any]:
    """Prints the job's log lines as they come; returns the description of the finished job."""
    sagemaker, logs = boto3.client("sagemaker"), boto3.client("logs")
    tokens: dict[str, str] = {}
    while True:
        job = sagemaker.describe_training_job(TrainingJobName=journey.name)
        print_new_lines(logs, journey.name, tokens)
        if job["TrainingJobStatus"] in {"Completed", "Failed", "Stopped"}:
            return job
        time.sleep(0.5)


def print_new_lines(logs: Any, job: str, tokens: dict[str, str]) -> None:
    try:
        streams = logs.describe_log_streams(logGroupName=LOG_GROUP, logStreamNamePrefix=f"{job}/")
    except logs.exceptions.ResourceNotFoundException:
        return  # The group appears with the first line.
    for stream in streams["logStreams"]:
        name = stream["logStreamName"]
        while True:
            after = {"nextToken": tokens[name]} if name in tokens else {"startFromHead": True}
            page = logs.get_log_events(logGroupName=LOG_GROUP, logStreamName=name, **after)
            for event in page["events"]:
                log(f"  {event['message']}")
            if tokens.get(name) == page["nextForwardToken"]:
                break
            tokens[name] = page["nextForwardToken"]


def deploy(journey: Journey, role: str, job: dict[str, Any]) -> None:
    sagemaker = boto3.client("sagemaker")
    sagemaker.create_model(
        ModelName=journey.name,
        PrimaryContainer={
            "Image": job["AlgorithmSpecification"]["TrainingImage"],
            "ModelDataUrl": job["ModelArtifacts"]["S3ModelArtifacts"],
        },
        ExecutionRoleArn=role,
    )
    variant = {
        "VariantName": "AllTraffic",
        "ModelName": journey.name,
        "InstanceType": "ml.m5.large",
        "InitialInstanceCount": 1,
    }
    sagemaker.create_endpoint_config(EndpointConfigName=journey.name, ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName=journey.name, EndpointConfigName=journey.name)
    sagemaker.get_waiter("endpoint_in_service").wait(
        EndpointName=journey.name, WaiterConfig={"Delay": 1, "MaxAttempts": 600}
    )


def chunks(path: Path) -> list[str]:
    """The file as CSV texts below the payload limit, cut between records, each with the header."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader)
        texts: list[str] = []
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(header)
        for row in reader:
            writer.writerow(row)
            if buffer.tell() > CHUNK_BYTES:
                texts.append(buffer.getvalue())
                buffer = io.StringIO()
                writer = csv.writer(buffer)
                writer.writerow(header)
        return [*texts, buffer.getvalue()]


def score(journey: Journey, path: Path, predictions: Path) -> int:
    """Writes one prediction a line; returns how many."""
    runtime = boto3.client("sagemaker-runtime")
    answers = [
        runtime.invoke_endpoint(
            EndpointName=journey.name, ContentType="text/csv", Accept="text/csv", Body=text
        )["Body"]
        .read()
        .decode()
        for text in chunks(path)
    ]
    lines = [line for answer in answers for line in answer.splitlines()]
    predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def clean_up(journey: Journey) -> None:
    sagemaker = boto3.client("sagemaker")
    sagemaker.delete_endpoint(EndpointName=journey.name)
    sagemaker.delete_endpoint_config(EndpointConfigName=journey.name)
    sagemaker.delete_model(ModelName=journey.name)


def run(journey: Journey, train: Path, to_score: Path, predictions: Path) -> int:
    """The whole journey; the process's exit code comes back."""
    bucket, role = workspace_bucket(), execution_role()
    data = upload(journey, bucket, train)
    create_training_job(journey, role, data, bucket)
    job = follow_training_job(journey)
    if job["TrainingJobStatus"] != "Completed":
        log(f"{journey.name} is {job['TrainingJobStatus']}: {job.get('FailureReason', '')}")
        return 1
    for metric in job.get("FinalMetricDataList", []):
        log(f"{metric['MetricName']} {metric['Value']:.2f}")
    deploy(journey, role, job)
    rows = score(journey, to_score, predictions)
    log(f"{rows} predictions in {predictions}")
    clean_up(journey)
    return 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Train, deploy and score through the AWS API.")
    parser.add_argument("train", type=Path)
    parser.add_argument("score", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--target", required=True, help="the column to predict")
    parser.add_argument("--algorithm", default="random-forest-0-1-0")
    parser.add_argument("--name", default=time.strftime("journey-%m%d-%H%M%S"))
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    arguments = parser.parse_args(argv)
    hyperparameters = dict(pair.split("=", 1) for pair in arguments.set)
    journey = Journey(arguments.name, arguments.algorithm, arguments.target, hyperparameters)
    return run(journey, arguments.train, arguments.score, arguments.predictions)


if __name__ == "__main__":
    sys.exit(main())
