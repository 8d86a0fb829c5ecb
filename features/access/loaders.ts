import { getCountries } from 'libphonenumber-js/max';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { canSendMail } from '@/lib/mail';
import { apiScopes, permissions, roles } from './constants';
import { mayGrant } from './core/grant';
import { localPath } from './core/local-path';
import { listApiKeys, listBindings } from './data/api-keys';
import { listAuditActions } from './data/audit-lines';
import { readCompanySettings } from './data/company';
import { listSessions } from './data/sessions';
import { listUsers, readUser } from './data/users';
import { currentScope, requireScope } from './gate';
import { apiScopePermissions } from './permissions';
import type { ApiKey, ApiScope, Bindings, Company, CompanyForm, Role, SessionInfo, User, Viewer } from './types';

/** Who is looking at the console, for its frame. Without a session the browser is sent to sign in. */
export const loadViewer = cache(async (): Promise<Viewer> => {
  const scope = await currentScope();
  if (scope?.actor.type !== 'user') redirect('/sign-in');
  const user = await readUser(scope.actor.id);
  if (!user) redirect('/sign-in');
  const { id, name, email, role } = user;
  return { id, name, email, role, permissions: permissions.filter((p) => scope.can(p)) };
});

/** The company's name, time zone and currency, which every page needs to show dates and money; asked once a request. */
export const loadCompany = cache((): Promise<Company> => readCompanySettings());

/** For the sign-in page; who is signed in already is sent on. `next` as given in the address. */
export async function loadSignIn(wanted: unknown): Promise<{ next: string; company: string }> {
  const next = localPath(wanted);
  if (await currentScope()) redirect(next);
  return { next, company: (await loadCompany()).name };
}

/** For the team page: everybody, and the roles that the viewer may hand out. */
export async function loadTeam(): Promise<{ users: User[]; grantable: Role[]; viewerId: string; canSendMail: boolean }> {
  const scope = await requireScope('users:write');
  const viewer = await loadViewer();
  return {
    users: await listUsers(),
    grantable: roles.filter((role) => mayGrant(scope, role)),
    viewerId: viewer.id,
    canSendMail: canSendMail(),
  };
}

/** For the account page: the viewer's own data and living sessions. */
export async function loadAccount(): Promise<{ user: User; sessions: SessionInfo[] }> {
  const scope = await requireScope('account:write');
  const { actor } = scope;
  const user = actor.type === 'user' ? await readUser(actor.id) : undefined;
  if (actor.type !== 'user' || !user) redirect('/sign-in');
  return { user, sessions: await listSessions(user.id, actor.sessionId) };
}

/** For the page of API keys. */
export async function loadApiKeys(): Promise<{ keys: ApiKey[]; bindings: Bindings; grantable: ApiScope[] }> {
  const scope = await requireScope('keys:write');
  const [keys, bindings] = await Promise.all([listApiKeys(), listBindings()]);
  return { keys, bindings, grantable: apiScopes.filter((s) => apiScopePermissions[s].every((p) => scope.can(p))) };
}

/** For the audit log's filters. */
export async function loadAuditActions(): Promise<string[]> {
  await requireScope('audit:read');
  return listAuditActions();
}

/** For the company page. */
export async function loadCompanyForm(): Promise<CompanyForm> {
  await requireScope('settings:write');
  const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return { company: await loadCompany(), timeZones, currencies: Intl.supportedValuesOf('currency'), countries: getCountries() };
}
