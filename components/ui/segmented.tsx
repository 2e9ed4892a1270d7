"use client";
import type { ReactNode } from "react";

export interface SegmentedOption<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
}

export interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly options: readonly SegmentedOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Fills the width, all parts equally wide. */
  readonly grow?: boolean;
}

/** A choice of few, all in sight. */
export function Segmented<T extends string>({
  label,
  options,
  value,
  onChange,
  grow = false,
}: SegmentedProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws its own box and cannot flex
    <div className="segmented" role="group" aria-label={label} data-grow={grow ? "" : undefined}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
