import { ENGINE_LIMITS } from "@/lib/aws/limits";
import type { Target } from "@/lib/aws/targets";

/** A target that is one test's own engine; each needs a name of its own, since clients are kept. */
export const testTarget = (engine: {
  readonly url: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}): Target => ({
  name: `test-${new URL(engine.url).port}`,
  region: "us-east-1",
  endpoint: engine.url,
  credentials: async () => engine.credentials,
  profile: null,
  roleArn: null,
  limits: ENGINE_LIMITS,
  onThisMachine: true,
});
