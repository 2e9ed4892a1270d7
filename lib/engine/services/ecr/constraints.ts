import * as z from "zod";

/** From the service's model. */
const REPOSITORY_NAME = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
export const repositoryName = z.string().min(2).max(256).regex(REPOSITORY_NAME);
export const isRepositoryName = (text: string): boolean =>
  text.length >= 2 && text.length <= 256 && REPOSITORY_NAME.test(text);

/** Docker's own rule for tags. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
export const isTag = (text: string): boolean => TAG.test(text);

const DIGEST = /^sha256:[0-9a-f]{64}$/;
export const isDigest = (text: string): boolean => DIGEST.test(text);

export const digest = z.string().regex(DIGEST);

const registryId = z
  .string()
  .regex(/^[0-9]{12}$/)
  .optional();

/** What nearly every request names. */
export const inRepository = z.object({ repositoryName, registryId });

const nextToken = z.string().optional();
const maxResults = z.int().min(1).max(1000).optional();
export const paged = { nextToken, maxResults };

export const imageIds = z
  .array(z.object({ imageDigest: z.string().optional(), imageTag: z.string().max(300).optional() }))
  .min(1)
  .max(100);

export const imageFilter = z
  .object({ tagStatus: z.enum(["TAGGED", "UNTAGGED", "ANY"]).optional() })
  .optional();

export const resourceTags = z
  .array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) }))
  .max(50);

export const tagMutability = {
  imageTagMutability: z
    .enum(["IMMUTABLE", "MUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"])
    .optional(),
  imageTagMutabilityExclusionFilters: z
    .array(
      z.object({
        filterType: z.literal("WILDCARD"),
        filter: z
          .string()
          .min(1)
          .max(128)
          .regex(/^[0-9a-zA-Z._*-]{1,128}$/),
      }),
    )
    .min(1)
    .max(5)
    .optional(),
};
