import "server-only";
import { toAppError } from "@/lib/aws/errors";
import { absent } from "@/lib/aws/outcomes";
import { listObjects } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import type { CheckLine } from "@/lib/contracts/common";
import type { CreateTrainingJobBody } from "@/lib/contracts/training-jobs";
import type { CsvSample } from "@/lib/domain/csv-sample";
import { parseS3Uri } from "@/lib/domain/s3-uris";
import { byteWords, checkWords as words } from "@/lib/words/checks";
import { loadDataset } from "./datasets";

const line = (
  id: string,
  result: CheckLine["result"],
  statement: string,
  detail: string | null = null,
) => ({
  id,
  result,
  statement,
  detail,
});

/** Whether something lies under a channel's URI. */
export async function checkChannel(
  target: Target,
  { name, uri }: { name: string; uri: string },
): Promise<CheckLine> {
  const id = `channel:${name}`;
  const at = parseS3Uri(uri);
  if (!at) return line(id, "fail", words.channelUnread(name));
  try {
    const { objects } = await listObjects(target, at.bucket, at.key);
    const files = objects.filter(({ size }) => size > 0);
    const size = files.reduce((sum, object) => sum + object.size, 0);
    return files.length === 0
      ? line(id, "fail", words.channelEmpty(name), words.channelEmptyFix(uri))
      : line(id, "ok", words.channelFilled(name, files.length, byteWords(size)));
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === "NotFound")
      return line(id, "fail", words.channelEmpty(name), words.channelEmptyFix(uri));
    return line(id, "fail", words.channelUnread(name), message);
  }
}

const TARGET_PARAMETER = "target";

/** What an image's specification says of the column to learn. */
interface LearnedColumn {
  readonly default: string | null;
  readonly takesWords: boolean;
}

/** Header, shape and label column of the dataset, as far as its beginning tells. */
export async function checkTable(
  target: Target,
  dataset: string,
  body: CreateTrainingJobBody,
  learned: LearnedColumn | undefined,
): Promise<CheckLine[]> {
  const loaded = await absent(loadDataset(target, dataset));
  if (!loaded)
    return [line("table", "fail", words.datasetMissing(dataset), words.datasetMissingFix)];
  const { sample: result } = loaded;
  if (!result.ok) return [line("table", "fail", words.tableBroken, words.tableBrokenFix)];
  const { sample } = result;
  const header = sample.header === "present";
  const checks = [line("table", "ok", words.tableReads(sample.columns.length, header))];
  if (sample.delimiter !== ",") {
    checks.push(line("separator", "warn", words.separated[sample.delimiter], words.separatedFix));
  }
  if (sample.ragged > 0) {
    checks.push(line("ragged", "warn", words.ragged(sample.ragged), words.raggedFix));
  }
  // Undefined: the image's specification has no such hyperparameter, so nothing can be said.
  if (learned === undefined) return checks;
  const wanted = body.hyperparameters[TARGET_PARAMETER]?.trim() || learned.default;
  return [...checks, checkTarget(sample, wanted, learned)];
}

function checkTarget(
  { columns, header }: CsvSample,
  wanted: string | null,
  { takesWords }: LearnedColumn,
): CheckLine {
  if (!wanted) return line("target", "warn", words.targetUnset, words.targetUnsetFix);
  const column = columns.find(({ name }) => name === wanted);
  if (!column) {
    const names = columns.map(({ name }) => name);
    return line(
      "target",
      "fail",
      words.targetMissing(wanted),
      words.targetMissingFix(names, header === "present"),
    );
  }
  const numeric = column.type === "number" || column.type === "integer";
  return numeric || takesWords || column.distinct === 0 || column.type === "id"
    ? line("target", "ok", words.targetFits(wanted))
    : line(
        "target",
        "fail",
        words.targetText(wanted, column.examples[0] ?? ""),
        words.targetTextFix,
      );
}
