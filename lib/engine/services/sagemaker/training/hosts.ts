import type { ResourceConfig } from "@aws-sdk/client-sagemaker";

/** One instance of a training job. */
export interface Host {
  /** `algo-1`, `algo-2`, … */
  readonly name: string;
  readonly group: string;
  readonly instanceType: string | undefined;
}

/** What SageMaker calls the group of a job whose instances are all alike. */
const ONE_GROUP = "homogeneousCluster";

/** A job's instances in the order in which they are numbered: group after group. */
export function hostsOf(config: ResourceConfig | undefined): readonly Host[] {
  const { InstanceGroups, InstanceType, InstanceCount = 1 } = config ?? {};
  const groups = InstanceGroups ?? [{ InstanceGroupName: ONE_GROUP, InstanceType, InstanceCount }];
  return groups
    .flatMap(
      ({ InstanceGroupName = ONE_GROUP, InstanceType: instanceType, InstanceCount: count = 1 }) =>
        Array.from({ length: count }, () => ({ group: InstanceGroupName, instanceType })),
    )
    .map((host, index) => ({ ...host, name: `algo-${index + 1}` }));
}
