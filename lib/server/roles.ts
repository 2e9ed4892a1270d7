import "server-only";
import { toAppError } from "@/lib/aws/errors";
import { listRoles } from "@/lib/aws/iam";
import type { Target } from "@/lib/aws/targets";
import type { RoleList } from "@/lib/contracts/images";

/**
 * Roles that trust SageMaker. The default is the configured one, else the only one there is;
 * else the form asks.
 */
export async function getRoles(target: Target): Promise<RoleList> {
  const found = await trustingRoles(target);
  const roles = found ?? [];
  const only = roles.length === 1 ? roles[0]?.arn : undefined;
  return {
    roles,
    default: target.roleArn ?? only ?? null,
    listable: found !== null,
  };
}

async function trustingRoles(target: Target): Promise<RoleList["roles"] | null> {
  try {
    const roles = await listRoles(target);
    return roles
      .filter(({ trustsSageMaker }) => trustsSageMaker)
      .map(({ name, arn }) => ({ name, arn }));
  } catch (error) {
    if (toAppError(error).code === "AccessDenied") return null;
    throw error;
  }
}
