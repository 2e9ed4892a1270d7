import {
  BatchGetImage$,
  DescribeImages$,
  DescribeRepositories$,
  GetAuthorizationToken$,
  ListImages$,
} from "@aws-sdk/client-ecr";
import type { OperationSchema } from "../wire.ts";

export const ecrSchemas: Record<string, OperationSchema> = {
  BatchGetImage: BatchGetImage$,
  DescribeImages: DescribeImages$,
  DescribeRepositories: DescribeRepositories$,
  GetAuthorizationToken: GetAuthorizationToken$,
  ListImages: ListImages$,
};
