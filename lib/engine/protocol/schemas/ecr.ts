import { DescribeImages$, DescribeRepositories$, ListImages$ } from "@aws-sdk/client-ecr";
import type { OperationSchema } from "../wire.ts";

export const ecrSchemas: Record<string, OperationSchema> = {
  DescribeImages: DescribeImages$,
  DescribeRepositories: DescribeRepositories$,
  ListImages: ListImages$,
};
