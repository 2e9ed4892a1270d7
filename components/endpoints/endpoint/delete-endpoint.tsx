"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemBanner } from "@/components/layout/query-panel";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmByName } from "@/components/ui/confirm-by-name";
import { useToast } from "@/components/ui/toast";
import { deleteEndpoint, endpoints } from "@/lib/client/endpoints";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDeletion, EndpointDetail, EndpointHealth } from "@/lib/contracts/endpoints";
import { formatNumber } from "@/lib/domain/format";
import { endpointPageWords as words } from "@/lib/words/endpoint";

export interface DeleteEndpointProps {
  readonly endpoint: EndpointDetail;
  readonly health: EndpointHealth | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
}

const consequence = (health: EndpointHealth | undefined): string =>
  health && health.invocations > 0
    ? words.deleteNow(formatNumber(health.invocations), health.windowMinutes)
    : words.deleteQuiet;

/** Says what goes and what stays before anything is deleted. */
export function DeleteEndpoint({ endpoint, health, open, onClose }: DeleteEndpointProps) {
  const target = useTarget();
  const router = useRouter();
  const toast = useToast();
  const [withParts, setWithParts] = useState(true);
  const remove = useMutation(deleteEndpoint(useQueryClient(), target));
  const confirm = async () => {
    try {
      const also = withParts ? "config-and-models" : undefined;
      await remove.mutateAsync({ name: endpoint.name, also });
    } catch {
      // The dialog stays and says what the mutation's error is.
      return;
    }
    // Not a callback of the mutation: this dialog goes with the page once the endpoint is gone.
    toast({ text: words.deleted(endpoint.name) });
    router.push(href.endpoints(target));
  };
  return (
    <ConfirmByName
      open={open}
      onClose={onClose}
      title={words.deleteTitle(endpoint.name)}
      name={endpoint.name}
      confirm={words.confirmDelete}
      keep={words.keep}
      busy={remove.isPending || remove.isSuccess}
      failure={remove.error ? <ProblemBanner error={remove.error} /> : null}
      onConfirm={() => void confirm()}
    >
      <p>{consequence(health)}</p>
      {open ? <Parts name={endpoint.name} withParts={withParts} choose={setWithParts} /> : null}
      <p>{words.deleteStays}</p>
    </ConfirmByName>
  );
}

type Part = EndpointDeletion["parts"][number];

const LIST = new Intl.ListFormat("en", { type: "conjunction" });

const namesOf = (parts: readonly Part[]): string =>
  LIST.format(parts.map(({ kind, name }) => words.deletePart[kind](name)));

interface PartsProps {
  readonly name: string;
  readonly withParts: boolean;
  readonly choose: (withParts: boolean) => void;
}

/** Configuration and models: what nothing else uses may go, the rest stays and says for whom. */
function Parts({ name, withParts, choose }: PartsProps) {
  const target = useTarget();
  const { data, error, refetch } = useQuery(endpoints.deletion(target, name));
  if (error) return <ProblemBanner error={error} retry={() => void refetch()} />;
  if (!data) return <p>{words.deleteLooking}</p>;
  if (!data.known) return <p className="break-all">{words.deleteUnknown(namesOf(data.parts))}</p>;
  const own = data.parts.filter(({ usedBy }) => usedBy.length === 0);
  const shared = data.parts.filter(({ usedBy }) => usedBy.length > 0);
  return (
    <>
      {own.length > 0 ? (
        <Checkbox
          label={<span className="break-all">{words.deleteAlso(namesOf(own))}</span>}
          checked={withParts}
          onChange={(event) => choose(event.target.checked)}
        />
      ) : null}
      {shared.map((part) => (
        <p key={`${part.kind} ${part.name}`} className="break-all">
          {words.deleteShared(namesOf([part]), LIST.format(part.usedBy))}
        </p>
      ))}
    </>
  );
}
