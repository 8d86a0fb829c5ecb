/** The path to go to after sign-in: one of our own pages, else the overview. Another site, or what a browser reads as one, is not followed. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return '/';
  const url = new URL(wanted, 'http://local.invalid');
  return url.origin === 'http://local.invalid' && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
}
