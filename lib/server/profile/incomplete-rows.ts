import "server-only";
import type { DatasetRows } from "@/lib/contracts/datasets";
import { isMissing } from "@/lib/domain/column-types";
import { mapLimited } from "@/lib/domain/map-limited";
import { headerRecords, type IndexedFile, type RowSource, readBlocks } from "./row-blocks";

/** Whether something is missing in a row of so many columns, a field that is not there included. */
export const isIncomplete = (cells: readonly string[], columns: number): boolean =>
  Array.from({ length: columns }, (_, at) => cells[at] ?? "").some(isMissing);

interface Block {
  readonly indexed: IndexedFile;
  readonly block: number;
  /** Rows of the dataset before the file. */
  readonly before: number;
}

/** Every block that has such rows, with how many of them. */
const blocksOf = ({ files }: RowSource): (Block & { readonly count: number })[] => {
  let before = 0;
  return files.flatMap((indexed) => {
    const first = before;
    before += indexed.rows;
    return indexed.index.incomplete.flatMap((count, block) =>
      count === 0 ? [] : [{ indexed, block, count, before: first }],
    );
  });
};

const READS_AT_ONCE = 8;

/**
 * The rows in which something is missing, counted from `offset`. Only blocks that have such rows
 * are read: at most as many as rows are asked for.
 */
export async function incompleteRows(
  source: RowSource,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Pick<DatasetRows, "rows" | "available">> {
  const blocks = blocksOf(source);
  const wanted: Block[] = [];
  let passed = 0;
  let skipped = 0;
  for (const { count, ...block } of blocks) {
    if (passed + count <= offset) skipped = passed + count;
    else if (passed < offset + limit) wanted.push(block);
    passed += count;
  }
  const found = await mapLimited(wanted, READS_AT_ONCE, (block) => rowsOfBlock(source, block));
  return {
    rows: found.flat().slice(offset - skipped, offset - skipped + limit),
    available: passed,
  };
}

async function rowsOfBlock(source: RowSource, { indexed, block, before }: Block) {
  const { sample } = source;
  const headers = headerRecords(sample);
  const first = block * indexed.index.every;
  const records = await readBlocks(source, indexed, { block, end: block + 1 });
  return records
    .map((cells, at) => ({ number: before + first + at - headers + 1, cells: [...cells] }))
    .slice(first === 0 ? headers : 0)
    .filter(({ cells }) => isIncomplete(cells, sample.columns.length));
}
