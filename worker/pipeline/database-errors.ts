const TRANSIENT_CLASSES = new Set(['08', '40', '53', '55', '57', '58', 'XX']);

/** The innermost error that has a code: the driver's errors come wrapped. */
function coded(error: unknown): { code: string; message: string } | undefined {
  let at: unknown = error;
  let found: { code: string; message: string } | undefined;
  for (let depth = 0; at instanceof Error && depth < 5; depth++) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string') found = { code, message: at.message };
    at = at.cause;
  }
  return found;
}

/** Two batches got in each other's way: the same work succeeds when tried again. */
export function isConflict(error: unknown): boolean {
  const code = coded(error)?.code;
  return code === '40P01' || code === '40001';
}

/** Whether the failure lies in what was sent, so that it would fail again: never true for a lost connection, a lock or a full disk. */
export function isDataFailure(error: unknown): boolean {
  const found = coded(error);
  // An error without a code comes from our own code, which some event's shape may have upset.
  if (!found) return error instanceof Error && !/lane was taken over|CONNECTION|closed|timeout/i.test(error.message);
  // COPY's own error does not reach us: the statement behind it says only that the transaction is aborted.
  if (found.code === '25P02') return true;
  if (!/^[0-9A-Z]{5}$/.test(found.code)) return false;
  return !TRANSIENT_CLASSES.has(found.code.slice(0, 2));
}

/** A code and a sentence for the rejects list. */
export function describeFailure(error: unknown): { code: string; reason: string } {
  const found = coded(error);
  if (!found) return { code: 'not_processable', reason: 'The event could not be processed.' };
  return { code: 'refused_by_database', reason: `The database refused the event: ${found.message} (${found.code}).` };
}
