import { MAX_EVENT_BYTES, MAX_EVENT_DEPTH, MAX_ID_LENGTH } from '../constants';

/** Why one event is refused at accept: a stable code, and a sentence that says how to mend it. */
export const refusals = {
  not_an_object: 'An event must be a JSON object.',
  unknown_type: 'Give "type" as one of track, page, screen, identify, group, alias.',
  no_user_anon_id: 'Give "userId" or "anonymousId".',
  no_event_name: 'A track call needs "event", the name of what happened.',
  no_group_id: 'A group call needs "groupId".',
  no_previous_id: 'An alias call needs "previousId".',
  invalid_id: `Identifiers and event names must be text or numbers of at most ${MAX_ID_LENGTH} characters.`,
  invalid_properties: '"properties" must be a JSON object.',
  invalid_traits: '"traits" must be a JSON object.',
  invalid_context: '"context" must be a JSON object.',
  invalid_timestamp: '"timestamp" must be an ISO 8601 date and time, for example 2026-03-01T10:00:00Z.',
  too_deep: `Objects and lists may nest at most ${MAX_EVENT_DEPTH} deep.`,
  too_large: `An event may take at most ${MAX_EVENT_BYTES / 1024} KiB.`,
} as const;

/** The values of the sentences, for those who say them in another language (`errors.reject.*`). */
export const refusalLimits = { maxId: MAX_ID_LENGTH, maxDepth: MAX_EVENT_DEPTH, maxKib: MAX_EVENT_BYTES / 1024 };

export type RefusalCode = keyof typeof refusals;
