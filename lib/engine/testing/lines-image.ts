import { type ProbeImage, probeImage } from "./probe-image.ts";

/** Models of the image by name, and the environment that makes them what they are. */
export const LINES_MODELS: Readonly<Record<string, Record<string, string>>> = {
  lines: {},
  echo: { MODE: "echo" },
  json: { MODE: "json" },
  bare: { MODE: "no-end" },
  packs: { MODE: "gzip" },
  says: {
    PARAMETERS:
      '{"MaxConcurrentTransforms":3,"BatchStrategy":"SINGLE_RECORD","MaxPayloadInMB":"x"}',
  },
  mumbles: { PARAMETERS: "<html>" },
};

/**
 * An image that answers one line `<columns>:<line>` for each line, and does what the special lines
 * name. GET /execution-parameters answers the environment's PARAMETERS. It prints each invocation.
 */
export const linesImage = (): Promise<ProbeImage> =>
  probeImage("lines", { serve: `exec python3 -u - <<'END'\n${SERVER}\nEND` });

const SERVER = `
import gzip, http.server, json, os, signal, socketserver, sys, time
def ended(*_):
    print("terminated", flush=True)
    os._exit(0)
signal.signal(signal.SIGTERM, ended)
MODE = os.environ.get("MODE", "")
PARAMETERS = os.environ.get("PARAMETERS")
tries = {}
def answer(line):
    if MODE == "echo": return line
    if MODE == "json": return json.dumps({"score": len(line)})
    return f"{line.count(',') + 1 if line else 0}:{line}"
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    def log_message(self, *args): pass
    def reply(self, code, body, **headers):
        self.send_response(code)
        self.send_header("content-length", str(len(body)))
        for name, value in headers.items(): self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        if self.path == "/ping": return self.reply(200, b"")
        if PARAMETERS is None: return self.reply(404, b"")
        self.reply(200, PARAMETERS.encode())
    def body(self):
        if self.headers.get("transfer-encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = []
        while True:
            size = int(self.rfile.readline(), 16)
            parts.append(self.rfile.read(size))
            self.rfile.readline()
            if size == 0: return b"".join(parts)
    def do_POST(self):
        body = self.body()
        text = body.decode("utf-8", "surrogateescape")
        lines = text.split("\\n")
        if lines[-1] == "": lines.pop()
        wanted = {name.lower(): value for name, value in self.headers.items()}
        # In one piece, since several threads print.
        os.write(1, f"invoked {len(lines)} {len(body)} {json.dumps(wanted)}\\n".encode())
        for line in lines:
            word = line.split(",")[0]
            tries[word] = tries.get(word, 0) + 1
            if word == "bad": return self.reply(415, b"only CSV")
            if word == "broken": return self.reply(500, b"oh no")
            if word == "flaky" and tries[word] < 3: return self.reply(503, b"not yet")
            if word == "crash": os._exit(3)
            if word == "crash-once" and not os.path.exists(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml") + "/crashed"):
                open(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml") + "/crashed", "w").close()
                os._exit(3)
            if word == "hang": time.sleep(600)
            if word == "slow": time.sleep(float(line.split(",")[1]))
            if word == "few": return self.reply(200, b"1\\n")
        result = ("\\n".join(map(answer, lines)) + ("\\n" if MODE != "no-end" else "")).encode("utf-8", "surrogateescape")
        if MODE == "gzip": return self.reply(200, gzip.compress(result), content_encoding="gzip")
        self.reply(200, result)
class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128
print("serving", json.dumps({k: v for k, v in os.environ.items() if k.startswith("SAGEMAKER_") and k not in ("SAGEMAKER_BASE_DIR", "SAGEMAKER_BIND_TO_PORT")}), flush=True)
Server(("127.0.0.1", int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"))), Handler).serve_forever()
`;
