import "server-only";
import { dnsSuffix } from "@/lib/dashboard/partitions";

/** The registry of an account's images in a region. */
export const registryHost = (accountId: string, region: string): string =>
  `${accountId}.dkr.ecr.${region}.${dnsSuffix(region)}`;

const HOST = /^(?<account>\d{12})\.dkr\.ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?<suffix>.+)$/;

/** Whose registry a host is; null for what is no registry of AWS. */
export function registryOwner(host: string): { accountId: string; region: string } | null {
  const { account = "", region = "", suffix } = HOST.exec(host)?.groups ?? {};
  return suffix === dnsSuffix(region) ? { accountId: account, region } : null;
}
