import { FailureBanner } from "@/components/layout/query-panel";
import { useOnTargetBack } from "@/components/layout/target-problem";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Meter } from "@/components/ui/upload-meter";
import { formatBytes, formatNumber } from "@/lib/domain/format";
import { profileWords as words } from "@/lib/words/dataset-profile";
import type { ProfileState } from "./use-profile";

/** How far the profile is, with its way out; nothing once it is there. */
export function ProfilePanel({ state }: { readonly state: ProfileState }) {
  switch (state.kind) {
    case "ready":
      return null;
    case "reading":
      return <SkeletonRows rows={2} />;
    case "running":
      return <Running progress={state.progress} stop={state.stop} />;
    case "failed":
      return <Failed error={state.error} begin={state.begin} />;
    case "absent":
      return (
        <Banner
          title={state.stopped ? words.stopped : words.changed}
          actions={<Button onClick={state.begin}>{words.again}</Button>}
        />
      );
  }
}

function Failed({ error, begin }: Pick<FailedState, "error" | "begin">) {
  useOnTargetBack(error, begin);
  return <FailureBanner error={error} retry={begin} />;
}

type FailedState = Extract<ProfileState, { kind: "failed" }>;
type RunningState = Extract<ProfileState, { kind: "running" }>;

function Running({ progress, stop }: Pick<RunningState, "progress" | "stop">) {
  const known = progress.kind === "progress" ? progress : null;
  return (
    <div className="mb-6 grid gap-2">
      <div className="flex flex-wrap items-baseline gap-3">
        <b>{words.running}</b>
        <span className="text-ink-2">
          {known
            ? words.progress(
                formatBytes(known.read),
                formatBytes(known.total),
                formatNumber(known.rows),
              )
            : words.waiting}
        </span>
        <span className="ml-auto">
          <Button size="sm" onClick={stop}>
            {words.stop}
          </Button>
        </span>
      </div>
      <Meter
        share={known && known.total > 0 ? known.read / known.total : 0}
        label={words.running}
      />
    </div>
  );
}
