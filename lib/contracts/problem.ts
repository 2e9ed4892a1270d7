import * as z from "zod/mini";
import { APP_ERROR_CODES } from "@/lib/domain/app-error";

/** How the API says that something went wrong: RFC 9457, with members of our own. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** What the person can do about it. */
  fix: z.string(),
  code: z.enum(APP_ERROR_CODES),
  /** Found again in the dashboard's own log. */
  requestId: z.string(),
  /** What AWS said, word for word. */
  upstream: z.nullable(
    z.object({
      code: z.string(),
      message: z.string(),
      /** HTTP's; of a ModelError the container's own, 0 where it gave none. */
      status: z.nullable(z.number()),
      requestId: z.nullable(z.string()),
    }),
  ),
  fields: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type Problem = z.infer<typeof problem>;
