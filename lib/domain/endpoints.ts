import type { StateKind } from "./states";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export const ENDPOINT_STATUSES = [
  "OutOfService",
  "Creating",
  "Updating",
  "SystemUpdating",
  "RollingBack",
  "InService",
  "Deleting",
  "Failed",
  "UpdateRollbackFailed",
] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

export type EndpointAction = "invoke" | "update" | "delete" | "followLog";

const ENDPOINT_ALLOWED: Record<EndpointAction, readonly EndpointStatus[]> = {
  invoke: ["InService", "Updating", "SystemUpdating", "RollingBack"],
  // One that is out of service comes back by an update alone.
  update: ["InService", "OutOfService"],
  // DeleteEndpoint is refused while the endpoint is Creating or Updating.
  delete: ["InService", "OutOfService", "Failed", "UpdateRollbackFailed"],
  followLog: [
    "Creating",
    "Updating",
    "SystemUpdating",
    "RollingBack",
    "InService",
    "OutOfService",
    "UpdateRollbackFailed",
  ],
};

/** Whether AWS accepts the action in this state. */
export const endpointCan = (action: EndpointAction, endpoint: { readonly status: string }) =>
  (ENDPOINT_ALLOWED[action] as readonly string[]).includes(endpoint.status);

const KINDS: Record<EndpointStatus, StateKind> = {
  OutOfService: "partial",
  Creating: "moving",
  Updating: "moving",
  SystemUpdating: "moving",
  RollingBack: "moving",
  InService: "well",
  Deleting: "moving",
  Failed: "failed",
  UpdateRollbackFailed: "failed",
};

export const endpointKind = (status: string): StateKind =>
  KINDS[status as EndpointStatus] ?? "unknown";
