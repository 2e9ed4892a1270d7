import { cliCommand, type Literal, pythonCall } from "./literals";

type Request = { readonly [key: string]: Literal | undefined };

/** A CreateAlgorithm request as code: by boto3 and by the AWS CLI. */
export const algorithmCode = (request: Request): { boto3: string; cli: string } => ({
  boto3: `import boto3\n\nsagemaker = boto3.client("sagemaker")\n${pythonCall("sagemaker.create_algorithm", request)}\n`,
  cli: `${cliCommand("sagemaker create-algorithm", request)}\n`,
});
