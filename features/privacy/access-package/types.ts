/*
 * Package: a ZIP with everything that is held about a person.  Section: the rows of one table, with the columns that the data map hands out.
 * Kind `portability`: only what the person gave and did, not what was computed from it.
 */

export type PackageKind = 'access' | 'portability';
export type Row = Record<string, unknown>;

/** The rows may be read more than once: each file of the ZIP reads them anew. */
export type Section = { table: string; columns: string[]; rows(): AsyncGenerator<Row[]> };

/** What a person must be told besides the data itself (Art. 15(1) GDPR). */
export type About = {
  purposes: { key: string; name: string; description: string; lawfulBasis: string }[];
  recipients: { name: string; kind: string; firstToldAt: string; lastToldAt: string }[];
  sources: { name: string; kind: string }[];
  retention: { table: string; rule: string }[];
  automatedDecisions: { model: string; version: number; fittedAt: string }[];
};

export type PackageView = {
  id: string;
  kind: PackageKind;
  status: 'queued' | 'running' | 'done' | 'failed' | 'expired';
  progress: number;
  bytes: number;
  downloads: number;
  createdAt: string;
  finishedAt: string | null;
  expiresAt: string | null;
  hasLink: boolean;
};
