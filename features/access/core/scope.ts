import { apiScopePermissions, personalDataOf, rolePermissions } from '../permissions';
import type { Actor, Permission, PersonalData, Scope } from '../types';

/** The scope of an actor whose identity was checked by the caller: the gate, a command line on the server, or the worker. */
export function mintScope(actor: Actor): Scope {
  const can = (permission: Permission) => holds(actor, permission);
  return Object.freeze({ actor: Object.freeze(actor), personalData: personalData(actor), can }) as Scope;
}

/** For jobs and the pipeline: the product itself, named as it shall appear in the audit log. */
export const systemScope = (name: string): Scope => mintScope({ type: 'system', name });

/** For the command line: whoever may read the installation's folder owns the installation. */
export const cliScope = (name: string): Scope => mintScope({ type: 'cli', name });

/** For surfaces that anyone may call. It can do nothing that asks for a permission. */
export const anonymousScope = (): Scope => mintScope({ type: 'anonymous' });

function holds(actor: Actor, permission: Permission): boolean {
  if (actor.type === 'system' || actor.type === 'cli') return true;
  if (actor.type === 'user') return rolePermissions[actor.role].has(permission);
  if (actor.type === 'api_key') return actor.scopes.some((scope) => apiScopePermissions[scope].includes(permission));
  return false;
}

function personalData(actor: Actor): PersonalData {
  if (actor.type === 'user') return personalDataOf[actor.role];
  return actor.type === 'anonymous' ? 'none' : 'full';
}
