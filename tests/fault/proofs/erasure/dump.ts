import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicKeyPem } from '@/features/privacy/erasure/data/signing-key';
import { canaryValues, needles } from '@/tests/privacy/canary';
import { searchDump, searchFiles } from '@/tests/privacy/search';
import type { Proof, ProofContext } from '../types';
import { erase, type Stage, stage } from './stage';

/** P-28. */
export const erasureDump: Proof = {
  claim: 'after an erasure a full dump, every file and every log hold none of the person’s values, in any spelling or unkeyed hash (P-28)',
  run,
};

async function run(context: ProofContext): Promise<void> {
  const { say, fault, dir } = context;
  const staged = await stage(context);
  const { sql, sink, scene, installation } = staged;
  const searched = [...needles(), 'planted-7f3a'];
  try {
    const before = await searchDump(sql, searched);
    const places = new Set(before.hits.map((hit) => hit.place));
    say(
      `before: ${searched.length} needles of ${canaryValues.length} values; ${before.rows} rows of ${before.tables} tables; found in ${places.size} tables`,
    );
    if (places.size < 25) fault(`only ${places.size} tables hold the person: too little was planted`);
    say(`erased in ${(await erase(staged)).toFixed(1)} s`);
    await lookEverywhere(staged, searched, context);
    const deletes = sink.filter(({ body }) => body.includes('delete'));
    say(`the destination got ${deletes.length} request(s) to delete`);
    if (deletes.length !== 1) fault(`the destination was asked ${deletes.length} times`);
    await checkCertificate(staged, context);
    const [suppressed] = await sql`select count(*)::int as n from suppressions`;
    say(`${suppressed?.n} keyed hashes are kept; request ${scene.requestId.slice(0, 8)}…`);
    installation.kill('everything');
    await installation.untilReady(60);
    await lookEverywhere(staged, searched, context);
    say('after a kill of everything and a cold start: looked again');
  } finally {
    await staged.stop();
  }
  const logs = readFileSync(join(dir, 'output.log'));
  const told = searched.filter((needle) => logs.includes(needle));
  say(`logs of the processes: ${logs.length} bytes, ${told.length} needles`);
  for (const needle of told) fault(`the log holds ${needle}`);
}

async function lookEverywhere({ sql, installation }: Stage, searched: string[], { say, fault }: ProofContext): Promise<void> {
  const dump = await searchDump(sql, searched);
  // The database's own folder is what the dump was read from; deleted rows leave it with VACUUM (P-29).
  const files = searchFiles(installation.dataDir, searched, ['database', 'secrets', 'run']);
  say(
    `dump: ${dump.rows} rows of ${dump.tables} tables, ${dump.hits.length} needles; files: ${files.files} (${files.bytes} bytes), ${files.hits.length} needles`,
  );
  for (const { place, needle } of [...dump.hits, ...files.hits]) fault(`${place} holds ${needle}`);
}

async function checkCertificate({ sql, scene }: Stage, { dir, say, fault }: ProofContext): Promise<void> {
  const [row] = await sql<
    { certificate: string; signature: string }[]
  >`select certificate, signature from erasures where request_id = ${scene.requestId}`;
  const file = (name: string) => join(dir, name);
  writeFileSync(file('certificate.json'), row?.certificate ?? '');
  writeFileSync(file('certificate.sig'), Buffer.from(row?.signature ?? '', 'base64'));
  writeFileSync(file('key.pem'), publicKeyPem());
  const verify = () =>
    execFileSync(
      'openssl',
      [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-inkey',
        file('key.pem'),
        '-rawin',
        '-in',
        file('certificate.json'),
        '-sigfile',
        file('certificate.sig'),
      ],
      { encoding: 'utf8', stdio: 'pipe' },
    );
  try {
    say(`openssl: ${verify().trim()}`);
  } catch (error) {
    fault(`openssl does not accept the certificate: ${String(error)}`);
  }
  writeFileSync(file('certificate.json'), (row?.certificate ?? '').replace('"number": 1', '"number": 2'));
  try {
    verify();
    fault('openssl accepts an altered certificate');
  } catch {
    say('openssl: an altered certificate is refused');
  }
  const { destinations } = JSON.parse(row?.certificate ?? '{}') as { destinations: { name: string; status: string }[] };
  say(`certificate: ${destinations.map((d) => `${d.name} ${d.status}`).join(', ')}`);
}
