"use client";
import type { ReactNode } from "react";
import { common } from "@/lib/words/common";
import { Button } from "./button";
import { useToast } from "./toast";

/** Puts text on the clipboard; false when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export interface CopyButtonProps {
  readonly text: string;
  readonly children?: ReactNode;
  /** What the toast says. */
  readonly done?: string;
}

/** Copies a text and says so. */
export function CopyButton({
  text,
  children = common.copy,
  done = common.copied,
}: CopyButtonProps) {
  const toast = useToast();
  const copy = async () => {
    const ok = await copyText(text);
    toast(ok ? { text: done } : { text: common.copyFailed, kind: "failed" });
  };
  return (
    <Button variant="quiet" size="sm" icon="copy" onClick={() => void copy()}>
      {children}
    </Button>
  );
}
