import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';

const LOCAL = "[a-z0-9!#$&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$&'*+/=?^_`{|}~-]+)*";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const ADDRESS = new RegExp(`^${LOCAL}@(?:localhost|${LABEL}(?:\\.${LABEL})+)$`);

/**
 * One plain e-mail address, trimmed and lower-cased. Quoted names, lists, routes (`%`), line breaks and look-alike characters are refused rather than
 * repaired: mail to what somebody else reads them as would hand over an account.
 */
export const emailAddress = z
  .string()
  .max(254)
  .transform((text) => text.replace(/^ +| +$/g, '').toLowerCase())
  .refine(
    (text) => ADDRESS.test(text) && text.indexOf('@') <= 64,
    keyed('access.email', 'Enter one e-mail address, such as ann@example.com.'),
  );
