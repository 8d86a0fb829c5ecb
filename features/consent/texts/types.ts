/** A wording by which people are asked for a purpose on a channel. `usedAt`: since when it cannot change any more. */
export type ConsentText = {
  purpose: string;
  channel: string;
  version: number;
  texts: Record<string, string>;
  createdBy: string;
  createdAt: string;
  usedAt: string | null;
};
