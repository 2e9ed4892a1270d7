"use client";
import { lazily } from "@/components/ui/lazily";

/** Adding a dataset has the list's address, but not its code. */
export const UploadDoor = lazily(
  () => import("./upload-page").then((module) => module.UploadPage),
  { when: "idle" },
);
