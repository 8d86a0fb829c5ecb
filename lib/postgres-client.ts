import postgres from 'postgres';
import { z } from 'zod';
import { ConnectionError, connectSafely } from './safe-socket';

/** `verify`: encrypted, and the certificate checked; `require`: encrypted only; `off`: in the clear. */
export const tlsModes = ['verify', 'require', 'off'] as const;

/** The fields by which a settings form asks for somebody else's PostgreSQL. */
export const postgresFields = {
  host: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .meta({ title: 'Host', description: 'Name or address of the server.', placeholder: 'db.example.com' }),
  port: z.number().int().min(1).max(65_535).default(5432).meta({ title: 'Port', description: '' }),
  database: z.string().trim().min(1).max(63).meta({ title: 'Database', description: '' }),
  user: z.string().trim().min(1).max(63).meta({ title: 'User', description: 'A user of its own, with no more rights than needed.' }),
  password: z
    .string()
    .max(500)
    .optional()
    .meta({ title: 'Password', description: 'Stored encrypted, never shown again.', widget: 'secret' }),
  tls: z
    .enum(tlsModes)
    .default('verify')
    .meta({ title: 'Encryption', description: 'Whether the connection is encrypted and the certificate checked.' }),
  ca: z
    .string()
    .max(20_000)
    .optional()
    .meta({
      title: 'Certificate authority',
      description: 'PEM text. Empty: the usual public authorities.',
      widget: 'text',
      showWhen: { field: 'tls', is: ['verify'] },
    }),
};

const settingsSchema = z.object(postgresFields);
export type PostgresSettings = z.output<typeof settingsSchema>;

type Options = {
  /** Every transaction is read-only. */
  readOnly?: boolean;
  /** Longest time of one statement. */
  statementTimeoutMs?: number;
  /** Connections. Default 1. */
  max?: number;
};

const ssl = ({ tls, ca, host }: PostgresSettings) =>
  tls === 'off' ? false : tls === 'require' ? 'require' : { rejectUnauthorized: true, host, ...(ca?.trim() ? { ca } : {}) };

/**
 * A client of a PostgreSQL that is not ours. Private addresses are refused (see `connectSafely`); values of dates, numbers and JSON
 * arrive as the server's own text in UTC and ISO form. Nothing connects before the first statement; the caller ends it.
 */
export function openPostgres(
  settings: PostgresSettings,
  { readOnly = false, statementTimeoutMs = 60_000, max = 1 }: Options = {},
): postgres.Sql {
  const asText = {
    to: 25,
    from: [16, 20, 21, 23, 700, 701, 114, 3802, 1082, 1114, 1184, 1700, 1005, 1007, 1009, 1015],
    serialize: String,
    parse: (text: string) => text,
  };
  return postgres({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    username: settings.user,
    password: settings.password ?? '',
    max,
    prepare: false,
    fetch_types: false,
    connect_timeout: 15,
    idle_timeout: 30,
    onnotice: () => undefined,
    ssl: ssl(settings),
    socket: () => connectSafely({ host: settings.host, port: settings.port }),
    types: { asText },
    connection: {
      application_name: 'tessera',
      TimeZone: 'UTC',
      DateStyle: 'ISO, YMD',
      IntervalStyle: 'iso_8601',
      statement_timeout: statementTimeoutMs,
      ...(readOnly ? { default_transaction_read_only: 'on' } : {}),
    },
  } as unknown as postgres.Options<Record<string, never>>) as unknown as postgres.Sql;
}

/** What went wrong with such a client, as a failure that names no secret. Statements' own errors keep the server's words. */
export function postgresFailure(error: unknown): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (/^28|^3D000/.test(code))
    return new ConnectionError('sign_in', false, `The server refused the user, password or database: ${message}.`, error);
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code))
    return new ConnectionError('protocol', false, `The server's certificate is not accepted (${code}).`, error);
  if (/EPROTO|ERR_SSL|secure TLS/.test(code + message))
    return new ConnectionError('protocol', false, 'The server does not offer encryption as chosen.', error);
  if (code === '57014') return new ConnectionError('timeout', true, 'The statement took too long.', error);
  if (/^(08|53|57P|58|40|55P03)/.test(code)) return new ConnectionError('network', true, `The server cannot serve now: ${message}.`, error);
  // Words about names and syntax; other faults' words may quote somebody's data.
  if (/^[0-9A-Z]{5}$/.test(code))
    return new ConnectionError('statement', false, /^(42|25)/.test(code) ? message : `The statement failed (${code}).`, error);
  if (/^CONNECT_TIMEOUT$/.test(code)) return new ConnectionError('timeout', true, 'No answer came in time.', error);
  return new ConnectionError('network', true, `The server could not be reached (${code || 'connection failed'}).`, error);
}
