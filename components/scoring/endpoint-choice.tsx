"use client";
import { useRouter } from "next/navigation";
import { useId } from "react";
import { Select } from "@/components/ui/input";
import { StatusLabel } from "@/components/ui/status-label";
import { href, type ScoreMode } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointSummary } from "@/lib/contracts/endpoints";
import { scorePageWords as words } from "@/lib/words/score-page";

export interface EndpointChoiceProps {
  readonly chosen: string | null;
  readonly listed: readonly EndpointSummary[];
  readonly mode: ScoreMode;
}

/** Which endpoint answers; it stands in the URL. */
export function EndpointChoice({ chosen, listed, mode }: EndpointChoiceProps) {
  const target = useTarget();
  const router = useRouter();
  const id = useId();
  const known = listed.map(({ name }) => name);
  const names = chosen && !known.includes(chosen) ? [chosen, ...known] : known;
  const state = listed.find(({ name }) => name === chosen);
  if (names.length === 0) return null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-ink-2">
        {words.endpoint}
      </label>
      <span className="w-56 max-w-full">
        <Select
          id={id}
          value={chosen ?? ""}
          {...(chosen ? {} : { placeholder: words.chooseEndpoint })}
          options={names.map((value) => ({ value, label: value }))}
          onChange={({ target: { value } }) =>
            router.replace(href.score(target, { endpoint: value, mode }))
          }
        />
      </span>
      {state ? <StatusLabel kind={state.kind}>{state.status}</StatusLabel> : null}
    </div>
  );
}
