import "server-only";
import { headObject } from "@/lib/aws/s3-objects";
import { presignDownload } from "@/lib/aws/s3-presign";
import type { JobFacts } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type { SignedUrl } from "@/lib/contracts/common";
import type { Archive, ArtifactList } from "@/lib/contracts/training-jobs";
import { AppError } from "@/lib/domain/app-error";
import { parseS3Uri } from "@/lib/domain/s3-uris";
import { modelArchiveUri, outputArchiveUri } from "@/lib/domain/workspace";
import { apiSentences } from "@/lib/words/api";
import { type ArchiveListing, listArchive } from "./archives";
import { boundedCache } from "./bounded-cache";
import { requireJob } from "./training-jobs";

export const archiveUri = (job: JobFacts, archive: Archive): string =>
  archive === "model"
    ? (job.modelUri ?? modelArchiveUri(job.outputPath, job.name))
    : outputArchiveUri(job.outputPath, job.name);

const listings = () => boundedCache<ArchiveListing | null>("artifacts.listings", 64);

type Listed = ArtifactList["archives"][number];

async function listOne(target: Target, job: JobFacts, archive: Archive): Promise<Listed | null> {
  const uri = archiveUri(job, archive);
  const at = parseS3Uri(uri);
  const facts = at ? await headObject(target, at) : null;
  if (!facts) return null;
  const base = { archive, uri, sizeBytes: facts.size };
  try {
    const key = `${target.name} ${uri} ${facts.etag}`;
    const listing = await listings().get(key, () => listArchive(target, uri));
    return { ...base, members: listing?.members ?? [], cut: listing?.cut ?? false, problem: null };
  } catch (error) {
    // A broken archive is what the page must show, not a reason to show nothing.
    const problem = error instanceof Error ? error.message : String(error);
    return { ...base, members: [], cut: false, problem };
  }
}

/** The job's archives with their members, listed without unpacking. */
export async function listArtifacts(target: Target, name: string): Promise<ArtifactList> {
  const job = await requireJob(target, name);
  const archives = await Promise.all([
    listOne(target, job, "model"),
    listOne(target, job, "output"),
  ]);
  return { archives: archives.filter((archive) => archive !== null) };
}

/** An address for an archive. @throws AppError NotFound when the job has none. */
export async function downloadArtifact(
  target: Target,
  name: string,
  archive: Archive,
): Promise<SignedUrl> {
  const job = await requireJob(target, name);
  const at = parseS3Uri(archiveUri(job, archive));
  if (!at || !(await headObject(target, at))) {
    throw new AppError("NotFound", { detail: apiSentences.noArchive(archive) });
  }
  return presignDownload(target, at, `${name}-${archive}.tar.gz`);
}
