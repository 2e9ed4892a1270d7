import { createLogWriter, type LogWriter } from "../containers/log-writer.ts";
import type { ServingDeps } from "../serving/place.ts";
import { type ExecutionParameters, wireName } from "./execution-parameters.ts";
import { type InputFault, LOG_GROUP } from "./transform-run.ts";

/** What SageMaker itself says of a job's data, in a stream beside the container's. */
export interface DataLog {
  parameters(parameters: ExecutionParameters): void;
  failure(
    input: { readonly bucket: string; readonly key: string },
    fault: InputFault,
    message: string,
  ): void;
  end(): void;
}

export function createDataLog(deps: ServingDeps, stream: string): DataLog {
  let writer: LogWriter | undefined;
  const say = (line: string) => {
    writer ??= createLogWriter(deps, LOG_GROUP, `${stream}/data-log`);
    const time = deps.clock.now().toISOString().slice(0, -1);
    writer.write(`${time}:[sagemaker logs]: ${line}`);
  };
  return {
    parameters: ({ maxConcurrentTransforms, maxPayloadInMB, batchStrategy }) =>
      say(
        `MaxConcurrentTransforms=${maxConcurrentTransforms}, MaxPayloadInMB=${maxPayloadInMB}, BatchStrategy=${wireName(batchStrategy)}`,
      ),
    failure({ bucket, key }, { blame, answer }, message) {
      const about = (line: string) => say(`${bucket}/${key}: ${line}`);
      about(`${blame}: ${message}`);
      if (answer === undefined) return;
      about("");
      about("Message:");
      for (const line of answer.split(/\r?\n/)) about(line);
    },
    end: () => writer?.end(),
  };
}
