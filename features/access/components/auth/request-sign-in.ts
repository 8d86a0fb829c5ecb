import { fetchJson } from '@/components/fetch-json';

export type SignInFault = 'invalid' | 'limited' | 'unavailable';

/** Signs in with address and password. @returns undefined when it worked, and the browser has its cookie */
export async function requestSignIn(email: string, password: string): Promise<SignInFault | undefined> {
  try {
    const { csrfToken } = await fetchJson<{ csrfToken: string }>('/api/auth/csrf');
    const response = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
    });
    if (response.ok) return undefined;
    const { url } = (await response.json()) as { url?: string };
    const reason = url ? new URL(url, location.href).searchParams.get('error') : null;
    return reason === 'invalid' || reason === 'limited' ? reason : 'unavailable';
  } catch {
    // No connection, or an answer that is not ours: the form says so, and the password stays typed in.
    return 'unavailable';
  }
}
