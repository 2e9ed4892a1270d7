"use client";
import { DraftNote } from "@/components/layout/draft-note";
import { PageTitle } from "@/components/layout/page-title";
import { FailureBanner } from "@/components/layout/query-panel";
import { SameAsCode } from "@/components/layout/same-as-code";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import type { AlgorithmFile } from "@/lib/contracts/algorithm-file";
import { algorithmCode } from "@/lib/domain/code/algorithm-code";
import type { Literal } from "@/lib/domain/code/literals";
import { common } from "@/lib/words/common";
import { registrationWords as words } from "@/lib/words/image-registration";
import { ChannelGroup, MetricGroup } from "./channel-groups";
import { ContainerGroup, MachineGroup, NameGroup } from "./container-groups";
import { FileGroup } from "./file-group";
import { HyperparameterGroup } from "./hyperparameter-group";
import { RegistrationChecks } from "./registration-checks";
import { useRegistration } from "./use-registration";

/** The registration as a form, with what the target says of it. */
export function RegisterForm({ reference }: { readonly reference: string }) {
  const form = useRegistration(reference);
  return (
    <>
      <PageTitle title={words.title} facts={words.facts.map((fact) => fact)} />
      <form
        className="form-page"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.register();
        }}
      >
        <div>
          <FileGroup form={form} />
          <ContainerGroup form={form} />
          <NameGroup form={form} />
          <HyperparameterGroup form={form} />
          <ChannelGroup form={form} />
          <MetricGroup form={form} />
          <MachineGroup form={form} />
        </div>
        <aside className="grid gap-6">
          <RegistrationChecks form={form} />
          {form.error ? <FailureBanner error={form.error} /> : null}
          <Button
            type="submit"
            variant="primary"
            keys="⌘↵"
            busy={form.isSending}
            disabledReason={form.blocked}
          >
            {words.register}
          </Button>
          <DraftNote draft={form.draft} />
          {form.request ? <RequestCode request={form.request} /> : null}
        </aside>
      </form>
    </>
  );
}

/** The very request that the button sends. */
function RequestCode({ request }: { readonly request: AlgorithmFile }) {
  // Parsed JSON holds nothing but what a literal is made of.
  const code = algorithmCode(request as { readonly [key: string]: Literal | undefined });
  return (
    <Section title={common.sameAsCode}>
      <SameAsCode
        code={code}
        more={[{ id: "file", label: words.file.label, code: JSON.stringify(request, null, 2) }]}
      />
    </Section>
  );
}
