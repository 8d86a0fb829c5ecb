import type { apiScopes, permissions, roles } from './constants';

/*
 * Role: what a member of staff may do, see `permissions.ts`.  Actor: who is behind a call.
 * Scope: an actor whose rights were checked; every read and write of the product takes one. Only the gate makes them.
 * Personal data: how much of a person an actor may see: everything, first letters and last digits, or nothing.
 */

/** What a member of staff is hired to do. */
export type Role = (typeof roles)[number];

/** What an API key may do. */
export type ApiScope = (typeof apiScopes)[number];

/** One thing that an actor may or may not do. */
export type Permission = (typeof permissions)[number];

/** How much of a person the actor may see. */
export type PersonalData = 'full' | 'masked' | 'none';

export type UserActor = { type: 'user'; id: string; name: string; role: Role; sessionId: string };

/** A key without `purpose` and `channel` is operational: unfiltered, and audited. */
export type ApiKeyActor = { type: 'api_key'; id: string; name: string; scopes: ApiScope[]; purpose: string | null; channel: string | null };

export type Actor = UserActor | ApiKeyActor | { type: 'cli'; name: string } | { type: 'system'; name: string } | { type: 'anonymous' };

declare const minted: unique symbol;

/** Proof that the gate let this actor in. Not to be written by hand: the brand has no value. */
export type Scope = {
  readonly [minted]: true;
  readonly actor: Actor;
  readonly personalData: PersonalData;
  /** Whether the actor holds this permission. */
  can(permission: Permission): boolean;
};

/** The signed-in member of staff, as the console's frame shows them. */
export type Viewer = { id: string; name: string; email: string; role: Role; permissions: Permission[] };

/**
 * The company's settings: the zone its dates are shown in, the currency of its totals, and the country (ISO 3166 alpha-2, '' when unset)
 * of phone numbers that come without a prefix.
 */
export type Company = { name: string; timeZone: string; currency: string; country: string };

/** What the company page offers to choose from. */
export type CompanyForm = { company: Company; timeZones: string[]; currencies: string[]; countries: string[] };

/** A member of staff, as the team page shows them. */
export type User = {
  id: string;
  email: string;
  name: string;
  role: Role;
  status: 'invited' | 'active' | 'disabled';
  locale: string;
  createdAt: Date;
  lastSeenAt: Date | null;
};

/** What a single-use link is for. */
export type TokenKind = 'invite' | 'reset';

/** A link made for somebody: `sent` by mail, or to be copied and passed on by whoever made it. */
export type IssuedLink = { email: string; link: string; mailed: 'sent' | 'no_server' | 'failed' };

/** An API key as the settings show it: never the key itself. */
export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  purpose: string | null;
  channel: string | null;
  createdByName: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** A signed-in browser of the person themselves. */
export type SessionInfo = { id: string; userAgent: string; createdAt: Date; seenAt: Date; isCurrent: boolean };

/** One line of the audit log. */
export type AuditLine = {
  id: number;
  at: Date;
  actorType: Actor['type'];
  actorId: string | null;
  actorLabel: string;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  subjectLabel: string | null;
  reason: string | null;
  details: Record<string, unknown>;
};

/** The purposes and channels that a key can be bound to. */
export type Bindings = { purposes: { key: string; name: string }[]; channels: { key: string; name: string }[] };
