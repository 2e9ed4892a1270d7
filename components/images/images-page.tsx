"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Age } from "@/components/layout/age";
import { MoreRows } from "@/components/layout/more-rows";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusLabel } from "@/components/ui/status-label";
import { href } from "@/lib/client/href";
import { images } from "@/lib/client/images";
import { useTarget } from "@/lib/client/target-context";
import type { ImageSummary } from "@/lib/contracts/images";
import { formatBytes, formatNumber, shorten } from "@/lib/domain/format";
import { algorithmName, shortReference } from "@/lib/domain/image-references";
import { registrationWords } from "@/lib/words/image-registration";
import { imageWords as words } from "@/lib/words/images";

/** The image's own name where the algorithm is called after it, else the name it was given. */
function Title({ image }: { readonly image: ImageSummary }) {
  const { name, repository, tag, reference, description } = image;
  const isOwnName = repository !== null && algorithmName({ repository, tag }) === name;
  const second =
    description ?? (isOwnName || reference === null ? null : shortReference(reference));
  return (
    <>
      {isOwnName ? repository : name} {isOwnName && tag ? <code>{tag}</code> : null}
      {second ? <small>{second}</small> : null}
    </>
  );
}

const DIGEST: Column<ImageSummary> = {
  id: "digest",
  head: words.columns.digest,
  cardLabel: words.columns.digest,
  cell: ({ digest }) => (digest ? <code title={digest}>{shorten(digest, 13, 4)}</code> : null),
};

const SIZE: Column<ImageSummary> = {
  id: "size",
  head: words.columns.size,
  align: "end",
  card: "figure",
  cell: ({ sizeBytes }) => (sizeBytes === null ? null : formatBytes(sizeBytes)),
};

const time = (head: string): Column<ImageSummary> => ({
  id: "time",
  head,
  align: "end",
  cardLabel: head,
  cell: ({ createdAt }) => (createdAt ? <Age time={createdAt} /> : null),
});

const REGISTERED: readonly Column<ImageSummary>[] = [
  {
    id: "image",
    head: words.columns.image,
    link: true,
    card: "title",
    cell: (image) => <Title image={image} />,
  },
  {
    id: "state",
    head: words.columns.state,
    card: "state",
    cell: ({ status, kind }) => <StatusLabel kind={kind}>{status}</StatusLabel>,
  },
  DIGEST,
  SIZE,
  time(words.columns.registered),
];

const unregistered = (target: string): readonly Column<ImageSummary>[] => [
  {
    id: "image",
    head: words.columns.image,
    card: "title",
    cell: ({ repository, name, tag }) => (
      <>
        {repository ?? name} {tag ? <code>{tag}</code> : null}
      </>
    ),
  },
  DIGEST,
  SIZE,
  time(words.columns.pushed),
  {
    id: "register",
    head: <span className="sr-only">{registrationWords.registerOne}</span>,
    align: "end",
    card: "full",
    cell: ({ name, reference }) => (
      <LinkButton
        size="sm"
        href={href.newImage(target, { ref: reference ?? name })}
        aria-label={words.register(name)}
      >
        {registrationWords.registerOne}
      </LinkButton>
    ),
  },
];

/** Every image that can be trained with, and those that still lack a specification. */
export function ImagesPage() {
  const target = useTarget();
  const query = useInfiniteQuery(images.list(target));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const registered = rows.filter((image) => image.registered);
  const others = rows.filter((image) => !image.registered);
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={[
          query.data ? words.registered(formatNumber(registered.length), query.hasNextPage) : null,
          words.whatTheyAre,
        ]}
        actions={
          <LinkButton variant="primary" icon="plus" href={href.newImage(target)}>
            {registrationWords.register}
          </LinkButton>
        }
      />
      <QueryPanel query={query}>
        {() =>
          registered.length === 0 ? (
            <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
          ) : (
            <DataTable
              label={words.title}
              columns={REGISTERED}
              rows={registered}
              rowHeight={52}
              rowKey={({ name }) => name}
              href={({ name }) => href.image(target, name)}
            />
          )
        }
      </QueryPanel>
      <MoreRows query={query} />
      {others.length > 0 ? (
        <Section title={words.notRegistered} aside={formatNumber(others.length)}>
          <DataTable
            label={words.notRegistered}
            columns={unregistered(target)}
            rows={others}
            rowKey={({ name }) => name}
          />
          <p className="mt-2 text-ink-3 text-xs">{words.notRegisteredDetail}</p>
        </Section>
      ) : null}
    </Page>
  );
}
