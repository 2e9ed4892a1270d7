/** What a client is told of it. */
export const DISK_FULL =
  "The disk that holds the engine's data directory is full. Make room on it, then try again.";

const SQLITE_FULL = 13;
/** The journal's index, which SQLite maps into memory, found no room. */
const SQLITE_IOERR_SHMSIZE = 4874;

export function isDiskFull(error: unknown): boolean {
  const { code, errcode } = error as NodeJS.ErrnoException & { errcode?: number };
  return code === "ENOSPC" || errcode === SQLITE_FULL || errcode === SQLITE_IOERR_SHMSIZE;
}
