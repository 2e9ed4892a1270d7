"use client";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { common } from "@/lib/words/common";
import { Button } from "./button";
import { Icon } from "./icon";

export interface ToastMessage {
  readonly text: string;
  /** "failed" is read out at once, "well" when there is a pause. */
  readonly kind?: "well" | "failed";
  /** Offered for the six seconds the toast stays. */
  readonly undo?: () => void;
}

/** Six seconds, and no counting down while the pointer or the focus is on it. */
const SECONDS = 6;

const ToastContext = createContext<(message: ToastMessage) => void>(() => {
  throw new Error("useToast needs a ToastProvider above it.");
});

/** Says what you just did. One at a time: a new one takes the place of the last. */
export const useToast = (): ((message: ToastMessage) => void) => useContext(ToastContext);

interface Shown extends ToastMessage {
  readonly id: number;
}

/** Keeps the toast of everything below it. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const show = useCallback((message: ToastMessage) => {
    setShown((last) => ({ ...message, id: (last?.id ?? 0) + 1 }));
  }, []);
  const close = useCallback(() => setShown(null), []);
  const urgent = shown?.kind === "failed";
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts">
        <div role="status">
          {shown && !urgent ? <Toast {...shown} key={shown.id} close={close} /> : null}
        </div>
        <div role="alert">
          {shown && urgent ? <Toast {...shown} key={shown.id} close={close} /> : null}
        </div>
      </div>
    </ToastContext>
  );
}

function Toast({ text, kind = "well", undo, close }: Shown & { readonly close: () => void }) {
  const [left, setLeft] = useState(SECONDS);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    if (left === 0) return close();
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [held, left, close]);
  const undoAndClose = () => {
    undo?.();
    close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding the clock still is no action
    <div
      className="pop toast"
      data-kind={kind}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={kind} />
      <span>{text}</span>
      {undo ? (
        <Button variant="quiet" size="sm" icon="undo" onClick={undoAndClose}>
          {common.undo(left)}
        </Button>
      ) : null}
    </div>
  );
}
