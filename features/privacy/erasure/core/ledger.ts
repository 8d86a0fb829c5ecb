import { z } from 'zod';

/**
 * One line of DATA_DIR/erasure-ledger.jsonl: what is needed to forget the person again in a database restored from an older back-up, and
 * nothing that leads to them without the installation's key.
 */
export const ledgerEntrySchema = z.object({
  v: z.literal(1),
  id: z.uuid(),
  requestId: z.uuid().nullable(),
  at: z.iso.datetime(),
  /** Which key the hashes were made with. */
  keyMark: z.string(),
  hashes: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;

/** The entries of a ledger's text. The last line may be cut off by a crash: its erasure had not been committed then. */
export function parseLedger(text: string): LedgerEntry[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const entries: LedgerEntry[] = [];
  for (const [n, line] of lines.entries()) {
    const parsed = ledgerEntrySchema.safeParse(jsonOf(line));
    if (parsed.success) entries.push(parsed.data);
    else if (n < lines.length - 1 || text.endsWith('\n')) throw new Error(`Line ${n + 1} of the erasure ledger is damaged`);
  }
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export const ledgerLine = (entry: LedgerEntry): string => `${JSON.stringify(entry)}\n`;

/** Those of the first list that the second does not have. */
export const ledgerWithout = <E extends { id: string }>(entries: readonly E[], known: readonly { id: string }[]): E[] => {
  const ids = new Set(known.map(({ id }) => id));
  return entries.filter(({ id }) => !ids.has(id));
};
