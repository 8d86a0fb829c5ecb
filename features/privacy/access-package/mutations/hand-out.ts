import { Readable } from 'node:stream';
import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { requireRecentPassword } from '@/features/access/mutations/confirm-password';
import type { Scope } from '@/features/access/types';
import { newToken, sha256 } from '@/lib/crypto';
import { appUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { hasPackage, readPackage } from '../data/package-file';

type Found = { id: string; requestId: string; kind: string; number: number | null; isOpen: boolean; expiresAt: Date };

const columns = () => sql()`
  p.id, p.request_id as "requestId", p.kind, r.number, p.status = 'done' and p.expires_at > now() as "isOpen", p.expires_at as "expiresAt"`;

async function latest(requestId: string): Promise<Found> {
  const [found] = await sql()<Found[]>`
    select ${columns()} from access_packages p left join subject_requests r on r.id = p.request_id
    where p.request_id = ${requestId} order by p.created_at desc, p.id desc limit 1`;
  if (!found?.isOpen || !hasPackage(found.id))
    throw new AppError('not_found', 'This package is not there any more. Start the request again.', { key: 'request.packageGone' });
  return found;
}

/** Before a download by staff: the password was typed lately, and the package is there. @throws AppError */
export async function prepareDownload(scope: Scope, requestId: string): Promise<{ url: string }> {
  await requireRecentPassword(scope);
  await latest(requestId);
  return { url: `/api/internal/subject-requests/${requestId}/package` };
}

/** The package of a request for a signed-in member of staff who typed the password lately; audited. @throws AppError */
export async function downloadPackage(scope: Scope, requestId: string): Promise<Response> {
  await requireRecentPassword(scope);
  const found = await latest(requestId);
  await note(found, scope, 'package.downloaded');
  return answer(found);
}

/** A link of the person's own to the package, valid as long as the package. An earlier one ends. Only its hash is kept. @throws AppError */
export async function createPackageLink(scope: Scope, requestId: string): Promise<{ url: string; expiresAt: string }> {
  await requireRecentPassword(scope);
  const found = await latest(requestId);
  const token = newToken('pkg');
  await sql().begin(async (tx) => {
    await tx`update access_packages set token_hash = ${sha256(token)} where id = ${found.id}`;
    await audit(tx, scope, {
      action: 'package.link_created',
      subjectType: 'request',
      subjectId: requestId,
      details: { packageId: found.id },
    });
  });
  return { url: `${appUrl()}/data-package/${token}`, expiresAt: found.expiresAt.toISOString() };
}

/** The package behind a person's own link: 404 for an unknown one, 410 when its time is up. */
export async function openPackageLink(scope: Scope, token: string): Promise<Response> {
  const [found] = await sql()<Found[]>`
    select ${columns()} from access_packages p left join subject_requests r on r.id = p.request_id where p.token_hash = ${sha256(token)}`;
  if (!found) return plain(404, 'There is nothing under this address.');
  if (!found.isOpen || !hasPackage(found.id)) return plain(410, 'The time of this link is up. Ask for a new one.');
  await note(found, scope, 'package.link_used');
  return answer(found);
}

async function note(found: Found, scope: Scope, action: string): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`update access_packages set downloads = downloads + 1 where id = ${found.id}`;
    await audit(tx, scope, { action, subjectType: 'request', subjectId: found.requestId, details: { packageId: found.id } });
  });
}

const PRIVATE = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const plain = (status: number, text: string): Response =>
  new Response(`${text}\n`, { status, headers: { ...PRIVATE, 'content-type': 'text/plain; charset=utf-8' } });

const answer = ({ id, kind, number }: Found): Response =>
  new Response(Readable.toWeb(Readable.from(readPackage(id))) as ReadableStream, {
    headers: {
      ...PRIVATE,
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${kind}-request-${number ?? 'package'}.zip"`,
    },
  });
