import { expect, test } from "vitest";
import { href, jobOfFrom } from "./href";

test("every page has one address", () => {
  expect({
    home: href.home("local", { journey: "shop" }),
    datasets: href.datasets("local"),
    datasetsSearched: href.datasets("local", { q: "big mart" }),
    dataset: href.dataset("local", "bigmart", { row: 12 }),
    images: href.images("ops-us-east-1"),
    image: href.image("local", "random-forest-0-1-0", { tab: "jobs" }),
    newImage: href.newImage("local", { ref: "shop:1" }),
    doctor: href.doctor("local"),
    activity: href.activity("local", { q: "object:endpoint" }),
    trainingJobs: href.trainingJobs("local", { q: "status:Failed rmse<5", sort: "" }),
    trainingJob: href.trainingJob("local", "rf-1", { tab: "logs", line: 7 }),
    newTrainingJob: href.newTrainingJob("local", { from: "rf-1" }),
    endpoints: href.endpoints("local"),
    endpoint: href.endpoint("local", "bigmart", { range: "3h" }),
    newEndpoint: href.newEndpoint("local", { job: "rf-1" }),
    updateEndpoint: href.updateEndpoint("local", "shop", { job: "rf-1" }),
    score: href.score("local", { endpoint: "bigmart" }),
    hostile: href.dataset("local", "../a b?c#d"),
  }).toMatchInlineSnapshot(`
    {
      "activity": "/local/activity?q=object%3Aendpoint",
      "dataset": "/local/datasets/bigmart?row=12",
      "datasets": "/local/datasets",
      "datasetsSearched": "/local/datasets?q=big+mart",
      "doctor": "/local/doctor",
      "endpoint": "/local/endpoints/bigmart?range=3h",
      "endpoints": "/local/endpoints",
      "home": "/local?journey=shop",
      "hostile": "/local/datasets/..%2Fa%20b%3Fc%23d",
      "image": "/local/images/random-forest-0-1-0?tab=jobs",
      "images": "/ops-us-east-1/images",
      "newEndpoint": "/local/new-endpoint?from=job%3Arf-1",
      "newImage": "/local/new-image?ref=shop%3A1",
      "newTrainingJob": "/local/new-training-job?from=rf-1",
      "score": "/local/score?endpoint=bigmart",
      "trainingJob": "/local/training-jobs/rf-1?tab=logs&line=7",
      "trainingJobs": "/local/training-jobs?q=status%3AFailed+rmse%3C5",
      "updateEndpoint": "/local/endpoints/shop/update?from=job%3Arf-1",
    }
  `);
});

test("the source of a deployment reads back from its link", () => {
  const link = new URL(href.newEndpoint("local", { job: "rf-1" }), "http://x");
  expect(jobOfFrom(link.searchParams.get("from"))).toBe("rf-1");
  expect(jobOfFrom("job:")).toBeNull();
  expect(jobOfFrom(null)).toBeNull();
});
