import "server-only";
import { headObject } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { type EvaluationAnswer, readEvaluation } from "@/lib/contracts/evaluation";
import { modelSchema, type SchemaAnswer } from "@/lib/contracts/model-files";
import { AppError } from "@/lib/domain/app-error";
import { parseS3Uri } from "@/lib/domain/s3-uris";
import { absentWords } from "@/lib/words/model-files";
import { type MemberRead, readMember } from "./archives";
import { archiveUri } from "./artifacts";
import { boundedCache } from "./bounded-cache";
import { requireJob } from "./training-jobs";

type FileRead<T> =
  | { readonly value: T; readonly absent: null }
  | { readonly value: null; readonly absent: string };

/** Texts of up to 16 MiB: many small ones or a few large ones. */
const reads = () =>
  boundedCache<MemberRead>("model-files.members", 64, {
    of: (read) => (read.ok ? read.text.length : 0),
    most: 64 * 1024 ** 2,
  });

/** A member of an archive as JSON; `absent` says why there is nothing. */
async function readFile(target: Target, uri: string, member: string): Promise<FileRead<unknown>> {
  const at = parseS3Uri(uri);
  const facts = at ? await headObject(target, at) : null;
  if (!facts) return { value: null, absent: absentWords.noArchive(member) };
  const key = `${target.name} ${uri} ${facts.etag} ${member}`;
  const read = await reads().get(key, () => readMember(target, uri, member));
  if (!read.ok) return { value: null, absent: absentWords[read.reason](member) };
  try {
    return { value: JSON.parse(read.text), absent: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    return { value: null, absent: absentWords.noJson(member, why) };
  }
}

async function readSchema(target: Target, uri: string): Promise<SchemaAnswer> {
  const { value, absent } = await readFile(target, uri, "schema.json");
  if (absent !== null) return { schema: null, absent };
  const parsed = modelSchema.safeParse(value);
  if (parsed.success) return { schema: parsed.data, absent: null };
  const [issue] = parsed.error.issues;
  const where = issue ? `${issue.path.map(String).join(".")}: ${issue.message}` : "";
  return { schema: null, absent: absentWords.malformed("schema.json", where) };
}

/** What the job's container said about how good the model is. */
export async function getEvaluation(target: Target, job: string): Promise<EvaluationAnswer> {
  const member = "evaluation.json";
  const facts = await requireJob(target, job);
  const { value, absent } = await readFile(target, archiveUri(facts, "output"), member);
  if (absent !== null) return { evaluation: null, unread: [], absent };
  const read = readEvaluation(value);
  return "why" in read
    ? { evaluation: null, unread: [], absent: absentWords.malformed(member, read.why) }
    : { evaluation: read.evaluation, unread: [...read.unread], absent: null };
}

/** What the job's model was trained on. */
export async function getJobSchema(target: Target, job: string): Promise<SchemaAnswer> {
  const facts = await requireJob(target, job);
  const output = await readSchema(target, archiveUri(facts, "output"));
  if (output.schema) return output;
  return schemaOfModel(target, archiveUri(facts, "model"));
}

/** schema.json out of a model archive, wherever the model came from. */
export async function schemaOfModel(target: Target, modelUri: string): Promise<SchemaAnswer> {
  if (!parseS3Uri(modelUri)) {
    throw new AppError("Invalid", { detail: absentWords.noArchive("schema.json") });
  }
  return readSchema(target, modelUri);
}
