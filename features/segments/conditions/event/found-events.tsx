'use client';

import { Anchor } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import classes from '../findings.module.css';
import type { FoundEvent } from '../types';

/** The timeline with events of this name and this one open; its filter is a list whose items hold no bare comma. */
export const timelineOf = (profileId: string, { id, name }: FoundEvent): string =>
  `/profiles/${profileId}?${new URLSearchParams({ event: name.replaceAll(',', '%2C'), open: id })}`;

/** Events that counted, each a link to it in the person's timeline. */
export function FoundEvents({ profileId, events }: { profileId: string; events: readonly FoundEvent[] }) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  const label = useEventLabel();
  if (events.length === 0) return null;
  return (
    <ul className={classes.events} aria-label={t('events')}>
      {events.map((event) => (
        <li key={event.id}>
          <Anchor component={Link} href={timelineOf(profileId, event)} inherit>
            {format.dateTime(event.occurredAt)}
          </Anchor>
          {' · '}
          <bdi>{label(event.name)}</bdi>
          {event.value !== null && ` · ${format.number(event.value)}`}
        </li>
      ))}
    </ul>
  );
}
