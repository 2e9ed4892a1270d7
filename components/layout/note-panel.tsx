"use client";
import { lazily } from "@/components/ui/lazily";

/** What people noted about an object; it stands below what the page is about. */
export const NotePanel = lazily(
  () => import("./note-section").then((module) => module.NoteSection),
  { when: "now" },
);
