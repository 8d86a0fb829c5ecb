import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { appUrl, requiredSecret } from '@/lib/env';
import { log } from '@/lib/log';
import { callerOf } from './authenticate';
import { SESSION_DAYS } from './constants';
import { isSecure, sessionCookieName } from './core/session-cookie';
import { signIn } from './mutations/sign-in';

const maxAge = SESSION_DAYS * 24 * 60 * 60;

/** next-auth's settings: credentials only, and a cookie that names a row of `sessions` and says nothing else. */
export function authOptions(): NextAuthOptions {
  const secure = isSecure(appUrl());
  const cookie = (name: string) => ({ name, options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure } });
  return {
    secret: requiredSecret('AUTH_SECRET'),
    session: { strategy: 'jwt', maxAge },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    useSecureCookies: secure,
    cookies: {
      sessionToken: cookie(sessionCookieName(appUrl())),
      csrfToken: cookie(secure ? '__Host-tessera-csrf' : 'tessera-csrf'),
      callbackUrl: cookie(secure ? '__Host-tessera-return' : 'tessera-return'),
    },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (credentials, request) => {
          const answer = await signIn(
            { email: String(credentials?.email ?? ''), password: String(credentials?.password ?? '') },
            callerOf(new Headers(request.headers as Record<string, string>)),
          );
          if (answer.ok) return { id: answer.userId, sid: answer.sessionId };
          // next-auth hands this message to the browser, and nothing else.
          throw new Error(answer.reason);
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'sid' in user ? { sid: user.sid } : { sid: token.sid }),
      // Nobody reads next-auth's own session: the gate asks the database.
      session: ({ session }) => ({ expires: session.expires }),
      // Only to our own pages, whatever was asked.
      redirect: () => appUrl(),
    },
    logger: {
      error: (code) => log.error({ code }, 'Sign-in failed'),
      warn: (code) => log.debug({ code }, 'Sign-in warning'),
      debug: () => undefined,
    },
  };
}
