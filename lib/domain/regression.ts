/** Sums over pairs of actual and predicted values, so that millions of rows need no memory. */
export interface RegressionSums {
  readonly count: number;
  readonly squaredError: number;
  readonly absoluteError: number;
  readonly actualMean: number;
  /** Sum of squared distances of the actual values from their mean (Welford). */
  readonly actualSquares: number;
}

export const NO_PAIRS: RegressionSums = {
  count: 0,
  squaredError: 0,
  absoluteError: 0,
  actualMean: 0,
  actualSquares: 0,
};

export function addPair(sums: RegressionSums, actual: number, predicted: number): RegressionSums {
  const count = sums.count + 1;
  const error = predicted - actual;
  const distance = actual - sums.actualMean;
  const actualMean = sums.actualMean + distance / count;
  return {
    count,
    squaredError: sums.squaredError + error * error,
    absoluteError: sums.absoluteError + Math.abs(error),
    actualMean,
    actualSquares: sums.actualSquares + distance * (actual - actualMean),
  };
}

export interface RegressionMetrics {
  readonly rows: number;
  readonly rmse: number;
  readonly mae: number;
  /** Null where all actual values are equal: the share explained has no meaning then. */
  readonly r2: number | null;
}

/** Null without any pair. */
export function regressionMetrics(sums: RegressionSums): RegressionMetrics | null {
  if (sums.count === 0) return null;
  return {
    rows: sums.count,
    rmse: Math.sqrt(sums.squaredError / sums.count),
    mae: sums.absoluteError / sums.count,
    r2: sums.actualSquares === 0 ? null : 1 - sums.squaredError / sums.actualSquares,
  };
}
