"use client";
import { useSyncExternalStore } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import type { StatusKind } from "@/components/ui/status-label";
import { UploadMeter } from "@/components/ui/upload-meter";
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
  const canPause = phase === "starting" || phase === "sending";
  const canResume = phase === "paused" || phase === "failed";
  const cancel = () => {
    void upload.cancel().finally(onCancelled);
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
        {...(canPause || canResume ? { onCancel: cancel } : {})}
      />
      {phase === "failed" && error instanceof Error ? <FailureBanner error={error} /> : null}
    </div>
  );
}
