import { isAbsence, type SequenceStep, withinMs } from './schema';

/** An event that is one or more of the steps; `at` in milliseconds. */
export type SeenEvent = { id: string; at: number; same: string; steps: readonly boolean[] };
type Reached = { event: SeenEvent; before: Reached | undefined };

/**
 * How far a person got: the events of the latest chain that got furthest, and until when the next step may come. Of a last step that must not
 * happen, `until` is the end of its time, and its event in the chain is the one that did happen. `events` in the order of time.
 */
export function traceSequence(
  steps: readonly SequenceStep[],
  events: readonly SeenEvent[],
  now: number,
): { chain: SeenEvent[]; until: number | undefined } {
  const last = steps.at(-1);
  const absence = last && isAbsence(last) ? last : undefined;
  const positive = absence ? steps.slice(0, -1) : steps;
  let reached: Reached[] = [];
  let depth = 0;
  for (const [k, step] of positive.entries()) {
    const next = k === 0 ? firsts(events) : following(reached, events, k, withinMs(step));
    if (next.length === 0) break;
    reached = next;
    depth = k + 1;
  }
  const latest = reached.at(-1);
  if (!latest) return { chain: [], until: undefined };
  const end = (r: Reached, step: SequenceStep) => r.event.at + withinMs(step);
  if (absence && depth === positive.length) {
    const missed = reached.filter((r) => !follower(r, events, depth, withinMs(absence)));
    const over = missed.findLast((r) => end(r, absence) < now) ?? missed.at(-1);
    if (over) return { chain: chainOf(over), until: end(over, absence) };
    const came = follower(latest, events, depth, withinMs(absence));
    return { chain: [...chainOf(latest), ...(came ? [came] : [])], until: end(latest, absence) };
  }
  const next = steps[depth];
  return { chain: chainOf(latest), until: next && end(latest, next) };
}

const firsts = (events: readonly SeenEvent[]): Reached[] =>
  events.flatMap((event) => (event.steps[0] ? [{ event, before: undefined }] : []));

/** The events of step `k` with the latest event before them from which they are in time. */
function following(reached: readonly Reached[], events: readonly SeenEvent[], k: number, within: number): Reached[] {
  return events.flatMap((event) => {
    if (!event.steps[k]) return [];
    const before = reached.findLast((r) => r.event.at < event.at && r.event.same === event.same);
    return before && event.at - before.event.at <= within ? [{ event, before }] : [];
  });
}

const follower = ({ event }: Reached, events: readonly SeenEvent[], k: number, within: number): SeenEvent | undefined =>
  events.find((e) => e.steps[k] && e.at > event.at && e.at - event.at <= within && e.same === event.same);

function chainOf(reached: Reached): SeenEvent[] {
  return [...(reached.before ? chainOf(reached.before) : []), reached.event];
}
