import { readLocal, writeLocal } from "./local-json";

/** A draft as this browser keeps it. */
export interface StoredDraft {
  readonly key: string;
  /** ISO-8601; "" where it does not say. */
  readonly keptAt: string;
  readonly value: unknown;
}

const TAB = "trainyard.tab";
/** Where the browser forbids storage, nothing is kept and any name will do. */
let unstored = "";

function nameTab(): string {
  unstored = crypto.randomUUID();
  try {
    sessionStorage.setItem(TAB, unstored);
  } catch {
    // The name lives as long as the page.
  }
  return unstored;
}

/** What tells this tab from others, over its reloads. */
function tabName(): string {
  try {
    return sessionStorage.getItem(TAB) ?? nameTab();
  } catch {
    return unstored || nameTab();
  }
}

/** Where this tab keeps its draft: two tabs with one form do not write over each other. */
export const ownDraftKey = (form: string): string => `${form}#${tabName()}`;

/** A key nobody else has, where another tab turned out to use this one's: it was duplicated. */
export const freshDraftKey = (form: string): string => `${form}#${nameTab()}`;

/** This tab's draft of a form, else the newest that any other tab left behind. */
export function findDraft(form: string): StoredDraft | null {
  const own = read(ownDraftKey(form));
  if (own) return own;
  const all = storedKeys().filter((key) => key.startsWith(`${form}#`));
  const kept = all.flatMap((key) => read(key) ?? []);
  return kept.sort((a, b) => (a.keptAt < b.keptAt ? 1 : -1))[0] ?? null;
}

function read(key: string): StoredDraft | null {
  const stored = readLocal(key) as { keptAt?: unknown; value?: unknown } | null;
  if (stored === null || typeof stored !== "object") return null;
  return {
    key,
    keptAt: typeof stored.keptAt === "string" ? stored.keptAt : "",
    value: stored.value,
  };
}

function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/** Keeps a draft under a key. Returns when, or null where the browser keeps nothing. */
export function storeDraft(key: string, value: unknown): string | null {
  const keptAt = new Date().toISOString();
  return writeLocal(key, { keptAt, value }) ? keptAt : null;
}

export const dropDraft = (key: string | null): void => {
  if (key !== null) writeLocal(key, null);
};
