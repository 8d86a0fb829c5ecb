const AHEAD = ['purpose', 'x-purpose', 'sec-purpose', 'x-moz'];

/** Whether a request may come of somebody's own doing: not from a program that only looks whether a link is there, or loads it ahead. */
export const isByHand = ({ method, headers }: Request): boolean =>
  method === 'GET' && !AHEAD.some((name) => /prefetch|prerender|preview/i.test(headers.get(name) ?? ''));
