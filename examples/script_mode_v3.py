"""Script mode with the SageMaker Python SDK, version 3: ModelTrainer with source code of your own.

    pip install "sagemaker>=3"
    python examples/script_mode_v3.py train.csv --column Item_MRP

The SDK brings the program that starts the script; the image needs `/bin/bash` and Python. Here:
`npm run engine -- --image examples/script_mode/image`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sagemaker.core.helper.session_helper import Session
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, OutputDataConfig, SourceCode

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
    data = session.upload_data(str(options.train), key_prefix="datasets/script-v3")
    trainer = ModelTrainer(
        sagemaker_session=session,
        role=options.role,
        training_image=options.image,
        base_job_name="script-v3",
        source_code=SourceCode(source_dir=str(SOURCE), entry_script="train.py"),
        compute=Compute(instance_type="ml.m5.large", instance_count=2),
        hyperparameters={"column": options.column, "shrink": 0.5},
        output_data_config=OutputDataConfig(s3_output_path=f"s3://{options.bucket}/output"),
    )
    trainer.train(input_data_config=[InputData(channel_name="training", data_source=data)])
    print("status:", trainer._latest_training_job.refresh().training_job_status)


if __name__ == "__main__":
    main()
