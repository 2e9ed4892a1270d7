"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Age } from "@/components/layout/age";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusLabel } from "@/components/ui/status-label";
import { href } from "@/lib/client/href";
import { images } from "@/lib/client/images";
import { useTarget } from "@/lib/client/target-context";
import type { ImageSummary } from "@/lib/contracts/images";
import { formatBytes, formatNumber, shorten } from "@/lib/domain/format";
import { imageWords as words } from "@/lib/words/images";

const COLUMNS: readonly Column<ImageSummary>[] = [
  {
    id: "image",
    head: words.columns.image,
    link: true,
    card: "title",
    cell: ({ repository, name, tag, description }) => (
      <>
        {repository ?? name} {tag ? <code>{tag}</code> : null}
        {description ? <small>{description}</small> : null}
      </>
    ),
  },
  {
    id: "state",
    head: words.columns.state,
    card: "state",
    cell: ({ registered, status }) =>
      registered ? (
        <StatusLabel kind={status === "Completed" ? "well" : "unknown"}>{status}</StatusLabel>
      ) : (
        <StatusLabel kind="partial" second={words.notRegisteredDetail}>
          {words.notRegistered}
        </StatusLabel>
      ),
  },
  {
    id: "digest",
    head: words.columns.digest,
    cardLabel: words.columns.digest,
    cell: ({ digest }) => (digest ? <code title={digest}>{shorten(digest, 13, 4)}</code> : null),
  },
  {
    id: "size",
    head: words.columns.size,
    align: "end",
    card: "figure",
    cell: ({ sizeBytes }) => (sizeBytes === null ? null : formatBytes(sizeBytes)),
  },
  {
    id: "pushed",
    head: words.columns.pushed,
    align: "end",
    cardLabel: words.columns.pushed,
    cell: ({ createdAt }) => (createdAt ? <Age time={createdAt} /> : null),
  },
];

/** Every image that can be trained with, and those that still lack a specification. */
export function ImagesPage() {
  const target = useTarget();
  const query = useInfiniteQuery(images.list(target));
  const count = query.data?.pages.flatMap(({ items }) => items).filter((i) => i.registered).length;
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={[
          count === undefined ? null : words.registered(formatNumber(count)),
          words.whatTheyAre,
        ]}
      />
      <QueryPanel query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
          ) : (
            <DataTable
              label={words.title}
              columns={COLUMNS}
              rows={rows}
              rowHeight={52}
              rowKey={({ name }) => name}
              href={({ name }) => href.image(target, name)}
            />
          );
        }}
      </QueryPanel>
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </Page>
  );
}
