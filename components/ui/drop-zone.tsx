"use client";
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { common } from "@/lib/words/common";
import { Icon } from "./icon";

export interface DropZoneProps {
  /** What it takes, read aloud with the button. */
  readonly label: string;
  /** Files that were dropped, chosen, or pasted as files. */
  readonly onFiles: (files: readonly File[]) => void;
  /** Rows that were pasted as text. */
  readonly onText?: (text: string) => void;
  /** As an input's `accept`; ".csv,text/csv" unless told. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** Words in place of "Drop a CSV here, paste rows, or". */
  readonly children?: ReactNode;
}

const inField = (element: EventTarget | null): boolean =>
  element instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

/** Pasting works anywhere on the page while no field has the focus. */
function usePaste(onFiles: DropZoneProps["onFiles"], onText: DropZoneProps["onText"]) {
  const latest = useRef({ onFiles, onText });
  useEffect(() => {
    latest.current = { onFiles, onText };
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (inField(event.target)) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (files.length > 0) latest.current.onFiles(files);
      else if (text !== "") latest.current.onText?.(text);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, []);
}

/** Takes files by dragging, by a button, and by pasting. */
export function DropZone(props: DropZoneProps) {
  const { label, onFiles, onText, accept = ".csv,text/csv", multiple = false, children } = props;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  usePaste(onFiles, onText);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging has the button as its key alternative
    <div
      className="drop-zone"
      data-over={over ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Icon name="upload" size={16} />
      <span>
        {over ? common.drop.release : (children ?? common.drop.here)}
        {over ? null : (
          <button
            type="button"
            className="text-link min-h-6"
            onClick={() => input.current?.click()}
          >
            {common.drop.choose}
          </button>
        )}
      </span>
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again after it was mended.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </div>
  );
}
