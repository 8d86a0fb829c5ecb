import { z } from 'zod';

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  APP_URL: z.url().optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().min(1).optional(),
  /** Folder of Next's build, from the installation's folder; set by `npm start`. */
  TESSERA_NEXT_DIR: z.string().min(1).default('.next'),
  /** Folder of the database's Unix socket; set by the supervisor for the embedded server. */
  DATABASE_SOCKET: z.string().optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  ENCRYPTION_KEY: z.string().min(32).optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Tessera <no-reply@localhost>'),
  ADMIN_EMAIL: z.string().optional(),
  ADMIN_PASSWORD: z.string().optional(),
  /** When set, /metrics asks for it as a bearer token; else it answers to this machine only. */
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** How many of our own reverse proxies stand before the server; their `X-Forwarded-For` entries are believed, no others. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** Where destinations and sources may write and read files; nothing outside it. Default: `files` in DATA_DIR. */
  FILES_DIR: z.string().min(1).optional(),
  /** Comma-separated host:port pairs that outbound calls may reach although they are private addresses. */
  ALLOW_PRIVATE_HOSTS: z.string().default(''),
  /** A rule whose evaluation for everybody is estimated to take longer is refused; one that takes twice as long is ended. */
  SEGMENT_MAX_MINUTES: z.coerce.number().positive().max(1_440).default(15),
});

export type Env = z.infer<typeof schema>;

let cached: Env | undefined;

/**
 * Checks settings without keeping them: for the supervisor, which adds to them before anybody else reads them.
 * @throws Error naming each variable that is wrong.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, v]) => v !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
    throw new Error(`Wrong settings in the environment: ${lines.join('; ')}`);
  }
  return parsed.data;
}

/**
 * The process's settings, checked once. The only reader of `process.env`.
 * @throws Error naming each variable that is wrong.
 */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** The address people and SDKs use, without a trailing slash. */
export function appUrl(): string {
  const { APP_URL, PORT } = env();
  return (APP_URL ?? `http://localhost:${PORT}`).replace(/\/$/, '');
}

/** A secret that the supervisor guarantees (environment, or DATA_DIR/secrets). @throws Error when it is not set. */
export function requiredSecret(name: 'AUTH_SECRET' | 'ENCRYPTION_KEY'): string {
  const value = env()[name];
  if (!value) throw new Error(`${name} is not set: start with "npm start", which makes one, or set it yourself.`);
  return value;
}
