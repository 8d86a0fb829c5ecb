/** With HTTPS the name carries `__Host-`: the browser then refuses it from a sub-domain, a path, or an insecure page. */
export function sessionCookieName(appUrl: string): string {
  return isSecure(appUrl) ? '__Host-tessera-session' : 'tessera-session';
}

/** Whether cookies must be `Secure`. */
export const isSecure = (appUrl: string): boolean => appUrl.startsWith('https://');

/** The value of one cookie in a `Cookie` header, or undefined. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return decode(part.slice(at + 1).trim());
  }
  return undefined;
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    // A cookie that is not even well-formed names no session.
    return undefined;
  }
}
