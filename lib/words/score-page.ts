/** The page that scores: which endpoint, and in which way. */
export const scorePageWords = {
  title: "Score a CSV",
  facts: "The file is read in this browser; nothing is sent before the check",
  rowFacts: "The form is made from the schema written in training",
  historyFacts: "Scored files kept in the workspace bucket",
  sections: "Sections",
  modes: { file: "A file", row: "A single row", history: "History" },
  endpoint: "Endpoint",
  chooseEndpoint: "Choose an endpoint",
  noEndpointTitle: "No endpoint can answer yet",
  noEndpointText: "Scoring sends the rows of a file to an endpoint. Deploy a model first.",
  deploy: "Deploy a model",
} as const;
