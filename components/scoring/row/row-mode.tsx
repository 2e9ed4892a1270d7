"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryPanel } from "@/components/layout/query-panel";
import { endpoints } from "@/lib/client/endpoints";
import { useTarget } from "@/lib/client/target-context";
import { RawBody } from "./raw-body";
import { RowForm } from "./row-form";

/** One row to predict: in a form where the model says what it needs, else as a body by hand. */
export function RowMode({ endpoint }: { readonly endpoint: string }) {
  const target = useTarget();
  const query = useQuery(endpoints.schema(target, endpoint));
  return (
    <QueryPanel query={query} rows={8}>
      {({ schema, absent }) =>
        schema ? (
          <RowForm endpoint={endpoint} schema={schema} />
        ) : (
          <RawBody endpoint={endpoint} absent={absent ?? ""} />
        )
      }
    </QueryPanel>
  );
}
