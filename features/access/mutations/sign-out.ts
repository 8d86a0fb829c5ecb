import { appUrl } from '@/lib/env';
import { authenticateSession } from '../authenticate';
import { isSecure, sessionCookieName } from '../core/session-cookie';
import { closeSession } from './sessions';

/** Ends the session of the request's cookie, takes the cookie back, and sends the browser to the sign-in page. */
export async function signOut(headers: Headers): Promise<Response> {
  const scope = await authenticateSession(headers);
  if (scope) await closeSession(scope);
  const secure = isSecure(appUrl()) ? '; Secure' : '';
  return new Response(null, {
    status: 303,
    headers: {
      location: '/sign-in',
      'set-cookie': `${sessionCookieName(appUrl())}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`,
      // The browser forgets pages it kept, so that "back" asks again and finds nobody signed in.
      'clear-site-data': '"cache"',
      'cache-control': 'no-store',
    },
  });
}
