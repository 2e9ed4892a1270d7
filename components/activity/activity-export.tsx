"use client";
import { useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/lib/client/save-file";
import { type ActivityEvent, filterActivity } from "@/lib/domain/activity";
import { activityCsv } from "@/lib/domain/activity-csv";
import { activityWords as words } from "@/lib/words/activity";

/** Every event that the filter lets through, as a file. */
export function ActivityExport({ events }: { readonly events: readonly ActivityEvent[] }) {
  const q = useSearchParams().get("q") ?? "";
  const save = () =>
    saveFile(
      new Blob([activityCsv(filterActivity(events, q))], { type: "text/csv" }),
      words.csvFile,
    );
  return (
    <Button icon="download" title={words.csvHint} onClick={save}>
      {words.csv}
    </Button>
  );
}
