import { noContent } from "@/lib/contracts/common";
import { datasetDetail, signedParts, uploadTicket } from "@/lib/contracts/datasets";
import { api } from "../api-paths";
import { sendJson } from "../fetch";
import { Hasher } from "./hasher";
import { putPart } from "./put-part";
import { abortableWait } from "./retry";
import { Upload, type UploadPlan } from "./upload";

/** An upload of this page to the target, and what ends its Worker. */
export function createUpload(
  target: string,
  plan: UploadPlan,
): { readonly upload: Upload; close(): void } {
  const hasher = new Hasher();
  const upload = new Upload(plan, {
    start: (body) => sendJson("POST", api.datasets(target), body, uploadTicket),
    sign: (name, body) => sendJson("POST", api.uploadParts(target, name), body, signedParts),
    complete: (name, body) =>
      sendJson("POST", api.uploadComplete(target, name), body, datasetDetail),
    abort: (name, ref) => sendJson("DELETE", api.upload(target, name, ref), undefined, noContent),
    put: putPart,
    hash: hasher.hash,
    wait: abortableWait,
    now: () => performance.now(),
  });
  return { upload, close: () => hasher.close() };
}
