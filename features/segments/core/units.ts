import { builtInTraits } from '../constants';

/** Segments to be evaluated for profiles. */
export type Unit = { profileIds: readonly string[]; segmentIds: ReadonlySet<string> };

/** Touch of a profile that came into being: what it has is touched too. */
export const NEW = 'new';

/** What touched which profiles: dependencies as in segment_dependencies, `*` for everything, `new`. */
export type Touches = ReadonlyMap<string, ReadonlySet<string>>;

type Book = { readers: ReadonlyMap<string, readonly string[]>; segments: ReadonlyMap<string, unknown>; blank: readonly string[] };

/** Columns of the profile that any event may change. */
const counted = Object.keys(builtInTraits)
  .filter((trait) => trait !== 'name')
  .map((trait) => `trait:${trait}`);
const byAnyEvent = ['event:*', ...counted];

/**
 * What a batch has to evaluate, as few stable groups: the segments that read one event for the people who had it, the segments that any
 * event moves for everybody who had one, and what the rest touched together. The groups of events are the same from batch to batch, so
 * that the server can keep their plans. A segment may stand in two groups for the same person: it says the same in both.
 * @param touches profiles by what touched them
 */
export function unitsOf(touches: Touches, { readers, segments, blank }: Book): (Unit & { stable: boolean })[] {
  const units: (Unit & { stable: boolean })[] = [];
  const everything = touches.get('*') ?? new Set<string>();
  if (everything.size > 0) units.push({ profileIds: [...everything], segmentIds: new Set(segments.keys()), stable: true });
  const rest = (ids: Iterable<string>) => [...ids].filter((id) => !everything.has(id));
  units.push({ profileIds: rest(touches.get(NEW) ?? []), segmentIds: new Set(blank), stable: true });
  const read = (dependencies: readonly string[]) => new Set(dependencies.flatMap((d) => readers.get(d) ?? []));
  const events = [...touches.keys()].filter((d) => d.startsWith('event:'));
  const moved = read(byAnyEvent);
  const anyEvent = new Set(events.flatMap((d) => rest(touches.get(d) ?? [])));
  units.push({ profileIds: [...anyEvent], segmentIds: moved, stable: true });
  for (const event of events) {
    const own = [...read([event])].filter((id) => !moved.has(id));
    units.push({ profileIds: rest(touches.get(event) ?? []), segmentIds: new Set(own), stable: true });
  }
  const others = [...touches.keys()].filter((d) => d !== '*' && d !== NEW && !events.includes(d));
  const touched = new Set(others.flatMap((d) => rest(touches.get(d) ?? [])));
  units.push({ profileIds: [...touched], segmentIds: read(others), stable: false });
  return units.filter((unit) => unit.profileIds.length > 0 && unit.segmentIds.size > 0);
}
