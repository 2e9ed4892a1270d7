import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { noteKind, saveNoteBody } from "@/lib/contracts/notes";
import { getNote, saveNote } from "@/lib/server/notes";
import { route } from "@/lib/server/route";

const params = z.object({ kind: noteKind, name: resourceName });

export const GET = route({ params }, ({ target, params: { kind, name } }) =>
  getNote(target, kind, name),
);

export const PUT = route(
  { params, body: saveNoteBody },
  ({ target, params: { kind, name }, body }) => saveNote(target, kind, name, body),
);
