/** Every instance type SageMaker trains on, from the SDK's own list. Loaded when first asked for. */
export async function trainingInstanceTypes(): Promise<readonly string[]> {
  return Object.values((await import("@aws-sdk/client-sagemaker")).TrainingInstanceType);
}

/** Every instance type that can stand in a production variant. */
export async function variantInstanceTypes(): Promise<readonly string[]> {
  return Object.values((await import("@aws-sdk/client-sagemaker")).ProductionVariantInstanceType);
}
