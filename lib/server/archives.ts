import "server-only";
import { pipeline, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { headObject, openObject } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { parseS3Uri } from "@/lib/domain/s3-uris";
import { absentWords } from "@/lib/words/model-files";

/**
 * Archives are read as streams and never unpacked to disk (design 15): names are data to show,
 * not paths, and the members, their names and the bytes that come out are bounded. Bytes are
 * counted as they come: headers may claim any size.
 */
const MAX_MEMBERS = 1000;
const MAX_UNPACKED_BYTES = 4 * 1024 ** 3;
const MAX_MEMBER_BYTES = 16 * 1024 ** 2;
/** S3's longest key; an extended tar header may name a member with megabytes. */
const MAX_NAME = 1024;

export interface ArchiveMember {
  readonly name: string;
  readonly sizeBytes: number;
  /** `file`, `directory`, `symlink`, … as the tar header says. */
  readonly kind: string;
}

/** Bytes of the archive; null when it is not there. */
export async function archiveSize(target: Target, uri: string): Promise<number | null> {
  const at = parseS3Uri(uri);
  return at ? ((await headObject(target, at))?.size ?? null) : null;
}

/** A member's bytes, in the stream type of the archive reader. */
type Entry = AsyncIterable<unknown>;
type Visit = (header: Header, body: Entry) => Promise<"next" | "stop">;

class TooMuch extends Error {}

/** What came is no archive, or not a whole one. */
class BrokenArchive extends Error {}

/** Passes `most` bytes on and fails at the next one. */
function atMost(most: number): Transform {
  let seen = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      seen += part.length;
      if (seen > most) done(new TooMuch());
      else done(null, part);
    },
  });
}

/**
 * Visits members in order. `cut` when more came out of the archive than is looked at.
 * @throws BrokenArchive, and whatever reading the object ends with.
 */
async function visitArchive(
  target: Target,
  uri: string,
  maxBytes: number,
  visit: Visit,
): Promise<"absent" | "visited" | "cut"> {
  const at = parseS3Uri(uri);
  const source = at ? await openObject(target, at) : null;
  if (!source) return "absent";
  const members = extract();
  let lost: Error | null = null;
  source.once("error", (error: Error) => {
    lost = error;
  });
  // Errors of any stage surface in the loop below, since pipeline destroys the last one with them.
  pipeline(source, createGunzip(), atMost(maxBytes), members, () => undefined);
  try {
    for await (const entry of members) {
      if ((await visit(entry.header, entry)) === "stop") break;
      // What the visitor left unread stands between here and the next member.
      entry.resume();
    }
    return "visited";
  } catch (error) {
    if (error instanceof TooMuch) return "cut";
    throw lost ?? new BrokenArchive(absentWords.brokenArchive, { cause: error });
  } finally {
    source.destroy();
  }
}

const clean = (name: string): string => name.slice(0, MAX_NAME).replace(/^\.\//, "");

export interface ArchiveListing {
  readonly members: ArchiveMember[];
  readonly cut: boolean;
}

/** The archive's members; null when there is no archive. */
export async function listArchive(
  target: Target,
  uri: string,
  maxBytes = MAX_UNPACKED_BYTES,
): Promise<ArchiveListing | null> {
  const members: ArchiveMember[] = [];
  let seen = 0;
  const end = await visitArchive(target, uri, maxBytes, async ({ name, size, type }) => {
    seen += 1;
    if (seen > MAX_MEMBERS) return "stop";
    if (clean(name) !== "" && clean(name) !== ".") {
      members.push({ name: clean(name), sizeBytes: size ?? 0, kind: type ?? "file" });
    }
    return "next";
  });
  return end === "absent" ? null : { members, cut: end === "cut" || seen > MAX_MEMBERS };
}

export type MemberRead =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: "noArchive" | "noMember" | "tooLarge" | "broken" };

/** The text of one member at the archive's root, read without unpacking the rest. */
export async function readMember(
  target: Target,
  uri: string,
  member: string,
  maxBytes = MAX_UNPACKED_BYTES,
): Promise<MemberRead> {
  let result: MemberRead = { ok: false, reason: "noMember" };
  const visit: Visit = async ({ name, size, type }, body) => {
    if (clean(name) !== member || type !== "file") return "next";
    if ((size ?? 0) > MAX_MEMBER_BYTES) {
      result = { ok: false, reason: "tooLarge" };
      return "stop";
    }
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part as Uint8Array);
    result = { ok: true, text: new TextDecoder().decode(Buffer.concat(parts)) };
    return "stop";
  };
  try {
    const end = await visitArchive(target, uri, maxBytes, visit);
    if (end === "absent") return { ok: false, reason: "noArchive" };
    return end === "cut" ? { ok: false, reason: "tooLarge" } : result;
  } catch (error) {
    if (error instanceof BrokenArchive) return { ok: false, reason: "broken" };
    throw error;
  }
}
