import { AppError } from '@/lib/errors';
import { apiScopePermissions, rolePermissions } from '../permissions';
import type { ApiScope, Role, Scope } from '../types';

/** Whether the actor holds everything that the role holds: nobody hands out more than they have. */
export const mayGrant = (scope: Scope, role: Role): boolean => [...rolePermissions[role]].every((p) => scope.can(p));

/** @throws AppError forbidden when the role holds something that the actor does not. */
export function requireGrantable(scope: Scope, role: Role): void {
  if (!mayGrant(scope, role))
    throw new AppError('forbidden', `Your own role does not include all that "${role}" may do.`, {
      key: 'access.grantRole',
      values: { role },
    });
}

/** @throws AppError forbidden when a key's scopes hold something that the actor does not. */
export function requireGrantableScopes(scope: Scope, scopes: readonly ApiScope[]): void {
  const beyond = scopes.find((s) => !apiScopePermissions[s].every((p) => scope.can(p)));
  if (beyond)
    throw new AppError('forbidden', `Your own role does not include ${beyond}.`, { key: 'access.grantScope', values: { scope: beyond } });
}
