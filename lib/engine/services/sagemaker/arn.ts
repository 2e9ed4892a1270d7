export type ArnKind =
  | "training-job"
  | "transform-job"
  | "hyper-parameter-tuning-job"
  | "model-package"
  | "model-package-group"
  | "algorithm"
  | "model"
  | "endpoint-config"
  | "endpoint";

interface Place {
  readonly accountId: string;
  readonly region: string;
}

export function arnOf({ accountId, region }: Place, kind: ArnKind, name: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${kind}/${name}`;
}

/** The name behind a name or an ARN. */
export function nameFrom(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
}
