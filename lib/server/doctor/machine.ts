import "server-only";
import { access, constants, readdir, readFile, statfs } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Target } from "@/lib/aws/targets";
import type { DoctorCheck } from "@/lib/contracts/doctor";
import { formatBytes } from "@/lib/domain/format";
import { serverEnv } from "@/lib/env/server";
import { doctorWords } from "@/lib/words/doctor";
import { verdict } from "./check";

const subjectOf = (id: "runner" | "python" | "disk" | "folder") => ({
  id,
  group: "machine" as const,
  what: doctorWords[id].what,
  means: doctorWords[id].means,
});

const health = z.object({ runner: z.string(), isolation: z.string() });
const ANSWERS_WITHIN_MS = 3000;

/** What the engine says of itself; null when it does not say. */
async function engineHealth(target: Target): Promise<z.infer<typeof health> | null> {
  try {
    const answer = await fetch(`${target.endpoint}/_trainyard/health`, {
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    const known = z.safeParse(health, await answer.json());
    return known.success ? known.data : null;
  } catch {
    // Nobody answers, or somebody else does: the check of the target says which.
    return null;
  }
}

async function checkRunner(target: Target): Promise<DoctorCheck> {
  const { words, runner } = doctorWords;
  const known = await engineHealth(target);
  if (!known) return verdict(subjectOf("runner"), "unknown", "failed", words.failed);
  const found = known.isolation;
  return known.runner === "process"
    ? verdict(subjectOf("runner"), "limits", "weak", found, runner.install)
    : verdict(subjectOf("runner"), "ok", "ready", found);
}

const VERSION = /^version\s*=\s*(\S+)/m;

/** Of the environments that the engine has prepared, as Python itself wrote them down. */
async function pythonVersions(dataDir: string): Promise<string[]> {
  const folder = join(dataDir, "environments");
  const names = await readdir(folder).catch(() => []);
  const versions = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name, "pyvenv.cfg"), "utf8").catch(() => "");
      return VERSION.exec(text)?.[1] ?? null;
    }),
  );
  return versions.filter((version) => version !== null);
}

async function checkPython(dataDir: string): Promise<DoctorCheck> {
  const { python } = doctorWords;
  const versions = await pythonVersions(dataDir);
  const subject = subjectOf("python");
  if (versions.length === 0) return verdict(subject, "ok", "absent", python.none);
  const distinct = [...new Set(versions)].sort().join(", ");
  return verdict(subject, "ok", "ready", python.found(distinct, versions.length));
}

const WANTED_BYTES = 3e9;

async function checkDisk(dataDir: string): Promise<DoctorCheck> {
  const { disk } = doctorWords;
  const subject = subjectOf("disk");
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  return free >= WANTED_BYTES
    ? verdict(subject, "ok", "ready", disk.free(formatBytes(free)))
    : verdict(subject, "limits", "low", disk.low(formatBytes(free)), disk.line);
}

async function checkFolder(dataDir: string): Promise<DoctorCheck> {
  const subject = subjectOf("folder");
  try {
    await access(dataDir, constants.W_OK);
    return verdict(subject, "ok", "ready", dataDir);
  } catch {
    // Absent or closed: either way nothing can be kept there.
    const { folder, disk } = doctorWords;
    return verdict(subject, "blocks", "missing", folder.readOnly(dataDir), disk.line);
  }
}

/** The machine that a target runs on, where that is this one. */
export async function checkMachine(target: Target): Promise<DoctorCheck[]> {
  if (!target.onThisMachine) return [];
  const { dataDir } = serverEnv();
  const folder = await checkFolder(dataDir);
  const rest = await Promise.all([
    checkRunner(target),
    checkPython(dataDir),
    // Without the folder there is no disk to speak of.
    ...(folder.result === "ok" ? [checkDisk(dataDir)] : []),
  ]);
  return [...rest, folder];
}
