import type { ColumnType } from "./column-types";

/** The parts of schema.json (docs/formats.md) that the checks and forms need. */
export interface SchemaColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly used: boolean;
  readonly min: number | null;
  readonly max: number | null;
  readonly categories: readonly { readonly value: string; readonly spellings: readonly string[] }[];
}

export interface TrainedOn {
  readonly header: "present" | "absent";
  readonly target: { readonly name: string; readonly type: string };
  readonly features: readonly SchemaColumn[];
}
