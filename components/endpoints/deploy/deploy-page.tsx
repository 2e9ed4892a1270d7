"use client";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href, jobOfFrom } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { deployWords as words } from "@/lib/words/deploy";
import { endpointWords } from "@/lib/words/endpoints";
import { ChosenJob, JobChoice } from "./job-choice";

const NamedForm = lazily(() => import("./named-form").then((module) => module.NamedForm), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

/** A model of a training job becomes an endpoint. */
export function DeployPage() {
  const target = useTarget();
  const job = jobOfFrom(useSearchParams().get("from"));
  return (
    <Page
      path={[{ label: endpointWords.title, href: href.endpoints(target) }, { label: words.crumb }]}
    >
      <PageTitle title={words.title} facts={words.facts} />
      <div className="form-page">
        <JobChoice job={job} hrefOf={(name) => href.newEndpoint(target, { job: name })} />
        {job ? (
          <ChosenJob key={job} job={job}>
            {(detail) => <NamedForm job={detail} />}
          </ChosenJob>
        ) : null}
      </div>
    </Page>
  );
}
