/** Every permission there is. */
export const permissions = [
  'sources:read',
  'sources:write',
  'imports:write',
  'profiles:read',
  'profiles:edit',
  'profiles:note',
  'profiles:reveal',
  'profiles:verify',
  'profiles:restricted',
  'segments:read',
  'segments:write',
  'segments:export',
  'consents:read',
  'consents:write',
  'purposes:write',
  'destinations:read',
  'destinations:write',
  'emails:read',
  'emails:write',
  'emails:send',
  'requests:read',
  'requests:write',
  'requests:approve',
  'dashboards:read',
  'models:write',
  'settings:write',
  'users:write',
  'keys:write',
  'audit:read',
  'demo:write',
  'operations:read',
  'account:write',
] as const;

/** Roles, the one with most rights first. */
export const roles = ['owner', 'marketer', 'compliance', 'support', 'analyst'] as const;

/** Scopes that an API key can carry. */
export const apiScopes = [
  'profiles:read',
  'segments:read',
  'segments:write',
  'consents:read',
  'consents:write',
  'requests:read',
  'requests:write',
  'emails:write',
] as const;

/** How long a sign-in lasts, and how long it may lie unused. */
export const SESSION_DAYS = 14;
export const SESSION_IDLE_DAYS = 3;

/** For how long a typed password opens the steps that ask for it anew. */
export const CONFIRMED_MINUTES = 15;

/** The request header in which `server.ts` hands over the caller's address; it overwrites what the caller sent. */
export const ADDRESS_HEADER = 'x-tessera-address';
