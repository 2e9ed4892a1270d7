import { pythonCall, pythonObject } from "./literals";
import { jobTags, type TrainingJobPlan } from "./training-job-request";

/**
 * The form as code of the SageMaker Python SDK, version 2: an Estimator. Like version 3 it adds
 * the time to the job's name.
 */
export function estimatorCode(plan: TrainingJobPlan): string {
  const estimator = pythonCall("Estimator", {
    image_uri: plan.image,
    role: plan.roleArn,
    instance_type: plan.instanceType,
    instance_count: plan.instanceCount,
    volume_size: plan.volumeGb,
    max_run: plan.maxRuntimeSeconds,
    output_path: plan.outputPath,
    base_job_name: plan.name,
    hyperparameters: plan.hyperparameters,
    metric_definitions: plan.metrics.map(({ name, regex }) => ({ Name: name, Regex: regex })),
    tags: jobTags(plan),
  });
  const inputs = plan.channels.map(({ name, uri, contentType }) => [
    name,
    pythonObject("TrainingInput", { s3_data: uri, content_type: contentType ?? undefined }),
  ]);
  return [
    "from sagemaker.estimator import Estimator\nfrom sagemaker.inputs import TrainingInput\n",
    `estimator = ${estimator}`,
    `${pythonCall("estimator.fit", { inputs: Object.fromEntries(inputs) })}\n`,
  ].join("\n");
}

/** The form as code of the SageMaker Python SDK, version 3: a ModelTrainer. */
export function modelTrainerCode(plan: TrainingJobPlan): string {
  const trainer = pythonCall("ModelTrainer", {
    training_image: plan.image,
    role: plan.roleArn,
    base_job_name: plan.name,
    compute: pythonObject("Compute", {
      instance_type: plan.instanceType,
      instance_count: plan.instanceCount,
      volume_size_in_gb: plan.volumeGb,
    }),
    stopping_condition: pythonObject("StoppingCondition", {
      max_runtime_in_seconds: plan.maxRuntimeSeconds,
    }),
    hyperparameters: plan.hyperparameters,
    output_data_config: pythonObject("OutputDataConfig", { s3_output_path: plan.outputPath }),
    tags: jobTags(plan).map(({ Key, Value }) => pythonObject("Tag", { key: Key, value: Value })),
  });
  const metrics = plan.metrics.map((metric) => pythonObject("MetricDefinition", { ...metric }));
  const inputs = plan.channels.map(({ name, uri, contentType }) =>
    pythonObject("InputData", {
      channel_name: name,
      data_source: uri,
      content_type: contentType ?? undefined,
    }),
  );
  return [
    "from sagemaker.train import ModelTrainer",
    `from sagemaker.train.configs import (
    Compute,
    InputData,
    MetricDefinition,
    OutputDataConfig,
    StoppingCondition,
    Tag,
)
`,
    `trainer = ${trainer}`,
    ...(metrics.length > 0
      ? [pythonCall("trainer.with_metric_definitions", { metric_definitions: metrics })]
      : []),
    `${pythonCall("trainer.train", { input_data_config: inputs })}\n`,
  ].join("\n");
}
