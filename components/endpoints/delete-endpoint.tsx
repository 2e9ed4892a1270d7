"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmByName } from "@/components/ui/confirm-by-name";
import { useToast } from "@/components/ui/toast";
import { deleteEndpoint } from "@/lib/client/endpoints";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDetail, EndpointHealth } from "@/lib/contracts/endpoints";
import { formatNumber } from "@/lib/domain/format";
import { endpointPageWords as words } from "@/lib/words/endpoints";

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
  const parts = [
    endpoint.config,
    ...endpoint.variants.flatMap(({ model }) => (model ? [model] : [])),
  ];
  const names = [...new Set(parts)].join(", ");
  const confirm = () =>
    remove.mutate(
      { name: endpoint.name, also: withParts ? "config-and-models" : undefined },
      {
        onSuccess: () => {
          toast({ text: words.deleted(endpoint.name) });
          router.push(href.endpoints(target));
        },
      },
    );
  return (
    <ConfirmByName
      open={open}
      onClose={onClose}
      title={words.deleteTitle(endpoint.name)}
      name={endpoint.name}
      confirm={words.confirmDelete}
      keep={words.keep}
      busy={remove.isPending || remove.isSuccess}
      {...(remove.error ? { error: remove.error.message } : {})}
      onConfirm={confirm}
    >
      <p>{consequence(health)}</p>
      <Checkbox
        label={words.deleteAlso}
        checked={withParts}
        onChange={(event) => setWithParts(event.target.checked)}
      />
      <p className="break-all">
        {withParts ? words.deleteAlsoList(names) : words.deleteKeeps(names)} {words.deleteStays}
      </p>
    </ConfirmByName>
  );
}
