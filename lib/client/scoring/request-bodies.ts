import type { CsvChunk } from "@/lib/domain/csv-chunks";
import { csvRecord } from "@/lib/domain/csv-export";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { cellsOf, chunkRecords, type RecordBytes, readBytes, type TableFile } from "./scored-table";

export interface RequestSource {
  readonly table: TableFile;
  /** Where the first row begins. */
  readonly rowsStart: number;
  /**
   * `present`: requests carry the names, so that columns are found by them. `absent`: rows go by
   * their order. Null: nobody knows how the model reads rows, so they go as plain text/csv.
   */
  readonly header: HeaderSetting | null;
  /** Names to send in place of the file's own header, where that repeats one. */
  readonly names: readonly string[] | null;
}

/**
 * Rows of a file as bodies of requests: comma separated UTF-8, as text/csv is. A file that is so
 * already is sent byte by byte; another one is written anew.
 */
export class RequestBodies {
  private readonly source: RequestSource;
  private head: Promise<Blob> | null = null;

  constructor(source: RequestSource) {
    this.source = source;
  }

  get header(): HeaderSetting | null {
    return this.source.header;
  }

  /** All rows of a chunk. */
  async whole(chunk: CsvChunk): Promise<Blob> {
    const { table } = this.source;
    const rows = this.isPlain
      ? table.file.slice(chunk.start, chunk.end)
      : this.rewritten(await readBytes(table.file, chunk.start, chunk.end));
    return this.withHead([rows]);
  }

  /** The rows of a chunk at these 0-based positions. */
  async some(chunk: CsvChunk, positions: readonly number[]): Promise<Blob> {
    const records = await chunkRecords(this.source.table, chunk);
    const chosen = positions.map((at) => records[at] ?? new Uint8Array());
    return this.withHead(this.isPlain ? chosen : chosen.map((record) => this.rewritten(record)));
  }

  private get isPlain(): boolean {
    const { encoding, delimiter } = this.source.table;
    return encoding === "utf-8" && delimiter === ",";
  }

  private rewritten(bytes: RecordBytes): string {
    return cellsOf(this.source.table, bytes).map(csvRecord).join("");
  }

  private async withHead(rows: BlobPart[]): Promise<Blob> {
    if (this.source.header !== "present") return new Blob(rows, { type: "text/csv" });
    this.head ??= this.makeHead();
    return new Blob([await this.head, ...rows], { type: "text/csv" });
  }

  private async makeHead(): Promise<Blob> {
    const { table, rowsStart, names } = this.source;
    if (names) return new Blob([csvRecord(names)]);
    const bytes = await readBytes(table.file, 0, rowsStart);
    return new Blob([this.isPlain ? bytes : this.rewritten(bytes)]);
  }
}
