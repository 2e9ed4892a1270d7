import type { Call } from "../../protocol/operation.ts";

type Address = Pick<Call, "accountId" | "region" | "host">;

const LOOPBACK = ["localhost", "127.0.0.1"];

/**
 * An image of the engine's registry by the name that AWS would give it. Docker knows the image by the
 * engine's address, which may be another one tomorrow; what is kept must not depend on it. Other
 * references stay as they are. docs/decisions/0030-images-have-two-names.md
 */
export function canonicalReference(
  reference: string,
  { accountId, region, host }: Address,
): string {
  const slash = reference.indexOf("/");
  const port = host.slice(host.lastIndexOf(":"));
  const own = [host, ...LOOPBACK.map((name) => `${name}${port}`)];
  if (slash < 0 || !own.includes(reference.slice(0, slash))) return reference;
  return `${accountId}.dkr.ecr.${region}.amazonaws.com${reference.slice(slash)}`;
}

/** A container definition or an algorithm's specification with its image named canonically. */
export function withCanonicalImage<
  Name extends string,
  T extends { readonly [name in Name]?: string | undefined },
>(holder: T, name: Name, address: Address): T {
  const reference = holder[name];
  return reference === undefined
    ? holder
    : { ...holder, [name]: canonicalReference(reference, address) };
}
