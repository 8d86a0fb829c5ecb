import { z } from 'zod';
import { locales } from '@/lib/i18n/config';

const key = z.string().min(1).max(50);
const text = z.string().trim().max(2000);

export const textInput = z.strictObject({
  purpose: key,
  channel: key,
  /** Language → wording; an empty one is left out. None at all: people are no longer asked. */
  texts: z.partialRecord(z.enum(locales), text),
});
