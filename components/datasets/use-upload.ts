"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { datasetsChanged, saveDatasetSettings } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { createUpload } from "@/lib/client/upload/ports";
import { keepWhileUnfinished, readUnfinished } from "@/lib/client/upload/unfinished";
import type { Upload } from "@/lib/client/upload/upload";
import { suggestFileName } from "@/lib/domain/names";
import type { UploadSettings } from "./upload-form";

export interface RunningUpload {
  readonly upload: Upload;
  /** Stops sending and ends the hash worker; what S3 holds stays until it is cancelled. */
  readonly close: () => void;
}

/** Asks before a tab with an unfinished upload is closed, and pauses one whose page is left. */
function useLeaveGuard(running: RunningUpload | null) {
  useEffect(() => {
    if (!running) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (running.upload.getState().phase !== "done") event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      running.upload.pause();
      running.close();
    };
  }, [running]);
}

/** Begins uploads; when one is done its settings are kept with it and its page opens. */
export function useUpload() {
  const target = useTarget();
  const router = useRouter();
  const client = useQueryClient();
  const [running, setRunning] = useState<RunningUpload | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useLeaveGuard(running);
  const begin = (file: File, { name, header, target: column }: UploadSettings) => {
    const begun = readUnfinished(target, file);
    const started = createUpload(target, {
      file,
      name,
      fileName: suggestFileName(file.name),
      uploadId: begun?.name === name ? begun.uploadId : undefined,
    });
    const { upload } = started;
    const finish = async () => {
      await saveDatasetSettings(target, name, { header, target: column });
      await datasetsChanged(client, target);
      router.push(href.dataset(target, name));
    };
    keepWhileUnfinished(target, file, name, upload);
    const stopWatching = upload.subscribe(() => {
      if (upload.getState().phase !== "done") return;
      stopWatching();
      finish().catch((cause: unknown) => {
        setError(cause instanceof Error ? cause : new Error(String(cause)));
      });
    });
    setError(null);
    setRunning(started);
    void upload.resume();
  };
  const forget = useCallback(() => setRunning(null), []);
  return { running, error, begin, forget };
}
