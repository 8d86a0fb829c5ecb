import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import { systemScope } from '@/features/access/core/scope';
import { newId } from '@/lib/ids';
import { PACKAGE_JOB } from '../requests/constants';
import { readRequest } from '../requests/data/find-request';
import { failRequest, finishRequest } from '../requests/mutations/finish-request';
import { PACKAGE_DAYS } from './constants';
import { removePackageFile } from './data/package-file';
import { buildPackage } from './mutations/build-package';
import { expirePackages } from './mutations/remove-packages';

const scope = systemScope('access package');

/** Makes the package of a request and ends the request. Broken off, it is made anew: nothing is handed out before it is whole. */
export const packageJob = defineJob({
  name: PACKAGE_JOB,
  payload: z.strictObject({ requestId: z.uuid() }),
  handle: async ({ requestId }, { signal, isLastAttempt }) => {
    const request = await readRequest(sql(), requestId);
    const { state, type: kind, profileIds, number, locale } = request;
    if (state !== 'running' || (kind !== 'access' && kind !== 'portability')) return;
    const id = await openRow(requestId, kind, profileIds);
    try {
      const bytes = await buildPackage({ id, kind, profileIds, number, locale }, (share) => void note(id, share));
      signal.throwIfAborted();
      await sql().begin(async (tx) => {
        await tx`
          update access_packages set status = 'done', progress = 1, bytes = ${bytes}, finished_at = now(),
            expires_at = now() + make_interval(days => ${PACKAGE_DAYS}) where id = ${id}`;
        await audit(tx, scope, {
          action: 'package.made',
          subjectType: 'request',
          subjectId: requestId,
          details: { packageId: id, kind, bytes },
        });
        await finishRequest(tx, scope, requestId, { result: 'done', bytes });
      });
    } catch (error) {
      await removePackageFile(id);
      if (isLastAttempt && !signal.aborted) await giveUp(id, requestId);
      throw error;
    }
  },
});

async function openRow(requestId: string, kind: 'access' | 'portability', profileIds: string[]): Promise<string> {
  const [open] = await sql()<{ id: string }[]>`
    update access_packages set status = 'running', progress = 0 where request_id = ${requestId} and status in ('queued', 'running') returning id`;
  if (open) return open.id;
  const id = newId();
  await sql()`
    insert into access_packages (id, request_id, kind, profile_ids, status) values (${id}, ${requestId}, ${kind}, ${profileIds}::uuid[], 'running')`;
  return id;
}

const note = (id: string, share: number): Promise<unknown> =>
  sql()`update access_packages set progress = ${share} where id = ${id} and status = 'running'`.catch(() => undefined);

async function giveUp(id: string, requestId: string): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`update access_packages set status = 'failed', finished_at = now() where id = ${id}`;
    await failRequest(
      tx,
      scope,
      requestId,
      'The package could not be made because of a fault of the system. Start it again, or see the log.',
    );
  });
}

/** Removes packages whose time is up. */
export const expirePackagesJob = defineJob({
  name: 'privacy.expire-packages',
  payload: z.strictObject({}),
  cron: '*/10 * * * *',
  handle: expirePackages,
});
