import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { env } from '@/lib/env';
import { hashed } from '@/plugins/kit/audience-fields';
import { canary } from './canary';

/**
 * Files as destinations write them and sources leave them, each with the canary between others: a list with nothing but ids and traits, hashes
 * for advertising, files that were read, plain and packed, and what a killed process left on its way.
 */
export function plantFiles({ profileId, neighbours }: { profileId: string; neighbours: readonly string[] }): void {
  const [first = '', second = ''] = neighbours;
  const put = (name: string, lines: readonly string[], pack = (text: string): string | Buffer => text) => {
    const path = join(env().DATA_DIR, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, pack(`${lines.join('\r\n')}\r\n`));
  };
  const people = ['email,name', 'neighbour1@elsewhere.example,N', `${canary.secondEmail},${canary.name}`, 'neighbour2@elsewhere.example,M'];
  put('files/lists/household_members_1.csv', [
    'profile_id,first_name',
    `${first},N`,
    `${profileId},${canary.firstName}`,
    `${profileId.toUpperCase()},${canary.lastName}`,
    `${second},M`,
  ]);
  put('files/ads/household_additions_1.csv', [
    'Email,Email,Email',
    `${hashed('neighbour1@elsewhere.example')},,`,
    `${hashed(canary.email.toLowerCase())},${hashed(canary.secondEmail)},`,
  ]);
  put('files/in/people.csv', people);
  put('files/in/processed/people.csv.gz', people, gzipSync);
  put('pulled/left.raw', people, gzipSync);
  put('pulled/left.csv', people);
  put('outgoing/left.csv', people);
  put('files/ads/.tessera-0123456789abcdef.part', people);
}
