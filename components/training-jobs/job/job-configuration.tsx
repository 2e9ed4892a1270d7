"use client";
import { SameAsCode } from "@/components/layout/same-as-code";
import { Columns, Section } from "@/components/layout/section";
import { DescriptionList } from "@/components/ui/description-list";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { trainingJobCode } from "@/lib/domain/code/training-job-code";
import { formatNumber } from "@/lib/domain/format";
import { common } from "@/lib/words/common";
import { jobPageWords } from "@/lib/words/training-jobs";
import { stopAfterText } from "../stop-after";
import { Hyperparameters } from "./job-summary";
import type { JobProps } from "./job-title";

const words = jobPageWords.configuration;

/** Everything the job was started with, and the same as code. */
export function JobConfiguration({ job }: JobProps) {
  const code = codeOf(job);
  return (
    <Columns template="minmax(0,1fr) minmax(0,1fr)">
      <div>
        <Section title={words.job}>
          <DescriptionList items={settingsOf(job)} />
        </Section>
        <Section title={jobPageWords.hyperparameters}>
          <Hyperparameters job={job} />
        </Section>
        <Section title={words.channels}>
          <DescriptionList
            items={job.channels.map(({ name, uri, contentType }) => ({
              id: name,
              term: <code>{name}</code>,
              value: (
                <>
                  <code className="break-all">{uri}</code>
                  {contentType ? <small>{contentType}</small> : null}
                </>
              ),
            }))}
          />
        </Section>
      </div>
      <div>
        <Section title={words.metrics}>
          <Pairs
            entries={job.metrics.map(({ name, regex }) => [name, regex])}
            none={words.noMetrics}
          />
        </Section>
        <Section title={words.tags}>
          <Pairs entries={Object.entries(job.tags)} none={words.noTags} />
        </Section>
        {code ? (
          <Section title={common.sameAsCode}>
            <SameAsCode code={code} />
          </Section>
        ) : null}
      </div>
    </Columns>
  );
}

interface PairsProps {
  readonly entries: readonly (readonly [string, string])[];
  readonly none: string;
}

function Pairs({ entries, none }: PairsProps) {
  if (entries.length === 0) return <p className="text-ink-3">{none}</p>;
  return (
    <DescriptionList
      mono
      items={entries.map(([name, value]) => ({
        id: name,
        term: name,
        value: <span className="break-all">{value}</span>,
      }))}
    />
  );
}

const mono = (text: string) => <code className="break-all">{text}</code>;

function settingsOf(job: TrainingJobDetail) {
  const { instanceType, instanceCount, volumeGb, maxRuntimeSeconds } = job;
  return [
    { id: "arn", term: words.arn, value: mono(job.arn) },
    { id: "image", term: words.image, value: job.image ? mono(job.image) : common.notKnown },
    { id: "role", term: words.role, value: mono(job.role) },
    { id: "output", term: words.outputPath, value: mono(job.outputPath) },
    {
      id: "instance",
      term: words.instance,
      value:
        instanceType && instanceCount
          ? jobPageWords.instances(formatNumber(instanceCount), instanceType)
          : common.notKnown,
    },
    {
      id: "volume",
      term: words.volume,
      value: volumeGb === null ? common.notKnown : words.gigabytes(formatNumber(volumeGb)),
    },
    {
      id: "stop",
      term: words.stopAfter,
      value: maxRuntimeSeconds === null ? common.notKnown : stopAfterText(maxRuntimeSeconds),
    },
    { id: "created", term: words.created, value: job.createdAt },
    { id: "started", term: words.started, value: job.startedAt ?? common.notKnown },
    { id: "ended", term: words.ended, value: job.endedAt ?? common.notKnown },
  ];
}

/** Null for a job that another tool made in a way these forms cannot say. */
function codeOf(job: TrainingJobDetail) {
  const { image, instanceType, instanceCount, volumeGb, maxRuntimeSeconds } = job;
  if (!(image && instanceType && instanceCount && volumeGb && maxRuntimeSeconds)) return null;
  return trainingJobCode({
    ...job,
    image,
    algorithm: job.algorithm ?? "",
    roleArn: job.role,
    instanceType,
    instanceCount,
    volumeGb,
    maxRuntimeSeconds,
  });
}
