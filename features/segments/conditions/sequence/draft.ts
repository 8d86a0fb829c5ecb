import type { Duration } from '../duration';
import type { FilterDraft } from '../event/draft';
import type { FixedWindow } from '../event/window-schema';

export type StepDraft = { event?: string; where?: FilterDraft[]; within?: Duration; not?: true };

/** A sequence as it is being written. */
export type SequenceDraft = {
  kind: 'sequence';
  steps?: StepDraft[];
  same?: { property?: string; path?: string[] };
  window?: FixedWindow;
};

const day: Duration = { days: 1 };

export const newSequence: SequenceDraft = { kind: 'sequence', steps: [{}, { within: day }], window: { last: { days: 30 } } };

/** Steps as their places want them: the first has no time, the others have one, and only the last may be one that did not happen. */
export const inPlace = (steps: readonly StepDraft[]): StepDraft[] =>
  steps.map(({ within, not, ...step }, i) => ({
    ...step,
    ...(i > 0 ? { within: within ?? day } : {}),
    ...(not && i > 0 && i === steps.length - 1 ? { not } : {}),
  }));

/** The steps with one moved up or down; the same ones where there is no such place. */
export function moved(steps: readonly StepDraft[], from: number, by: 1 | -1): StepDraft[] {
  const next = [...steps];
  const [step] = next.splice(from, 1);
  if (!step || from + by < 0 || from + by >= steps.length) return [...steps];
  next.splice(from + by, 0, step);
  return inPlace(next);
}
