"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageTitle } from "@/components/layout/page-title";
import { ProblemBanner } from "@/components/layout/query-panel";
import { Button, LinkButton } from "@/components/ui/button";
import { ConfirmByName } from "@/components/ui/confirm-by-name";
import { useToast } from "@/components/ui/toast";
import { deleteDataset } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetProfile } from "@/lib/contracts/dataset-profile";
import type { DatasetDetail } from "@/lib/contracts/datasets";
import { formatBytes, formatDuration, formatNumber } from "@/lib/domain/format";
import { profileWords } from "@/lib/words/dataset-profile";
import { datasetPageWords as words } from "@/lib/words/datasets";

function rowCount({ rows }: DatasetDetail, profile: DatasetProfile | null): string {
  if (profile && profile.bytes.read >= profile.bytes.total) {
    return words.rows(formatNumber(profile.rows));
  }
  return (rows.exact ? words.rows : words.aboutRows)(formatNumber(rows.count));
}

const fileCount = ({ files }: DatasetDetail): string =>
  files.length === 1 ? words.oneFile : words.someFiles(formatNumber(files.length));

export interface DatasetTitleProps {
  readonly dataset: DatasetDetail;
  /** Null before it is made. */
  readonly profile: DatasetProfile | null;
}

/** Name, facts and what can be done with a dataset. */
export function DatasetTitle({ dataset, profile }: DatasetTitleProps) {
  const target = useTarget();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <PageTitle
        title={dataset.name}
        facts={[
          dataset.problem === null ? rowCount(dataset, profile) : null,
          dataset.problem === null ? words.columnCount(formatNumber(dataset.columns.length)) : null,
          formatBytes(dataset.size),
          <code key="uri" className="break-all">
            {dataset.uri}
          </code>,
          profile ? profileWords.profiledIn(formatDuration(profile.seconds * 1000)) : null,
        ]}
        actions={
          <>
            <Button onClick={() => setAsking(true)}>{words.delete}</Button>
            <LinkButton
              variant="primary"
              href={href.newTrainingJob(target, { dataset: dataset.name })}
            >
              {words.train}
            </LinkButton>
          </>
        }
      />
      <DeleteDialog dataset={dataset} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}

interface DeleteDialogProps {
  readonly dataset: DatasetDetail;
  readonly open: boolean;
  readonly onClose: () => void;
}

function DeleteDialog({ dataset, open, onClose }: DeleteDialogProps) {
  const target = useTarget();
  const router = useRouter();
  const toast = useToast();
  const remove = useMutation(deleteDataset(useQueryClient(), target));
  const confirm = () =>
    remove.mutate(dataset.name, {
      onSuccess: () => {
        toast({ text: words.deleted(dataset.name) });
        router.push(href.datasets(target));
      },
    });
  return (
    <ConfirmByName
      open={open}
      onClose={onClose}
      title={words.deleteTitle(dataset.name)}
      name={dataset.name}
      confirm={words.confirmDelete}
      keep={words.keep}
      busy={remove.isPending}
      failure={remove.error ? <ProblemBanner error={remove.error} /> : null}
      onConfirm={confirm}
    >
      <p>{words.deleteText(fileCount(dataset), formatBytes(dataset.size))}</p>
    </ConfirmByName>
  );
}
