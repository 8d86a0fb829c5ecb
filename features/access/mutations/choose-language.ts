import { isLocale, localeCookie } from '@/lib/i18n/config';
import { localPath } from '../core/local-path';

/** Keeps the language of a plain form's button for a year and goes back to the page that the form stood on. */
export async function chooseLanguage(request: Request): Promise<Response> {
  const to = (await request.formData().catch(() => new FormData())).get('to');
  const headers = new Headers({ location: pageBefore(request), 'cache-control': 'no-store' });
  if (isLocale(to)) headers.set('set-cookie', `${localeCookie}=${to}; Path=/; Max-Age=31536000; SameSite=Lax`);
  return new Response(null, { status: 303, headers });
}

function pageBefore(request: Request): string {
  const referrer = request.headers.get('referer');
  if (!referrer || !URL.canParse(referrer)) return '/';
  const { pathname, searchParams } = new URL(referrer);
  // A language in the address would win over the choice.
  searchParams.delete('lang');
  return localPath(searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname);
}
