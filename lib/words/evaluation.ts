/** The evaluation of a training job, from the container's evaluation.json. */
export const evaluationWords = {
  notYet: "No evaluation yet",
  notYetText: "The container judges its model when training has ended.",
  absent: "This job has no evaluation",
  absentText: "Its final metrics stand in the overview.",
  metrics: "Is it better than guessing?",
  protocol: (rows: string, words: string) => `${rows} rows: ${words}`,
  rowsOnly: (rows: string) => `judged on ${rows} rows`,
  model: "This model",
  onTraining: "This model on its training rows",
  who: "Prediction",
  interval: (low: string, high: string, level: string) => `${low} to ${high} with ${level}`,
  lower: (share: string, metric: string, baseline: string) =>
    `${share} lower ${metric} than ${baseline}.`,
  higher: (share: string, metric: string, baseline: string) =>
    `${share} higher ${metric} than ${baseline}: the model is worse than that.`,
  predicted: "Predicted against actual",
  sampled: (rows: string) => `${rows} rows, a sample`,
  rows: (rows: string) => `${rows} rows`,
  predictedAxis: "predicted",
  actualAxis: "actual",
  equal: "predicted = actual",
  predictedCaption: (half: string, most: string) =>
    `Half of the predictions lie within ${half} of what was measured, nine in ten within ${most}.`,
  residuals: "Residuals, predicted − actual",
  residualAxis: "predicted − actual",
  count: "rows",
  residualsCaption: (median: string, low: string, high: string) =>
    `How far predictions lie off. The median is ${median}; eight in ten lie between ${low} and ${high}.`,
  importance: "Feature importance",
  noPredictions: "The container wrote no predictions of single rows, so nothing is drawn.",
} as const;
