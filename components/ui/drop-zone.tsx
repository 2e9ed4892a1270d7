"use client";
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { common } from "@/lib/words/common";
import { Icon } from "./icon";

export interface DropZoneProps {
  /** What it takes, read aloud with the button. */
  readonly label: string;
  /** A file that was dropped, chosen, or pasted as a file; of several the first. */
  readonly onFile: (file: File) => void;
  /** Rows that were pasted as text. */
  readonly onText?: (text: string) => void;
  /** As an input's `accept`; ".csv,text/csv" unless told. */
  readonly accept?: string;
  /** Words in place of "Drop a CSV here, paste rows, or". */
  readonly children?: ReactNode;
}

const inField = (element: EventTarget | null): boolean =>
  element instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

/** Pasting works anywhere on the page while no field has the focus. */
function usePaste(onFiles: (files: readonly File[]) => void, onText: DropZoneProps["onText"]) {
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

/** A folder reads as a file of no sense, and only what is dragged says that it is one. */
const holdsFolder = ({ items }: DataTransfer): boolean =>
  [...items].some((item) => item.webkitGetAsEntry()?.isDirectory === true);

/** Takes one file by dragging, by a button, and by pasting. */
export function DropZone(props: DropZoneProps) {
  const { label, onFile, onText, accept = ".csv,text/csv", children } = props;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const take = (files: readonly File[]) => {
    const [first, another] = files;
    setSaid(first && another ? common.drop.onlyOne(first.name) : null);
    if (first) onFile(first);
  };
  usePaste(take, onText);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (holdsFolder(event.dataTransfer)) setSaid(common.drop.folder);
    else take([...event.dataTransfer.files]);
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
      {said === null ? null : <output className="text-warn">{said}</output>}
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again after it was mended.
          event.target.value = "";
          take(files);
        }}
      />
    </div>
  );
}
