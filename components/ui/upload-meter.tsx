"use client";
import type { ReactNode } from "react";
import { common } from "@/lib/words/common";
import { Button } from "./button";
import { FigureRow, type FigureRowItem } from "./figure-row";
import { type StatusKind, StatusLabel } from "./status-label";

export interface MeterProps {
  /** From 0 to 1. */
  readonly share: number;
  readonly label: string;
  readonly paused?: boolean;
}

/** A bar of how far something is. */
export function Meter({ share, label, paused = false }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <span
      className="track"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      data-paused={paused ? "" : undefined}
    >
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}

export interface UploadMeterProps {
  readonly file: string;
  /** "1.42 GB". */
  readonly size: string;
  readonly status: { readonly kind: StatusKind; readonly word: string };
  /** From 0 to 1. */
  readonly share: number;
  /** Sent, speed, time left, parts: as many as are known. */
  readonly figures: readonly FigureRowItem[];
  readonly paused?: boolean;
  readonly onPause?: () => void;
  readonly onResume?: () => void;
  readonly onCancel?: () => void;
  /** A remark at the right of the buttons. */
  readonly note?: ReactNode;
}

/** One upload: how far, how fast, how long still, and pause, go on, cancel. */
export function UploadMeter({
  file,
  size,
  status,
  share,
  figures,
  paused = false,
  onPause,
  onResume,
  onCancel,
  note,
}: UploadMeterProps) {
  return (
    <div className="grid gap-4">
      <div>
        <div className="mb-2 flex flex-wrap items-baseline gap-2">
          <b className="min-w-0 break-all">{file}</b>
          <span className="text-ink-3">{size}</span>
          <span className="ml-auto">
            <StatusLabel kind={status.kind}>{status.word}</StatusLabel>
          </span>
        </div>
        <Meter share={share} label={file} paused={paused} />
      </div>
      <FigureRow items={figures} />
      <div className="flex flex-wrap items-center gap-2">
        {paused && onResume ? (
          <Button icon="play" onClick={onResume}>
            {common.upload.resume}
          </Button>
        ) : null}
        {!paused && onPause ? (
          <Button icon="pause" onClick={onPause}>
            {common.upload.pause}
          </Button>
        ) : null}
        {onCancel ? (
          <Button variant="quiet" onClick={onCancel}>
            {common.upload.cancel}
          </Button>
        ) : null}
        {note ? <span className="ml-auto text-ink-3 text-xs">{note}</span> : null}
      </div>
    </div>
  );
}
