import type { Service } from "../../protocol/operation.ts";
import type { EcrContext } from "./context.ts";
import { describeImages } from "./operations/describe-images.ts";
import { describeRepositories } from "./operations/describe-repositories.ts";
import { listImages } from "./operations/list-images.ts";

export function createEcrService(context: EcrContext): Service {
  return {
    name: "ecr",
    operations: {
      DescribeImages: describeImages(context),
      DescribeRepositories: describeRepositories(context),
      ListImages: listImages(context),
    },
  };
}
