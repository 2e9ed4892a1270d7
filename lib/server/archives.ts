import "server-only";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { headObject, openObject } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { parseS3Uri } from "@/lib/domain/s3-uris";

/**
 * Archives are read as streams and never unpacked to disk (design 15): names are data to show,
 * not paths, and both the members and the bytes looked at are bounded.
 */
const MAX_MEMBERS = 1000;
const MAX_UNPACKED_BYTES = 4 * 1024 ** 3;
const MAX_MEMBER_BYTES = 64 * 1024 ** 2;

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

/** Visits members in order. False when there is no archive. @throws Error for a broken one. */
async function visitArchive(target: Target, uri: string, visit: Visit): Promise<boolean> {
  const at = parseS3Uri(uri);
  const source = at ? await openObject(target, at) : null;
  if (!source) return false;
  const members = extract();
  // Errors of any stage surface in the loop below, since pipeline destroys the last one with them.
  pipeline(source, createGunzip(), members, () => undefined);
  try {
    for await (const entry of members) {
      if ((await visit(entry.header, entry)) === "stop") break;
      // What the visitor left unread stands between here and the next member.
      entry.resume();
    }
    return true;
  } finally {
    source.destroy();
  }
}

const clean = (name: string): string => name.replace(/^\.\//, "");

export interface ArchiveListing {
  readonly members: ArchiveMember[];
  readonly cut: boolean;
}

/** The archive's members; null when there is no archive. */
export async function listArchive(target: Target, uri: string): Promise<ArchiveListing | null> {
  const members: ArchiveMember[] = [];
  let unpacked = 0;
  let cut = false;
  const found = await visitArchive(target, uri, async ({ name, size, type }) => {
    cut = members.length >= MAX_MEMBERS || unpacked > MAX_UNPACKED_BYTES;
    if (cut) return "stop";
    unpacked += size ?? 0;
    if (clean(name) !== "" && clean(name) !== ".") {
      members.push({ name: clean(name), sizeBytes: size ?? 0, kind: type ?? "file" });
    }
    return "next";
  });
  return found ? { members, cut } : null;
}

export type MemberRead =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: "noArchive" | "noMember" | "tooLarge" };

/** The text of one member at the archive's root, read without unpacking the rest. */
export async function readMember(target: Target, uri: string, member: string): Promise<MemberRead> {
  let result: MemberRead = { ok: false, reason: "noMember" };
  const found = await visitArchive(target, uri, async ({ name, size, type }, body) => {
    if (clean(name) !== member || type !== "file") return "next";
    if ((size ?? 0) > MAX_MEMBER_BYTES) {
      result = { ok: false, reason: "tooLarge" };
      return "stop";
    }
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part as Uint8Array);
    result = { ok: true, text: Buffer.concat(parts).toString("utf8") };
    return "stop";
  });
  return found ? result : { ok: false, reason: "noArchive" };
}
