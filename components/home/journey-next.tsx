import { LinkButton } from "@/components/ui/button";
import { NextAction } from "@/components/ui/next-action";
import { useNow } from "@/components/ui/use-now";
import { useTarget } from "@/lib/client/target-context";
import type { JourneyLineProps } from "./journey-line";
import { stepOf } from "./step-of";

const EVERY_MS = 10_000;

/** The one next action of a journey. */
export function JourneyNext({ journey, hasImage }: JourneyLineProps) {
  const target = useTarget();
  const now = useNow(EVERY_MS);
  if (now === null) return null;
  const { title, text, action, to, tone, waits, second } = stepOf(journey, hasImage, {
    target,
    now,
  });
  return (
    <NextAction
      title={title}
      {...(tone ? { tone } : {})}
      actions={
        <>
          {second ? <LinkButton href={second.to}>{second.label}</LinkButton> : null}
          <LinkButton href={to} {...(waits ? {} : { variant: "primary" as const })}>
            {action}
          </LinkButton>
        </>
      }
    >
      {text}
    </NextAction>
  );
}
