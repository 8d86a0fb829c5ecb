import { describe, expect, test } from 'vitest';
import { apiScopes, permissions, roles } from './constants';
import { mayGrant, requireGrantable, requireGrantableScopes } from './core/grant';
import { anonymousScope, cliScope, mintScope, systemScope } from './core/scope';
import { rolePermissions } from './permissions';
import type { Role } from './types';

const as = (role: Role) => mintScope({ type: 'user', id: 'u', name: 'U', role, sessionId: 's' });

// Who may do what, written out: a change of the table must be a change of this test.
const matrix: Record<(typeof permissions)[number], Role[]> = {
  'sources:read': ['owner', 'marketer', 'compliance', 'analyst'],
  'sources:write': ['owner', 'marketer'],
  'imports:write': ['owner', 'marketer'],
  'profiles:read': ['owner', 'marketer', 'compliance', 'support', 'analyst'],
  'profiles:edit': ['owner', 'marketer', 'compliance', 'support'],
  'profiles:note': ['owner', 'marketer', 'compliance', 'support'],
  'profiles:reveal': ['owner', 'support'],
  'profiles:verify': ['owner', 'support'],
  'profiles:restricted': ['owner', 'compliance'],
  'segments:read': ['owner', 'marketer', 'compliance', 'support', 'analyst'],
  'segments:write': ['owner', 'marketer'],
  'segments:export': ['owner', 'marketer'],
  'consents:read': ['owner', 'marketer', 'compliance', 'support', 'analyst'],
  'consents:write': ['owner', 'compliance', 'support'],
  'purposes:write': ['owner', 'compliance'],
  'destinations:read': ['owner', 'marketer', 'compliance', 'analyst'],
  'destinations:write': ['owner', 'marketer'],
  'emails:read': ['owner', 'marketer', 'compliance', 'analyst'],
  'emails:write': ['owner', 'marketer'],
  'emails:send': ['owner', 'marketer'],
  'requests:read': ['owner', 'compliance'],
  'requests:write': ['owner', 'compliance'],
  'requests:approve': ['owner', 'compliance'],
  'dashboards:read': ['owner', 'marketer', 'compliance', 'support', 'analyst'],
  'models:write': ['owner', 'marketer'],
  'settings:write': ['owner'],
  'users:write': ['owner'],
  'keys:write': ['owner'],
  'audit:read': ['owner', 'compliance'],
  'demo:write': ['owner', 'marketer'],
  'operations:read': ['owner'],
  'account:write': ['owner', 'marketer', 'compliance', 'support', 'analyst'],
};

describe.each(roles)('%s', (role) => {
  test.each(permissions)('%s', (permission) => {
    expect(as(role).can(permission)).toBe(matrix[permission].includes(role));
  });
});

test('how much of a person each actor sees', () => {
  expect(roles.map((role) => [role, as(role).personalData])).toEqual([
    ['owner', 'full'],
    ['marketer', 'full'],
    ['compliance', 'full'],
    ['support', 'masked'],
    ['analyst', 'none'],
  ]);
  expect([systemScope('x').personalData, cliScope('x').personalData, anonymousScope().personalData]).toEqual(['full', 'full', 'none']);
});

test('someone unknown can do nothing', () => {
  expect(permissions.some((p) => anonymousScope().can(p))).toBe(false);
});

test('a key can do what its scopes say and nothing else', () => {
  const key = mintScope({ type: 'api_key', id: 'k', name: 'K', scopes: ['segments:read'], purpose: null, channel: null });
  expect(permissions.filter((p) => key.can(p))).toEqual(['segments:read']);
});

test('a scope cannot be widened after it was made', () => {
  const scope = as('analyst');
  expect(() => Object.assign(scope, { personalData: 'full' })).toThrow();
  expect(() => Object.assign(scope.actor, { role: 'owner' })).toThrow();
});

describe('nobody grants more than they have', () => {
  test.each(roles)('%s grants only roles within its own', (role) => {
    const granted = roles.filter((other) => mayGrant(as(role), other));
    expect(granted).toEqual(roles.filter((other) => [...rolePermissions[other]].every((p) => rolePermissions[role].has(p))));
    if (role !== 'owner') expect(() => requireGrantable(as(role), 'owner')).toThrow(/does not include/);
  });

  test('nor scopes of a key', () => {
    expect(() => requireGrantableScopes(as('analyst'), ['segments:write'])).toThrow(/segments:write/);
    expect(() => requireGrantableScopes(as('owner'), apiScopes)).not.toThrow();
  });
});
