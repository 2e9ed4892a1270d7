"use client";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { registrationWords as words } from "@/lib/words/image-registration";
import { imageWords } from "@/lib/words/images";

const RegisterForm = lazily(() => import("./register-form").then((module) => module.RegisterForm), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

/** Gives a container a name and says what it takes and reports: by form, or by its file. */
export function RegisterPage() {
  const target = useTarget();
  const reference = useSearchParams().get("ref") ?? "";
  return (
    <Page path={[{ label: imageWords.title, href: href.images(target) }, { label: words.crumb }]}>
      <RegisterForm key={reference} reference={reference} />
    </Page>
  );
}
