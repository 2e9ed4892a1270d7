import type { IconName } from "@/components/ui/icon-shapes";
import { href } from "@/lib/client/href";
import type { navigation } from "@/lib/words/navigation";

export type NavPage = keyof typeof navigation.pages;

export interface NavEntry {
  readonly page: NavPage;
  readonly icon: IconName;
  readonly to: (target: string) => string;
  /** Paths after the target that belong to this page. */
  readonly paths: readonly string[];
}

/** The pages there are, in groups: begin, make a model, run a model, look after it. */
export const NAV_GROUPS: readonly (readonly NavEntry[])[] = [
  [{ page: "home", icon: "home", to: href.home, paths: [""] }],
  [
    { page: "datasets", icon: "dataset", to: href.datasets, paths: ["datasets"] },
    { page: "images", icon: "image", to: href.images, paths: ["images", "new-image"] },
    {
      page: "trainingJobs",
      icon: "training-job",
      to: href.trainingJobs,
      paths: ["training-jobs", "new-training-job"],
    },
    { page: "compare", icon: "compare", to: href.compare, paths: ["compare"] },
  ],
  [
    {
      page: "endpoints",
      icon: "endpoint",
      to: href.endpoints,
      paths: ["endpoints", "new-endpoint"],
    },
    { page: "score", icon: "score", to: href.score, paths: ["score"] },
  ],
  [
    { page: "activity", icon: "activity", to: href.activity, paths: ["activity"] },
    { page: "doctor", icon: "doctor", to: href.doctor, paths: ["doctor"] },
  ],
];
