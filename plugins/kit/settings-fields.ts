import { z } from 'zod';

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

function typeOf({ type, format, enum: options }: Described): SettingsField['type'] {
  if (options) return 'select';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  return format === 'uri' ? 'url' : 'text';
}

const plain = (value: unknown): SettingsField['initial'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
