/** Whether a Host header addresses this machine's loopback, or one of `allowed`; the port does not matter. */
export function isAllowedHost(host: string | undefined, allowed: readonly string[]): boolean {
  const name = hostName(host);
  return (
    name !== undefined &&
    (isLoopback(name) || allowed.some((known) => name === known || name.endsWith(`.${known}`)))
  );
}

/** `data.localhost:4566` names the bucket `data`; undefined for plain hosts. */
export function bucketOfHost(
  host: string | undefined,
  allowed: readonly string[],
): string | undefined {
  const name = hostName(host);
  const suffix = ["localhost", ...allowed].find((known) => name?.endsWith(`.${known}`));
  if (name === undefined || suffix === undefined) return undefined;
  const label = name.slice(0, -suffix.length - 1);
  // Clients that build s3.<host> or s3.<region>.<host> mean no bucket by it.
  const bucket = label.replace(/(^|\.)s3([.-][a-z0-9-]+)?$/, "");
  return bucket === "" ? undefined : bucket;
}

function hostName(host: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(host ?? "");
  return match?.[1]?.toLowerCase();
}

function isLoopback(name: string): boolean {
  return (
    name === "127.0.0.1" || name === "[::1]" || name === "localhost" || name.endsWith(".localhost")
  );
}
