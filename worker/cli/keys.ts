import { sql } from '@/db/client';
import { apiScopes } from '@/features/access/constants';
import { cliScope } from '@/features/access/core/scope';
import { createApiKey } from '@/features/access/mutations/api-keys';
import type { ApiScope } from '@/features/access/types';
import { createKeyForSourceNamed } from '@/features/sources/mutations';
import { type Command, line, optional, UsageError } from './types';

const isScope = (text: string): text is ApiScope => (apiScopes as readonly string[]).includes(text);

function parseScopes(text: string): ApiScope[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !isScope(word));
  if (unknown.length > 0) throw new UsageError(`Unknown scope ${unknown.join(', ')}: choose from ${apiScopes.join(', ')}.`);
  return words.filter(isScope);
}

export const keysCreate: Command = {
  name: 'keys create',
  usage: '--source NAME | --scopes A,B [--name NAME] [--purpose PURPOSE --channel CHANNEL]',
  summary: 'Makes a write key of a source, or an API key.',
  details: [
    '--source    the SDK source that events are sent to; made when there is none of this name',
    `--scopes    what an API key may do: ${apiScopes.join(', ')}`,
    '--purpose, --channel   bind an API key: it then sees only people who consent to them',
    'The key is the last word of the last line. It is shown only now.',
  ],
  options: {
    source: { type: 'string' },
    scopes: { type: 'string' },
    name: { type: 'string' },
    purpose: { type: 'string' },
    channel: { type: 'string' },
  },
  run: async ({ values }, { out }) => {
    const source = optional(values, 'source');
    const scopes = optional(values, 'scopes');
    if ((source === undefined) === (scopes === undefined)) throw new UsageError('Give either --source or --scopes.');
    const scope = cliScope('tessera');
    if (source !== undefined) {
      const made = await sql().begin(async (tx) => createKeyForSourceNamed(tx, scope, source));
      if (made.created) line(out, `Made the source ${source}.`);
      return line(out, `Write key: ${made.key}`);
    }
    const input = { name: optional(values, 'name') ?? 'Command line', scopes: parseScopes(scopes ?? '') };
    const bound = { purpose: optional(values, 'purpose'), channel: optional(values, 'channel') };
    const { key } = await createApiKey(sql(), scope, { ...input, ...bound });
    return line(out, `API key: ${key}`);
  },
};
