import { getTranslations } from 'next-intl/server';
import { Section } from '@/components/page-body';
import type { Names } from '../loaders';
import type { ProfileConsents } from '../schema';
import classes from './consent.module.css';
import { ConsentLine } from './consent-line';
import { OlderConsents } from './older-consents';

type Props = { consents: ProfileConsents; purposes: Names; channels: Names };

/** Every statement ever made, newest first. */
export async function ConsentHistory({ consents: { profileId, history, nextCursor }, purposes, channels }: Props) {
  const t = await getTranslations('consent.profile');
  return (
    <Section title={t('history')}>
      {history.length === 0 && <p className={classes.quiet}>{t('noHistory')}</p>}
      <ol className={classes.history}>
        {history.map((entry) => (
          <ConsentLine key={entry.id} entry={entry} purposes={purposes} channels={channels} />
        ))}
      </ol>
      {nextCursor && <OlderConsents key={nextCursor} profileId={profileId} after={nextCursor} purposes={purposes} channels={channels} />}
    </Section>
  );
}
