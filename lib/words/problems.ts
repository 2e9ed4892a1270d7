import { common } from "./common";

/** What every failure is called, what it means and what to do, by the code the API gives it. */
export const problemWords = {
  Invalid: {
    title: "That does not fit",
    detail: "Something in the request is not as it must be.",
    fix: "Mend what is marked and send it again.",
  },
  NotFound: {
    title: "Not found",
    detail: "There is nothing under that name in this target.",
    fix: "Check the name and the target: it may have been deleted.",
  },
  UnknownTarget: {
    title: "Unknown target",
    detail: "No target of that name is configured.",
    fix: "Start Trainyard with --aws profile:region for it, or choose another target.",
  },
  Conflict: {
    title: "Not possible right now",
    detail: "Something else is being done with it at the moment.",
    fix: "Wait until it has finished, then try again.",
  },
  AlreadyExists: {
    title: "The name is taken",
    detail: "There already is one with that name.",
    fix: "Choose another name.",
  },
  NotReady: {
    title: "Not ready yet",
    detail: "It exists, but cannot be used in its present state.",
    fix: "Wait until it is in service.",
  },
  TooLarge: {
    title: "Too large",
    detail: "The request carries more than is accepted here.",
    fix: "Send it in smaller pieces.",
  },
  UnsupportedMediaType: {
    title: "Unexpected kind of content",
    detail: "This address accepts another kind of content.",
    fix: "Send JSON with the header Content-Type: application/json.",
  },
  RefusedOrigin: {
    title: "Refused",
    detail: "The request does not come from a page of this dashboard.",
    fix: "Use the dashboard's own pages.",
  },
  RefusedHost: {
    title: "Refused",
    detail: "This dashboard does not answer for that host name.",
    fix: "Open the address Trainyard printed when it started.",
  },
  CredentialsMissing: {
    title: "No credentials",
    detail: "No AWS credentials were found for this target.",
    fix: "Sign in with the AWS CLI under this target's profile (aws sso login, or aws configure).",
  },
  CredentialsExpired: {
    title: "Session ended",
    detail: "The credentials of this target have expired.",
    fix: "Sign in again under this target's profile (aws sso login). Nothing needs restarting.",
  },
  CredentialsRefused: {
    title: "Credentials refused",
    detail: "The signature was not accepted: the access key or its secret is wrong.",
    fix: "Check the profile of this target. For this machine: restart the engine and the dashboard with the same data directory.",
  },
  AccessDenied: {
    title: "Not allowed",
    detail: "The credentials of this target may not do that.",
    fix: "Ask whoever manages the account to allow it.",
  },
  Throttled: {
    title: "Asked too often",
    detail: "AWS limits how often this may be asked in the whole account.",
    fix: "Wait a few seconds and try again.",
  },
  QuotaExceeded: {
    title: "Quota reached",
    detail: "The account's quota for this is used up.",
    fix: "Free some of it, or ask for more under Service Quotas.",
  },
  ModelError: {
    title: "The model answered with an error",
    detail: "The container took the request and failed on it.",
    fix: "Read the endpoint's log: the last lines say why.",
  },
  NotImplemented: {
    title: "Not served here",
    detail: "The engine on this machine does not serve this call.",
    fix: "Use an AWS account for it.",
  },
  EngineNotRunning: {
    title: "The engine is not running",
    detail: "Nobody answers at the engine's address.",
    fix: "Start it: npm start brings up both, npm run engine the engine alone.",
  },
  Unreachable: {
    title: "AWS cannot be reached",
    detail: "The network gave no answer.",
    fix: "Check the connection, proxy and region, then try again.",
  },
  Timeout: {
    title: "No answer in time",
    detail: "The service took longer than is waited for.",
    fix: "Try again. What was asked may still have been done.",
  },
  Upstream: {
    title: "The service failed",
    detail: "The service answered with an error of its own.",
    fix: "Try again in a moment.",
  },
  Stopping: {
    title: "Trainyard is stopping",
    detail: "The dashboard is being stopped and takes no new work.",
    fix: "Start it again with npm start.",
  },
  Internal: {
    title: common.failure.ours,
    detail: "Something in Trainyard went wrong. The log of the dashboard has the cause.",
    fix: "Try again, and report it with the request id if it stays.",
  },
} as const;

/** A profile's name as a shell takes it. */
const shellWord = (name: string): string =>
  /^[\w.@-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;

/** What to do about the credentials of an account's target, with the command. */
export function signInWords(code: string, profile: string): string {
  const name = shellWord(profile);
  if (code === "CredentialsExpired") {
    return `Run aws sso login --profile ${name}, or renew its keys, then try again. Nothing needs restarting.`;
  }
  const keys = `Run aws configure --profile ${name} for access keys, or aws configure sso --profile ${name}, then try again.`;
  return `${keys} Nothing needs restarting.`;
}

export const problemSentences = {
  notAllowedTo: (action: string) => `The credentials of this target may not call ${action}.`,
  leftOut: "Something is left out here",
  allowIt: (action: string) => `Ask whoever manages the account to allow ${action}.`,
  nobodyAnswersAt: (address: string) => `Nobody answers at ${address}.`,
  unknownTarget: (name: string) => `No target is called "${name}".`,
  ownLimit: (operation: string, perSecond: number) =>
    `Trainyard calls ${operation} at most ${perSecond} times a second, half of what AWS grants the account, and too many questions wait for that already.`,
  clockIsOff: "This machine’s clock differs from AWS’s by more than five minutes.",
  setClock: "Set the clock (timedatectl set-ntp true), then try again. Nothing needs restarting.",
  noCaBundle: (path: string) => `The certificates of AWS_CA_BUNDLE cannot be read from ${path}.`,
  mendCaBundle: "Set AWS_CA_BUNDLE to a PEM file, or unset it, and start Trainyard again.",
  bucketElsewhere: "The bucket lies in another region than this target.",
  useBucketHere: "Use a target of the bucket’s region, or move the data into this target’s bucket.",
  noPriceList: (partition: string) => `AWS serves no price list for the partition ${partition}.`,
  askForPrices: "See AWS’s own pages for its prices.",
  bucketIn: (region: string, target: string) =>
    `The bucket lies in ${region}, and this target is ${target}.`,
  targetIn: (region: string) =>
    `Start Trainyard with --aws profile:${region} to use it, or move the data into this target’s bucket.`,
  bucketOfOthers: (bucket: string) =>
    `The bucket ${bucket} belongs to another account, or these credentials may not call s3:ListBucket on it.`,
  mendBucket:
    "Ask whoever manages the account to allow s3:ListBucket on it. If another account has taken the name, use another region.",
  bodyIsNotJson: "The body is not JSON.",
  bodyTooLarge: (bytes: number) => `The body is larger than ${bytes.toLocaleString("en")} bytes.`,
  bodyBroke: (received: number) =>
    `The connection ended after ${received.toLocaleString("en")} bytes of the body.`,
  bodyCutShort: (received: number, announced: number) =>
    `${received.toLocaleString("en")} of ${announced.toLocaleString("en")} announced bytes arrived.`,
  sendItAgain: "The connection was cut. Send it again.",
} as const;
