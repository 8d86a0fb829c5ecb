import type { FilterDraft } from '../../conditions/event/draft';
import type { EventWindow } from '../../conditions/event/window-schema';
import { type Definition, definitionSchema, type MeasureName, numberMeasures } from '../schema';

/** A measure as it is being written. */
export type MeasureDraft = {
  measure: MeasureName;
  event?: string;
  of?: { property: string; path?: string[] };
  which?: 'first' | 'last';
  window?: EventWindow;
  where?: FilterDraft[];
  part?: MeasureDraft;
  whole?: MeasureDraft;
};

export const newMeasure: MeasureDraft = { measure: 'count' };

const withoutProperty = ['count', 'days_since', 'ratio'];

/** Whether the measure reads a property, and whether it must. */
export const readsProperty = (measure: MeasureName): 'never' | 'may' | 'must' => {
  if (withoutProperty.includes(measure)) return 'never';
  return measure !== 'unique_count' && (numberMeasures as readonly string[]).includes(measure) ? 'may' : 'must';
};

/** The draft with another measure: what that one cannot have is left out. */
export function withMeasure(draft: MeasureDraft, measure: MeasureName): MeasureDraft {
  if (measure === 'ratio') {
    const { measure: _, part: __, whole: ___, which: ____, ...source } = draft;
    return {
      measure,
      part: { measure: 'count', ...source },
      whole: { measure: 'count', ...(source.event ? { event: source.event } : {}) },
    };
  }
  const { part, whole: _, which, of, ...rest } = draft.measure === 'ratio' ? { ...draft.part, measure } : draft;
  return {
    ...rest,
    measure,
    ...(measure === 'days_since' ? { which: which ?? 'last' } : {}),
    ...(of && readsProperty(measure) !== 'never' ? { of } : {}),
  };
}

/** The definition that a draft stands for; undefined while it is not complete. */
export function definitionOf(draft: MeasureDraft): Definition | undefined {
  const parsed = definitionSchema.safeParse(JSON.parse(JSON.stringify(draft)));
  return parsed.success ? parsed.data : undefined;
}
