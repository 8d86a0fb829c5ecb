const PREFIX = 'whsec_';

/** `whsec_…` holds the key as base64; any other text is the key itself. */
export const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret, 'utf8');
