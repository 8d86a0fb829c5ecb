/** Priority of the built-in types: an event belongs to the record of the first it carries. Custom external ids come after user_id. */
export const TYPE_PRIORITY: Record<string, number> = { user_id: 0, email: 2, phone: 3, anonymous_id: 4, shared_anonymous_id: 5 };
export const EXTERNAL_ID_PRIORITY = 1;

/**
 * How many values of a type one profile may hold. A link that would exceed it is refused. Two user ids are two people;
 * browsers forget their anonymous id often, so a person may have many.
 */
export const TYPE_LIMITS: Record<string, number> = { user_id: 1, anonymous_id: 100, shared_anonymous_id: 1 };
export const DEFAULT_TYPE_LIMIT = 5;

/** Longest normalised identifier, in characters: longer ones are not promoted, and could not be indexed. */
export const MAX_IDENTIFIER_LENGTH = 256;

/** More links than this around one conflict are decided as they come, not decided anew in order of history. */
export const MAX_CONSTELLATION_LINKS = 1000;

/**
 * A merge of two profiles that both hold more events than this is not done by the lane that finds it: its link stays pending,
 * and a job moves the rows of the smaller one.
 */
export const INLINE_MERGE_EVENTS = 10_000;

/** Jobs that the worker runs on links: a person's decision, and joining what is too large for a lane. One after another. */
export const SWITCH_LINK_JOB = 'identity.switch-link';
export const LARGE_MERGE_JOB = 'identity.merge-large';
export const LINK_QUEUE = 'identity.links';
/** Only one job of a kind waits for a link: the latest decision replaces the one before. */
export const linkJobKey = (job: string, linkId: string): string => `${job}:${linkId}`;

/** Placeholders that many people share. The value stays readable on the event; it is only not promoted to an identifier. */
export const BLOCKED_VALUES: ReadonlySet<string> = new Set([
  '-1',
  'null',
  'undefined',
  'none',
  'nil',
  'nan',
  'n/a',
  'na',
  'anonymous',
  'anon',
  'guest',
  'unknown',
  'invalid',
  'test',
  'true',
  'false',
  'user',
  'userid',
  'user_id',
  '[object object]',
  'empty',
  'not set',
  '(not set)',
  'default',
  'missing',
]);

/** Mailboxes that forms are filled with. */
export const BLOCKED_EMAILS: ReadonlySet<string> = new Set([
  'test@test.com',
  'test@example.com',
  'test@email.com',
  'test@gmail.com',
  'a@a.com',
  'a@b.com',
  'aa@aa.com',
  'abc@abc.com',
  'asdf@asdf.com',
  'none@none.com',
  'no@no.com',
  'na@na.com',
  'null@null.com',
  'noemail@noemail.com',
  'noemail@example.com',
  'no@email.com',
  'no-email@example.com',
  'email@email.com',
  'email@example.com',
  'user@example.com',
  'user@user.com',
  'anonymous@anonymous.com',
  'guest@guest.com',
  'unknown@unknown.com',
  'example@example.com',
  'mail@mail.com',
  'x@x.com',
]);
