import type { Repository } from "@aws-sdk/client-ecr";
import type { TagMutability } from "../../state/image-repositories.ts";
import { invalidParameter } from "./faults.ts";

type Members = Pick<Repository, "imageTagMutability" | "imageTagMutabilityExclusionFilters">;

/** What a request asks for. Throws where mode and exceptions do not go together. */
export function mutabilityOf({
  imageTagMutability: mode = "MUTABLE",
  imageTagMutabilityExclusionFilters: filters = [],
}: Members): TagMutability {
  if (mode.endsWith("_WITH_EXCLUSION") !== filters.length > 0)
    throw invalidParameter(
      "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'must be given with IMMUTABLE_WITH_EXCLUSION and MUTABLE_WITH_EXCLUSION, and with no other value of imageTagMutability'",
    );
  return { mode, exclusions: filters.map(({ filter = "" }) => filter) };
}

export const mutabilityOutput = ({ mode, exclusions }: TagMutability): Members => ({
  imageTagMutability: mode,
  ...(exclusions.length > 0 && {
    imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({
      filterType: "WILDCARD",
      filter,
    })),
  }),
});
