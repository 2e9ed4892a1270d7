// npm run test:sagemaker-sdk: the examples of both majors of the SageMaker Python SDK, against an engine.
import { bootstrap } from "./launcher/bootstrap.mjs";

await bootstrap(import.meta.url, async () => (await import("./suites/sagemaker-sdk.mjs")).main);
