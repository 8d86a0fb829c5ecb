import type { EventCondition } from '@/features/segments/conditions/event/schema';
import type { RuleNode } from '@/features/segments/schema';
import { computedTraits, predictedTraits } from '@/features/traits/constants';
import { assertUnreachable } from '@/lib/errors';
import { ORDER_EVENT, REFUND_EVENT } from '@/lib/event-names';
import type { Figure } from './figures';
import { earlierThan, monthAfter, type Period, periodOfText, windowOf, within } from './period';

/** What a rule must know to find the same people as the numbers: the filter, and how orders in other currencies are spelled. */
export type RuleContext = { period: Period; segmentId: string | null; riskTrait: string; otherCurrencies: readonly string[] };

/** The people behind a figure, in the language of segments. */
export function figureRule(figure: Figure, context: RuleContext): RuleNode {
  const parts = partsOf(figure, context);
  const all: RuleNode[] = context.segmentId === null ? parts : [...parts, { kind: 'segment', segmentId: context.segmentId }];
  const [only] = all;
  return only && all.length === 1 ? only : { all };
}

function partsOf(figure: Figure, context: RuleContext): RuleNode[] {
  const { period } = context;
  const did = (event: string, times: number, when: Period): RuleNode => ({ ...performed(event, when, context), op: 'gte', count: times });
  const customers = did(ORDER_EVENT, 1, period);
  switch (figure.name) {
    case 'customers':
      return [customers];
    case 'repeat':
      return [did(ORDER_EVENT, 2, period)];
    case 'refunded':
      return [did(REFUND_EVENT, 1, period)];
    case 'traded':
      return [{ any: [customers, did(REFUND_EVENT, 1, period)] }];
    case 'ordered':
      return [did(ORDER_EVENT, 1, within(periodOfText(figure.when), period))];
    case 'moved': {
      const when = within(periodOfText(figure.when), period);
      return [{ any: [did(ORDER_EVENT, 1, when), did(REFUND_EVENT, 1, when)] }];
    }
    case 'cohort':
      return cohort(figure.month, context);
    case 'retained': {
      const month = periodOfText(monthAfter(figure.month, figure.months));
      return [...cohort(figure.month, context), did(ORDER_EVENT, 1, within(month, { from: null, to: period.to }))];
    }
    case 'source':
      return [
        customers,
        figure.source === null
          ? { kind: 'trait', trait: computedTraits.acquisitionSource, op: 'not_exists' }
          : { kind: 'trait', trait: computedTraits.acquisitionSource, op: 'eq', value: figure.source },
      ];
    case 'rfm':
      return [
        customers,
        { kind: 'trait', trait: computedTraits.rfmRecency, op: 'eq', value: figure.recency },
        { kind: 'trait', trait: computedTraits.rfmFrequency, op: 'eq', value: figure.frequency },
      ];
    case 'value':
      return [customers, ...ranged(predictedTraits.value12m, figure)];
    case 'historic':
      return [customers, ...ranged(computedTraits.historicValue, figure)];
    case 'risk':
      return [customers, ...ranged(context.riskTrait, figure)];
    default:
      return assertUnreachable(figure);
  }
}

/** First order in the month (as far as it lies in the period), none before. */
function cohort(month: string, context: RuleContext): RuleNode[] {
  const when = within(periodOfText(month), context.period);
  const earlier = earlierThan(when);
  return [
    { ...performed(ORDER_EVENT, when, context), op: 'gte', count: 1 },
    ...(earlier ? [{ ...performed(ORDER_EVENT, earlier, context), op: 'eq' as const, count: 0 }] : []),
  ];
}

function performed(event: string, when: Period, { otherCurrencies }: RuleContext) {
  const window = windowOf(when);
  const where: EventCondition['where'] =
    otherCurrencies.length === 0 ? undefined : [{ property: 'currency', op: 'not_in', value: [...otherCurrencies] }];
  return { kind: 'event' as const, event, ...(window ? { window } : {}), ...(where ? { where } : {}) };
}

function ranged(trait: string, { low, high, closed }: { low: number | null; high: number | null; closed: boolean }): RuleNode[] {
  if (low === null && high === null) return [{ kind: 'trait', trait, op: 'exists' }];
  return [
    ...(low === null ? [] : [{ kind: 'trait' as const, trait, op: 'gte' as const, value: low }]),
    ...(high === null ? [] : [{ kind: 'trait' as const, trait, op: closed ? ('lte' as const) : ('lt' as const), value: high }]),
  ];
}

/** The days whose orders a figure's people are shown with, so that their sums are the number. */
export function figurePeriod(figure: Figure, period: Period): Period {
  switch (figure.name) {
    case 'ordered':
    case 'moved':
      return within(periodOfText(figure.when), period);
    case 'cohort': {
      const upTo = { from: null, to: period.to };
      if (figure.months === undefined) return upTo;
      return within(upTo, { from: null, to: periodOfText(monthAfter(figure.month, figure.months)).to });
    }
    case 'retained':
      return within(periodOfText(monthAfter(figure.month, figure.months)), { from: null, to: period.to });
    default:
      return period;
  }
}
