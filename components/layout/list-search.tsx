"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Input } from "@/components/ui/input";

export interface ListSearchProps {
  readonly label: string;
  /** What is looked for now, as the URL says. */
  readonly value: string;
  /** The list's address when this is looked for. */
  readonly hrefOf: (text: string) => string;
}

/** Finds in a list by name; the URL keeps what was typed. */
export function ListSearch({ label, value, hrefOf }: ListSearchProps) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // While somebody types, the URL lags behind; else a link or the way back has changed it.
    const input = field.current;
    if (input && input !== document.activeElement) input.value = value;
  }, [value]);
  return (
    <div className="mb-4 max-w-md">
      <Input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        data-search=""
        onChange={(event) => router.replace(hrefOf(event.target.value))}
      />
    </div>
  );
}
