"use client";
import type { ReactNode } from "react";
import { checkItems } from "@/components/layout/check-items";
import { FailureBanner } from "@/components/layout/query-panel";
import { SameAsCode } from "@/components/layout/same-as-code";
import { Section } from "@/components/layout/section";
import { CheckList } from "@/components/ui/check-list";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { CheckLine } from "@/lib/contracts/common";
import { type DeploymentPlan, deploymentCode } from "@/lib/domain/code/deployment-code";
import { common } from "@/lib/words/common";
import { deployWords as words } from "@/lib/words/deploy";

export interface DeployAsideProps {
  readonly checks: {
    readonly data: { readonly checks: readonly CheckLine[] } | undefined;
    readonly error: Error | null;
    readonly isFetching: boolean;
    readonly refetch: () => unknown;
  };
  readonly plan: DeploymentPlan;
  /** The button and what is said beside it. */
  readonly children: ReactNode;
}

/** Checks, the button, and the three calls as code. */
export function DeployAside({ checks, plan, children }: DeployAsideProps) {
  const code = deploymentCode(plan);
  return (
    <aside>
      <Section title={words.checks} aside={checks.isFetching ? words.checking : null}>
        <Checks {...checks} />
        <div className="mt-4 grid gap-3">{children}</div>
      </Section>
      <Section title={common.sameAsCode}>
        <SameAsCode code={code} />
      </Section>
    </aside>
  );
}

function Checks({ data, error, isFetching, refetch }: DeployAsideProps["checks"]) {
  if (error) return <FailureBanner error={error} retry={() => void refetch()} />;
  if (!data) return isFetching ? <SkeletonRows rows={4} /> : <p>{words.checksWait}</p>;
  return <CheckList label={words.checks} items={checkItems(data.checks)} />;
}
