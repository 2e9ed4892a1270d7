import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REGION } from "../e2e/fixtures/engine.ts";
import { ACCOUNT } from "./engine.ts";

/**
 * Writes a model of `bytes` random bytes, prints the time `lines` times, five times a second, or
 * `burst` lines at once.
 */
const TRAIN = `#!/bin/sh
ml=\${SAGEMAKER_BASE_DIR:-/opt/ml}
setting() { sed -n 's/.*"'"$1"'": *"\\([0-9]*\\)".*/\\1/p' "$ml/input/config/hyperparameters.json"; }
head -c "$(setting bytes)" /dev/urandom > "$ml/model/model.bin"
burst=$(setting burst)
seq -f 'line %.0f epoch=3 validation:rmse=1043.25 seconds=0.125' "\${burst:-0}"
for _ in $(seq "$(setting lines)"); do date +%s%N; sleep 0.2; done
`;

const SERVE = `
import http.server, os, socketserver
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    def log_message(self, *args): pass
    def reply(self, body):
        self.send_response(200)
        self.send_header("content-type", "text/csv")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self): self.reply(b"")
    def do_POST(self): self.reply(self.rfile.read(int(self.headers["content-length"])))
class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
Server(("127.0.0.1", int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"))), Handler).serve_forever()
`;

export interface ProbeImage {
  readonly directory: string;
  readonly reference: string;
  /** Runs `train` as any shell would, on a folder of its own, to its end. */
  train(settings: Settings): Promise<void>;
  /** Starts `serve` as any shell would. */
  serve(port: number): ChildProcess;
  remove(): Promise<void>;
}

export interface Settings {
  readonly bytes: string;
  readonly lines: string;
  readonly burst?: string;
}

/** A source image whose programs do next to nothing, so that what is around them is measured. */
export async function probeImage(): Promise<ProbeImage> {
  const directory = await mkdtemp(join(tmpdir(), "trainyard-bench-image-"));
  const root = join(directory, "root");
  await mkdir(root);
  await writeFile(join(root, "train.sh"), TRAIN);
  await writeFile(join(root, "serve.py"), SERVE);
  const image = {
    version: 1,
    repository: "probe",
    tag: "1",
    root: "root",
    commands: { train: ["/bin/sh", "train.sh"], serve: ["python3", "serve.py"] },
    honoursBindToPort: true,
  };
  await writeFile(join(directory, "image.json"), JSON.stringify(image));
  const algorithm = {
    AlgorithmName: "probe-1",
    TrainingSpecification: {
      TrainingImage: "probe:1",
      SupportedTrainingInstanceTypes: ["ml.m5.large"],
      TrainingChannels: [
        { Name: "training", SupportedContentTypes: ["text/csv"], SupportedInputModes: ["File"] },
      ],
    },
  };
  await writeFile(join(directory, "algorithm.json"), JSON.stringify(algorithm));
  return {
    directory,
    reference: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/probe:1`,
    train: (settings) => trainBare(root, settings),
    serve: (port) =>
      spawn("python3", ["serve.py"], {
        cwd: root,
        stdio: "ignore",
        env: { ...process.env, SAGEMAKER_BIND_TO_PORT: String(port) },
      }),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function trainBare(root: string, settings: Settings): Promise<void> {
  const ml = await mkdtemp(join(tmpdir(), "trainyard-bench-ml-"));
  await mkdir(join(ml, "model"));
  await mkdir(join(ml, "input", "config"), { recursive: true });
  await writeFile(join(ml, "input", "config", "hyperparameters.json"), JSON.stringify(settings));
  const env = { ...process.env, SAGEMAKER_BASE_DIR: ml };
  const child = spawn("/bin/sh", ["train.sh"], { cwd: root, env, stdio: "ignore" });
  const [code] = await once(child, "exit");
  await rm(ml, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The bare train program ended with ${code}.`);
}

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return address.port;
}
