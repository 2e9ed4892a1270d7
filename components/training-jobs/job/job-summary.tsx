import Link from "next/link";
import { Section } from "@/components/layout/section";
import { DescriptionList } from "@/components/ui/description-list";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { shortReference } from "@/lib/domain/image-references";
import { jobCan } from "@/lib/domain/training-jobs";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import type { JobProps } from "./job-title";

/** What went in, how it was set, what came out. */
export function JobSummary({ job }: JobProps) {
  return (
    <div className="columns" style={{ "--columns": "repeat(3, minmax(0,1fr))" }}>
      <WentIn job={job} />
      <Section title={words.hyperparameters}>
        <Hyperparameters job={job} />
      </Section>
      <CameOut job={job} />
    </div>
  );
}

/** Every hyperparameter that was sent, as text. */
export function Hyperparameters({ job }: JobProps) {
  const entries = Object.entries(job.hyperparameters);
  if (entries.length === 0) return <p className="text-ink-3">{words.noHyperparameters}</p>;
  return (
    <DescriptionList
      mono
      items={entries.map(([name, value]) => ({ id: name, term: name, value }))}
    />
  );
}

function WentIn({ job }: JobProps) {
  const target = useTarget();
  return (
    <Section title={words.wentIn}>
      <DescriptionList
        items={[
          ...job.channels.map(({ name, uri, dataset }) => ({
            id: name,
            term: name,
            value: dataset ? (
              <Link className="text-link" href={href.dataset(target, dataset)}>
                {dataset}
              </Link>
            ) : (
              <code className="break-all">{uri}</code>
            ),
          })),
          {
            id: "image",
            term: words.facts.image,
            value: <ImageLink job={job} />,
          },
        ]}
      />
    </Section>
  );
}

function ImageLink({ job }: JobProps) {
  const target = useTarget();
  const text = job.image ? shortReference(job.image) : words.facts.notYet;
  if (!job.algorithm) return <code>{text}</code>;
  return (
    <Link className="text-link" href={href.image(target, job.algorithm)}>
      {text}
    </Link>
  );
}

function CameOut({ job }: JobProps) {
  const target = useTarget();
  const artifacts = href.trainingJob(target, job.name, { tab: "artifacts" });
  const pending = jobCan("followLog", job) ? words.facts.notYet : words.facts.noOutput;
  return (
    <Section title={words.cameOut}>
      <DescriptionList
        items={[
          {
            id: "model",
            term: words.facts.model,
            value: job.modelUri ? (
              <Link className="text-link" href={artifacts}>
                {words.artifacts.model}
              </Link>
            ) : (
              pending
            ),
          },
          {
            id: "output",
            term: words.facts.output,
            value: job.outputUri ? (
              <Link className="text-link" href={artifacts}>
                {words.artifacts.output}
              </Link>
            ) : (
              pending
            ),
          },
          {
            id: "endpoint",
            term: words.facts.endpoint,
            value:
              job.endpoints.length === 0
                ? words.facts.none
                : job.endpoints.map((name) => (
                    <Link key={name} className="text-link mr-2" href={href.endpoint(target, name)}>
                      {name}
                    </Link>
                  )),
          },
        ]}
      />
    </Section>
  );
}
