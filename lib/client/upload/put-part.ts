import { PartRefused } from "./retry";
import type { UploadPorts } from "./upload";

/** S3's error answers are short XML; more than this is not shown. */
const TEXT = 500;

/** Sends a part with XMLHttpRequest: fetch does not say how much of a body has left. */
export const putPart: UploadPorts["put"] = (url, body, { headers, signal, onSent }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const settle = (end: () => void) => () => {
      signal.removeEventListener("abort", abort);
      end();
    };
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = settle(() => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve();
      else reject(new PartRefused(status, responseText.slice(0, TEXT)));
    });
    request.onerror = settle(() => reject(new PartRefused(0, "S3 did not answer.")));
    request.onabort = settle(() => reject(signal.reason));
    if (signal.aborted) reject(signal.reason);
    else {
      signal.addEventListener("abort", abort, { once: true });
      request.send(body);
    }
  });
