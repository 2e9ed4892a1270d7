"use client";
import { useState } from "react";
import { useToast } from "@/components/ui/toast";

function offer(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file over by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** Makes a file and hands it to the browser; says so when its rows cannot be read any more. */
export function useDownload(make: () => Promise<Blob>, name: string) {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      offer(await make(), name);
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), kind: "failed" });
    } finally {
      setBusy(false);
    }
  };
  return { busy, save: () => void save() };
}
