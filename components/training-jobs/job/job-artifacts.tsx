"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { QueryPanel } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { useToast } from "@/components/ui/toast";
import { useTarget } from "@/lib/client/target-context";
import { artifactDownload, trainingJobs } from "@/lib/client/training-jobs";
import type { ArtifactList } from "@/lib/contracts/training-jobs";
import { formatBytes } from "@/lib/domain/format";
import { terminalText } from "@/lib/domain/terminal-text";
import { isTerminalJob } from "@/lib/domain/training-jobs";
import { jobPageWords } from "@/lib/words/training-jobs";
import type { JobProps } from "./job-title";

const words = jobPageWords.artifacts;

type Archive = ArtifactList["archives"][number];
/** An archive may name two members alike. */
type Member = Archive["members"][number] & { readonly place: number };

const COLUMNS: readonly Column<Member>[] = [
  {
    id: "name",
    head: words.name,
    card: "title",
    cell: ({ name }) => <code>{terminalText(name)}</code>,
  },
  { id: "kind", head: words.kind, cardLabel: words.kind, cell: ({ kind }) => kind },
  {
    id: "size",
    head: words.size,
    align: "end",
    card: "state",
    cell: ({ sizeBytes }) => formatBytes(sizeBytes),
  },
];

/** The archives the job left, and what is in them. */
export function JobArtifacts({ job }: JobProps) {
  const isOver = isTerminalJob(job.status);
  const query = useQuery({
    ...trainingJobs.artifacts(useTarget(), job.name),
    enabled: isOver,
  });
  if (!isOver) return <EmptyState title={words.notYet}>{words.notYetText}</EmptyState>;
  return (
    <QueryPanel query={query}>
      {({ archives }) =>
        archives.length === 0 ? (
          <EmptyState title={words.none}>{words.noneText}</EmptyState>
        ) : (
          archives.map((archive) => (
            <ArchivePanel key={archive.archive} job={job.name} archive={archive} />
          ))
        )
      }
    </QueryPanel>
  );
}

interface ArchivePanelProps {
  readonly job: string;
  readonly archive: Archive;
}

function ArchivePanel({ job, archive }: ArchivePanelProps) {
  const { archive: which, members, sizeBytes, uri, cut, problem } = archive;
  const size = sizeBytes === null ? null : formatBytes(sizeBytes);
  const what = which === "model" ? words.modelText : words.outputText;
  return (
    <Section title={words[which]} aside={[size, what].filter(Boolean).join(" · ")}>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Download job={job} archive={which} />
        <CopyButton text={uri} done={words.uriCopied}>
          {words.copyUri}
        </CopyButton>
        <code className="min-w-0 break-all text-ink-3 text-xs">{uri}</code>
      </div>
      {problem ? (
        <Banner tone="warn" title={words.unread}>
          {problem}
        </Banner>
      ) : (
        <DataTable
          label={words[which]}
          columns={COLUMNS}
          rows={members.map((member, place) => ({ ...member, place }))}
          rowKey={({ place }) => String(place)}
        />
      )}
      {cut ? <p className="mt-2 text-ink-3 text-xs">{words.cut}</p> : null}
    </Section>
  );
}

function Download({
  job,
  archive,
}: {
  readonly job: string;
  readonly archive: Archive["archive"];
}) {
  const target = useTarget();
  const toast = useToast();
  const download = useMutation({
    mutationFn: () => artifactDownload(target, job, archive),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => toast({ text: error.message, kind: "failed" }),
  });
  return (
    <Button icon="download" busy={download.isPending} onClick={() => download.mutate()}>
      {words.download(words[archive])}
    </Button>
  );
}
