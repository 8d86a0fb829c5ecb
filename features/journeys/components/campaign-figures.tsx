'use client';

import { Progress } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import type { CampaignView, CampaignFigures as Figures, MessageStatus, Reading } from '../types';
import classes from './emails.module.css';
import { useReasonList } from './use-mail-reason';

/** What became of a campaign's messages; the figures of the first group open the messages behind them, and together are the audience. */
export function CampaignFigures({ campaign: { id, status, figures, measuring } }: { campaign: CampaignView }) {
  const t = useTranslations('emails');
  const format = useFormat();
  const reasonList = useReasonList(format.integer);
  const waiting = figures.pending + figures.claimed + figures.sending + figures.retry;
  const stored = figures.audience - figures.erased;
  const done = stored - waiting;
  const list = (of: MessageStatus) => `/emails/${id}?status=${of}`;
  const only = (states: readonly MessageStatus[]) =>
    reasonList(
      Object.fromEntries(Object.entries(figures.reasons).filter(([reason]) => reasonStates(reason).some((s) => states.includes(s)))),
    );
  return (
    <div className={classes.figures}>
      {status === 'sending' || status === 'paused' ? (
        <div className={classes.progress}>
          <Progress
            value={stored === 0 ? 0 : (100 * done) / stored}
            animated={status === 'sending'}
            aria-label={t('campaign.progressLabel')}
          />
          <p className={classes.quiet}>{t('campaign.progress', { done: format.integer(done), total: format.integer(stored) })}</p>
        </div>
      ) : null}
      <Stats>
        <Stat label={t('figures.audience')} value={format.integer(figures.audience)} note={t('figures.audienceNote')} />
        <Stat label={t('figures.sent')} value={format.integer(figures.sent)} note={t('figures.sentNote')} href={list('sent')} />
        {waiting > 0 && (
          <Stat
            label={t('figures.waiting')}
            value={format.integer(waiting)}
            note={figures.retry > 0 ? t('figures.waitingNote', { count: format.integer(figures.retry) }) : undefined}
            href={list(figures.retry > 0 ? 'retry' : 'pending')}
          />
        )}
        <Stat
          label={t('figures.withheld')}
          value={format.integer(figures.withheld)}
          note={only(['withheld']) || undefined}
          href={list('withheld')}
        />
        <Stat
          label={t('figures.bounced')}
          value={format.integer(figures.bounced)}
          note={only(['bounced']) || undefined}
          href={list('bounced')}
        />
        {figures.failed > 0 && (
          <Stat
            label={t('figures.failed')}
            value={format.integer(figures.failed)}
            note={only(['failed']) || undefined}
            href={list('failed')}
          />
        )}
        {figures.unknown > 0 && (
          <Stat
            label={t('figures.unknown')}
            value={format.integer(figures.unknown)}
            note={t('figures.unknownNote')}
            href={list('unknown')}
          />
        )}
        {figures.cancelled > 0 && (
          <Stat label={t('figures.cancelled')} value={format.integer(figures.cancelled)} href={list('cancelled')} />
        )}
        {figures.erased > 0 && <Stat label={t('figures.erased')} value={format.integer(figures.erased)} />}
        <Stat label={t('figures.unsubscribed')} value={format.integer(figures.unsubscribed)} note={t('figures.unsubscribedNote')} />
      </Stats>
      {measuring && (
        <Stats>
          {measuring.opens && <ReadFigure of="opened" id={id} figures={figures} />}
          {measuring.clicks && <ReadFigure of="clicked" id={id} figures={figures} />}
        </Stats>
      )}
    </div>
  );
}

/** How many opened it or clicked, of those of whom that is noticed. */
function ReadFigure({ of, id, figures }: { of: Reading; id: string; figures: Figures }) {
  const t = useTranslations('emails.figures');
  const format = useFormat();
  const measured = of === 'opened' ? figures.opensMeasured : figures.clicksMeasured;
  const note =
    measured === 0
      ? t('noneMeasured')
      : t('ofMeasured', { share: format.percent(figures[of] / measured), measured: format.integer(measured) });
  return (
    <Stat
      label={t(of)}
      value={format.integer(figures[of])}
      note={note}
      definition={t(`${of}Definition`)}
      href={`/emails/${id}?read=${of}`}
    />
  );
}

const BOUNCES = ['no_such_address', 'refused', 'returned'];
const FAILURES = ['gave_up', 'render_failed'];

/** The states in which a message has this reason. */
function reasonStates(reason: string): MessageStatus[] {
  if (BOUNCES.includes(reason)) return ['bounced'];
  return FAILURES.includes(reason) ? ['failed'] : ['withheld'];
}
