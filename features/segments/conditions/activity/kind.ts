import { ANY_EVENT } from '../../constants';
import { windowDependencies } from '../event/kind';
import { filterDependencies } from '../event/steady-filters';
import { defineConditionKind } from '../types';
import { activityRule, partsOf } from './parts';
import type { ActivityCondition } from './schema';

/** First, last, stopped, resumed, regularly: a rule of event conditions, which share their passes, edges and oracle. */
export const activityKind = defineConditionKind<ActivityCondition>({
  kind: 'activity',
  dependencies: (c) => [
    ...new Set([`event:${c.event}`, ...partsOf(c).flatMap(({ window }) => windowDependencies(window)), ...filterDependencies(c.where)]),
  ],
  aggregates: (c) => (c.where === undefined && c.event !== ANY_EVENT ? [c.event] : []),
  weight: (c) => partsOf(c).length,
  compile: (c) => ({ form: 'rule', node: activityRule(c) }),
  edges: (c) => ({ node: activityRule(c) }),
  evaluate: (c) => ({ node: activityRule(c), negated: false }),
});
