import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { api } from "./api-paths";

const root = fileURLToPath(new URL("../../app", import.meta.url));
const served = globSync("api/v1/**/route.ts", { cwd: root }).map(
  (file) => `/${file.slice(0, -"/route.ts".length)}`,
);

/** Whether an address is served: a segment in brackets takes any one segment. */
const isServed = (path: string): boolean =>
  served.some((route) => {
    const [wanted, given] = [route.split("/"), path.split("?")[0]?.split("/") ?? []];
    return (
      wanted.length === given.length &&
      wanted.every((segment, at) => segment.startsWith("[") || segment === given[at])
    );
  });

const ADDRESSES = {
  targets: api.targets("local"),
  home: api.home("local"),
  summary: api.summary("local"),
  roles: api.roles("local"),
  prices: api.prices("local", { use: "hosting", instanceType: "ml.m5.large" }),
  cors: api.cors("local"),
  datasets: api.datasets("local", { q: "a b", limit: 2 }),
  dataset: api.dataset("local", "shop"),
  datasetProfile: api.datasetProfile("local", "shop"),
  datasetGlance: api.datasetGlance("local", "shop", { label: "sales" }),
  datasetRows: api.datasetRows("local", "shop", { offset: 0, limit: 10 }),
  datasetDownload: api.datasetDownload("local", "shop", "a.csv"),
  upload: api.upload("local", "shop", { file: "a.csv", uploadId: "u" }),
  uploadParts: api.uploadParts("local", "shop"),
  uploadComplete: api.uploadComplete("local", "shop"),
  images: api.images("local"),
  image: api.image("local", "rf-1"),
  imageChecks: api.imageChecks("local"),
  activity: api.activity("local"),
  doctor: api.doctor("local"),
  views: api.views("local", "training-jobs"),
  view: api.view("local", "activity", "0a1b"),
  note: api.note("local", "dataset", "shop"),
  trainingJobs: api.trainingJobs("local", { sort: "-name", cursor: "x/y=" }),
  trainingJobPreflight: api.trainingJobPreflight("local"),
  trainingJob: api.trainingJob("local", "preflight"),
  namedTrainingJobs: api.namedTrainingJobs("local", ["a", "b"]),
  trainingJobCurves: api.trainingJobCurves("local"),
  trainingJobTags: api.trainingJobTags("local", "j"),
  trainingJobStop: api.trainingJobStop("local", "j"),
  trainingJobLog: api.trainingJobLog("local", "j", { stream: "j/algo-1", from: 0 }),
  trainingJobLogSample: api.trainingJobLogSample("local", "j"),
  trainingJobArtifacts: api.trainingJobArtifacts("local", "j"),
  trainingJobDownload: api.trainingJobDownload("local", "j", "model"),
  trainingJobEvaluation: api.trainingJobEvaluation("local", "j"),
  trainingJobSchema: api.trainingJobSchema("local", "j"),
  endpoints: api.endpoints("local"),
  endpointChecks: api.endpointChecks("local"),
  lastCalls: api.lastCalls("local"),
  endpoint: api.endpoint("local", "e", { also: "config-and-models" }),
  endpointDeletion: api.endpointDeletion("local", "e"),
  endpointHealth: api.endpointHealth("local", "e"),
  endpointMetrics: api.endpointMetrics("local", "e", { range: "3h" }),
  endpointErrors: api.endpointErrors("local", "e"),
  endpointSchema: api.endpointSchema("local", "e"),
  invocations: api.invocations("local", "e", { header: "present" }),
  runs: api.runs("local", "e"),
  run: api.run("local", "e", "20261121T000000Z-abc234"),
  runDownload: api.runDownload("local", "e", "20261121T000000Z-abc234"),
};

test("every address of the API is served by a route", () => {
  expect(Object.keys(ADDRESSES).sort()).toEqual(Object.keys(api).sort());
  expect(Object.values(ADDRESSES).filter((path) => !isServed(path))).toEqual([]);
});

test("the addresses stay what they are", () => {
  expect(ADDRESSES).toMatchInlineSnapshot(`
    {
      "activity": "/api/v1/local/activity",
      "cors": "/api/v1/local/cors",
      "dataset": "/api/v1/local/datasets/shop",
      "datasetDownload": "/api/v1/local/datasets/shop/download?file=a.csv",
      "datasetGlance": "/api/v1/local/datasets/shop/glance?label=sales",
      "datasetProfile": "/api/v1/local/datasets/shop/profile",
      "datasetRows": "/api/v1/local/datasets/shop/rows?offset=0&limit=10",
      "datasets": "/api/v1/local/datasets?q=a+b&limit=2",
      "doctor": "/api/v1/local/doctor",
      "endpoint": "/api/v1/local/endpoints/e?also=config-and-models",
      "endpointChecks": "/api/v1/local/endpoint-checks",
      "endpointDeletion": "/api/v1/local/endpoints/e/deletion",
      "endpointErrors": "/api/v1/local/endpoints/e/errors",
      "endpointHealth": "/api/v1/local/endpoints/e/health",
      "endpointMetrics": "/api/v1/local/endpoints/e/metrics?range=3h",
      "endpointSchema": "/api/v1/local/endpoints/e/schema",
      "endpoints": "/api/v1/local/endpoints",
      "home": "/api/v1/local/home",
      "image": "/api/v1/local/images/rf-1",
      "imageChecks": "/api/v1/local/image-checks",
      "images": "/api/v1/local/images",
      "invocations": "/api/v1/local/endpoints/e/invocations?header=present",
      "lastCalls": "/api/v1/local/endpoint-last-calls",
      "namedTrainingJobs": "/api/v1/local/named-training-jobs?names=a%2Cb",
      "note": "/api/v1/local/notes/dataset/shop",
      "prices": "/api/v1/local/prices?use=hosting&instanceType=ml.m5.large",
      "roles": "/api/v1/local/roles",
      "run": "/api/v1/local/endpoints/e/runs/20261121T000000Z-abc234",
      "runDownload": "/api/v1/local/endpoints/e/runs/20261121T000000Z-abc234/download",
      "runs": "/api/v1/local/endpoints/e/runs",
      "summary": "/api/v1/local/summary",
      "targets": "/api/v1/local/targets",
      "trainingJob": "/api/v1/local/training-jobs/preflight",
      "trainingJobArtifacts": "/api/v1/local/training-jobs/j/artifacts",
      "trainingJobCurves": "/api/v1/local/training-job-curves",
      "trainingJobDownload": "/api/v1/local/training-jobs/j/artifacts/download?archive=model",
      "trainingJobEvaluation": "/api/v1/local/training-jobs/j/evaluation",
      "trainingJobLog": "/api/v1/local/training-jobs/j/log?stream=j%2Falgo-1&from=0",
      "trainingJobLogSample": "/api/v1/local/training-jobs/j/log-sample",
      "trainingJobPreflight": "/api/v1/local/training-job-preflight",
      "trainingJobSchema": "/api/v1/local/training-jobs/j/schema",
      "trainingJobStop": "/api/v1/local/training-jobs/j/stop",
      "trainingJobTags": "/api/v1/local/training-jobs/j/tags",
      "trainingJobs": "/api/v1/local/training-jobs?sort=-name&cursor=x%2Fy%3D",
      "upload": "/api/v1/local/datasets/shop/upload?file=a.csv&uploadId=u",
      "uploadComplete": "/api/v1/local/datasets/shop/upload/complete",
      "uploadParts": "/api/v1/local/datasets/shop/upload/parts",
      "view": "/api/v1/local/views/activity/0a1b",
      "views": "/api/v1/local/views/training-jobs",
    }
  `);
});
