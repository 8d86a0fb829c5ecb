import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppLocale } from './config';

export type Messages = { [key: string]: string | Messages };

const cache = new Map<AppLocale, Messages>();

/**
 * All strings of a locale: `messages/<locale>/<namespace>.json`, each file under its own name. Read once a process;
 * in development each time, so that a new string shows at once.
 * @throws Error when a file is not JSON.
 */
export function loadMessages(locale: AppLocale, fresh: boolean): Messages {
  const known = cache.get(locale);
  if (known && !fresh) return known;
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), 'messages', locale);
  const messages: Messages = {};
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue;
    messages[file.slice(0, -'.json'.length)] = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  }
  cache.set(locale, messages);
  return messages;
}
