import {
  ProductionVariantInstanceType,
  TrainingInstanceType,
  TransformInstanceType,
} from "@aws-sdk/client-sagemaker";

/** Every instance type SageMaker trains on, from the SDK's own list. */
export const trainingTypes: readonly string[] = Object.values(TrainingInstanceType);

/** Every instance type that can stand in a production variant. */
export const variantTypes: readonly string[] = Object.values(ProductionVariantInstanceType);

/** Every instance type that batch transform runs on. */
export const transformTypes: readonly string[] = Object.values(TransformInstanceType);
