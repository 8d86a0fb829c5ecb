import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Stat, Stats } from '@/components/stat';
import { getFormat } from '@/lib/i18n/get-format';
import type { ProfileView } from '../types';
import classes from './profile.module.css';

/** What a member of staff wants to know first: contact, money, open questions, consent. */
export async function ProfileSummary({
  profile,
  lastSource,
  consent,
}: {
  profile: ProfileView;
  lastSource: string | null;
  consent: ReactNode;
}) {
  const [t, format] = await Promise.all([getTranslations('profiles.summary'), getFormat()]);
  const bought = profile.orderCount > 0;
  return (
    <>
      <Stats>
        <Stat label={t('lastContact')} value={format.relative(profile.lastSeenAt)} note={lastSource ?? format.date(profile.lastSeenAt)} />
        <Stat
          label={t('spend')}
          value={bought || profile.spend !== 0 ? format.money(profile.spend, profile.currency) : '–'}
          note={t('orders', { count: profile.orderCount })}
        />
        <Stat
          label={t('lastOrder')}
          value={profile.lastOrderAt ? format.relative(profile.lastOrderAt) : '–'}
          note={profile.lastOrderAt ? format.date(profile.lastOrderAt) : t('noOrder')}
        />
        <Stat label={t('openTickets')} value={format.integer(profile.openTickets)} />
        <Stat
          label={t('events')}
          value={format.integer(profile.eventCount)}
          note={t('since', { date: format.date(profile.firstSeenAt) })}
        />
      </Stats>
      <div className={classes.consent}>{consent}</div>
    </>
  );
}
