'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { Names } from '../loaders';
import type { ConsentEntry } from '../schema';
import classes from './consent.module.css';

type Props = { entry: ConsentEntry; purposes: Names; channels: Names };

/** One statement, with where it came from. */
export function ConsentLine({ entry, purposes, channels }: Props) {
  const t = useTranslations('consent');
  const format = useFormat();
  const nameOf = (list: Names, key: string) => list.find((each) => each.key === key)?.name ?? key;
  const states: Record<string, string> = { granted: t('states.granted'), denied: t('states.denied'), withdrawn: t('states.withdrawn') };
  const by = ({ method, actor }: ConsentEntry) =>
    actor === 'anonymous'
      ? t('profile.byPerson', { method: t(`methods.${method}`) })
      : t('profile.by', { method: t(`methods.${method}`), actor: actor.replace(/^\w+:/, '') });
  return (
    <li className={classes.entry}>
      <div className={classes.said}>
        {t('profile.said', {
          state: states[entry.state] ?? entry.state,
          purpose: nameOf(purposes, entry.purpose),
          channel: nameOf(channels, entry.channel),
        })}
      </div>
      <div className={classes.meta}>
        <span>{format.dateTime(entry.occurredAt)}</span>
        <span>{by(entry)}</span>
        {entry.occurredAt !== entry.recordedAt && <span>{t('profile.recordedAt', { date: format.dateTime(entry.recordedAt) })}</span>}
        {entry.expiresAt && <span>{t('profile.until', { date: format.date(entry.expiresAt) })}</span>}
        {entry.textVersion && (
          <span>
            {t('profile.text', { version: entry.textVersion })}
            {entry.wording && <q className={classes.wording}>{entry.wording}</q>}
          </span>
        )}
        {Object.entries(entry.evidence).map(([key, value]) => (
          <span key={key}>
            {key}: {String(value)}
          </span>
        ))}
      </div>
    </li>
  );
}
