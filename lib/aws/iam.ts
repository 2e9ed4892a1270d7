import "server-only";
import { GetRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { clientsFor } from "./clients";
import { absent } from "./outcomes";
import type { Target } from "./targets";

export interface RoleEntry {
  readonly name: string;
  readonly arn: string;
  readonly trustsSageMaker: boolean;
}

/** An account may have 5,000 roles; nobody picks from more than the first thousand. */
const MAX_PAGES = 10;

/** IAM sends the policy URL-encoded (RFC 3986). */
function trustsSageMaker(document: string | undefined): boolean {
  if (!document) return false;
  const policy = JSON.parse(decodeURIComponent(document)) as {
    Statement?: unknown;
  };
  const statements = [policy.Statement ?? []].flat() as readonly {
    Effect?: string;
    Principal?: { Service?: string | readonly string[] } | string;
  }[];
  return statements.some(({ Effect, Principal }) => {
    if (Effect !== "Allow" || typeof Principal !== "object") return false;
    return [Principal.Service ?? []].flat().some((name) => SAGEMAKER.includes(name));
  });
}

/** The service as a principal, which is called alike everywhere, or by the suffix of its cloud. */
const SAGEMAKER: readonly string[] = [
  "sagemaker.amazonaws.com",
  "sagemaker.amazonaws.com.cn",
  "sagemaker.amazonaws.eu",
];

const toEntry = (role: {
  RoleName?: string | undefined;
  Arn?: string | undefined;
  AssumeRolePolicyDocument?: string | undefined;
}): RoleEntry => ({
  name: role.RoleName ?? "",
  arn: role.Arn ?? "",
  trustsSageMaker: trustsSageMaker(role.AssumeRolePolicyDocument),
});

/** The account's roles, the first thousand of them. */
export async function listRoles(target: Target): Promise<RoleEntry[]> {
  const roles: RoleEntry[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await clientsFor(target).iam.send(
      new ListRolesCommand({ MaxItems: 100, ...(marker ? { Marker: marker } : {}) }),
    );
    roles.push(...(answer.Roles ?? []).map(toEntry));
    if (!answer.IsTruncated) break;
    marker = answer.Marker;
  }
  return roles;
}

/** One role by its ARN, whose last part is the name; null when there is none. */
export async function findRole(target: Target, arn: string): Promise<RoleEntry | null> {
  const name = arn.split("/").at(-1) ?? "";
  const answer = await absent(clientsFor(target).iam.send(new GetRoleCommand({ RoleName: name })));
  const role = answer?.Role ? toEntry(answer.Role) : null;
  // The name may be another role's, of this account or under another path.
  return role?.arn === arn ? role : null;
}
