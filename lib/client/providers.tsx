"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { createQueryClient } from "./query-client";
import { TargetContext } from "./target-context";

interface ProvidersProps {
  /** The target of the URL. */
  readonly target: string;
  readonly children: ReactNode;
}

/** What every page under a target needs: its target, and one cache of answers. */
export function Providers({ target, children }: ProvidersProps) {
  const [client] = useState(createQueryClient);
  return (
    <TargetContext value={target}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </TargetContext>
  );
}
