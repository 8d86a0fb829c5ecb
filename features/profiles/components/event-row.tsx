'use client';

import { ActionIcon } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { EventView } from '../types';
import { EventDetails } from './event-details';
import { EventIcon } from './event-icon';
import classes from './timeline.module.css';
import { useSentence } from './use-sentence';

type Props = { event: EventView; source: string; currency: string | null; open: boolean; onToggle: () => void };

/** One event in a sentence; opens to its line items, properties and raw form. */
export function EventRow({ event, source, currency, open, onToggle }: Props) {
  const t = useTranslations('profiles.timeline');
  const format = useFormat();
  const say = useSentence(currency);
  const sentence = say(event);
  return (
    <div className={classes.event} data-open={open || undefined}>
      <div className={classes.row}>
        <EventIcon name={event.name} />
        <button type="button" className={classes.sentence} aria-expanded={open} onClick={onToggle} title={sentence}>
          {sentence}
        </button>
        <span className={classes.source}>{source}</span>
        <time dateTime={event.occurredAt} title={format.dateTime(event.occurredAt)} className={classes.time}>
          {format.time(event.occurredAt)}
        </time>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('details', { sentence })}
          aria-expanded={open}
          onClick={onToggle}
          tabIndex={-1}
        >
          <IconChevronRight size={16} className={classes.chevron} aria-hidden />
        </ActionIcon>
      </div>
      {open && <EventDetails event={event} source={source} currency={currency} />}
    </div>
  );
}
