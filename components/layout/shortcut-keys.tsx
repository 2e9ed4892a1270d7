"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { isLetter, TABLE_KEYS } from "@/components/ui/widget-keys";
import { href } from "@/lib/client/href";
import { openShortcutSheet } from "./shortcut-button";
import { createShortcutMatcher, type ShortcutId } from "./shortcuts";
import { singleKeysOn } from "./single-keys";

const isField = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

const isDialogOpen = (): boolean => document.querySelector("dialog[open]") !== null;

function focusSearch(): void {
  const search = document.querySelector<HTMLInputElement>("[data-search]:not(:disabled)");
  search?.focus();
  search?.select();
}

/** The rows take over from here. */
const enterTable = (): void =>
  document.querySelector<HTMLElement>('main .row-link[tabindex="0"]')?.focus();

function sendForm(): void {
  const form = document.activeElement?.closest("form") ?? document.querySelector("main form");
  form?.requestSubmit();
}

export interface ShortcutsProps {
  readonly target: string;
  readonly openSwitcher: () => void;
  readonly openPalette: () => void;
}

/** Listens for the shortcuts of every page. */
export function Shortcuts({ target, openSwitcher, openPalette }: ShortcutsProps) {
  const router = useRouter();
  // Kept beside the effect: the frame draws itself anew between the two keys of a sequence.
  const [match] = useState(() => createShortcutMatcher(singleKeysOn));
  const showTargets = useEffectEvent(openSwitcher);
  const showPalette = useEffectEvent(openPalette);
  useEffect(() => {
    const act: Partial<Record<ShortcutId, () => void>> = {
      home: () => router.push(href.home(target)),
      datasets: () => router.push(href.datasets(target)),
      images: () => router.push(href.images(target)),
      trainingJobs: () => router.push(href.trainingJobs(target)),
      endpoints: () => router.push(href.endpoints(target)),
      score: () => router.push(href.score(target)),
      activity: () => router.push(href.activity(target)),
      newTrainingJob: () => router.push(href.newTrainingJob(target)),
      upload: () => router.push(href.datasets(target, { upload: 1 })),
      target: () => showTargets(),
      palette: () => {
        if (!isDialogOpen()) showPalette();
      },
      compare: () => document.querySelector<HTMLElement>("[data-compare]")?.click(),
      search: focusSearch,
      submit: sendForm,
      help: openShortcutSheet,
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      const inField = isField(document.activeElement) || isDialogOpen();
      const id = match({ key, ctrlKey, metaKey, altKey, shiftKey, inField }, event.timeStamp);
      if (!id && !inField && singleKeysOn() && isLetter(event, TABLE_KEYS.next)) enterTable();
      if (!id) return;
      event.preventDefault();
      act[id]?.();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [router, target, match]);
  return null;
}
