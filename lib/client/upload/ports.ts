import { api } from "../api-paths";
import { sendJson } from "../fetch";
import { putPart } from "./put-part";
import { abortableWait } from "./retry";
import { Upload, type UploadPlan, type UploadPorts } from "./upload";

const noContent = async () => (await import("@/lib/contracts/common")).noContent;
const datasetContracts = () => import("@/lib/contracts/datasets");
const signedParts = async () => (await datasetContracts()).signedParts;
const uploadTicket = async () => (await datasetContracts()).uploadTicket;

/** An upload of this page to the target. */
export const createUpload = (target: string, plan: UploadPlan, hash: UploadPorts["hash"]): Upload =>
  new Upload(plan, {
    start: (body) => sendJson("POST", api.datasets(target), body, uploadTicket),
    sign: (name, body) => sendJson("POST", api.uploadParts(target, name), body, signedParts),
    complete: (name, body) => sendJson("POST", api.uploadComplete(target, name), body, noContent),
    abort: (name, ref) => sendJson("DELETE", api.upload(target, name, ref), undefined, noContent),
    put: putPart,
    hash,
    wait: abortableWait,
    now: () => performance.now(),
  });
