import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '@/lib/security-headers';

/** Gives each page its own nonce. Decides nothing about access: that is the gate's work. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  // Pages only. Bodies of more than 10 MB are cut on the paths matched here, so ingestion and uploads stay out.
  matcher: ['/((?!api/|v1/|analytics\\.js/|_next/|favicon\\.ico|icon|robots\\.txt).*)'],
};
