import { AwsError } from "../protocol/errors.ts";
import { KNOWN_OPERATIONS } from "../protocol/known-operations.ts";
import type { ServiceName } from "../protocol/operation.ts";
import { SERVICE_MODELS } from "../protocol/service-models.ts";
import { decodePart } from "../protocol/signature/canonical.ts";
import type { PresentedSignature } from "../protocol/signature/parse.ts";
import type { Dialect } from "../protocol/signature/verify.ts";
import type { RequestHead } from "../protocol/wire.ts";
import { routeS3 } from "./s3-routes.ts";

/** Which service a request addresses, and in which of its wire formats. */
export interface RoutedService {
  readonly service: ServiceName;
  readonly dialect: Dialect;
}

/** Which operation, once the body may be read. */
export interface RoutedOperation {
  readonly operation: string;
  readonly labels: Readonly<Record<string, string>>;
}

const MODELS = Object.entries(SERVICE_MODELS) as [
  ServiceName,
  (typeof SERVICE_MODELS)[ServiceName],
][];

/** In which wire format to answer a request before its service is known, or when it never will be. */
export const formatOf = ({ headers }: RequestHead): RoutedService =>
  headers["x-amz-target"] === undefined
    ? { service: "s3", dialect: "s3" }
    : { service: "sagemaker", dialect: "json" };

/** The service by the signature's credential scope, then by target and content type. S3 takes what is unsigned. */
export function routeService(
  { path, headers }: RequestHead,
  presented: PresentedSignature | undefined,
): RoutedService {
  const target = headers["x-amz-target"]?.split(".")[0];
  const byTarget = MODELS.find(([, model]) => target !== undefined && model.target === target);
  const scope = presented?.scope.service;
  if (byTarget && (scope === undefined || byTarget[1].scope === scope)) {
    return { service: byTarget[0], dialect: "json" };
  }
  if (scope === undefined) return unsigned(path, headers);
  const candidates = MODELS.filter(([, model]) => model.scope === scope);
  const service =
    candidates.find(([, model]) => model.query)?.[0] ??
    candidates.find(([, model]) => model.target === undefined)?.[0] ??
    candidates[0]?.[0];
  if (service === undefined) throw unknownService(scope);
  return { service, dialect: dialectOf(service) };
}

function unsigned(path: string, headers: RequestHead["headers"]): RoutedService {
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  if (isForm && path === "/") return { service: "sts", dialect: "query" };
  return { service: "s3", dialect: "s3" };
}

function dialectOf(service: ServiceName): Dialect {
  const model = SERVICE_MODELS[service];
  if (service === "s3") return "s3";
  if (model.query) return "query";
  return model.target === undefined ? "rest-json" : "json";
}

const unknownService = (scope: string) =>
  new AwsError(
    "UnknownService",
    `Trainyard does not serve "${scope}". docs/engine-coverage.md lists what it serves.`,
    501,
  );

/** The operation's name and what the path says; `action` is the Query protocol's parameter. */
export function routeOperation(
  head: RequestHead,
  { service, dialect }: RoutedService,
  action: string | undefined,
  allowedHosts: readonly string[],
): RoutedOperation {
  switch (dialect) {
    case "s3":
      return routeS3(head, allowedHosts);
    case "rest-json":
      return routePath(head, service);
    case "query":
      return { operation: action ?? "", labels: {} };
    case "json":
      return { operation: head.headers["x-amz-target"]?.split(".")[1] ?? "", labels: {} };
    default:
      return dialect satisfies never;
  }
}

/** Matches the path with the templates of the service's operations. */
function routePath({ method, path }: RequestHead, service: ServiceName): RoutedOperation {
  for (const [operation, route] of Object.entries(KNOWN_OPERATIONS[service])) {
    const [wantedMethod, template = ""] = route.split(" ");
    const labels = wantedMethod === method ? matchTemplate(template, path) : undefined;
    if (labels) return { operation, labels };
  }
  return { operation: "", labels: {} };
}

function matchTemplate(template: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [template.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? "";
    const label = /^\{(\w+)\}$/.exec(part)?.[1];
    if (label === undefined && part !== text) return undefined;
    if (label !== undefined) labels[label] = decodePart(text);
  }
  return labels;
}
