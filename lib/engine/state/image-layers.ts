import { createHash, type Hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Readable } from "node:stream";
import type { BlobStore, Segment } from "./blobs.ts";
import type { Clock } from "./clock.ts";
import { createLayerRows, type Layer, type LayerUpload } from "./image-layer-rows.ts";

export type CommitResult =
  | { readonly ok: true; readonly layer: Layer }
  /** What the bytes do have. */
  | { readonly ok: false; readonly digest: string };

/**
 * Layers by their digest, each kept once for all repositories. They and the pieces of unfinished
 * uploads lie in files under random names; a digest is a row, never a path.
 */
export interface LayerStore {
  get(digest: string): Layer | undefined;
  /** As `get`, and keeps the layer for the image that is about to name it. */
  claim(digest: string): Layer | undefined;
  /** Bytes `start` to `end`, inclusive; of a layer that exists. */
  open(digest: string, start: number, end: number): Readable;
  /** False when an image has it. */
  remove(digest: string): Promise<boolean>;

  /** Undefined when there are too many unfinished uploads. */
  begin(repository: string): LayerUpload | undefined;
  upload(id: string): LayerUpload | undefined;
  /**
   * Adds bytes to an upload and answers it as it is then; undefined when it was cancelled meanwhile.
   * What arrives before `source` fails is kept, so that the client can go on from there. To be called
   * by one at a time.
   */
  append(upload: LayerUpload, source: AsyncIterable<Uint8Array>): Promise<LayerUpload | undefined>;
  /** Makes an upload a layer, if its bytes have the digest; else they are deleted. */
  commit(upload: LayerUpload, digest: string): Promise<CommitResult>;
  cancel(upload: LayerUpload): Promise<void>;
  /** Cancels a repository's uploads. */
  cancelAll(repository: string): Promise<void>;
  /** Deletes layers that no image has had and nobody has asked for lately, and forgotten uploads. */
  collect(): Promise<void>;
  /** Deletes files that a crash left behind. */
  recover(): Promise<void>;
}

/** A push sends its layers first and what names them last; it has this long in between. */
const UNNAMED_LAYER_MS = 3_600_000;
/** As long as ECR keeps an upload that nobody goes on with. */
const FORGOTTEN_UPLOAD_MS = 86_400_000;
const MOST_UPLOADS = 1000;
/** About ECR's own limit of 52,000 MiB; an upload is not read any further. */
export const MAX_LAYER_BYTES = 50 * 1024 ** 3;

export function createLayerStore(db: DatabaseSync, blobs: BlobStore, clock: Clock): LayerStore {
  const rows = createLayerRows(db, () => clock.now().getTime());
  const hashes = createRunningHashes();

  const drop = async (files: readonly Segment[]) => blobs.remove(files.map(({ blob }) => blob));
  const cancel = async ({ id }: LayerUpload) => {
    hashes.forget(id);
    await drop(rows.removeUpload(id));
  };
  const read = (files: readonly Segment[], start: number, end: number) =>
    blobs.read(files, start, end);
  const digestOf = async (upload: LayerUpload) => {
    const known = hashes.at(upload);
    if (known) return `sha256:${known.digest("hex")}`;
    const hash = createHash("sha256");
    const files = rows.filesOfUpload(upload.id);
    for await (const chunk of read(files, 0, upload.size - 1)) hash.update(chunk as Buffer);
    return `sha256:${hash.digest("hex")}`;
  };

  return {
    get: rows.layer,
    claim: (digest) => {
      const layer = rows.layer(digest);
      if (layer) rows.claim(digest);
      return layer;
    },
    open: (digest, start, end) => read(rows.filesOfLayer(digest), start, end),
    async remove(digest) {
      const freed = rows.removeUnreferenced(digest);
      if (freed) await drop(freed);
      return freed !== undefined;
    },
    begin: (repository) =>
      rows.countUploads() < MOST_UPLOADS ? rows.insertUpload(repository) : undefined,
    upload: rows.upload,
    async append(upload, source) {
      const hash =
        hashes.at(upload)?.copy() ?? (upload.size === 0 ? createHash("sha256") : undefined);
      const grown = await blobs.receive(
        keepingWhatComes(source, hash, MAX_LAYER_BYTES - upload.size),
        undefined,
        async (piece) => {
          const added = rows.insertPiece(upload, piece);
          if (!added) await blobs.remove([piece.blob]);
          return added;
        },
      );
      if (hash && grown) hashes.keep(grown, hash);
      return grown;
    },
    async commit(upload, digest) {
      const actual = await digestOf(upload);
      if (actual !== digest) {
        await cancel(upload);
        return { ok: false, digest: actual };
      }
      hashes.forget(upload.id);
      await drop(rows.promote(upload, digest));
      return { ok: true, layer: { digest, size: upload.size } };
    },
    cancel,
    async cancelAll(repository) {
      for (const upload of rows.uploadsOf(repository)) await cancel(upload);
    },
    async collect() {
      const now = clock.now().getTime();
      for (const upload of rows.uploadsBefore(now - FORGOTTEN_UPLOAD_MS)) await cancel(upload);
      for (const digest of rows.unnamedBefore(now - UNNAMED_LAYER_MS)) {
        await drop(rows.removeUnreferenced(digest) ?? []);
      }
    },
    recover: () => blobs.sweep(rows.isReferenced),
  };
}

/** Ends where `source` fails, since what came before is worth keeping, and behind `most` bytes. */
async function* keepingWhatComes(
  source: AsyncIterable<Uint8Array>,
  hash: Hash | undefined,
  most: number,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of source) {
      hash?.update(chunk);
      yield chunk;
      size += chunk.length;
      if (size > most) return;
    }
  } catch {
    // The caller sees by the size how far it came.
  }
}

/** The hashes of uploads under way, so that a layer need not be read again to be verified. */
function createRunningHashes() {
  const known = new Map<string, { readonly size: number; readonly hash: Hash }>();
  return {
    /** The hash over all of the upload's bytes; undefined after a restart, or when there were too many. */
    at({ id, size }: LayerUpload): Hash | undefined {
      const kept = known.get(id);
      return kept?.size === size ? kept.hash : undefined;
    },
    keep({ id, size }: LayerUpload, hash: Hash): void {
      known.set(id, { size, hash });
      const [oldest] = known.keys();
      if (known.size > MOST_UPLOADS && oldest !== undefined) known.delete(oldest);
    },
    forget: (id: string) => void known.delete(id),
  };
}
