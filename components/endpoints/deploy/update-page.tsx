"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { endpoints } from "@/lib/client/endpoints";
import { href, jobOfFrom } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { deployWords as words } from "@/lib/words/deploy";
import { endpointWords } from "@/lib/words/endpoints";
import { ChosenJob, JobChoice } from "./job-choice";

const DeployForm = lazily(() => import("./deploy-form").then((module) => module.DeployForm), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

export interface UpdatePageProps {
  readonly name: string;
}

/** Another training job's model takes the place of the one that an endpoint has. */
export function UpdatePage({ name }: UpdatePageProps) {
  const target = useTarget();
  const job = jobOfFrom(useSearchParams().get("from"));
  const query = useQuery(endpoints.detail(target, name));
  return (
    <Page
      path={[
        { label: endpointWords.title, href: href.endpoints(target) },
        { label: name, href: href.endpoint(target, name) },
        { label: words.updateCrumb },
      ]}
    >
      <QueryPanel query={query} rows={8}>
        {(endpoint) => (
          <>
            <PageTitle title={words.updateTitle(name)} facts={words.updateFacts(endpoint.status)} />
            <div className="form-page">
              <JobChoice
                job={job}
                hrefOf={(other) => href.updateEndpoint(target, name, { job: other })}
              />
              {job ? (
                <ChosenJob key={job} job={job}>
                  {(detail) => <DeployForm job={detail} suggested={name} updates={endpoint} />}
                </ChosenJob>
              ) : null}
            </div>
          </>
        )}
      </QueryPanel>
    </Page>
  );
}
