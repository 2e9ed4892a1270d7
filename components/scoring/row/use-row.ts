"use client";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import * as z from "zod/mini";
import { invokeEndpoint } from "@/lib/client/scoring";
import { useTarget } from "@/lib/client/target-context";
import { useDraft } from "@/lib/client/use-draft";
import type { ModelSchema } from "@/lib/contracts/model-files";
import { answersOf } from "@/lib/domain/model-answers";
import { apiSentences } from "@/lib/words/api";
import { type RowValues, rowCsv, typicalRow, valueProblem } from "./row-values";

const rowDraft = z.record(z.string(), z.string());

export interface RowAnswer {
  readonly prediction: string;
  readonly milliseconds: number;
  readonly variant: string | null;
  /** As it was sent. */
  readonly sent: string;
}

/** Predicts rows in one request. @throws ApiError, Error where the answer is not one for each. */
export async function predictRows(
  target: string,
  endpoint: string,
  schema: ModelSchema,
  rows: readonly RowValues[],
) {
  const sent = rowCsv(schema, rows);
  const began = performance.now();
  const request = { body: new Blob([sent]), header: schema.header };
  const answer = await invokeEndpoint(target, endpoint, request, new AbortController().signal);
  const predictions = answersOf(answer.text, rows.length);
  if (!predictions) {
    throw new Error(apiSentences.rowsAndAnswersDiffer(answer.text.split("\n").length, rows.length));
  }
  const milliseconds = performance.now() - began;
  return { predictions, milliseconds, variant: answer.variant, sent };
}

/** What was typed, kept across reloads by target and endpoint, and what the model says to it. */
export function useRow(endpoint: string, schema: ModelSchema) {
  const target = useTarget();
  const draft = useDraft("row", endpoint, rowDraft);
  const values: RowValues = useMemo(
    () => ({ ...typicalRow(schema), ...draft.value }),
    [schema, draft.value],
  );
  const predict = useMutation({
    mutationFn: async (row: RowValues): Promise<RowAnswer> => {
      const { predictions, ...rest } = await predictRows(target, endpoint, schema, [row]);
      return { prediction: predictions[0] ?? "", ...rest };
    },
  });
  const isValid = schema.features.every(
    (feature) => valueProblem(feature, values[feature.name] ?? "") !== "notNumber",
  );
  return {
    target,
    values,
    draft,
    set: (name: string, text: string) => draft.put({ ...values, [name]: text }),
    isValid,
    predict: () => {
      if (isValid && !predict.isPending) predict.mutate(values);
    },
    answer: predict.data ?? null,
    error: predict.error,
    isPending: predict.isPending,
    isStale: predict.variables !== undefined && predict.variables !== values,
  };
}

export type Row = ReturnType<typeof useRow>;

const SETTLED_MS = 300;

/** Predicts again once nothing was typed for a moment. */
export function usePredictAsTyped({ values, isValid, predict }: Row, isOn: boolean): void {
  const latest = useRef(predict);
  useEffect(() => {
    latest.current = predict;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of a value waits anew
  useEffect(() => {
    if (!isOn || !isValid) return;
    const timer = setTimeout(() => latest.current(), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isOn, isValid, values]);
}
