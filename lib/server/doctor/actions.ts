import "server-only";
import { findRegistryImage } from "@/lib/aws/ecr";
import { toTargetError } from "@/lib/aws/errors";
import { listLogStreams, TRAINING_LOG_GROUP } from "@/lib/aws/logs";
import { absent } from "@/lib/aws/outcomes";
import { listObjects } from "@/lib/aws/s3-objects";
import { listAlgorithms } from "@/lib/aws/sagemaker-algorithms";
import { listEndpointConfigs, listEndpoints, listModels } from "@/lib/aws/sagemaker-endpoints";
import { searchTrainingJobs } from "@/lib/aws/sagemaker-search";
import { listTrainingJobs } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type { DoctorCheck } from "@/lib/contracts/doctor";
import { mapLimited } from "@/lib/domain/map-limited";
import { doctorWords } from "@/lib/words/doctor";
import { problemWords } from "@/lib/words/problems";
import { bucketOf } from "../workspace";
import { verdict } from "./check";

const words = doctorWords.actions;

interface Action {
  readonly name: keyof typeof doctorWords.makes;
  readonly service: string;
  /** Without it a page stays empty; without the others there is a way around. */
  readonly isNeeded: boolean;
  readonly ask: (target: Target) => Promise<unknown>;
}

const newest = { sortBy: "CreationTime", descending: true, limit: 1 } as const;
/** No job and no image is called this: looking for it reads nothing and needs the same right. */
const NOBODY = "trainyard-doctor-looks-for-nothing";

const ACTIONS: readonly Action[] = [
  {
    name: "ListTrainingJobs",
    service: "sagemaker",
    isNeeded: true,
    ask: (target) => listTrainingJobs(target, newest),
  },
  {
    name: "Search",
    service: "sagemaker",
    isNeeded: false,
    ask: (target) => searchTrainingJobs(target, newest),
  },
  {
    name: "ListEndpoints",
    service: "sagemaker",
    isNeeded: true,
    ask: (target) => listEndpoints(target, { limit: 1 }),
  },
  {
    name: "ListAlgorithms",
    service: "sagemaker",
    isNeeded: true,
    ask: (target) => listAlgorithms(target, { limit: 1 }),
  },
  {
    name: "ListModels",
    service: "sagemaker",
    isNeeded: false,
    ask: (target) => listModels(target, { limit: 1 }),
  },
  {
    name: "ListEndpointConfigs",
    service: "sagemaker",
    isNeeded: false,
    ask: (target) => listEndpointConfigs(target, { limit: 1 }),
  },
  {
    name: "ListBucket",
    service: "s3",
    isNeeded: true,
    ask: async (target) => absent(listObjects(target, await bucketOf(target), "", { limit: 1 })),
  },
  {
    name: "DescribeLogStreams",
    service: "logs",
    isNeeded: false,
    ask: (target) => listLogStreams(target, TRAINING_LOG_GROUP, NOBODY),
  },
  {
    name: "DescribeImages",
    service: "ecr",
    isNeeded: false,
    ask: (target) => findRegistryImage(target, NOBODY, { tag: "none", digest: null }),
  },
];

/** Below the limits of every list; the pages ask beside it. */
const AT_ONCE = 2;

type Refusal = DoctorCheck | null;

async function tryAction(
  target: Target,
  { name, service, isNeeded, ask }: Action,
): Promise<Refusal> {
  const action = `${service}:${name}`;
  const subject = {
    id: action,
    group: "target",
    what: action,
    means: doctorWords.makes[name],
  } as const;
  try {
    await ask(target);
    return null;
  } catch (error) {
    const { code } = toTargetError(error, target);
    const found = problemWords[code].title;
    if (code !== "AccessDenied") return verdict(subject, "unknown", "failed", found);
    const policy = JSON.stringify({ Effect: "Allow", Action: action, Resource: "*" });
    return verdict(subject, isNeeded ? "blocks" : "limits", "denied", found, policy);
  }
}

/** Reads every list once: one line for those that answer, and one for each that does not. */
export async function checkActions(target: Target): Promise<DoctorCheck[]> {
  const tried = await mapLimited(ACTIONS, AT_ONCE, (action) => tryAction(target, action));
  const refused = tried.filter((check) => check !== null);
  const subject = { id: "actions", group: "target", what: words.what, means: words.means } as const;
  const count = ACTIONS.length;
  if (refused.length === 0) return [verdict(subject, "ok", "ready", words.all(count))];
  return [...refused, verdict(subject, "ok", "ready", words.some(count - refused.length, count))];
}
