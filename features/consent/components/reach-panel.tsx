'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryStates } from 'nuqs';
import classes from './consent.module.css';
import { Eligibility } from './eligibility';

type Named = { key: string; name: string };
type Props = { segmentId: string; purposes: Named[]; channels: Named[]; fallback: { purpose: string; channel: string } };

/** Whom of a segment one may reach for what, and why not the others. The choice is in the address. */
export function ReachPanel({ segmentId, purposes, channels, fallback }: Props) {
  const t = useTranslations('consent.reach');
  const [asked, setAsked] = useQueryStates({ purpose: parseAsString, channel: parseAsString }, { history: 'replace' });
  const options = (list: Named[]) => list.map(({ key, name }) => ({ value: key, label: name }));
  const ask = { purpose: asked.purpose ?? fallback.purpose, channel: asked.channel ?? fallback.channel };
  if (purposes.length === 0 || channels.length === 0) return null;
  return (
    <section className={classes.reach} aria-label={t('title')}>
      <div className={classes.reachChoice}>
        <Select
          size="xs"
          label={t('purpose')}
          value={ask.purpose}
          onChange={(purpose) => void setAsked({ purpose })}
          data={options(purposes)}
          allowDeselect={false}
        />
        <Select
          size="xs"
          label={t('channel')}
          value={ask.channel}
          onChange={(channel) => void setAsked({ channel })}
          data={options(channels)}
          allowDeselect={false}
        />
      </div>
      <Eligibility ask={{ segmentId, ...ask }} />
    </section>
  );
}
