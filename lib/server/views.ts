import "server-only";
import { randomUUID } from "node:crypto";
import type { Target } from "@/lib/aws/targets";
import {
  MOST_VIEWS,
  type SavedViews,
  type SaveViewBody,
  type ViewList,
  type ViewsFile,
  viewsFile,
} from "@/lib/contracts/views";
import { AppError } from "@/lib/domain/app-error";
import { viewsKey } from "@/lib/domain/workspace";
import { viewSentences } from "@/lib/words/views";
import { changeShared, readShared, type SharedJson } from "./stored-json";
import { bucketOf } from "./workspace";

/** Fifty views of the longest name and query fit in. */
const MOST_BYTES = 128 * 1024;

type View = ViewsFile["views"][number];

const fileOf = async (target: Target, list: ViewList): Promise<SharedJson<ViewsFile>> => ({
  at: { bucket: await bucketOf(target), key: viewsKey(list) },
  schema: viewsFile,
  mostBytes: MOST_BYTES,
});

const byName = (views: readonly View[]): SavedViews => ({
  views: views.toSorted((a, b) => a.name.localeCompare(b.name, "en")),
});

/** Everybody who uses the target sees the same views. */
export async function listViews(target: Target, list: ViewList): Promise<SavedViews> {
  const stored = await readShared(target, await fileOf(target, list));
  return byName(stored?.value.views ?? []);
}

async function change(
  target: Target,
  list: ViewList,
  edit: (views: readonly View[]) => readonly View[],
): Promise<SavedViews> {
  const { views } = await changeShared(target, await fileOf(target, list), (stored) => ({
    version: 1 as const,
    views: [...edit(stored?.views ?? [])],
  }));
  return byName(views);
}

function refuseTaken(views: readonly View[], name: string): void {
  if (views.every((view) => view.name !== name)) return;
  throw new AppError("AlreadyExists", {
    detail: viewSentences.taken(name),
    fix: viewSentences.otherName,
  });
}

/** @throws AppError AlreadyExists for a name that is taken, Conflict when there are too many */
export const saveView = (target: Target, list: ViewList, { name, query }: SaveViewBody) =>
  change(target, list, (views) => {
    refuseTaken(views, name);
    if (views.length >= MOST_VIEWS) {
      throw new AppError("Conflict", {
        detail: viewSentences.tooMany(MOST_VIEWS),
        fix: viewSentences.deleteOne,
      });
    }
    return [...views, { id: randomUUID(), name, query, savedAt: new Date().toISOString() }];
  });

function requireView(views: readonly View[], id: string): void {
  if (views.some((view) => view.id === id)) return;
  throw new AppError("NotFound", { detail: viewSentences.gone, fix: viewSentences.reload });
}

/** @throws AppError NotFound for one that somebody deleted, AlreadyExists for a name that is taken */
export const renameView = (target: Target, list: ViewList, id: string, name: string) =>
  change(target, list, (views) => {
    requireView(views, id);
    refuseTaken(
      views.filter((view) => view.id !== id),
      name,
    );
    return views.map((view) => (view.id === id ? { ...view, name } : view));
  });

/** @throws AppError NotFound for one that somebody deleted before */
export const deleteView = (target: Target, list: ViewList, id: string) =>
  change(target, list, (views) => {
    requireView(views, id);
    return views.filter((view) => view.id !== id);
  });
