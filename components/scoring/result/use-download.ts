"use client";
import { useState } from "react";
import { useToast } from "@/components/ui/toast";
import { saveFile } from "@/lib/client/save-file";

/** Makes a file and hands it to the browser; says so when its rows cannot be read any more. */
export function useDownload(make: () => Promise<Blob>, name: string) {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      saveFile(await make(), name);
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), kind: "failed" });
    } finally {
      setBusy(false);
    }
  };
  return { busy, save: () => void save() };
}
