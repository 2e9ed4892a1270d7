"use client";
import { PageTitle } from "@/components/layout/page-title";
import { FailureBanner } from "@/components/layout/query-panel";
import { useOnTargetBack } from "@/components/layout/target-problem";
import { Button, LinkButton } from "@/components/ui/button";
import { Line } from "@/components/ui/line";
import { NextAction } from "@/components/ui/next-action";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { STATIONS } from "@/lib/domain/journeys";
import { homeWords } from "@/lib/words/home";
import { LineAndNext } from "./line-and-next";
import { ThisMachine } from "./this-machine";
import { useSample } from "./use-sample";

const words = homeWords.first;

/** The six steps before there is any dataset; the sample is one click away. */
export function FirstRun({ hasImage }: { readonly hasImage: boolean }) {
  const target = useTarget();
  const { load, isLoading, error } = useSample();
  useOnTargetBack(error, load);
  const details = { ...homeWords.todo, dataset: words.dataset };
  return (
    <>
      <PageTitle title={words.title} facts={words.facts.map((fact) => fact)} />
      {error ? <FailureBanner error={error} retry={load} /> : null}
      <LineAndNext
        line={
          <Line
            label={words.line}
            stations={STATIONS.map((id) => ({
              id,
              name: homeWords.stations[id],
              state: id === "dataset" ? "now" : id === "image" && hasImage ? "done" : "todo",
              detail: id === "image" && hasImage ? homeWords.imageReady : details[id],
            }))}
          />
        }
        next={
          <NextAction
            title={words.actionTitle}
            actions={
              <>
                <LinkButton href={href.datasets(target, { upload: 1 })}>{words.upload}</LinkButton>
                <Button variant="primary" busy={isLoading} onClick={load}>
                  {isLoading ? words.loading : words.load}
                </Button>
              </>
            }
          >
            {words.actionText}
          </NextAction>
        }
      />
      <ThisMachine />
    </>
  );
}
