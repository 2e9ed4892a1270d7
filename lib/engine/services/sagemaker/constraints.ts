import * as z from "zod";

/** SageMaker's constraints that come again and again; `/^…$/` is printed in the message as it is. */
export const resourceName = z
  .string()
  .max(63)
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);

export const roleArn = z
  .string()
  .min(20)
  .max(2048)
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/);

export const s3Uri = z
  .string()
  .max(1024)
  .regex(/^(https|s3):\/\/([^/]+)\/?(.*)$/);

export const imageReference = z.string().max(255).regex(/^\S+$/);

const tagKey = z
  .string()
  .min(1)
  .max(128)
  .refine((key) => !key.toLowerCase().startsWith("aws:"), {
    message: "Member must not begin with aws:, which is reserved for AWS",
  });

export const tags = z
  .array(z.object({ Key: tagKey, Value: z.string().max(256) }))
  .max(50)
  .refine((list) => new Set(list.map(({ Key }) => Key)).size === list.length, {
    message: "Member must not have a tag key twice",
  });

/** An image's name or ARN where either may stand. */
export const nameOrArn = z
  .string()
  .min(1)
  .max(170)
  .regex(
    /^(arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:[a-z-]*\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)$/,
  );

export const environment = z
  .record(
    z
      .string()
      .max(512)
      .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
    z.string().max(512),
  )
  .refine((map) => Object.keys(map).length <= 100, {
    message: "Member must have length less than or equal to 100",
  });

export const metricDefinitions = z
  .array(
    z.object({
      Name: z.string().min(1).max(255),
      Regex: z.string().min(1).max(500),
    }),
  )
  .max(40);

/** The members that every List operation shares. */
export const listRequest = z.object({
  MaxResults: z.number().int().min(1).max(100).optional(),
  NameContains: z
    .string()
    .max(63)
    .regex(/^[a-zA-Z0-9-]*$/)
    .optional(),
  NextToken: z.string().max(8192).optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
});
