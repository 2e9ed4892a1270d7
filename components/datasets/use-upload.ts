"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useState } from "react";
import { datasetsChanged, saveDatasetSettings } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { PartHasher } from "@/lib/client/upload/part-hasher";
import { createUpload } from "@/lib/client/upload/ports";
import { keepWhileUnfinished, readUnfinished } from "@/lib/client/upload/unfinished";
import type { Upload } from "@/lib/client/upload/upload";
import { suggestFileName } from "@/lib/domain/names";
import type { UploadSettings } from "./upload-form";

/** Asks before a tab with an unfinished upload is closed, and pauses one whose page is left. */
function useLeaveGuard(upload: Upload | null) {
  useEffect(() => {
    if (!upload) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (upload.getState().phase !== "done") event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      upload.pause();
    };
  }, [upload]);
}

/** Reading begins as soon as there is a file, and ends with the page. */
function useHasher(file: File | null): PartHasher | null {
  const hasher = useMemo(() => (file ? new PartHasher(file) : null), [file]);
  useEffect(() => {
    hasher?.begin();
    return () => hasher?.close();
  }, [hasher]);
  return hasher;
}

/** The file is uploaded, but its settings are not kept with it. */
interface FailedEnd {
  readonly error: Error;
  readonly retry: () => void;
}

/** Uploads the file that is chosen; when it is done its settings are kept with it and its page opens. */
export function useUpload(file: File | null) {
  const target = useTarget();
  const router = useRouter();
  const client = useQueryClient();
  const hasher = useHasher(file);
  const [running, setRunning] = useState<Upload | null>(null);
  const [failed, setFailed] = useState<FailedEnd | null>(null);
  useLeaveGuard(running);
  const begin = ({ name, header, target: column }: UploadSettings) => {
    if (!file || !hasher) return;
    const begun = readUnfinished(target, file);
    const plan = {
      file,
      name,
      fileName: suggestFileName(file.name),
      uploadId: begun?.name === name ? begun.uploadId : undefined,
    };
    const upload = createUpload(target, plan, hasher.hash);
    // The bytes are there: what fails from here on is tried again without sending them twice.
    const finish = async () => {
      setFailed(null);
      try {
        await saveDatasetSettings(target, name, { header, target: column });
        await datasetsChanged(client, target);
        router.push(href.dataset(target, name));
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        setFailed({ error, retry: () => void finish() });
      }
    };
    keepWhileUnfinished(target, file, name, upload);
    const stopWatching = upload.subscribe(() => {
      if (upload.getState().phase !== "done") return;
      stopWatching();
      void finish();
    });
    setFailed(null);
    setRunning(upload);
    void upload.resume();
  };
  const forget = useCallback(() => setRunning(null), []);
  return { running, failed, begin, forget };
}
