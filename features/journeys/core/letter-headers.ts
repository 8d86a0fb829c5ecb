/** Headers of a letter to many: how to unsubscribe with one click (RFC 2369, RFC 8058), and what it is. */
export function letterHeaders({ unsubscribeUrl, campaignId }: { unsubscribeUrl: string; campaignId: string }): Record<string, string> {
  return {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    Precedence: 'bulk',
    'Feedback-ID': `${campaignId}:campaign:tessera`,
  };
}
