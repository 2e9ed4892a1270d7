import type { CreateTransformJobRequest } from "@aws-sdk/client-sagemaker";
import { type DataFormat, formatOf } from "./data-format.ts";
import { parsePath, type Segment } from "./json-path.ts";
import { InputFault } from "./transform-run.ts";

/** Between them others get their turn. */
const RECORDS_AT_ONCE = 10_000;

/** What DataProcessing asks for. */
export interface DataProcessing {
  /** Of what is sent to the container. */
  readonly input: DataFormat;
  readonly isJoined: boolean;
  /** Whether what is sent is not what was read. */
  readonly isFiltered: boolean;
  /** What the container gets of a record. */
  filter(record: string): string;
  /** What is written for a payload's records; `inputs` are there when they are joined. */
  write(
    answer: Buffer,
    inputs: readonly string[] | undefined,
    firstRecord: number,
  ): Generator<Buffer>;
}

/** Undefined where everything goes through as it is. */
export function dataProcessingOf(request: CreateTransformJobRequest): DataProcessing | undefined {
  const { DataProcessing: asked, TransformInput: source, TransformOutput: target } = request;
  const inputPath = pathOf(asked?.InputFilter);
  const outputPath = pathOf(asked?.OutputFilter);
  const isJoined = asked?.JoinSource === "Input";
  if (inputPath.length + outputPath.length === 0 && !isJoined) return undefined;
  const isSplit = (source?.SplitType ?? "None") !== "None";
  const input = knownFormat(source?.ContentType, isSplit);
  const output = isJoined ? input : knownFormat(target?.Accept ?? source?.ContentType, isSplit);
  const writesRecords = isJoined || outputPath.length > 0;
  return {
    input,
    isJoined,
    isFiltered: inputPath.length > 0,
    filter: (record) => (inputPath.length === 0 ? record : input.select(record, inputPath)),
    *write(answer, inputs, firstRecord) {
      if (!writesRecords) {
        yield answer;
        return;
      }
      const records = output.split(decode(answer, output.encoding));
      if (inputs && inputs.length !== records.length) throw mismatch(inputs, records, firstRecord);
      const write = (record: string, index: number) =>
        atRecord(firstRecord + index, () => {
          const joined = inputs ? output.join(inputs[index] ?? "", record) : record;
          return outputPath.length === 0 ? joined : output.select(joined, outputPath);
        });
      const end = isSplit || records.length > 1 ? "\n" : "";
      for (let from = 0; from < records.length; from += RECORDS_AT_ONCE) {
        const part = records.slice(from, from + RECORDS_AT_ONCE);
        const written = part.map((record, index) => write(record, from + index));
        yield Buffer.from(written.join("\n") + end, output.encoding);
      }
    },
  };
}

/** The path of a filter; `$`, or none, is everything. */
export const pathOf = (filter: string | undefined): readonly Segment[] => parsePath(filter || "$");

/** Does a record's work; what goes wrong names the record. */
export function atRecord<T>(record: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputFault("ClientError", `record ${record}: ${why}`);
  }
}

/** The text of bytes. Throws an InputFault for JSON that is not UTF-8. */
export function decode(bytes: Buffer, encoding: DataFormat["encoding"]): string {
  if (encoding === "latin1") return bytes.toString("latin1");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputFault("ClientError", "it is not UTF-8, which JSON has to be");
  }
}

function knownFormat(contentType: string | undefined, isSplit: boolean): DataFormat {
  const format = formatOf(contentType ?? "", isSplit);
  // CreateTransformJob refuses every other type.
  if (!format) throw new Error(`There is no way to read records of ${contentType}.`);
  return format;
}

function mismatch(inputs: readonly string[], records: readonly string[], first: number) {
  const which =
    inputs.length === 1 ? `record ${first}` : `records ${first} to ${first + inputs.length - 1}`;
  return new InputFault(
    "AlgorithmError",
    `Fail to join data: mismatched line count between the input and the output: for ${which} the container answered ${records.length} instead of ${inputs.length}`,
  );
}
