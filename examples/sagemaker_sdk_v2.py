"""The main job with the SageMaker Python SDK, version 2: fit, deploy, predict, clean up.

    pip install "sagemaker<3"
    python examples/sagemaker_sdk_v2.py train.csv score.csv --target Item_Outlet_Sales

Runs against AWS with `--bucket` and `--role` of your account, or against Trainyard's engine with
the lines exported that `npm run engine` prints. Why both are given: docs/sagemaker-sdk.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sagemaker.estimator import Estimator
from sagemaker.serializers import CSVSerializer
from sagemaker.session import Session


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
    estimator = Estimator(
        image_uri=options.image,
        role=options.role,
        instance_count=1,
        instance_type="ml.m5.large",
        sagemaker_session=session,
        base_job_name="sdk-v2",
        hyperparameters={"target": options.target, "n_estimators": 30},
        metric_definitions=[{"Name": "rmse", "Regex": r"validation_rmse=([0-9.]+)"}],
    )
    estimator.fit(session.upload_data(str(options.train), key_prefix="datasets/sdk-v2"))
    print("model:", Estimator.attach(estimator.latest_training_job.name, session).model_data)

    predictor = estimator.deploy(
        initial_instance_count=1, instance_type="ml.m5.large", serializer=CSVSerializer()
    )
    try:
        answer = predictor.predict(options.score.read_text(encoding="utf-8"))
        print("predictions:", len(answer.splitlines()))
    finally:
        predictor.delete_model()
        predictor.delete_endpoint()


if __name__ == "__main__":
    main()
