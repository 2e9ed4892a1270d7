import { cliCommand, pythonCall } from "./literals";
import { type TrainingJobPlan, trainingJobRequest } from "./training-job-request";
import { estimatorCode, modelTrainerCode } from "./training-job-sdk";

/** The form as code: the same request by boto3, by the AWS CLI and by both SageMaker SDKs. */
export function trainingJobCode(plan: TrainingJobPlan) {
  const request = trainingJobRequest(plan);
  const boto3 = [
    'import boto3\n\nsagemaker = boto3.client("sagemaker")',
    pythonCall("sagemaker.create_training_job", request),
    `sagemaker.get_waiter("training_job_completed_or_stopped").wait(
    TrainingJobName=${JSON.stringify(plan.name)},
)`,
  ];
  return {
    boto3: `${boto3.join("\n")}\n`,
    cli: `${cliCommand("sagemaker create-training-job", request)}\n`,
    sdkV2: estimatorCode(plan),
    sdkV3: modelTrainerCode(plan),
  };
}
