import type {
  CreateModelPackageGroupInput,
  CreateModelPackageInput,
  ModelPackageStatus,
} from "@aws-sdk/client-sagemaker";
import type { Resource } from "../../../state/resource-store.ts";

export interface ModelPackageGroup extends Resource {
  readonly request: Omit<CreateModelPackageGroupInput, "Tags">;
  /** The number of the last version that was made, deleted ones included. */
  readonly lastVersion: number;
}

/** A version of a group, by the name `group/version`, or a package that stands alone. */
export interface ModelPackage extends Resource {
  readonly status: ModelPackageStatus;
  /** As it was created, with what updates have changed since. */
  readonly request: Omit<CreateModelPackageInput, "Tags">;
  readonly version?: number;
  readonly approvalDescription?: string;
}
