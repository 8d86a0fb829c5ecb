import type { PersonalData } from '@/features/access/types';
import { maskValue, type TraitFlags } from '@/features/profiles/core/mask';
import { isPersonalPath } from '@/features/profiles/core/mask-properties';
import type { PropertyRef } from '../conditions/event/measure';
import type { EventCondition } from '../conditions/event/schema';
import type { EventWindow } from '../conditions/event/window-schema';
import type { Condition } from '../conditions/schemas';
import type { Finding } from '../conditions/types';
import { isBuiltIn } from '../constants';
import type { ExplainedNode } from '../types';

/** Who reads, and which traits are known to be harmless. */
export type Reader = { personalData: PersonalData; flags: TraitFlags };

/** Whether this reader may not see the values of a trait: those that are not known to be harmless are personal. */
export const hidesTrait = (name: string, { personalData, flags }: Reader): boolean =>
  personalData !== 'full' && (!isBuiltIn(name) || name === 'name') && flags.get(name)?.personal !== false;

/** An explained rule as this reader may see it. */
export function maskExplained(node: ExplainedNode, reader: Reader): ExplainedNode {
  if (reader.personalData === 'full') return node;
  if ('all' in node) return { met: node.met, all: node.all.map((child) => maskExplained(child, reader)) };
  if ('any' in node) return { met: node.met, any: node.any.map((child) => maskExplained(child, reader)) };
  if ('not' in node) return { met: node.met, not: maskExplained(node.not, reader) };
  return { ...node, finding: maskFinding(node.condition, node.finding, reader) };
}

function maskFinding(condition: Condition, finding: Finding, reader: Reader): Finding {
  const masked = (hidden: boolean, value: unknown): unknown => (hidden ? maskValue(value, reader.personalData) : value);
  if (finding.kind === 'trait' && condition.kind === 'trait')
    return {
      ...finding,
      found: masked(hidesTrait(condition.trait, reader), finding.found),
      ...('than' in condition ? { other: masked(hidesTrait(condition.than.trait, reader), finding.other) } : {}),
    };
  if (finding.kind === 'event' && condition.kind === 'event')
    return {
      ...finding,
      measured: masked(hidesMeasured(condition, reader), finding.measured),
      from: maskedStart(condition.window, finding.from, reader),
    };
  if (finding.kind === 'session' && condition.kind === 'session')
    return { ...finding, from: maskedStart(condition.window, finding.from, reader) };
  if (finding.kind === 'rank' && condition.kind === 'rank' && hidesTrait(condition.trait, reader))
    // With the answer, the limits would tell between which values it lies.
    return { ...finding, found: masked(true, finding.found), percentile: null, low: null, high: null };
  if (finding.kind === 'interest' && condition.kind === 'interest') {
    const hidden = isPersonalPath(condition) || hidesTrait(condition.property, reader);
    return { ...finding, values: finding.values.map((one) => ({ ...one, value: masked(hidden, one.value) })) };
  }
  if (finding.kind === 'segment') return { ...finding, rule: maskExplained(finding.rule, reader) };
  return finding;
}

/** Whether the values of an event's property are hidden: unless a harmless trait has its name. Nothing is known of what lies inside an object. */
export const hidesProperty = (of: PropertyRef, reader: Reader): boolean =>
  reader.personalData !== 'full' && (isPersonalPath(of) || Boolean(of.path?.length) || hidesTrait(of.property, reader));

/** Whether what was measured of a property is hidden: anything of one that is personal by a name on the way to it, or a hidden value itself. */
function hidesMeasured(c: EventCondition, reader: Reader): boolean {
  const of = 'of' in c ? c.of : undefined;
  if (!of) return false;
  return isPersonalPath(of) || ('test' in c && hidesProperty(of, reader));
}

/** The beginning of a window, unless it is the value of a trait that the reader may not see. */
const maskedStart = (window: EventWindow | undefined, from: string | null, reader: Reader): string | null =>
  window !== undefined && 'sinceTrait' in window && hidesTrait(window.sinceTrait.trait, reader) ? null : from;
