import "server-only";
import type * as z from "zod/mini";
import { headObject } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import {
  type EvaluationAnswer,
  evaluation,
  modelSchema,
  type SchemaAnswer,
} from "@/lib/contracts/model-files";
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

/** A member of an archive, parsed as its contract; `absent` says why there is nothing. */
async function readFile<T>(
  target: Target,
  uri: string,
  member: string,
  contract: z.ZodMiniType<T>,
): Promise<FileRead<T>> {
  const at = parseS3Uri(uri);
  const facts = at ? await headObject(target, at) : null;
  if (!facts) return { value: null, absent: absentWords.noArchive(member) };
  const key = `${target.name} ${uri} ${facts.etag} ${member}`;
  const read = await reads().get(key, () => readMember(target, uri, member));
  if (!read.ok) return { value: null, absent: absentWords[read.reason](member) };
  const parsed = contract.safeParse(parseJson(read.text));
  if (parsed.success) return { value: parsed.data, absent: null };
  const [issue] = parsed.error.issues;
  const where = issue ? `${issue.path.map(String).join(".")}: ${issue.message}` : "";
  return { value: null, absent: absentWords.malformed(member, where) };
}

/** Undefined for what is no JSON: no contract accepts it, so it is reported as malformed. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the job's container said about how good the model is. */
export async function getEvaluation(target: Target, job: string): Promise<EvaluationAnswer> {
  const facts = await requireJob(target, job);
  const read = await readFile(target, archiveUri(facts, "output"), "evaluation.json", evaluation);
  return { evaluation: read.value, absent: read.absent };
}

/** What the job's model was trained on. */
export async function getJobSchema(target: Target, job: string): Promise<SchemaAnswer> {
  const facts = await requireJob(target, job);
  const output = await readFile(target, archiveUri(facts, "output"), "schema.json", modelSchema);
  if (output.value) return { schema: output.value, absent: null };
  return schemaOfModel(target, archiveUri(facts, "model"));
}

/** schema.json out of a model archive, wherever the model came from. */
export async function schemaOfModel(target: Target, modelUri: string): Promise<SchemaAnswer> {
  if (!parseS3Uri(modelUri)) {
    throw new AppError("Invalid", { detail: absentWords.noArchive("schema.json") });
  }
  const read = await readFile(target, modelUri, "schema.json", modelSchema);
  return { schema: read.value, absent: read.absent };
}
