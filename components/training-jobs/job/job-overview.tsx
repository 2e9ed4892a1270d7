"use client";
import { NotePanel } from "@/components/layout/note-panel";
import type { LiveLog } from "@/lib/client/live/use-live-log";
import { JobCurves } from "./job-curves";
import { JobFailure } from "./job-failure";
import { JobFigures } from "./job-figures";
import { JobLog } from "./job-log";
import { JobSummary } from "./job-summary";
import type { JobProps } from "./job-title";

export interface JobOverviewProps extends JobProps {
  readonly log: LiveLog;
}

/** Answer first: why it failed, else its curves and figures; then its log, what it was made of, and its note. */
export function JobOverview({ job, log }: JobOverviewProps) {
  return (
    <>
      <JobFailure job={job} log={log} />
      <div className="columns" style={{ "--columns": "minmax(0,1fr) 210px" }}>
        <JobCurves job={job} log={log} />
        <JobFigures job={job} log={log} />
      </div>
      <JobLog job={job} log={log} />
      <JobSummary job={job} />
      <NotePanel kind="training-job" name={job.name} />
    </>
  );
}
