"use client";
import { useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";
import { Page } from "@/components/layout/page";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { registrationWords as words } from "@/lib/words/image-registration";
import { imageWords } from "@/lib/words/images";

const waiting = <SkeletonRows rows={8} />;
const RegisterForm = lazily(() => import("./register-form").then((module) => module.RegisterForm), {
  when: "now",
  waiting,
});

const subscribeToNothing = () => () => undefined;

/** Gives a container a name and says what it takes and reports: by form, or by its file. */
export function RegisterPage() {
  const target = useTarget();
  const reference = useSearchParams().get("ref") ?? "";
  // The draft lies in the browser, so the server cannot draw the form.
  const isHere = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  return (
    <Page path={[{ label: imageWords.title, href: href.images(target) }, { label: words.crumb }]}>
      {isHere ? <RegisterForm key={reference} reference={reference} /> : waiting}
    </Page>
  );
}
