"use client";
import { useMutation } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import * as z from "zod/mini";
import { DraftNote } from "@/components/layout/draft-note";
import { FailureBanner } from "@/components/layout/query-panel";
import { useOnTargetBack } from "@/components/layout/target-problem";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-tabs";
import { DescriptionList } from "@/components/ui/description-list";
import { Field } from "@/components/ui/field";
import { Select, TextArea } from "@/components/ui/input";
import { invokeEndpoint } from "@/lib/client/scoring";
import { useTarget } from "@/lib/client/target-context";
import { useDraft } from "@/lib/client/use-draft";
import { INVOKE_TYPES } from "@/lib/contracts/scoring";
import { singleRowWords as words } from "@/lib/words/single-row";

const rawDraft = z.object({ body: z.string(), type: z.enum(INVOKE_TYPES) });
const NOTHING: z.infer<typeof rawDraft> = { body: "", type: "text/csv" };

export interface RawBodyProps {
  readonly endpoint: string;
  /** Why the model has no schema. */
  readonly absent: string;
}

/** A body written by hand, for a container that does not say what it takes. */
export function RawBody({ endpoint, absent }: RawBodyProps) {
  const target = useTarget();
  const draft = useDraft("raw-body", endpoint, rawDraft);
  const { body, type } = draft.value ?? NOTHING;
  const send = useMutation({
    mutationFn: async () => {
      const began = performance.now();
      const request = { body: new Blob([body]), type };
      const answer = await invokeEndpoint(target, endpoint, request, new AbortController().signal);
      return { ...answer, milliseconds: Math.round(performance.now() - began) };
    },
  });
  const isEmpty = body.trim() === "";
  const submit = () => {
    if (!isEmpty && !send.isPending) send.mutate();
  };
  useOnTargetBack(send.error, submit);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className="grid grid-cols-1 gap-5"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Banner title={words.rawTitle}>{words.rawText(absent)}</Banner>
      <span className="w-64 max-w-full">
        <Field label={words.contentType}>
          <Select
            mono
            value={type}
            options={INVOKE_TYPES.map((value) => ({ value, label: value }))}
            onChange={({ target: { value } }) =>
              draft.put({ body, type: INVOKE_TYPES.find((known) => known === value) ?? type })
            }
          />
        </Field>
      </span>
      <Field label={words.body} hint={words.bodyHint}>
        <TextArea
          mono
          rows={6}
          value={body}
          onChange={(event) => draft.put({ type, body: event.target.value })}
        />
      </Field>
      <div>
        <Button
          type="submit"
          variant="primary"
          keys="⌘↵"
          busy={send.isPending}
          disabledReason={isEmpty ? words.emptyBody : null}
        >
          {words.send}
        </Button>
        <DraftNote draft={draft} />
      </div>
      {send.error ? <FailureBanner error={send.error} retry={submit} /> : null}
      {send.data ? (
        <div className="grid grid-cols-1 gap-3" aria-live="polite">
          <CodeBlock label={words.answer} code={send.data.text} />
          <DescriptionList
            items={[
              {
                id: "type",
                term: words.contentType,
                value: <code>{send.data.contentType ?? ""}</code>,
              },
              {
                id: "latency",
                term: words.latency,
                value: words.milliseconds(String(send.data.milliseconds)),
              },
            ]}
          />
        </div>
      ) : null}
    </form>
  );
}
