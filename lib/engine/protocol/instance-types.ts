// The lists are named one by one, so that a bundle holds them and not the rest of the SDK's client.
const lists = () => import("./schemas/instance-types.ts");

/** Every instance type SageMaker trains on. Loaded when first asked for. */
export async function trainingInstanceTypes(): Promise<readonly string[]> {
  return (await lists()).trainingTypes;
}

/** Every instance type that can stand in a production variant. */
export async function variantInstanceTypes(): Promise<readonly string[]> {
  return (await lists()).variantTypes;
}

/** Every instance type that batch transform runs on. */
export async function transformInstanceTypes(): Promise<readonly string[]> {
  return (await lists()).transformTypes;
}
