/** Every setting, as `npm start -- --help` and the README show it. */
export const settings: readonly (readonly [name: string, fallback: string, meaning: string])[] = [
  ['PORT', '3000', 'Port of the console and of the ingestion API.'],
  ['HOST', '0.0.0.0', 'Address to listen on.'],
  ['APP_URL', 'http://localhost:PORT', 'Address that people and SDKs use; https here switches on secure cookies and HSTS.'],
  ['DATA_DIR', '.data', 'Folder of the embedded database, the secrets, uploads and logs.'],
  ['DATABASE_URL', '(embedded)', 'A PostgreSQL 15 or later to use instead of the embedded one.'],
  ['AUTH_SECRET', '(made once)', 'Signs sessions; at least 32 characters. Kept in DATA_DIR/secrets when not given.'],
  [
    'ENCRYPTION_KEY',
    '(made once)',
    'Encrypts stored secrets; at least 32 characters. Kept in DATA_DIR/secrets when not given: back it up apart.',
  ],
  ['ADMIN_EMAIL', 'admin@example.com', 'The first sign-in, made when there is no user yet.'],
  ['ADMIN_PASSWORD', '(made once)', 'Its password; printed at start until it has been used when not given.'],
  ['SMTP_URL', '(none)', 'Mail server for invitations and password resets; without it the links are shown on screen.'],
  ['MAIL_FROM', 'Tessera <no-reply@localhost>', 'Sender of those mails.'],
  ['TRUST_PROXY', '0', 'How many reverse proxies of yours stand before the server.'],
  ['METRICS_TOKEN', '(none)', 'Bearer token for /metrics; without it only this machine may read it.'],
  ['LOG_LEVEL', 'info', 'trace, debug, info, warn, error or silent.'],
  ['FILES_DIR', 'files in DATA_DIR', 'The only folder in which sources and destinations may read and write files.'],
  ['ALLOW_PRIVATE_HOSTS', '(none)', 'host:port pairs, comma-separated, that sources, destinations and e-mail may reach although private.'],
  [
    'SEGMENT_MAX_MINUTES',
    '15',
    'A segment rule that is estimated to take longer for everybody is refused; one that takes twice as long is ended.',
  ],
];

export function helpText(): string {
  const width = Math.max(...settings.map(([name]) => name.length));
  const lines = settings.map(([name, fallback, meaning]) => `  ${name.padEnd(width)}  ${meaning} Default: ${fallback}`);
  return [
    'Usage: npm start [-- --help]',
    '',
    'Starts Tessera: database, web and worker. Settings are environment variables:',
    '',
    ...lines,
    '',
  ].join('\n');
}
