import 'server-only';
import { type PreferencePage, readPreferencePage, readUnsubscribePage } from './data';
import { rememberShown } from './mutations';

/** For the public page of a signed link: it asks for no session, since the signature is the right to see it. */
export async function loadPreferencePage(token: string, locale: string): Promise<PreferencePage | undefined> {
  const page = await readPreferencePage(decodeURIComponent(token), locale);
  if (page) await rememberShown(page);
  return page;
}

/** For the page that asks before an unsubscribe link takes effect. */
export const loadUnsubscribePage = (token: string): ReturnType<typeof readUnsubscribePage> =>
  readUnsubscribePage(decodeURIComponent(token));
