'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/code-block';
import { LinkButton } from '@/components/link-button';
import { Mono } from '@/components/mono';
import { SideSheet } from '@/components/side-sheet';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import type { LiveEvent } from '../data/recent-events';
import classes from './live-events.module.css';

/** One event beside the list: its times, its person, the raw JSON. */
export function EventSheet({ event, linkProfile, onClose }: { event: LiveEvent; linkProfile: boolean; onClose: () => void }) {
  const t = useTranslations('sources.live');
  const format = useFormat();
  const label = useEventLabel();
  return (
    <SideSheet opened onClose={onClose} title={label(event.name)}>
      <dl className={classes.facts}>
        <dt>{t('columns.type')}</dt>
        <dd>{event.type}</dd>
        <dt>{t('columns.time')}</dt>
        <dd>
          {format.date(event.receivedAt)} {format.timeSeconds(event.receivedAt)}
        </dd>
        <dt>{t('columns.occurred')}</dt>
        <dd>{format.dateTime(event.occurredAt)}</dd>
        <dt>{t('columns.message')}</dt>
        <dd>
          <Mono copy>{event.messageId}</Mono>
        </dd>
      </dl>
      <CodeBlock code={JSON.stringify(event.raw, null, 2)} label={t('raw')} maxHeight="60vh" />
      {linkProfile && (
        <div className={classes.foot}>
          <LinkButton variant="default" href={`/profiles/${event.profileId}`}>
            {t('profile')}
          </LinkButton>
        </div>
      )}
    </SideSheet>
  );
}
