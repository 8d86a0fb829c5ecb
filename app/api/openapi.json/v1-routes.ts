import * as consents from '../v1/consents/route';
import * as profileConsents from '../v1/profiles/[id]/consents/route';
import * as profileEvents from '../v1/profiles/[id]/events/route';
import * as profile from '../v1/profiles/[id]/route';
import * as profiles from '../v1/profiles/route';

/** Every route of the public API by its path; a test compares this with the folders. */
export const v1Routes: Record<string, Record<string, unknown>> = {
  '/api/v1/profiles': profiles,
  '/api/v1/profiles/{id}': profile,
  '/api/v1/profiles/{id}/events': profileEvents,
  '/api/v1/profiles/{id}/consents': profileConsents,
  '/api/v1/consents': consents,
};
