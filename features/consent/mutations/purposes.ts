import { sql, type TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import type { LawfulBasis, Mode } from '../types';

type PurposeInput = {
  key: string;
  name: string;
  description: string;
  lawfulBasis: LawfulBasis;
  mode: Mode;
  marketing: boolean;
  /** Whether its wordings say that opens and clicks of messages are noticed. Only a yes to these, or a later one, counts for it. */
  measuring: boolean;
  validityDays: number | null;
};
type ChannelInput = { key: string; name: string };
type ArchiveInput = { key: string; archived: boolean };

type What = 'purpose' | 'channel';

const taken = (what: What) =>
  new AppError('conflict', `There is a ${what} with this key already.`, {
    key: `consent.${what}Taken`,
    fields: [{ path: 'key', message: 'Taken', key: 'consent.taken' }],
  });
const missing = (what: What) =>
  new AppError('not_found', `There is no such ${what}.`, { key: what === 'purpose' ? 'consent.noPurpose' : 'consent.noChannel' });

const rulesOf = ({ mode, lawfulBasis, marketing, measuring, validityDays }: PurposeInput) => ({
  ...{ mode, lawfulBasis, marketing, measuring, validityDays },
});

/** A mark that is set anew stands for the wordings of this moment; one that stood goes on standing for those of its own. */
async function setMeasuring(tx: TransactionSql, { key, mode, measuring }: PurposeInput): Promise<void> {
  if (!measuring || mode !== 'opt_in') {
    await tx`update purposes set measuring_since = null, measuring_versions = '{}' where key = ${key}`;
    return;
  }
  await tx`
    update purposes set measuring_since = clock_timestamp(), measuring_versions = coalesce(
      (select jsonb_object_agg(t.channel, t.version) from (
         select channel, max(version) as version from consent_texts where purpose = ${key} group by channel) t), '{}')
    where key = ${key} and measuring_since is null`;
}

/** @throws AppError conflict when the key is taken */
export async function createPurpose(scope: Scope, p: PurposeInput): Promise<void> {
  await sql().begin(async (tx) => {
    const { count } = await tx`
      insert into purposes (key, name, description, lawful_basis, mode, marketing, validity_days)
      values (${p.key}, ${p.name}, ${p.description}, ${p.lawfulBasis}, ${p.mode}, ${p.marketing}, ${p.validityDays}) on conflict (key) do nothing`;
    if (count === 0) throw taken('purpose');
    await setMeasuring(tx, p);
    await auditPurpose(tx, scope, 'purpose.created', p.key, rulesOf(p));
  });
}

/** What it allows is different from the commit on: sends ask anew, segments and destinations are brought level. */
export async function updatePurpose(scope: Scope, p: PurposeInput): Promise<void> {
  await sql().begin(async (tx) => {
    const [before] = await tx<PurposeInput[]>`
      select key, mode, marketing, validity_days as "validityDays" from purposes where key = ${p.key} for update`;
    if (!before) throw missing('purpose');
    await tx`
      update purposes set name = ${p.name}, description = ${p.description}, lawful_basis = ${p.lawfulBasis}, mode = ${p.mode},
        marketing = ${p.marketing}, validity_days = ${p.validityDays} where key = ${p.key}`;
    await setMeasuring(tx, p);
    await auditPurpose(tx, scope, 'purpose.changed', p.key, rulesOf(p));
    const same = before.mode === p.mode && before.validityDays === p.validityDays && before.marketing === p.marketing;
    if (!same) await publish(tx, 'purposes.changed', { purpose: p.key });
  });
}

/** An archived purpose allows nobody; what was said stays in the ledger. */
export async function archivePurpose(scope: Scope, { key, archived }: ArchiveInput): Promise<void> {
  await sql().begin(async (tx) => {
    const { count } = await tx`update purposes set archived = ${archived} where key = ${key}`;
    if (count === 0) throw missing('purpose');
    await auditPurpose(tx, scope, archived ? 'purpose.archived' : 'purpose.restored', key, {});
    await publish(tx, 'purposes.changed', { purpose: key });
  });
}

/** @throws AppError conflict when the key is taken */
export async function createChannel(scope: Scope, { key, name }: ChannelInput): Promise<void> {
  await sql().begin(async (tx) => {
    const { count } = await tx`insert into channels (key, name) values (${key}, ${name}) on conflict (key) do nothing`;
    if (count === 0) throw taken('channel');
    await auditPurpose(tx, scope, 'channel.created', key, {});
  });
}

export async function renameChannel(scope: Scope, { key, name }: ChannelInput): Promise<void> {
  await sql().begin(async (tx) => {
    const { count } = await tx`update channels set name = ${name} where key = ${key}`;
    if (count === 0) throw missing('channel');
    await auditPurpose(tx, scope, 'channel.changed', key, {});
  });
}

/** Nothing may be sent on an archived channel, whatever the purpose. */
export async function archiveChannel(scope: Scope, { key, archived }: ArchiveInput): Promise<void> {
  await sql().begin(async (tx) => {
    const { count } = await tx`update channels set archived = ${archived} where key = ${key}`;
    if (count === 0) throw missing('channel');
    await auditPurpose(tx, scope, archived ? 'channel.archived' : 'channel.restored', key, {});
    const purposes = await tx<{ key: string }[]>`select key from purposes`;
    for (const purpose of purposes) await publish(tx, 'purposes.changed', { purpose: purpose.key });
  });
}

async function auditPurpose(
  tx: TransactionSql,
  scope: Scope,
  action: string,
  key: string,
  details: Record<string, unknown>,
): Promise<void> {
  await audit(tx, scope, { action, subjectType: action.split('.')[0] ?? '', subjectId: key, details });
}
