import { createTranslator } from 'next-intl';
import type { Sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { systemScope } from '@/features/access/core/scope';
import { appUrl } from '@/lib/env';
import { createFormat } from '@/lib/format';
import { isLocale, locales } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';
import { sendMail } from '@/lib/mail';
import { isRaised } from '../core/is-raised';
import type { SegmentAlert } from '../types';

type Row = {
  id: string;
  segment_id: string;
  name: string;
  kind: SegmentAlert['kind'];
  amount: number;
  raised: boolean;
  size: number;
  before: number | null;
};

/** Looks at every alert of a live segment: what has become so is noted, audited and told by e-mail; what is so no more ends. */
export async function checkAlerts(db: Sql): Promise<void> {
  const rows = await db<Row[]>`
    select a.id, a.segment_id, s.name, a.kind, a.amount, a.raised_at is not null as raised, s.size::float8 as size,
      (select z.size::float8 from segment_sizes z where z.segment_id = s.id and z.hour <= now() - interval '1 day'
        order by z.hour desc limit 1) as before
    from segment_alerts a join segments s on s.id = a.segment_id where s.status = 'active' and s.state = 'live' order by a.id`;
  for (const row of rows) {
    const now = isRaised(row, { size: row.size, before: row.before ?? undefined });
    if (now === row.raised) continue;
    if (now) await raise(db, row);
    else await db`update segment_alerts set raised_at = null, size = null where id = ${row.id}`;
  }
}

async function raise(db: Sql, { id, segment_id: segmentId, name, kind, amount, size }: Row): Promise<void> {
  const told = await db.begin(async (tx) => {
    const [noted] = await tx<{ created_by: string | null }[]>`
      update segment_alerts set raised_at = now(), size = ${size} where id = ${id} and raised_at is null returning created_by`;
    if (!noted) return undefined;
    const details = { alertId: id, kind, amount, size };
    await audit(tx, systemScope('alerts'), { action: 'segment.alert_raised', subjectType: 'segment', subjectId: segmentId, details });
    const [user] = await tx<{ email: string; locale: string }[]>`
      select email, locale from users where id = ${noted.created_by} and status = 'active'`;
    return user;
  });
  if (!told) return;
  const locale = isLocale(told.locale) ? told.locale : locales[0];
  const t = createTranslator({ locale, messages: loadMessages(locale, false), namespace: 'segment-page.alerts.mail' } as never) as (
    key: string,
    values: Record<string, string>,
  ) => string;
  const format = createFormat({ locale, timeZone: 'UTC', currency: 'EUR' });
  const values = {
    name,
    size: format.integer(size),
    amount: format.number(amount),
    link: `${appUrl()}/segments/${segmentId}?tab=overview`,
  };
  await sendMail({ to: told.email, subject: t('subject', values), text: t(kind, values) });
}
