import { z } from 'zod';
import type { AnyDestination } from './types';

/** One field of a destination's settings form. */
export type SettingsField = {
  name: string;
  title: string;
  description: string;
  placeholder: string;
  type: 'text' | 'url' | 'number' | 'boolean';
  /** `secret`: never shown again once saved. */
  widget: 'input' | 'secret';
  required: boolean;
};

type Described = { type?: string; format?: string; title?: string; description?: string; placeholder?: string; widget?: string };

/** What the form of this kind of destination asks for, read from its settings schema. */
export function settingsFields(kind: AnyDestination): SettingsField[] {
  const described = z.toJSONSchema(kind.settings, { io: 'input' });
  const required = new Set(described.required ?? []);
  return Object.entries(described.properties ?? {}).map(([name, raw]) => {
    const field = raw as Described;
    return {
      name,
      title: field.title ?? name,
      description: field.description ?? '',
      placeholder: field.placeholder ?? '',
      type: typeOf(field),
      widget: field.widget === 'secret' ? 'secret' : 'input',
      required: required.has(name),
    };
  });
}

function typeOf({ type, format }: Described): SettingsField['type'] {
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  return format === 'uri' ? 'url' : 'text';
}
