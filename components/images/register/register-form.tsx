"use client";
import { CheckedForm } from "@/components/layout/checked-form";
import { PageTitle } from "@/components/layout/page-title";
import { SameAsCode } from "@/components/layout/same-as-code";
import { Section } from "@/components/layout/section";
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
      <CheckedForm
        checks={<RegistrationChecks form={form} />}
        error={form.error}
        action={words.register}
        busy={form.isSending}
        blocked={form.blocked}
        draft={form.draft}
        onSend={form.register}
        code={form.request ? <RequestCode request={form.request} /> : null}
      >
        <FileGroup form={form} />
        <ContainerGroup form={form} />
        <NameGroup form={form} />
        <HyperparameterGroup form={form} />
        <ChannelGroup form={form} />
        <MetricGroup form={form} />
        <MachineGroup form={form} />
      </CheckedForm>
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
