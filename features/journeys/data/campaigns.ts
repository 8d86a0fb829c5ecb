import type { AnySql } from '@/db/client';
import { messageStatuses, readableStatuses } from '../constants';
import type { CampaignFigures, CampaignView, Measuring, MessageStatus, SendingCampaign } from '../types';

type Row = Omit<CampaignView, 'measuring' | 'figures' | 'createdAt' | 'startAt' | 'startedAt' | 'finishedAt'> & {
  createdAt: Date;
  startAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  audience: number;
  counts: Count[] | null;
} & MeasureColumns;

type Count = { status: MessageStatus; reason: string | null } & Record<'n' | 'unsubscribed' | keyof Read, number>;

type Read = Pick<CampaignFigures, 'opensMeasured' | 'clicksMeasured' | 'opened' | 'clicked'>;

const READ = ['opensMeasured', 'clicksMeasured', 'opened', 'clicked'] as const;

async function rows(tx: AnySql, id: string | null): Promise<Row[]> {
  return tx<Row[]>`
    select c.id, c.name, c.segment_id as "segmentId", s.name as "segmentName", s.state as "segmentState", c.purpose, c.channel, c.template_id as "templateId",
      t.name as "templateName", c.template_version as "templateVersion", c.status, c.start_at as "startAt",
      c.rate_per_minute as "ratePerMinute", c.measure_opens as "measureOpens", c.measure_clicks as "measureClicks",
      c.measure_purpose as "measurePurpose", c.error, c.created_by as "createdBy", c.created_at as "createdAt",
      c.started_at as "startedAt", c.finished_at as "finishedAt", c.audience::float8 as audience,
      (select jsonb_agg(f) from (
         select status, case when status in ('withheld', 'failed', 'bounced') then reason end as reason, count(*)::float8 as n,
                count(unsubscribed_at)::float8 as unsubscribed, count(*) filter (where opens_measured)::float8 as "opensMeasured",
                count(*) filter (where clicks_measured)::float8 as "clicksMeasured", count(opened_at)::float8 as opened, count(clicked_at)::float8 as clicked
         from messages m where m.campaign_id = c.id group by 1, 2) f) as counts
    from campaigns c
    left join segments s on s.id = c.segment_id
    left join email_templates t on t.id = c.template_id
    where ${id}::uuid is null or c.id = ${id}
    order by c.created_at desc, c.id limit 500`;
}

function figuresOf({ audience, counts }: Pick<Row, 'audience' | 'counts'>): CampaignFigures {
  const figures = { ...(Object.fromEntries(messageStatuses.map((s) => [s, 0])) as Record<MessageStatus, number>) };
  const reasons: Record<string, number> = {};
  let unsubscribed = 0;
  let stored = 0;
  const noticed: Read = { opensMeasured: 0, clicksMeasured: 0, opened: 0, clicked: 0 };
  for (const { status, reason, n, unsubscribed: left, ...read } of counts ?? []) {
    figures[status] += n;
    stored += n;
    unsubscribed += left;
    if (reason) reasons[reason] = (reasons[reason] ?? 0) + n;
    if (readableStatuses.some((s) => s === status)) for (const key of READ) noticed[key] += read[key];
  }
  return { ...figures, ...noticed, audience, reasons, unsubscribed, erased: Math.max(0, audience - stored) };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function view({ counts, audience, measureOpens, measureClicks, measurePurpose, ...row }: Row): CampaignView {
  return {
    ...row,
    measuring: measuringOf({ measureOpens, measureClicks, measurePurpose }),
    createdAt: row.createdAt.toISOString(),
    startAt: iso(row.startAt),
    startedAt: iso(row.startedAt),
    finishedAt: iso(row.finishedAt),
    figures: figuresOf({ counts, audience }),
  };
}

/** Campaigns, newest first, with their figures. */
export async function listCampaigns(tx: AnySql): Promise<CampaignView[]> {
  return (await rows(tx, null)).map(view);
}

/** @returns undefined when there is none. */
export async function readCampaign(tx: AnySql, id: string): Promise<CampaignView | undefined> {
  const [row] = await rows(tx, id);
  return row && view(row);
}

/** Campaigns that may have something to send, or to be cleared up after a crash. */
export async function activeCampaigns(tx: AnySql): Promise<{ id: string }[]> {
  return tx<{ id: string }[]>`
    select id from campaigns c where status = 'sending'
      or (status = 'paused' and exists (select from messages m where m.campaign_id = c.id and m.status in ('claimed', 'sending')))
      or (status = 'cancelled' and exists (
            select from messages m where m.campaign_id = c.id and m.status in ('pending', 'claimed', 'sending', 'retry')))`;
}

/** A campaign as it is now, or undefined when it may not send. */
export async function sendingCampaign(tx: AnySql, id: string): Promise<SendingCampaign | undefined> {
  const [row] = await tx<
    (Omit<SendingCampaign, 'template' | 'measuring'> &
      SendingCampaign['template'] & { campaignId: string; campaignName: string; templateId: string } & MeasureColumns)[]
  >`
    select c.id as "campaignId", c.name as "campaignName", c.purpose, c.channel, c.template_id as "templateId",
           c.measure_opens as "measureOpens", c.measure_clicks as "measureClicks", c.measure_purpose as "measurePurpose", v.version, v.locale,
           v.subject, v.preheader, v.html, v.text
    from campaigns c join email_template_versions v on v.template_id = c.template_id and v.version = c.template_version
    where c.id = ${id} and c.status = 'sending'`;
  if (!row) return undefined;
  const { campaignId, campaignName, purpose, channel, templateId, version, locale, subject, preheader, html, text } = row;
  return {
    id: campaignId,
    name: campaignName,
    purpose,
    channel,
    measuring: measuringOf(row),
    template: { id: templateId, version, locale, subject, preheader, html, text },
  };
}

export type MeasureColumns = { measureOpens: boolean; measureClicks: boolean; measurePurpose: string | null };

/** What a campaign measures; nothing without a purpose that people agree to. */
export const measuringOf = ({ measureOpens: opens, measureClicks: clicks, measurePurpose: purpose }: MeasureColumns): Measuring | null =>
  purpose !== null && (opens || clicks) ? { opens, clicks, purpose } : null;
