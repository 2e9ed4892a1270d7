"use client";
import { usePathname } from "next/navigation";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { common } from "@/lib/words/common";
import { Page } from "./page";

const { crash: words } = common;

export interface CrashPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** In place of a page whose drawing threw: the frame around it stays. */
export function CrashPage({ error, reset }: CrashPageProps) {
  const path = usePathname();
  // A part that did not come once is not asked for again before the page is loaded anew.
  const isPart = error.name === "ChunkLoadError";
  const report = [path, error.digest, error.stack ?? error.message].filter(Boolean).join("\n");
  return (
    <Page path={[{ label: words.title }]}>
      <h1 className="sr-only">{words.title}</h1>
      <Banner
        tone="fail"
        title={isPart ? words.partTitle : words.title}
        actions={
          <>
            {isPart ? (
              <Button onClick={() => window.location.reload()}>{words.reload}</Button>
            ) : (
              <Button onClick={reset}>{common.retry}</Button>
            )}
            <CopyButton text={report}>{words.report}</CopyButton>
          </>
        }
      >
        {isPart ? words.partText : `${words.text} ${error.message}`}
      </Banner>
    </Page>
  );
}
