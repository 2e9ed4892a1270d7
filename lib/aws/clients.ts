import "server-only";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECRClient } from "@aws-sdk/client-ecr";
import { IAMClient } from "@aws-sdk/client-iam";
import { PricingClient } from "@aws-sdk/client-pricing";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { partition } from "@aws-sdk/core/client";
import {
  doesIdentityRequireRefresh,
  isIdentityExpired,
  memoizeIdentityProvider,
} from "@smithy/core";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { processWide } from "@/lib/dashboard/process-wide";
import { AppError } from "@/lib/domain/app-error";
import { CallLimits } from "./call-limits";
import { nameFaults } from "./named-faults";
import { accountAgents } from "./network";
import { RateLimiter } from "./rate-limiter";
import type { Target } from "./targets";

/** One client of each service, kept for the life of the process. */
export interface Clients {
  readonly sagemaker: SageMakerClient;
  readonly runtime: SageMakerRuntimeClient;
  readonly s3: S3Client;
  /** For presigning only: its URLs leave the body's checksum to whoever sends the body. */
  readonly presigner: S3Client;
  readonly logs: CloudWatchLogsClient;
  readonly cloudwatch: CloudWatchClient;
  readonly ecr: ECRClient;
  readonly iam: IAMClient;
  readonly pricing: PricingClient;
  readonly sts: STSClient;
}

/** InvokeEndpoint answers within 60 s or not at all; everything else is metadata. */
const CALL_TIMEOUT_MS = 30_000;
const INVOKE_TIMEOUT_MS = 70_000;

interface Shared {
  readonly target: Target;
  /** Of all clients together: ten of them would sign in ten times. */
  readonly credentials: AwsCredentialIdentityProvider;
}

function settings(
  { target, credentials }: Shared,
  service: string,
  requestTimeout = CALL_TIMEOUT_MS,
) {
  const endpoint = target.endpoint ?? target.configured?.(service) ?? null;
  return {
    region: target.region,
    credentials,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 3000,
      requestTimeout,
      throwOnRequestTimeout: true,
      ...(target.endpoint === null ? accountAgents() : {}),
    },
    // The SDK knows the addresses of one profile only, which need not be this target's.
    ignoreConfiguredEndpointUrls: true,
    // An address in so many words has no variants, and the SDK refuses the two together.
    ...(endpoint === null ? {} : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
  };
}

function storageSettings(shared: Shared) {
  const common = settings(shared, "S3");
  // Bucket names as host names need DNS, which only AWS's own addresses surely have.
  return { ...common, forcePathStyle: "endpoint" in common };
}

/**
 * The price list is served from few regions, each of which knows the prices of all; another
 * partition would not know our keys. https://docs.aws.amazon.com/general/latest/gr/billing.html
 */
const PRICE_LISTS: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-northwest-1",
};

const priceListRegion = ({ region }: Target): string =>
  PRICE_LISTS[partition(region).name] ?? region;

function buildClients(target: Target): Clients {
  const credentials = memoizeIdentityProvider(
    target.credentials,
    isIdentityExpired,
    doesIdentityRequireRefresh,
  );
  if (credentials === undefined) throw new TypeError("A target has a provider of credentials.");
  const shared = { target, credentials };
  const s3 = storageSettings(shared);
  const limits = limitsOf(target);
  const sts = limits.hold(new STSClient(settings(shared, "STS")));
  const confirmSession = () => sts.send(new GetCallerIdentityCommand({}));
  return {
    sagemaker: limits.hold(new SageMakerClient(settings(shared, "SageMaker"))),
    // A prediction that timed out may still be running, so the caller decides about a second try.
    runtime: limits.hold(
      new SageMakerRuntimeClient({
        ...settings(shared, "SageMaker Runtime", INVOKE_TIMEOUT_MS),
        maxAttempts: 1,
      }),
    ),
    s3: nameFaults(limits.hold(new S3Client(s3)), confirmSession),
    // The default signs the CRC32 of an empty body into the URL, which refuses every real one.
    presigner: new S3Client({ ...s3, requestChecksumCalculation: "WHEN_REQUIRED" }),
    logs: limits.hold(new CloudWatchLogsClient(settings(shared, "CloudWatch Logs"))),
    cloudwatch: limits.hold(new CloudWatchClient(settings(shared, "CloudWatch"))),
    ecr: limits.hold(new ECRClient(settings(shared, "ECR"))),
    iam: limits.hold(new IAMClient(settings(shared, "IAM"))),
    pricing: limits.hold(
      new PricingClient({ ...settings(shared, "Pricing"), region: priceListRegion(target) }),
    ),
    sts,
  };
}

/** They outlive the clients: whoever signs in anew has not been granted more calls. */
function limitsOf({ name, limits }: Target): CallLimits {
  const all = processWide("aws.limits", () => new Map<string, CallLimits>());
  const known = all.get(name) ?? new CallLimits(new RateLimiter(limits.callsPerSecond));
  all.set(name, known);
  return known;
}

const cache = () => processWide("aws.clients", () => new Map<string, Clients>());

/** The target's clients, shared by the whole process. */
export function clientsFor(target: Target): Clients {
  const clients = cache();
  const known = clients.get(target.name);
  if (known) return known;
  const made = buildClients(target);
  clients.set(target.name, made);
  return made;
}

/**
 * Lets go of the target's clients with the credentials they hold, so that the next call reads them
 * anew: a session that has ended is renewed in files, which nobody announces.
 */
export function forgetClients(target: Target): void {
  cache().delete(target.name);
  callers().delete(target.name);
}

interface Caller {
  readonly accountId: string;
  /** The user, or the session of the assumed role: `ann@example.org`; null where STS names none. */
  readonly name: string | null;
}

const callers = () => processWide("aws.callers", () => new Map<string, Promise<Caller>>());

/**
 * Who the target takes us for, asked of STS once.
 * @throws what STS answers; a failure is not remembered.
 */
export function callerOf(target: Target): Promise<Caller> {
  const known = callers().get(target.name);
  if (known !== undefined) return known;
  const asked = askCaller(target);
  callers().set(target.name, asked);
  asked.catch(() => callers().delete(target.name));
  return asked;
}

/** The twelve digits of the target's account. @throws as `callerOf` does */
export const accountIdOf = async (target: Target): Promise<string> =>
  (await callerOf(target)).accountId;

/** `accountIdOf`, asked anew: whether the target answers now, and still knows us. */
export function confirmAccountId(target: Target): Promise<string> {
  callers().delete(target.name);
  return accountIdOf(target);
}

async function askCaller(target: Target): Promise<Caller> {
  const { Account, Arn } = await clientsFor(target).sts.send(new GetCallerIdentityCommand({}));
  if (!Account) throw new AppError("Upstream", { detail: "STS answered without an account id." });
  return { accountId: Account, name: Arn?.split("/").at(-1) ?? null };
}
