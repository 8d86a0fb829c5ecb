import { getTranslations } from 'next-intl/server';
import { Section } from '@/components/page-body';
import { getFormat } from '@/lib/i18n/get-format';
import type { Names } from '../loaders';
import type { ConsentEntry } from '../schema';
import classes from './consent.module.css';

type Props = { entries: ConsentEntry[]; purposes: Names; channels: Names };

/** Every statement ever made, newest first, with where it came from. */
export async function ConsentHistory({ entries, purposes, channels }: Props) {
  const [t, format] = await Promise.all([getTranslations('consent'), getFormat()]);
  const nameOf = (list: Names, key: string) => list.find((each) => each.key === key)?.name ?? key;
  const states: Record<string, string> = { granted: t('states.granted'), denied: t('states.denied'), withdrawn: t('states.withdrawn') };
  return (
    <Section title={t('profile.history')}>
      {entries.length === 0 && <p className={classes.quiet}>{t('profile.noHistory')}</p>}
      <ol className={classes.history}>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <div className={classes.said}>
              {t('profile.said', {
                state: states[entry.state] ?? entry.state,
                purpose: nameOf(purposes, entry.purpose),
                channel: nameOf(channels, entry.channel),
              })}
            </div>
            <div className={classes.meta}>
              <span>{format.dateTime(entry.occurredAt)}</span>
              <span>{t('profile.by', { method: t(`methods.${entry.method}`), actor: entry.actor.replace(/^\w+:/, '') })}</span>
              {entry.occurredAt !== entry.recordedAt && <span>{t('profile.recordedAt', { date: format.dateTime(entry.recordedAt) })}</span>}
              {entry.expiresAt && <span>{t('profile.until', { date: format.date(entry.expiresAt) })}</span>}
              {entry.textVersion && <span>{t('profile.text', { version: entry.textVersion })}</span>}
              {Object.entries(entry.evidence).map(([key, value]) => (
                <span key={key}>
                  {key}: {String(value)}
                </span>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
