/**
 * Whether a refusal for good is about the address itself, so that nothing should be sent there again: no such mailbox or domain (5.1.x),
 * a mailbox that is closed (5.2.1). Not: full mailboxes, sizes, content or the sender's reputation. Servers that give no enhanced status
 * refuse addresses at RCPT with 550, 551 or 553.
 */
export function isDeadAddress(refusal: { stage: 'recipient' | 'data' | 'dsn'; code: number | null; status: string | null }): boolean {
  const { stage, code, status } = refusal;
  if (status) return /^5\.1\.(?:0|1|2|3|6|10)$/.test(status) || status === '5.2.1';
  return stage === 'recipient' && (code === 550 || code === 551 || code === 553);
}
