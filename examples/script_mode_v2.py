"""Script mode with the SageMaker Python SDK, version 2: a script of your own in a toolkit's image.

    pip install "sagemaker<3"
    python examples/script_mode_v2.py train.csv --column Item_MRP

The image has `sagemaker-training` from PyPI. Here:
`npm run engine -- --image examples/script_mode/image`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sagemaker.estimator import Estimator
from sagemaker.session import Session

SOURCE = Path(__file__).parent / "script_mode" / "source"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--column", required=True)
    parser.add_argument(
        "--image", default="000000000000.dkr.ecr.us-east-1.amazonaws.com/script-mode:1"
    )
    parser.add_argument("--role", default="arn:aws:iam::000000000000:role/trainyard-execution")
    parser.add_argument("--bucket", default="sagemaker-us-east-1-000000000000")
    options = parser.parse_args()

    session = Session(default_bucket=options.bucket)
    estimator = Estimator(
        image_uri=options.image,
        role=options.role,
        instance_count=2,
        instance_type="ml.m5.large",
        sagemaker_session=session,
        base_job_name="script-v2",
        entry_point="train.py",
        source_dir=str(SOURCE),
        hyperparameters={"column": options.column, "shrink": 0.5},
        metric_definitions=[{"Name": "mean", "Regex": r"mean=([0-9.]+)"}],
    )
    estimator.fit(session.upload_data(str(options.train), key_prefix="datasets/script-v2"))
    job = session.describe_training_job(estimator.latest_training_job.name)
    print("mean:", f"{job['FinalMetricDataList'][0]['Value']:.1f}")


if __name__ == "__main__":
    main()
