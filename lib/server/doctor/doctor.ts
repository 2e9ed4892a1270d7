import "server-only";
import { confirmAccountId } from "@/lib/aws/clients";
import { toTargetError } from "@/lib/aws/errors";
import { bucketExists, CORS_RULE, hasCorsRule } from "@/lib/aws/s3-buckets";
import type { Target } from "@/lib/aws/targets";
import type { DoctorCheck, DoctorReport } from "@/lib/contracts/doctor";
import type { AppError } from "@/lib/domain/app-error";
import { shellWord } from "@/lib/domain/code/literals";
import { doctorWords } from "@/lib/words/doctor";
import { problemWords } from "@/lib/words/problems";
import { getRoles } from "../roles";
import { sharedAnswer } from "../shared-answer";
import { bucketOf } from "../workspace";
import { checkActions } from "./actions";
import { verdict } from "./check";
import { checkMachine } from "./machine";

const { access, role, bucket: ofBucket, cors } = doctorWords;

const subjectOf = (id: "role" | "bucket" | "cors") => ({
  id,
  group: "target" as const,
  what: doctorWords[id].what,
  means: doctorWords[id].means,
});

/** Commands act in the target's account and region, not in whatever the shell stands in. */
const aws = (target: Target, command: string): string =>
  [
    `aws ${command} --region ${target.region}`,
    ...(target.profile === null ? [] : [`--profile ${shellWord(target.profile)}`]),
    ...(target.endpoint === null ? [] : [`--endpoint-url ${target.endpoint}`]),
  ].join(" ");

function signInLine(target: Target, { code }: AppError): string | null {
  if (target.profile === null) return "npm start";
  const profile = shellWord(target.profile);
  if (code === "CredentialsExpired") return `aws sso login --profile ${profile}`;
  return code.startsWith("Credentials") ? `aws configure --profile ${profile}` : null;
}

/** Who we are there. Everything else needs this answer. */
async function checkAccess(target: Target): Promise<DoctorCheck> {
  const what = target.onThisMachine ? access.engine : access.account;
  const subject = { id: "access", group: "target", what, means: access.means } as const;
  try {
    const account = await confirmAccountId(target);
    return verdict(subject, "ok", "ready", access.found(account, target.region));
  } catch (error) {
    const known = toTargetError(error, target);
    const found = known.facts.detail ?? problemWords[known.code].detail;
    return verdict(subject, "blocks", "failed", found, signInLine(target, known));
  }
}

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "sagemaker.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ],
});

async function checkRole(target: Target): Promise<DoctorCheck> {
  const subject = subjectOf("role");
  const { roles, default: chosen, listable } = await getRoles(target);
  if (chosen) return verdict(subject, "ok", "ready", chosen.split("/").at(-1) ?? chosen);
  if (!listable)
    return verdict(subject, "limits", "denied", role.unread, "npm start -- --role ARN");
  if (roles.length > 0) {
    const line = `npm start -- --role ${roles[0]?.arn}`;
    return verdict(subject, "limits", "choose", role.many(roles.length), line);
  }
  const make = `iam create-role --role-name trainyard-execution --assume-role-policy-document ${shellWord(TRUST)}`;
  return verdict(subject, "blocks", "missing", role.none, aws(target, make));
}

async function checkCors(target: Target, bucket: string): Promise<DoctorCheck> {
  const subject = subjectOf("cors");
  try {
    if (await hasCorsRule(target, bucket)) return verdict(subject, "ok", "ready", cors.there);
    return verdict(subject, "limits", "missing", cors.absent, JSON.stringify(CORS_RULE));
  } catch (error) {
    if (toTargetError(error, target).code !== "AccessDenied") throw error;
    return verdict(subject, "limits", "denied", cors.denied, JSON.stringify(CORS_RULE));
  }
}

async function checkBucket(target: Target): Promise<DoctorCheck[]> {
  const subject = subjectOf("bucket");
  const bucket = await bucketOf(target);
  try {
    if (!(await bucketExists(target, bucket))) {
      const make = aws(target, `s3 mb s3://${bucket}`);
      return [verdict(subject, "limits", "absent", ofBucket.absent(bucket), make)];
    }
  } catch (error) {
    if (toTargetError(error, target).code !== "AccessDenied") throw error;
    return [verdict(subject, "blocks", "denied", ofBucket.denied(bucket))];
  }
  return [verdict(subject, "ok", "ready", bucket), await checkCors(target, bucket)];
}

/** A part that failed in a way nobody foresaw hides no other part. */
async function part(
  target: Target,
  id: "role" | "bucket",
  checks: Promise<readonly DoctorCheck[]>,
): Promise<readonly DoctorCheck[]> {
  try {
    return await checks;
  } catch (error) {
    const { code } = toTargetError(error, target);
    return [verdict(subjectOf(id), "unknown", "failed", problemWords[code].title)];
  }
}

async function examine(target: Target): Promise<DoctorReport> {
  const [door, machine] = await Promise.all([checkAccess(target), checkMachine(target)]);
  const inside = door.result === "ok" ? await insideOf(target) : unasked();
  return { checkedAt: new Date().toISOString(), checks: [door, ...inside, ...machine] };
}

async function insideOf(target: Target): Promise<DoctorCheck[]> {
  const parts = await Promise.all([
    part(
      target,
      "role",
      checkRole(target).then((check) => [check]),
    ),
    part(target, "bucket", checkBucket(target)),
    checkActions(target),
  ]);
  return parts.flat();
}

const unasked = (): DoctorCheck[] =>
  (["role", "bucket"] as const).map((id) =>
    verdict(subjectOf(id), "unknown", "notAsked", access.notAsked),
  );

/** What blocks and what limits a target, found by reading alone. */
export const getDoctor = (target: Target): Promise<DoctorReport> =>
  sharedAnswer(`doctor ${target.name}`, () => examine(target));
