import { type NextRequest, NextResponse } from 'next/server';
import { isLocale, localeHeader } from '@/lib/i18n/config';
import { contentSecurityPolicy } from '@/lib/security-headers';

/** Pages that people come to by a link of ours: the link says their language, and they need no cookie. */
const PUBLIC_PAGE = /^\/(preferences|unsubscribe|privacy-request)(\/|$)/;

/** Gives each page its own nonce, and public pages the language they are asked in. Decides nothing about access: that is the gate's work. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const asked = PUBLIC_PAGE.test(request.nextUrl.pathname) ? request.nextUrl.searchParams.get('lang') : null;
  if (isLocale(asked)) headers.set(localeHeader, asked);
  else headers.delete(localeHeader);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  // Pages only. Bodies of more than 10 MB are cut on the paths matched here, so ingestion and uploads stay out.
  matcher: ['/((?!api/|v1/|analytics\\.js/|_next/|favicon\\.ico|icon|robots\\.txt).*)'],
};
