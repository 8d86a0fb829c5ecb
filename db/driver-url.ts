import { env } from '@/lib/env';

/** The same database as `url`, in the spelling of the job runner's driver, which takes the socket folder as a parameter. */
export function driverUrl(url: string): string {
  const socket = env().DATABASE_SOCKET;
  if (!socket) return url;
  const address = new URL(url);
  address.searchParams.set('host', socket);
  return address.href;
}
