import type { Find } from '../find-context';
import type { IdentityCondition } from './schema';

/** By what the person is known: types of identifiers, never the identifiers themselves, and sources with their number of records. */
export const findIdentity: Find<IdentityCondition> = async (_c, { tx, person }) => {
  const identifiers = await tx<{ type: string }[]>`select distinct type from identifiers where profile_id = ${person.id} order by type`;
  const sources = await tx<{ name: string; records: number }[]>`
    select coalesce(s.name, '') as name, count(*)::int as records from records r left join sources s on s.id = r.source_id
    where r.profile_id = ${person.id} group by r.source_id, s.name order by count(*) desc, s.name`;
  return { kind: 'identity', identifiers: identifiers.map((i) => i.type), sources: [...sources] };
};
