import "server-only";
import { presignDownload } from "@/lib/aws/s3-presign";
import type { Target } from "@/lib/aws/targets";
import {
  type DatasetProfile,
  datasetProfile,
  type ProfileEvent,
  type RowIndex,
} from "@/lib/contracts/dataset-profile";
import { AppError } from "@/lib/domain/app-error";
import { mapLimited } from "@/lib/domain/map-limited";
import { INDEX_EVERY } from "@/lib/domain/profile/csv-stream";
import { datasetProfileKey, datasetRowsKey } from "@/lib/domain/workspace";
import { apiSentences } from "@/lib/words/api";
import { type LoadedDataset, loadDataset } from "../datasets";
import { readStoredJson, writeStoredJson } from "../stored-json";
import { type About, eventLines } from "./event-lines";
import type { ProfileOutcome } from "./profile-files";
import { profileInThread } from "./profile-thread";
import { sharedRun } from "./shared-run";

/** Of a larger dataset the beginning is profiled, and the page says so. */
const MOST_BYTES = 4 * 1024 ** 3;
/** A profile of a table of 10,000 columns. */
const PROFILE_BYTES = 64 * 1024 * 1024;

/** What a profile is of: other bytes, or read in another way, are another table. */
interface Subject extends Pick<LoadedDataset, "bucket" | "data"> {
  readonly name: string;
  readonly header: "present" | "absent";
  readonly delimiter: DatasetProfile["delimiter"];
}

async function subjectOf(target: Target, name: string): Promise<Subject | null> {
  const { bucket, data, meta, sample } = await loadDataset(target, name);
  // What is no table has no columns; the dataset's page says why.
  if (!sample.ok) return null;
  return {
    bucket,
    data,
    name,
    header: meta?.header ?? sample.sample.header,
    delimiter: meta?.delimiter ?? sample.sample.delimiter,
  };
}

const identityOf = (files: readonly { name: string; size: number; etag: string }[]): string =>
  JSON.stringify(files.map(({ name, size, etag }) => [name, size, etag]));

/** The stored profile, if it is of the dataset's present bytes and settings; else null. */
export async function getProfile(target: Target, name: string): Promise<DatasetProfile | null> {
  const subject = await subjectOf(target, name);
  return subject && storedProfile(target, subject);
}

async function storedProfile(target: Target, subject: Subject): Promise<DatasetProfile | null> {
  const at = { bucket: subject.bucket, key: datasetProfileKey(subject.name) };
  const profile = await readStoredJson(target, at, datasetProfile, PROFILE_BYTES);
  if (!profile) return null;
  const isCurrent =
    profile.header === subject.header &&
    profile.delimiter === subject.delimiter &&
    identityOf(profile.files) === identityOf(subject.data.files);
  return isCurrent ? profile : null;
}

/**
 * Profiles the dataset and stores the result beside it. The answer's lines say how far it is;
 * whoever leaves it unread to the end gives it up, unless others wait for the same.
 */
export async function makeProfile(name: string, about: Omit<About, "method">): Promise<Response> {
  const { target } = about;
  const subject = await subjectOf(target, name);
  if (!subject) throw new AppError("Conflict", { detail: apiSentences.notATable(name) });
  const { header, delimiter, data } = subject;
  const key = JSON.stringify([target.name, name, header, delimiter, identityOf(data.files)]);
  const run = sharedRun(key, async (signal, report) => {
    const begun = performance.now();
    const files = await mapLimited(data.files, 8, async ({ name: file, key: fileKey }) => ({
      name: file,
      url: (await presignDownload(target, { bucket: subject.bucket, key: fileKey }, file)).url,
    }));
    const order = { files, header, delimiter, mostBytes: MOST_BYTES };
    const outcome = await profileInThread(order, signal, report);
    signal.throwIfAborted();
    await store(target, subject, outcome, (performance.now() - begun) / 1000);
  });
  const total = data.size;
  return eventLines<ProfileEvent>({ ...about, method: "POST" }, (send) => {
    const leave = run.follow((progress) =>
      send(progress ? { ...progress, total } : { kind: "waiting" }),
    );
    return { done: run.done, leave };
  });
}

async function store(
  target: Target,
  subject: Subject,
  outcome: ProfileOutcome,
  seconds: number,
): Promise<void> {
  if (outcome.kind !== "done") throw failure(outcome);
  const { bucket, data, name } = subject;
  const read = new Map(outcome.files.map((file) => [file.name, file]));
  const indexed = data.files.map((file) => {
    const { rows = 0, index = null } = read.get(file.name) ?? {};
    const incomplete = (index?.incomplete ?? []).reduce((sum, count) => sum + count, 0);
    return { name: file.name, size: file.size, etag: file.etag, rows, incomplete, index };
  });
  await mapLimited(indexed, 8, async ({ name: file, etag, index }) => {
    if (!index) return;
    const stored: RowIndex = {
      version: 1,
      etag,
      every: INDEX_EVERY,
      records: index.records,
      offsets: [...index.offsets],
      incomplete: [...index.incomplete],
    };
    await writeStoredJson(target, { bucket, key: datasetRowsKey(name, file) }, stored);
  });
  // Last, since what it says is there must be there.
  await writeStoredJson(
    target,
    { bucket, key: datasetProfileKey(name) },
    {
      version: 1,
      createdAt: new Date().toISOString(),
      seconds,
      files: indexed.map(({ index, ...file }) => ({ ...file, indexed: index !== null })),
      bytes: { read: outcome.read, total: data.size },
      ...outcome.table,
    },
  );
}

function failure(outcome: Exclude<ProfileOutcome, { kind: "done" }>): AppError {
  if (outcome.kind === "openQuote") {
    return new AppError("Conflict", {
      detail: apiSentences.openQuote(outcome.file, outcome.record),
      fix: apiSentences.closeQuote,
    });
  }
  return new AppError("Upstream", {
    detail: apiSentences.unreadable(outcome.file, outcome.reason),
  });
}
