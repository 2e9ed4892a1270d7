import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The account and region of test engines. */
const REGISTRY = "000000000000.dkr.ecr.us-east-1.amazonaws.com";

export const TEST_BUCKET = "sagemaker-us-east-1-000000000000";
export const TEST_ROLE = "arn:aws:iam::000000000000:role/trainyard-execution";

/** A source image in a temporary folder. */
export interface ProbeImage {
  readonly directory: string;
  readonly reference: string;
  dispose(): Promise<void>;
}

/** `name:1`, whose commands are shell scripts that find their files below `$ml`. */
export async function probeImage(
  name: string,
  scripts: { readonly train?: string; readonly serve?: string },
): Promise<ProbeImage> {
  const directory = await mkdtemp(join(tmpdir(), "trainyard-image-"));
  await mkdir(join(directory, "root"));
  const commands: Record<string, string[]> = {};
  for (const [command, script] of Object.entries(scripts)) {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own expansion
    const head = "#!/bin/sh\nml=${SAGEMAKER_BASE_DIR:-/opt/ml}\n";
    await writeFile(join(directory, "root", `${command}.sh`), `${head}${script}\n`);
    commands[command] = ["/bin/sh", `${command}.sh`];
  }
  await writeFile(join(directory, "root", "server.py"), SERVER);
  await writeFile(
    join(directory, "image.json"),
    JSON.stringify({
      version: 1,
      repository: name,
      tag: "1",
      root: "root",
      commands,
      honoursBindToPort: true,
    }),
  );
  await writeFile(
    join(directory, "algorithm.json"),
    JSON.stringify({
      AlgorithmName: `${name}-1`,
      TrainingSpecification: {
        TrainingImage: `${name}:1`,
        SupportedTrainingInstanceTypes: ["ml.m5.large"],
        TrainingChannels: [
          {
            Name: "training",
            SupportedContentTypes: ["text/csv"],
            SupportedInputModes: ["File"],
          },
        ],
        MetricDefinitions: [{ Name: "rmse", Regex: "rmse=([0-9.]+)" }],
      },
    }),
  );
  return {
    directory,
    reference: `${REGISTRY}/${name}:1`,
    dispose: () => rm(directory, { recursive: true, force: true }),
  };
}

/** `exec python3 server.py` serves: it echoes bodies, and does what the special ones name. */
const SERVER = `
import http.server, os, socketserver, time
MODEL = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml") + "/model"
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    def log_message(self, *args): pass
    def reply(self, code, body):
        self.send_response(code)
        self.send_header("content-type", self.headers.get("accept") or "text/plain")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self): self.reply(200, b"")
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if body == b"crash":
            print("crashing on request", flush=True)
            os._exit(3)
        if body == b"bad": return self.reply(415, b"only CSV")
        if body == b"broken": return self.reply(500, b"oh no")
        if body == b"large": return self.reply(200, b"x" * 7000000)
        if body == b"model": return self.reply(200, open(MODEL + "/model.txt", "rb").read())
        self.reply(200, body)
class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
print("listening", flush=True)
Server(("127.0.0.1", int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"))), Handler).serve_forever()
`;
