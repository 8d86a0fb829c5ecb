'use client';

import { useFormat } from './use-format';

/** "3 minutes ago", with the full date and time as its title. The server's words may be a moment older than the browser's. */
export function RelativeTime({ at }: { at: string | Date | null }) {
  const format = useFormat();
  if (at === null) return <>{format.relative(null)}</>;
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)} suppressHydrationWarning>
      {format.relative(at)}
    </time>
  );
}
