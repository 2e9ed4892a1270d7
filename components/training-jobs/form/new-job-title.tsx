import Link from "next/link";
import { PageTitle } from "@/components/layout/page-title";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { newJobWords as words } from "@/lib/words/new-training-job";
import type { JobForm } from "./use-job-form";

export interface FormPartProps {
  readonly form: JobForm;
}

/** Where the form began, what differs from there, and the way back to it. */
export function NewJobTitle({ form }: FormPartProps) {
  const target = useTarget();
  const { parent, changed } = form;
  return (
    <PageTitle
      title={words.title}
      facts={[
        parent ? (
          <span key="parent">
            {words.startedFrom}{" "}
            <Link className="text-link" href={href.trainingJob(target, parent.name)}>
              {parent.name}
            </Link>
          </span>
        ) : null,
        changed.size > 0 ? words.changed(changed.size) : null,
      ]}
    />
  );
}
