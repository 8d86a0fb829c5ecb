import { randomBytes } from 'node:crypto';
import { test as base, type Page } from '@playwright/test';
import { tessera } from './installation';
import { signIn } from './sign-in';

export type Role = 'owner' | 'marketer' | 'support' | 'compliance' | 'analyst';

type State = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;
type PerWorker = { sessionOf: (role: Role) => Promise<State> };
type PerTest = { pageAs: (role: Role) => Promise<Page>; freshPageAs: (role: Role) => Promise<Page> };

/** A new account of this role. */
async function newAccount(role: Role): Promise<{ email: string; password: string }> {
  const email = `${role}-${randomBytes(4).toString('hex')}@example.com`;
  const password = `three unrelated words ${role}`;
  await tessera('users', 'create', '--email', email, '--role', role, '--name', `Test ${role}`, '--password', password);
  return { email, password };
}

/**
 * `pageAs(role)` gives a page on which somebody of that role is signed in. Each role has one account and one session a
 * worker, made on first use, so that sign-in limits are not met. `freshPageAs(role)` is for what asks for a password typed lately: it
 * makes an account of its own and signs in.
 */
export const test = base.extend<PerTest, PerWorker>({
  sessionOf: [
    async ({ browser }, use) => {
      const states = new Map<Role, Promise<State>>();
      const make = async (role: Role): Promise<State> => {
        const account = await newAccount(role);
        const context = await browser.newContext({ baseURL: process.env.E2E_URL ?? '' });
        await signIn(await context.newPage(), account);
        const state = await context.storageState();
        await context.close();
        return state;
      };
      await use((role) => {
        const state = states.get(role) ?? make(role);
        states.set(role, state);
        return state;
      });
    },
    { scope: 'worker' },
  ],
  pageAs: async ({ browser, sessionOf }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (role) => {
      const context = await browser.newContext({ storageState: await sessionOf(role), baseURL: process.env.E2E_URL ?? '' });
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  freshPageAs: async ({ browser }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (role) => {
      const context = await browser.newContext({ baseURL: process.env.E2E_URL ?? '' });
      contexts.push(context);
      const page = await context.newPage();
      await signIn(page, await newAccount(role));
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect } from '@playwright/test';
