import { momentOf } from '@/lib/schedule';

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/;

/** The moment that a field of date and time means in a zone; undefined when it is not filled in. */
export function momentOfInput(text: string, timeZone: string): Date | undefined {
  const parts = FORM.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  return momentOf({ year, month, day, hour, minute }, timeZone);
}
