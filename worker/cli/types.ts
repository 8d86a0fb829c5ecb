import type { Writable } from 'node:stream';

/** A wrong call of the command line; its message says what to write instead. Exit code 2. */
export class UsageError extends Error {}

export type Output = { out: Writable; err: Writable };

export type Command = {
  /** The words after `tessera`: `keys create`. */
  name: string;
  /** What follows them, as shown in the help. */
  usage: string;
  summary: string;
  /** Lines of explanation below the usage. */
  details: readonly string[];
  options: Record<string, { type: 'string' | 'boolean' }>;
  /** How many words without a dash it takes. */
  arguments?: number;
  run(given: { values: Record<string, string | boolean | undefined>; positionals: string[] }, output: Output): Promise<void>;
};

/** The text of an option. @throws UsageError when it is missing. */
export function required(values: Record<string, string | boolean | undefined>, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing.`);
  return value;
}

/** The text of an option, undefined when it is not given. */
export const optional = (values: Record<string, string | boolean | undefined>, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const line = (stream: Writable, text: string): void => void stream.write(`${text}\n`);
