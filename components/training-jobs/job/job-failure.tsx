"use client";
import Link from "next/link";
import { Columns, Section } from "@/components/layout/section";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { NextAction } from "@/components/ui/next-action";
import { href } from "@/lib/client/href";
import type { LiveLog } from "@/lib/client/live/use-live-log";
import { useTarget } from "@/lib/client/target-context";
import { exitCodeWords } from "@/lib/domain/failure-reasons";
import { formatDuration, formatNumber } from "@/lib/domain/format";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import { diagnosticsOf } from "./diagnostics";
import { excerptAround } from "./failure-lines";
import type { JobProps } from "./job-title";

export interface JobFailureProps extends JobProps {
  readonly log: LiveLog;
}

/** Why a job failed, or that it ran into its limit; nothing for any other. */
export function JobFailure({ job, log }: JobFailureProps) {
  const target = useTarget();
  if (job.secondaryStatus === "MaxRuntimeExceeded") {
    const limit = formatDuration((job.maxRuntimeSeconds ?? 0) * 1000);
    return (
      <Banner tone="warn" title={words.limit.title}>
        {words.limit.text(limit)}
      </Banner>
    );
  }
  if (job.status !== "Failed") return null;
  const [title, rest] = firstSentence(job.failure?.cause ?? words.failure.noReason);
  return (
    <div className="mb-9 grid gap-6">
      <NextAction
        tone="fail"
        title={title}
        actions={
          <>
            <LinkButton variant="primary" href={href.newTrainingJob(target, { from: job.name })}>
              {words.failure.fix}
            </LinkButton>
            <CopyButton text={diagnosticsOf(job, log.rows)} done={words.failure.copied}>
              {words.failure.copy}
            </CopyButton>
          </>
        }
      >
        {rest ? <p>{rest}</p> : null}
        {job.failure ? words.failure.inPhase(badPhase(job)) : words.failure.noReasonText}
      </NextAction>
      <Columns template="minmax(0,1fr) 340px">
        <Where job={job} log={log} />
        <How job={job} />
      </Columns>
    </div>
  );
}

/** The headline is the first sentence; a cause that says more says it below. */
function firstSentence(cause: string): readonly [first: string, rest: string] {
  const end = cause.search(/\. [A-Z]/);
  return end === -1 ? [cause, ""] : [cause.slice(0, end + 1), cause.slice(end + 2)];
}

const badPhase = ({ phases, secondaryStatus }: JobProps["job"]): string =>
  phases.find(({ state }) => state === "bad")?.name ?? secondaryStatus;

function Where({ job, log }: JobFailureProps) {
  const target = useTarget();
  const cause = job.failure?.cause ?? "";
  const excerpt = excerptAround(log.rows, cause);
  const line = excerpt.find(({ isRoot, number }) => isRoot && number > 0)?.number;
  return (
    <Section
      title={words.failure.whereTitle}
      aside={
        line === undefined ? null : (
          <Link
            className="text-link"
            href={href.trainingJob(target, job.name, { tab: "logs", line })}
          >
            {words.failure.openLog(formatNumber(line))}
          </Link>
        )
      }
    >
      {excerpt.length === 0 ? (
        <p className="text-ink-3">{log.isCaughtUp ? words.failure.notInLog : words.logFirst}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <section className="well code" tabIndex={0} aria-label={words.failure.whereTitle}>
          <pre>
            {excerpt.map(({ number, text, isRoot }) => (
              <span key={number} className={isRoot ? "block bg-fail-tint text-fail" : "block"}>
                <span className="mr-3 inline-block w-9 text-right text-ink-3">
                  {number > 0 ? number : null}
                </span>
                {text}
              </span>
            ))}
          </pre>
        </section>
      )}
    </Section>
  );
}

function How({ job }: JobProps) {
  const { failure } = job;
  if (!failure) return null;
  const code = failure.exitCode;
  return (
    <Section title={words.failure.howTitle}>
      <DescriptionList
        items={[
          { id: "phase", term: words.failure.status, value: badPhase(job) },
          ...(code === null
            ? []
            : [
                {
                  id: "code",
                  term: words.failure.exitCode,
                  value: (
                    <>
                      {code} {code > 125 ? <small>{exitCodeWords(code)}</small> : null}
                    </>
                  ),
                },
              ]),
          {
            id: "reason",
            term: words.failure.reason,
            value: <code className="whitespace-pre-wrap break-words">{failure.text}</code>,
          },
        ]}
      />
    </Section>
  );
}
