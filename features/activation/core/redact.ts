const REDACTED = '[redacted]';

/** Takes every secret out of what a receiver answered, should it repeat one. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret.length >= 4).reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
}
