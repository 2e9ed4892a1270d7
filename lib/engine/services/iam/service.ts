import type {
  EvaluationResult,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  Role,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from "@aws-sdk/client-iam";
import * as z from "zod";
import { AwsError } from "../../protocol/errors.ts";
import type { Operation, Service } from "../../protocol/operation.ts";
import { roleArn } from "../../state/execution-role.ts";

interface Account {
  readonly accountId: string;
  /** Names of its roles. */
  readonly roles: readonly string[];
}

const roleName = z.object({
  RoleName: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\w+=,.@-]+$/),
});

/** IAM: the configured roles, which SageMaker may assume and which may do everything here. */
export function createIamService(account: Account): Service {
  return {
    name: "iam",
    operations: {
      GetRole: { validate: roleName, handle: getRole(account) },
      ListRoles: { handle: listRoles(account) },
      SimulatePrincipalPolicy: { handle: simulatePrincipalPolicy(account) },
    },
  };
}

const TRUST_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "sagemaker.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ],
});

function describe({ accountId }: Account, name: string): Role {
  return {
    Path: "/",
    RoleName: name,
    RoleId: `AROA${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")}`,
    Arn: roleArn(accountId, name),
    // Roles are older than every data directory; a fixed date keeps answers the same.
    CreateDate: new Date("2026-01-01T00:00:00Z"),
    // IAM sends policies percent-encoded.
    AssumeRolePolicyDocument: encodeURIComponent(TRUST_POLICY),
    Description: "The role that training jobs and endpoints of this machine run under.",
    MaxSessionDuration: 43_200,
  };
}

const getRole =
  (account: Account): Operation<GetRoleRequest, GetRoleResponse> =>
  ({ RoleName = "" }) => {
    if (!account.roles.includes(RoleName)) {
      throw new AwsError("NoSuchEntity", `The role with name ${RoleName} cannot be found.`, 404);
    }
    return { Role: describe(account, RoleName) };
  };

const listRoles =
  (account: Account): Operation<ListRolesRequest, ListRolesResponse> =>
  ({ PathPrefix = "/", Marker }) => {
    const isOnPage = Marker === undefined && "/".startsWith(PathPrefix);
    const names = isOnPage ? account.roles : [];
    return { Roles: names.map((name) => describe(account, name)), IsTruncated: false };
  };

/** A role may do everything that the engine serves, so every decision is "allowed". */
const simulatePrincipalPolicy =
  (account: Account): Operation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse> =>
  ({ PolicySourceArn, ActionNames = [], ResourceArns = ["*"] }) => {
    const arns = account.roles.map((name) => roleArn(account.accountId, name));
    if (!arns.includes(PolicySourceArn ?? "")) {
      throw new AwsError("NoSuchEntity", `The principal ${PolicySourceArn} cannot be found.`, 404);
    }
    const EvaluationResults = ActionNames.flatMap((EvalActionName) =>
      ResourceArns.map(
        (EvalResourceName): EvaluationResult => ({
          EvalActionName,
          EvalResourceName,
          EvalDecision: "allowed",
        }),
      ),
    );
    return { EvaluationResults, IsTruncated: false };
  };
