/** The command palette. */
export const paletteWords = {
  title: "Search or run a command",
  list: "Results",
  groups: {
    go: "Go to",
    do: "Actions",
    dataset: "Datasets",
    image: "Images",
    job: "Training jobs",
    endpoint: "Endpoints",
  },
  commands: {
    newTrainingJob: "New training job",
    upload: "Upload a dataset",
    registerImage: "Register an image",
    deploy: "Deploy a model",
    theme: "Switch between light and dark",
    keyboard: "List the keyboard shortcuts",
    target: (name: string, sub: string) => `Switch to ${name}, ${sub}`,
  },
  searching: "Looking among datasets, images, jobs and endpoints",
  failed: (lists: string) => `Could not look among: ${lists}`,
  nothing: (text: string) => `Nothing is called “${text}”`,
  found: (count: number) => (count === 1 ? "1 result" : `${count} results`),
  keys: { move: "move", open: "open", close: "close" },
} as const;
