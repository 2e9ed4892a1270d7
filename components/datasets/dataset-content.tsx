"use client";
import { memo } from "react";
import { NotePanel } from "@/components/layout/note-panel";
import { Section } from "@/components/layout/section";
import { Banner } from "@/components/ui/banner";
import type { DatasetProfile } from "@/lib/contracts/dataset-profile";
import type { DatasetDetail } from "@/lib/contracts/datasets";
import { formatBytes, formatNumber } from "@/lib/domain/format";
import { findingsOf } from "@/lib/domain/profile/findings/findings";
import { profileWords } from "@/lib/words/dataset-profile";
import { uploadWords, datasetPageWords as words } from "@/lib/words/datasets";
import { rowsOfProfile, rowsOfSample } from "./column-row";
import { ColumnTable } from "./column-table";
import { DatasetFiles } from "./dataset-files";
import { DatasetRows } from "./dataset-rows";
import { DatasetSettings } from "./dataset-settings";
import { DatasetTitle } from "./dataset-title";
import { Findings } from "./findings";
import { ProfilePanel } from "./profile-panel";
import { useProfile } from "./use-profile";

interface DatasetProps {
  readonly dataset: DatasetDetail;
}

/** A dataset as it is read: as a table with a profile, or as files that are none. */
export function DatasetContent({ dataset }: DatasetProps) {
  if (dataset.problem !== null) return <NoTable dataset={dataset} problem={dataset.problem} />;
  // Other bytes, or read in another way, are another table with a profile of its own.
  return <Table key={`${dataset.header} ${dataset.modifiedAt}`} dataset={dataset} />;
}

interface NoTableProps extends DatasetProps {
  readonly problem: NonNullable<DatasetDetail["problem"]>;
}

/** What cannot be read as a table can still be fetched and deleted. */
function NoTable({ dataset, problem }: NoTableProps) {
  const { title, fix } = uploadWords.sampleProblem[problem];
  return (
    <>
      <DatasetTitle dataset={dataset} profile={null} />
      <Banner tone="fail" title={title}>
        {fix}
      </Banner>
      <DatasetFiles dataset={dataset} />
      <NotePanel kind="dataset" name={dataset.name} />
    </>
  );
}

function Table({ dataset }: DatasetProps) {
  const state = useProfile(dataset);
  const profile = state.kind === "ready" ? state.profile : null;
  return (
    <>
      <DatasetTitle dataset={dataset} profile={profile} />
      <ProfilePanel state={state} />
      <ProfiledTable dataset={dataset} profile={profile} />
    </>
  );
}

interface ProfiledTableProps extends DatasetProps {
  readonly profile: DatasetProfile | null;
}

/** Not drawn again for every step of the profile's progress, which a wide table would be slow at. */
const ProfiledTable = memo(function ProfiledTable({ dataset, profile }: ProfiledTableProps) {
  const findings = profile ? findingsOf({ profile, target: dataset.target }) : [];
  const flagged = findings.flatMap((finding) => ("column" in finding ? [finding.column] : []));
  return (
    <>
      {profile ? <Findings findings={findings} /> : <Ragged dataset={dataset} />}
      <DatasetSettings dataset={dataset} encoding={profile?.encoding ?? "utf-8"} />
      <Section title={words.columns} aside={columnsAside(dataset, profile)}>
        <ColumnTable
          rows={
            profile ? rowsOfProfile(profile) : rowsOfSample(dataset.columns, dataset.sampledRows)
          }
          target={dataset.target}
          flagged={new Set(flagged)}
        />
      </Section>
      <DatasetRows dataset={dataset} profile={profile} />
      <DatasetFiles dataset={dataset} />
      <NotePanel kind="dataset" name={dataset.name} />
    </>
  );
});

function columnsAside(dataset: DatasetDetail, profile: DatasetProfile | null): string {
  if (!profile) {
    const { columns, sampledRows, complete } = dataset;
    return words.columnsFound(formatNumber(columns.length), formatNumber(sampledRows), complete);
  }
  const rows = formatNumber(profile.rows);
  const { read, total } = profile.bytes;
  return read < total
    ? profileWords.onePassCut(rows, formatBytes(read), formatBytes(total))
    : profileWords.onePass(rows);
}

/** What the first rows say before all are read. */
function Ragged({ dataset }: DatasetProps) {
  if (dataset.ragged === 0) return null;
  return (
    <Banner tone="warn" title={words.ragged(formatNumber(dataset.ragged))}>
      {words.raggedText}
    </Banner>
  );
}
