import type { Find } from '../find-context';
import { isZoned } from '../value-ops';
import { zoneFor } from '../zone';
import type { TraitCondition } from './schema';
import { traitValue } from './source';

/** The value of the trait, that of the other trait, and the zone whose days counted. */
export const findTrait: Find<TraitCondition> = (c, { person, catalogue }) => {
  const from = { builtIn: person.columns, traits: person.traits };
  const timeZone = typeof person.columns.time_zone === 'string' ? person.columns.time_zone : null;
  return {
    kind: 'trait',
    found: traitValue(from, c) ?? null,
    ...('than' in c ? { other: traitValue(from, c.than) ?? null } : {}),
    ...(isZoned(c.op) ? { zone: zoneFor({ timeZone }, catalogue) } : {}),
  };
};
