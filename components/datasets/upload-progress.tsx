"use client";
import { useSyncExternalStore } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import type { StatusKind } from "@/components/ui/status-label";
import { useToast } from "@/components/ui/toast";
import { UploadMeter } from "@/components/ui/upload-meter";
import { ApiError } from "@/lib/client/fetch";
import { FileGone } from "@/lib/client/upload/part-hasher";
import type { Upload, UploadPhase, UploadState } from "@/lib/client/upload/upload";
import { formatBytes, formatDuration, formatShare } from "@/lib/domain/format";
import { common } from "@/lib/words/common";
import { uploadWords as words } from "@/lib/words/datasets";

const KINDS: Record<UploadPhase, StatusKind> = {
  ready: "moving",
  starting: "moving",
  sending: "moving",
  finishing: "moving",
  paused: "stopped",
  cancelled: "stopped",
  failed: "failed",
  done: "well",
};

const share = ({ sentBytes, totalBytes }: UploadState): number =>
  totalBytes === 0 ? 0 : sentBytes / totalBytes;

function figures(state: UploadState) {
  const { bytesPerSecond, secondsLeft, sentBytes, totalBytes } = state;
  const sent = {
    id: "sent",
    label: common.upload.sent,
    value: formatShare(share(state)),
    unit: words.sentOf(formatBytes(sentBytes), formatBytes(totalBytes)),
  };
  const speed = bytesPerSecond === null ? common.notKnown : formatBytes(bytesPerSecond);
  const left = secondsLeft === null ? common.notKnown : formatDuration(secondsLeft * 1000);
  return [
    sent,
    {
      id: "speed",
      label: common.upload.speed,
      value: bytesPerSecond === null ? speed : words.aSecond(speed),
      words: true,
    },
    { id: "left", label: common.upload.left, value: left, words: true },
  ];
}

export interface UploadProgressProps {
  readonly upload: Upload;
  readonly file: File;
  readonly onCancelled: () => void;
}

/** One upload as it goes: pause, go on, cancel, and what stopped it. */
export function UploadProgress({ upload, file, onCancelled }: UploadProgressProps) {
  const state = useSyncExternalStore(upload.subscribe, upload.getState, upload.getState);
  const { phase, error } = state;
  const toast = useToast();
  const canPause = phase === "starting" || phase === "sending";
  const canResume = phase === "paused" || phase === "failed";
  const cancel = async () => {
    try {
      await upload.cancel();
    } catch (cause) {
      toast({ text: words.notDropped(textOf(cause)), kind: "failed" });
    }
    onCancelled();
  };
  return (
    <div className="grid max-w-3xl gap-4">
      <UploadMeter
        file={file.name}
        size={formatBytes(file.size)}
        status={{ kind: KINDS[phase], word: words.status[phase] }}
        share={share(state)}
        figures={figures(state)}
        paused={canResume}
        {...(canPause ? { onPause: () => upload.pause() } : {})}
        {...(canResume ? { onResume: () => void upload.resume() } : {})}
        {...(canPause || canResume ? { onCancel: () => void cancel() } : {})}
      />
      {phase === "failed" ? <Stopped error={error} /> : null}
    </div>
  );
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why an upload stopped. What S3 holds already is not sent again. */
function Stopped({ error }: { readonly error: unknown }) {
  if (error instanceof ApiError) return <FailureBanner error={error} />;
  const isGone = error instanceof FileGone;
  return (
    <Banner tone="fail" title={isGone ? words.fileGone : words.stopped}>
      {isGone ? words.fileGoneFix : `${textOf(error)} ${words.stoppedFix}`}
    </Banner>
  );
}
