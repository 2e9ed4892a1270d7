import { pythonCall, shellWord } from "./literals";

export interface Invocation {
  readonly endpoint: string;
  readonly contentType: string;
  /** The body as it was sent; CSV. */
  readonly body: string;
}

/** The same question to the endpoint by boto3 and by the AWS CLI; the answer is printed. */
export function invocationCode({ endpoint, contentType, body }: Invocation) {
  const call = pythonCall('boto3.client("sagemaker-runtime").invoke_endpoint', {
    EndpointName: endpoint,
    ContentType: contentType,
    Accept: "text/csv",
    Body: body,
  });
  const boto3 = `import boto3\n\nanswer = ${call}\nprint(answer["Body"].read().decode())\n`;
  // InvokeEndpoint streams its answer to a file, so the CLI takes no JSON in place of options.
  const cli = [
    "aws sagemaker-runtime invoke-endpoint",
    `--endpoint-name ${shellWord(endpoint)}`,
    `--content-type ${shellWord(contentType)} --accept text/csv`,
    "--cli-binary-format raw-in-base64-out",
    `--body ${shellWord(body.replaceAll("\r\n", "\n"))} /dev/stdout`,
  ].join(" \\\n  ");
  return { boto3, cli: `${cli}\n` };
}
