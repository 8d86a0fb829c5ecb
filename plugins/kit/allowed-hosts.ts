import { env } from '@/lib/env';

const DEFAULT_PORT: Record<string, string> = { 'http:': '80', 'https:': '443' };

/** Whether the administrator has named this host and port in ALLOW_PRIVATE_HOSTS. */
export function isAllowedHost(url: URL): boolean {
  const place = `${url.hostname}:${url.port || DEFAULT_PORT[url.protocol]}`.toLowerCase();
  return env()
    .ALLOW_PRIVATE_HOSTS.split(',')
    .some((allowed) => allowed.trim().toLowerCase() === place);
}
