import { redirect } from 'next/navigation';
import { cache } from 'react';
import { permissions } from './constants';
import { localPath } from './core/local-path';
import { readCompanySettings } from './data/company';
import { readUser } from './data/users';
import { currentScope } from './gate';
import type { Company, Viewer } from './types';

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
