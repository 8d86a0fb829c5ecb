import { readTextRef } from '../texts/core/text-ref';

/** Since when a purpose's wordings say that opens and clicks are noticed, and from which version of each channel's wording on. */
export type MeasuringMark = { since: Date; versions: Readonly<Record<string, number>> };

/**
 * Whether a yes was one to being measured. With a wording of ours it must be the one in force when the mark was set, or a later one; without
 * it, or with the name that another form gave it, the yes must have been said since then.
 */
export function coversMeasuring(
  mark: MeasuringMark,
  { channel, textVersion, occurredAt }: { channel: string; textVersion: string | null; occurredAt: Date },
): boolean {
  const shown = readTextRef(textVersion);
  if (!shown) return occurredAt.getTime() >= mark.since.getTime();
  return shown.version >= (Object.hasOwn(mark.versions, channel) ? (mark.versions[channel] ?? Number.POSITIVE_INFINITY) : 1);
}
