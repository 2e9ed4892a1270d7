"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { NotePanel } from "@/components/layout/note-panel";
import { PageTitle } from "@/components/layout/page-title";
import { Columns, Section } from "@/components/layout/section";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { StatusLabel } from "@/components/ui/status-label";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { ChannelSpec, ImageDetail } from "@/lib/contracts/images";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { formatBytes, formatNumber, shorten } from "@/lib/domain/format";
import { imageWords as words } from "@/lib/words/images";
import { HyperparameterTable } from "./hyperparameter-table";

const NO_JOBS: readonly TrainingJobSummary[] = [];

export interface ImageContentProps {
  readonly image: ImageDetail;
}

/** What one image takes, reports and serves, and what people noted about it. */
export function ImageContent({ image }: ImageContentProps) {
  const target = useTarget();
  return (
    <>
      <Title image={image} target={target} />
      <Unusable image={image} />
      <Columns template="minmax(0,1fr) 340px">
        <Section
          title={words.hyperparameters}
          aside={words.hyperparametersAside(formatNumber(image.hyperparameters.length))}
        >
          <Hyperparameters image={image} />
        </Section>
        <div>
          <Channels channels={image.channels} />
          <Metrics image={image} />
          <Serving image={image} />
          <NotePanel kind="image" name={image.name} />
        </div>
      </Columns>
    </>
  );
}

/** Beside their ranges what the newest jobs used; a list that cannot be read marks nothing. */
function Hyperparameters({ image: { name, hyperparameters } }: { readonly image: ImageDetail }) {
  const { data } = useInfiniteQuery(trainingJobs.list(useTarget(), { algorithm: name }));
  const [page] = data?.pages ?? [];
  return <HyperparameterTable hyperparameters={hyperparameters} jobs={page?.items ?? NO_JOBS} />;
}

/** Why no job can be started with it. */
function Unusable({ image: { kind, failure, status } }: { readonly image: ImageDetail }) {
  if (kind === "well") return null;
  return (
    <Banner tone={kind === "failed" ? "fail" : "plain"} title={words.notUsable(status)}>
      {kind === "failed" ? (failure ?? words.noReason) : words.notUsableYet}
    </Banner>
  );
}

function Title({ image, target }: { readonly image: ImageDetail; readonly target: string }) {
  const { description, sizeBytes, digest } = image;
  return (
    <PageTitle
      title={
        <>
          {image.repository ?? image.name} {image.tag ? <code>{image.tag}</code> : null}
        </>
      }
      status={<StatusLabel kind={image.kind}>{image.status}</StatusLabel>}
      facts={[
        description,
        sizeBytes === null ? null : formatBytes(sizeBytes),
        digest === null ? null : (
          <code key="digest" title={digest}>
            {shorten(digest, 13, 4)}
          </code>
        ),
      ]}
      actions={
        <>
          <CopyButton text={image.reference} done={words.referenceCopied}>
            {words.copyReference}
          </CopyButton>
          {image.kind === "well" ? (
            <LinkButton variant="primary" href={href.newTrainingJob(target, { image: image.name })}>
              {words.trainWith}
            </LinkButton>
          ) : null}
        </>
      }
    />
  );
}

const channelTypes = ({ contentTypes, required }: ChannelSpec): string => {
  const types = contentTypes.join(", ") || words.anyType;
  return required ? words.requiredChannel(types) : words.optionalChannel(types);
};

function Channels({ channels }: { readonly channels: readonly ChannelSpec[] }) {
  return (
    <Section title={words.channels}>
      {channels.length === 0 ? <p>{words.noChannels}</p> : null}
      <DescriptionList
        items={channels.map((channel) => ({
          id: channel.name,
          term: <code>{channel.name}</code>,
          value: (
            <>
              {channelTypes(channel)}
              {channel.description ? <small>{channel.description}</small> : null}
            </>
          ),
        }))}
      />
    </Section>
  );
}

function Metrics({ image }: { readonly image: ImageDetail }) {
  return (
    <Section title={words.metrics}>
      {image.metrics.length === 0 ? <p>{words.noMetrics}</p> : null}
      <DescriptionList
        items={image.metrics.map(({ name, regex }) => ({
          id: name,
          term: <code>{name}</code>,
          value: <code>{regex}</code>,
        }))}
      />
    </Section>
  );
}

function Serving({ image }: { readonly image: ImageDetail }) {
  return (
    <Section title={words.serving}>
      <DescriptionList
        items={[
          {
            id: "takes",
            term: words.takes,
            value: image.inferenceContentTypes.join(", ") || words.anyType,
          },
          {
            id: "instances",
            term: words.instances,
            value: image.inferenceInstanceTypes.join(", ") || words.anyInstance,
          },
          { id: "reference", term: words.columns.reference, value: <code>{image.reference}</code> },
        ]}
      />
    </Section>
  );
}
