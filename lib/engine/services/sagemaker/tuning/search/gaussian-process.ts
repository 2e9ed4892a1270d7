import { CholeskyDecomposition, Matrix } from "ml-matrix";

type Point = readonly number[];

/** What a process assumes: how far points influence each other on each coordinate, and the noise. */
export interface Assumptions {
  readonly lengths: readonly number[];
  /** The noise's variance as a share of the signal's. */
  readonly noise: number;
}

export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
}

export interface GaussianProcess {
  /** The logarithm of the data's likelihood, but for a constant. */
  readonly likelihood: number;
  predict(point: Point): Prediction;
}

/**
 * Regression by a Gaussian process with the kernel Matérn 5/2 and the mean 0 (Rasmussen and Williams,
 * Gaussian Processes for Machine Learning, 2006, algorithm 2.1). The signal's variance is the one
 * under which the data are likeliest. Undefined where the kernel's matrix is not positive definite.
 */
export function fitProcess(
  points: readonly Point[],
  values: readonly number[],
  { lengths, noise }: Assumptions,
): GaussianProcess | undefined {
  const count = points.length;
  const kernel = Matrix.zeros(count, count);
  points.forEach((point, row) => {
    for (let column = 0; column <= row; column += 1) {
      const other = points[column] ?? [];
      const near = matern(point, other, lengths) + (row === column ? noise : 0);
      kernel.set(row, column, near);
      kernel.set(column, row, near);
    }
  });
  const cholesky = new CholeskyDecomposition(kernel);
  if (!cholesky.isPositiveDefinite()) return undefined;
  const weights = cholesky.solve(Matrix.columnVector([...values])).to1DArray();
  const variance = Math.max(dot(values, weights) / count, Number.EPSILON);
  const logDeterminant = 2 * sum(cholesky.lowerTriangularMatrix.diagonal().map(Math.log));
  return {
    likelihood: -0.5 * (count * Math.log(variance) + logDeterminant),
    predict(point) {
      const near = points.map((other) => matern(point, other, lengths));
      const explained = dot(near, cholesky.solve(Matrix.columnVector(near)).to1DArray());
      return {
        mean: dot(near, weights),
        deviation: Math.sqrt(variance * Math.max(1 - explained, 1e-12)),
      };
    },
  };
}

function matern(left: Point, right: Point, lengths: readonly number[]): number {
  let square = 0;
  for (let axis = 0; axis < lengths.length; axis += 1) {
    const difference = ((left[axis] ?? 0) - (right[axis] ?? 0)) / (lengths[axis] ?? 1);
    square += difference * difference;
  }
  const distance = Math.sqrt(5 * square);
  return (1 + distance + (5 * square) / 3) * Math.exp(-distance);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);

const dot = (left: readonly number[], right: readonly number[]) =>
  left.reduce((total, value, place) => total + value * (right[place] ?? 0), 0);
