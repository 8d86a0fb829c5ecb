import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { tlsModes } from '@/lib/postgres-client';

/** One field of a settings form. */
export type SettingsField = {
  name: string;
  title: string;
  description: string;
  placeholder: string;
  type: 'text' | 'url' | 'number' | 'boolean' | 'select';
  /** What a `select` chooses from. */
  options: string[];
  /** What the field holds before anybody has chosen. */
  initial: string | number | boolean | undefined;
  /** `secret`: never shown again once saved. `text`: several lines. */
  widget: 'input' | 'text' | 'secret' | 'secret-text';
  required: boolean;
  /** Shown only while another field has this value. */
  showWhen: { field: string; is: string[] } | undefined;
};

type Described = {
  type?: string;
  format?: string;
  enum?: unknown[];
  default?: unknown;
  title?: string;
  description?: string;
  placeholder?: string;
  widget?: string;
  showWhen?: { field: string; is: string[] };
};

const widgets = ['text', 'secret', 'secret-text'] as const;

/** What the form asks for, read from a settings schema: titles, descriptions, `widget` and `showWhen` come from each field's `meta`. */
export function fieldsOf(settings: z.ZodType): SettingsField[] {
  const described = z.toJSONSchema(settings, { io: 'input' });
  const required = new Set(described.required ?? []);
  return Object.entries(described.properties ?? {}).map(([name, raw]) => {
    const field = raw as Described;
    return {
      name,
      title: field.title ?? name,
      description: field.description ?? '',
      placeholder: field.placeholder ?? '',
      type: typeOf(field),
      options: (field.enum ?? []).map(String),
      initial: plain(field.default),
      widget: widgets.find((widget) => widget === field.widget) ?? 'input',
      required: required.has(name),
      showWhen: field.showWhen,
    };
  });
}

/** What the form of this kind asks for. */
export const settingsFields = (kind: { settings: z.ZodType }): SettingsField[] => fieldsOf(kind.settings);

/** Whether a field's value must never leave the server. */
export const isSecret = ({ widget }: Pick<SettingsField, 'widget'>): boolean => widget === 'secret' || widget === 'secret-text';

/** The fields that say to whom a password is handed. */
const RECEIVER = ['host', 'port', 'user', 'username'];

/**
 * Settings as a form gives them, with the stored secret where it left one empty. A password belongs to its server: it is kept only for the
 * same host, port and user, over a connection no less encrypted, and only while its field is shown.
 * @throws AppError invalid_input (`settings.<secret>`) when none was typed for another receiver
 */
export function withStoredSecrets(
  kind: { settings: z.ZodType },
  given: Record<string, unknown>,
  stored: Record<string, unknown>,
): Record<string, unknown> {
  const fields = settingsFields(kind);
  const isShown = ({ showWhen }: SettingsField): boolean => {
    if (!showWhen) return true;
    const { field, is } = showWhen;
    return is.includes(String(given[field] ?? fields.find(({ name }) => name === field)?.initial));
  };
  const secrets = fields.filter((field) => isSecret(field) && isShown(field)).map(({ name }) => name);
  const kept = secrets.filter((name) => !given[name] && stored[name]);
  const [first] = kept;
  const whole = { ...given, ...Object.fromEntries(kept.map((name) => [name, stored[name]])) };
  const parsed = kind.settings.safeParse(whole);
  // Settings that do not fit go nowhere: who parses them says what is wrong.
  if (first === undefined || !parsed.success || isSameReceiver(parsed.data as Record<string, unknown>, stored)) return whole;
  if (secrets.some((name) => given[name])) return given;
  const message = 'Type it again: what is stored is only for the server, the user and the encryption it was typed for.';
  throw new AppError('invalid_input', message, { key: 'connector.passwordAgain', fields: [{ path: `settings.${first}`, message }] });
}

function isSameReceiver(next: Record<string, unknown>, stored: Record<string, unknown>): boolean {
  const strength = (mode: unknown) => (tlsModes as readonly unknown[]).indexOf(mode);
  return RECEIVER.every((name) => next[name] === stored[name]) && strength(next.tls) <= strength(stored.tls);
}

function typeOf({ type, format, enum: options }: Described): SettingsField['type'] {
  if (options) return 'select';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  return format === 'uri' ? 'url' : 'text';
}

const plain = (value: unknown): SettingsField['initial'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
