"use client";
import Link from "next/link";
import { Section } from "@/components/layout/section";
import { DescriptionList, type DescriptionListItem } from "@/components/ui/description-list";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDetail, EndpointVariant } from "@/lib/contracts/endpoints";
import { formatShare } from "@/lib/domain/format";
import { endpointPageWords as words } from "@/lib/words/endpoint";

/** Null while no variant has a weight: nothing is served then. */
function shareOf({ weight }: EndpointVariant, all: readonly EndpointVariant[]): string | null {
  const sum = all.reduce((total, variant) => total + (variant.weight ?? 0), 0);
  return sum === 0 ? null : words.traffic100(formatShare((weight ?? 0) / sum));
}

const code = (id: string, term: string, value: string | null): DescriptionListItem[] =>
  value === null ? [] : [{ id, term, value: <code className="break-all">{value}</code> }];

const jobOf = ({ job }: EndpointVariant, target: string): DescriptionListItem[] =>
  job === null
    ? []
    : [
        {
          id: "job",
          term: words.job,
          value: (
            <Link className="text-link" href={href.trainingJob(target, job)}>
              {job}
            </Link>
          ),
        },
      ];

/** Configuration, and for each variant the model, image and archive that answer. */
export function EndpointParts({ endpoint }: { readonly endpoint: EndpointDetail }) {
  const target = useTarget();
  const { variants, config } = endpoint;
  return (
    <Section title={words.behind}>
      <div className="grid gap-5">
        <DescriptionList items={code("config", words.config, config)} />
        {variants.map((variant) => (
          <DescriptionList
            key={variant.name}
            items={[
              {
                id: "variant",
                term: words.variant,
                value: (
                  <>
                    <code>{variant.name}</code> <small>{shareOf(variant, variants)}</small>
                  </>
                ),
              },
              ...code("model", words.modelName, variant.model),
              ...code("image", words.image, variant.image),
              ...code("archive", words.archive, variant.modelUri),
              ...jobOf(variant, target),
            ]}
          />
        ))}
      </div>
    </Section>
  );
}
