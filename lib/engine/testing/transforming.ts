import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateModelCommand,
  CreateTransformJobCommand,
  type CreateTransformJobRequest,
  DescribeTransformJobCommand,
  SageMakerClient,
  StopTransformJobCommand,
} from "@aws-sdk/client-sagemaker";
import { vi } from "vitest";
import { type ProbeImage, probeImage, TEST_BUCKET } from "./probe-image.ts";
import type { TestEngine } from "./test-engine.ts";

const GROUP = "/aws/sagemaker/TransformJobs";

/** What differs between requests of tests; `input` and `output` are below the test bucket. */
export interface Wanted extends Omit<Partial<CreateTransformJobRequest>, "TransformInput"> {
  readonly model?: string;
  readonly input?: Partial<CreateTransformJobRequest["TransformInput"]>;
  readonly output?: Partial<CreateTransformJobRequest["TransformOutput"]>;
}

/** A complete request that sends `s3://<bucket>/<name>/in/` line by line to `<name>/out/`. */
export function transformRequest(
  name: string,
  { model = "lines", input, output, ...more }: Wanted = {},
): CreateTransformJobRequest {
  return {
    TransformJobName: name,
    ModelName: model,
    TransformInput: {
      DataSource: {
        S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${TEST_BUCKET}/${name}/in/` },
      },
      ContentType: "text/csv",
      SplitType: "Line",
      ...input,
    },
    TransformOutput: {
      S3OutputPath: `s3://${TEST_BUCKET}/${name}/out`,
      AssembleWith: "Line",
      ...output,
    },
    TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1 },
    ...more,
  };
}

/** Transform jobs of a test engine, as a client of AWS sees them. */
export function transformClient(engine: Pick<TestEngine, "client">) {
  const sagemaker = new SageMakerClient(engine.client);
  const s3 = new S3Client(engine.client);
  const logs = new CloudWatchLogsClient(engine.client);
  const describe = (TransformJobName: string) =>
    sagemaker.send(new DescribeTransformJobCommand({ TransformJobName }));
  const create = (...request: Parameters<typeof transformRequest>) =>
    sagemaker.send(new CreateTransformJobCommand(transformRequest(...request)));
  /** Waits for the end of a job. */
  const finished = (name: string) =>
    vi.waitUntil(
      async () => {
        const job = await describe(name);
        return job.TransformJobStatus?.endsWith("ing") || job.TransformJobStatus === "InProgress"
          ? undefined
          : job;
      },
      { timeout: 30_000, interval: 25 },
    );
  const put = (Key: string, Body: string | Uint8Array) =>
    s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key, Body }));
  const keys = async (Prefix: string) => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: TEST_BUCKET, Prefix }));
    return (page.Contents ?? []).map(({ Key = "" }) => Key.slice(Prefix.length));
  };
  const read = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: TEST_BUCKET, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };

  return {
    sagemaker,
    describe,
    create,
    finished,
    put,
    keys,
    stop: (TransformJobName: string) =>
      sagemaker.send(new StopTransformJobCommand({ TransformJobName })),
    createModel: (ModelName: string, Image: string, Environment: Record<string, string> = {}) =>
      sagemaker.send(
        new CreateModelCommand({ ModelName, PrimaryContainer: { Image, Environment } }),
      ),
    output: async (job: string, path: string) => (await read(`${job}/out/${path}.out`)).toString(),
    /** Puts the inputs, runs the job to its end, and answers it with all that it wrote. */
    async run(name: string, inputs: Record<string, string | Uint8Array>, wanted?: Wanted) {
      for (const [path, body] of Object.entries(inputs)) await put(`${name}/in/${path}`, body);
      await create(name, wanted);
      const job = await finished(name);
      const prefix = `${name}/out/`;
      const written = await keys(prefix);
      const outputs = await Promise.all(
        written.map(async (key) => [key, (await read(prefix + key)).toString()] as const),
      );
      return { job, outputs: Object.fromEntries(outputs) };
    },
    async streams(name: string) {
      const { logStreams = [] } = await logs.send(
        new DescribeLogStreamsCommand({ logGroupName: GROUP, logStreamNamePrefix: `${name}/` }),
      );
      return logStreams.map(({ logStreamName = "" }) => logStreamName);
    },
    /** All lines that a job's containers printed, or that were said about its data. */
    async lines(name: string) {
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: GROUP, logStreamNamePrefix: `${name}/` }),
      );
      return events.map(({ message = "" }) => message);
    },
  };
}

export type TransformClient = ReturnType<typeof transformClient>;

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
        print("invoked", len(lines), len(body), json.dumps(wanted), flush=True)
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
print("serving", json.dumps({k: v for k, v in os.environ.items() if k.startswith("SAGEMAKER_") and k not in ("SAGEMAKER_BASE_DIR", "SAGEMAKER_BIND_TO_PORT")}), flush=True)
Server(("127.0.0.1", int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"))), Handler).serve_forever()
`;
