"""The main job with the SageMaker Python SDK, version 3: ModelTrainer, then its resource classes.

    pip install "sagemaker>=3"
    python examples/sagemaker_sdk_v3.py train.csv score.csv --target Item_Outlet_Sales

Runs against AWS with `--bucket` and `--role` of your account, or against Trainyard's engine with
the lines exported that `npm run engine` prints. Why both are given: docs/sagemaker-sdk.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sagemaker.core.helper.session_helper import Session
from sagemaker.core.resources import Endpoint, EndpointConfig, Model, TrainingJob
from sagemaker.core.shapes import ContainerDefinition, ProductionVariant
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, OutputDataConfig


def deploy(job: TrainingJob, image: str, role: str) -> tuple[Endpoint, EndpointConfig, Model]:
    """Model, configuration and endpoint under the job's name; the endpoint serves on return."""
    name = job.training_job_name
    model = Model.create(
        model_name=name,
        primary_container=ContainerDefinition(
            image=image, model_data_url=job.model_artifacts.s3_model_artifacts
        ),
        execution_role_arn=role,
    )
    variant = ProductionVariant(
        variant_name="AllTraffic",
        model_name=name,
        instance_type="ml.m5.large",
        initial_instance_count=1,
    )
    config = EndpointConfig.create(endpoint_config_name=name, production_variants=[variant])
    endpoint = Endpoint.create(endpoint_name=name, endpoint_config_name=name)
    endpoint.wait_for_status("InService")
    return endpoint, config, model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("score", type=Path)
    parser.add_argument("--target", required=True)
    parser.add_argument(
        "--image",
        default="000000000000.dkr.ecr.us-east-1.amazonaws.com/random-forest:0.1.0",
    )
    parser.add_argument("--role", default="arn:aws:iam::000000000000:role/trainyard-execution")
    parser.add_argument("--bucket", default="sagemaker-us-east-1-000000000000")
    options = parser.parse_args()

    session = Session(default_bucket=options.bucket)
    data = session.upload_data(str(options.train), key_prefix="datasets/sdk-v3")
    trainer = ModelTrainer(
        sagemaker_session=session,
        role=options.role,
        training_image=options.image,
        base_job_name="sdk-v3",
        compute=Compute(instance_type="ml.m5.large", instance_count=1),
        hyperparameters={"target": options.target, "n_estimators": 30},
        output_data_config=OutputDataConfig(s3_output_path=f"s3://{options.bucket}/output"),
    )
    trainer.train(input_data_config=[InputData(channel_name="training", data_source=data)])
    job = trainer._latest_training_job.refresh()
    print("model:", job.model_artifacts.s3_model_artifacts)

    endpoint, config, model = deploy(job, options.image, options.role)
    try:
        answer = endpoint.invoke(
            body=options.score.read_text(encoding="utf-8"), content_type="text/csv"
        )
        print("predictions:", len(answer.body.read().splitlines()))
    finally:
        endpoint.delete()
        config.delete()
        model.delete()


if __name__ == "__main__":
    main()
