"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FailureBanner } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { allowUploads, datasets } from "@/lib/client/datasets";
import { useTarget } from "@/lib/client/target-context";
import { uploadWords } from "@/lib/words/datasets";

const words = uploadWords.cors;

/** Says when the bucket refuses browsers, shows the rule and adds it on one click. */
export function CorsNotice() {
  const target = useTarget();
  const { data, error } = useQuery(datasets.cors(target));
  const allow = useMutation(allowUploads(useQueryClient(), target));
  const failure = allow.error ?? error;
  if (failure) return <FailureBanner error={failure} />;
  // A bucket that does not exist yet is made together with its rule when the upload begins.
  if (!data || data.ruleExists || !data.bucketExists) return null;
  return (
    <Banner
      tone="warn"
      title={words.title}
      actions={
        <Button busy={allow.isPending} onClick={() => allow.mutate()}>
          {words.add}
        </Button>
      }
    >
      {words.text(data.bucket)}
      <details>
        <summary>{words.rule}</summary>
        <pre className="overflow-auto">{data.rule}</pre>
      </details>
    </Banner>
  );
}
