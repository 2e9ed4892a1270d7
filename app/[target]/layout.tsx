import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Providers } from "@/lib/client/providers";
import { isKnownTarget, knownTargets } from "@/lib/server/known-targets";
import { Frame } from "./frame";

interface TargetLayoutProps {
  readonly params: Promise<{ readonly target: string }>;
  readonly children: ReactNode;
}

export default async function TargetLayout({ params, children }: TargetLayoutProps) {
  const { target } = await params;
  if (!isKnownTarget(target)) notFound();
  return (
    <Providers target={target}>
      <Frame target={target} known={knownTargets()}>
        {children}
      </Frame>
    </Providers>
  );
}
