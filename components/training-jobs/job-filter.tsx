"use client";
import { Input, Select } from "@/components/ui/input";
import type { TrainingJobListQuery } from "@/lib/contracts/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";

type Status = NonNullable<TrainingJobListQuery["status"]>;

const STATUSES: readonly Status[] = ["InProgress", "Completed", "Failed", "Stopping", "Stopped"];

export interface JobFilterProps {
  readonly q: string;
  readonly status: Status | "";
  readonly onChange: (change: { q?: string; status?: Status | undefined }) => void;
}

/** Finds by name and status; both stand in the URL. */
export function JobFilter({ q, status, onChange }: JobFilterProps) {
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      <div className="min-w-0 max-w-md flex-1">
        <Input
          type="search"
          mono
          aria-label={words.filter}
          placeholder={words.filter}
          defaultValue={q}
          maxLength={63}
          data-search=""
          onChange={({ target: { value } }) => onChange({ q: value.trim() })}
        />
      </div>
      <div className="w-40">
        <Select
          aria-label={words.status}
          value={status}
          placeholder={words.anyStatus}
          options={STATUSES.map((value) => ({ value, label: value }))}
          onChange={({ target: { value } }) =>
            onChange({ status: STATUSES.find((known) => known === value) })
          }
        />
      </div>
    </search>
  );
}
