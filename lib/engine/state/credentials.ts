import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

/** What clients sign with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const file = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });

/**
 * The data directory's own credentials, made at random the first time; the file is readable by its
 * owner alone. `override` replaces them for this run and in the file, where the dashboard reads them.
 */
export async function loadCredentials(
  dataDirectory: string,
  override: Credentials | undefined,
): Promise<Credentials> {
  const path = join(dataDirectory, "credentials.json");
  const kept = await readCredentials(path);
  const credentials = override ?? kept ?? randomCredentials();
  const isKept =
    kept?.accessKeyId === credentials.accessKeyId &&
    kept.secretAccessKey === credentials.secretAccessKey;
  if (!isKept) await writeCredentials(path, credentials);
  return credentials;
}

async function readCredentials(path: string): Promise<Credentials | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return file.parse(JSON.parse(text));
  } catch {
    throw new Error(`${path} is damaged. Delete it, and new credentials are made.`);
  }
}

async function writeCredentials(path: string, credentials: Credentials): Promise<void> {
  // A rename shows readers either the old file or the whole new one.
  const partial = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const handle = await open(partial, "wx", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(credentials, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** The form of AWS's own keys: 20 characters from AKIA on, and 40. */
function randomCredentials(): Credentials {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const id = [...randomBytes(16)].map((byte) => letters[byte % 32]).join("");
  return { accessKeyId: `AKIA${id}`, secretAccessKey: randomBytes(30).toString("base64url") };
}
