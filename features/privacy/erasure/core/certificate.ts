import { sha256 } from '@/lib/crypto';
import type { ErasureDestination } from '../types';

export type CertificateInput = {
  number: number;
  erasureId: string;
  requestId: string | null;
  requestNumber: number | null;
  startedAt: Date;
  finishedAt: Date;
  rows: Record<string, number>;
  files: Record<string, number>;
  suppressed: Record<string, number>;
  kept?: Record<string, number>;
  destinations: readonly ErasureDestination[];
  previous: string | null;
  publicKeySha256: string;
};

/** What is kept in spite of an erasure, with its ground, and where the person may be found for a while. */
const EXCEPTIONS = [
  {
    set: 'suppressions',
    ground: 'Art. 17(3)(b) GDPR: needed to comply with the erasure itself',
    what: 'HMAC-SHA-256 of each identifier under the installation’s key, so that the person is not collected again.',
  },
  {
    set: 'audit log and register of requests',
    ground: 'Art. 5(2) and 17(3)(b) GDPR: accountability',
    what: 'That this request was received, approved and carried out, by internal numbers; what was written in words is emptied.',
  },
  {
    set: 'totals of requests by source and hour',
    ground: 'No personal data',
    what: 'How many events came in is not counted down.',
  },
  {
    set: 'files of removals',
    ground: 'Art. 19 GDPR: the receivers must be told',
    what: 'Files named under “kept” ask a receiver to remove the person, by hashes: hand them over, then delete them. Packed files counted there could not be unpacked.',
  },
  {
    set: 'disk of the database',
    ground: 'Technical',
    what: 'Deleted rows are overwritten when the server has vacuumed and recycled its write-ahead log, by default within a day.',
  },
  {
    set: 'encrypted back-ups made before',
    ground: 'Technical',
    what: 'They expire on the company’s schedule. Restoring one repeats this erasure before the first request is answered.',
  },
];

/** The certificate's exact text: JSON, indented, with a line's end. Numbers, times and names of systems; nothing of the person. */
export function certificateText(input: CertificateInput): string {
  const { destinations, startedAt, finishedAt, ...rest } = input;
  const open = destinations.filter((d) => d.status !== 'confirmed');
  const body = {
    type: 'tessera/erasure-certificate',
    version: 1,
    ...rest,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    destinations: destinations.map(({ name, kind, status, reason, endedAt }) => ({ name, kind, status, reason, endedAt })),
    followUp: open.map(({ name, status, reason }) => ({ name, status, reason })),
    exceptions: EXCEPTIONS,
    signature: { algorithm: 'Ed25519', over: 'the exact bytes of this file' },
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

export const certificateHash = (text: string): string => sha256(text);
