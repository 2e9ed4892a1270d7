"use client";
import type { ReactNode } from "react";
import { type Crumb, Header } from "./header";
import { TargetNotice } from "./target-notice";

export interface PageProps {
  /** From the list down to this page; the last one is this page and needs no address. */
  readonly path: readonly Crumb[];
  readonly children: ReactNode;
}

/** Header and main landmark of one page; stands inside a Shell. */
export function Page({ path, children }: PageProps) {
  return (
    <>
      <Header path={path} />
      <main id="main" className="page" tabIndex={-1}>
        <TargetNotice />
        {children}
      </main>
    </>
  );
}
