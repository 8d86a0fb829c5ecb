import type { Steps } from './steps';

/** A function of parameters and its gradient there. */
export type Point = { value: number; gradient: Float64Array };
export type Objective = (at: Float64Array) => Steps<Point>;

export type Minimum = { at: Float64Array; value: number; gradient: Float64Array; converged: boolean; iterations: number };

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
const plus = (a: Float64Array, step: number, d: Float64Array): Float64Array => a.map((v, i) => v + step * (d[i] as number));
const largest = (a: Float64Array): number => a.reduce((max, v) => Math.max(max, Math.abs(v)), 0);

/** Longest step in one parameter: they are logarithms, of which a larger one leaves every scale. */
const MAX_STEP = 2;

type Options = { tolerance?: number; maxIterations?: number };

/**
 * Minimises by BFGS with a backtracking line search. Converged means that no component of the gradient exceeds `tolerance`,
 * or that it is small and steps change the value by no more than rounding does.
 */
export function* minimise(f: Objective, start: Float64Array, { tolerance = 1e-7, maxIterations = 200 }: Options = {}): Steps<Minimum> {
  const size = start.length;
  let at = start;
  let point = yield* f(at);
  let inverse = identity(size, 1 / Math.max(1, largest(point.gradient)));
  let fresh = true;
  let stalled = false;
  for (let iterations = 0; ; iterations++) {
    if (largest(point.gradient) <= (stalled ? 1e3 : 1) * tolerance) return { at, ...point, converged: true, iterations };
    if (iterations >= maxIterations) return { at, ...point, converged: false, iterations };
    let direction = times(inverse, point.gradient);
    if (dot(direction, point.gradient) >= 0) {
      inverse = identity(size, 1);
      direction = times(inverse, point.gradient);
    }
    const found = yield* search(f, at, point, direction);
    if (!found) {
      if (fresh || largest(point.gradient) <= 1e3 * tolerance)
        return { at, ...point, converged: largest(point.gradient) <= 1e3 * tolerance, iterations };
      inverse = identity(size, 1);
      fresh = true;
      continue;
    }
    const { step, next } = found;
    const moved = direction.map((v) => v * step);
    const change = next.gradient.map((v, i) => v - (point.gradient[i] as number));
    if (fresh) inverse = identity(size, Math.abs(dot(moved, change)) / Math.max(dot(change, change), 1e-300));
    update(inverse, moved, change);
    fresh = false;
    stalled = Math.abs(next.value - point.value) <= 1e-14 * Math.abs(point.value);
    at = plus(at, 1, moved);
    point = next;
  }
}

/** The first step that decreases the value enough; undefined when none does. */
function* search(f: Objective, at: Float64Array, point: Point, direction: Float64Array): Steps<{ step: number; next: Point } | undefined> {
  const slope = dot(direction, point.gradient);
  let step = Math.min(1, MAX_STEP / largest(direction));
  for (let tries = 0; tries < 40; tries++) {
    const next = yield* f(plus(at, step, direction));
    if (Number.isFinite(next.value) && next.value <= point.value + 1e-4 * step * slope) return { step, next };
    const bend = next.value - point.value - slope * step;
    const best = Number.isFinite(bend) && bend > 0 ? (-slope * step * step) / (2 * bend) : 0;
    step = Math.min(0.5 * step, Math.max(0.1 * step, best));
  }
  return undefined;
}

const identity = (size: number, scale: number): Float64Array[] =>
  Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (__, j) => (i === j ? scale : 0)));

const times = (matrix: Float64Array[], vector: Float64Array): Float64Array => Float64Array.from(matrix, (row) => -dot(row, vector));

/** The BFGS update of the inverse Hessian; left out where the curvature along the step is not positive. */
function update(inverse: Float64Array[], moved: Float64Array, change: Float64Array): void {
  const curvature = dot(moved, change);
  if (curvature <= 1e-300) return;
  const hy = times(inverse, change).map((v) => -v);
  const scale = (curvature + dot(change, hy)) / (curvature * curvature);
  for (const [i, row] of inverse.entries())
    for (let j = 0; j < row.length; j++) {
      const outer = (hy[i] as number) * (moved[j] as number) + (moved[i] as number) * (hy[j] as number);
      row[j] = (row[j] as number) + scale * (moved[i] as number) * (moved[j] as number) - outer / curvature;
    }
}
